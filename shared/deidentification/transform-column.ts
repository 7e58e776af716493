import { AppError } from '../std/app-error.ts';
import { QUIET_TASK } from '../std/task.ts';
import type { Column } from '../table/table.ts';
import { compileHierarchy, type UnknownValues } from './hierarchy.ts';
import type { Technique } from './recipe.ts';
import { ageOn } from './technique/age.ts';
import { suppressCells } from './technique/cell-suppression.ts';
import { addCorrelatedNoise } from './technique/correlated-noise.ts';
import { shiftDates } from './technique/date-shift.ts';
import { truncateDates } from './technique/date-truncation.ts';
import { generalize } from './technique/generalization.ts';
import { mask } from './technique/masking.ts';
import { microaggregate } from './technique/microaggregation.ts';
import { addNoise } from './technique/noise.ts';
import { leave } from './technique/none.ts';
import { coarsenPostalCodes } from './technique/postal-code.ts';
import { postRandomize } from './technique/pram.ts';
import { pseudonymize } from './technique/pseudonymization.ts';
import { swapRanks } from './technique/rank-swapping.ts';
import { redact } from './technique/redaction.ts';
import { round } from './technique/rounding.ts';
import { suppress } from './technique/suppression.ts';
import type { TechniqueContext, TechniqueTools, Transformed } from './technique/technique.ts';
import { codeTopAndBottom } from './technique/top-bottom-coding.ts';

/**
 * Applies a technique that needs no search to the columns of one group (one column, for most techniques); null for a column that
 * is not released. Throws `recipe.level-required` for a generalization without a level, and what the techniques throw.
 */
export function transformColumns(
  columns: readonly Column[],
  technique: Technique,
  context: TechniqueContext,
  unknown: UnknownValues = 'refuse',
): (Transformed | null)[] {
  switch (technique.type) {
    case 'correlated-noise':
      return addCorrelatedNoise(columns, technique, context);
    case 'microaggregation':
      return microaggregate(columns, technique, context);
    default:
      return columns.map((column) => transformSingle(column, technique, context, unknown));
  }
}

/** The same for one column that knows of no other: of a population, or in a preview. */
export function transformColumn(
  column: Column,
  technique: Technique,
  tools: TechniqueTools,
  unknown: UnknownValues = 'refuse',
): Transformed | null {
  const context: TechniqueContext = {
    ...tools,
    table: { rowCount: column.codes.length, columns: [column] },
    releaseDigest() {
      throw new AppError('internal', 'internal.unexpected', { name: 'releaseDigest' });
    },
    task: QUIET_TASK,
  };
  return transformColumns([column], technique, context, unknown)[0]!;
}

function transformSingle(
  column: Column,
  technique: Exclude<Technique, { type: 'correlated-noise' | 'microaggregation' }>,
  context: TechniqueContext,
  unknown: UnknownValues,
): Transformed | null {
  switch (technique.type) {
    case 'none':
      return leave(column);
    case 'suppression':
      return suppress();
    case 'cell-suppression':
      return suppressCells(column, technique);
    case 'masking':
      return mask(column, technique);
    case 'generalization':
      if (technique.level === undefined) throw new AppError('input', 'recipe.level-required', { column: column.name });
      return generalize(column, compileHierarchy(technique.hierarchy, column, unknown), technique.level);
    case 'pseudonymization':
      return pseudonymize(column, technique, context);
    case 'top-bottom-coding':
      return codeTopAndBottom(column, technique);
    case 'rounding':
      return round(column, technique.base);
    case 'date-truncation':
      return truncateDates(column, technique.level);
    case 'age':
      return ageOn(column, technique);
    case 'date-shift':
      return shiftDates(column, technique, context);
    case 'postal-code':
      return coarsenPostalCodes(column, technique);
    case 'noise':
      return addNoise(column, technique, context);
    case 'rank-swapping':
      return swapRanks(column, technique.percent, context);
    case 'pram':
      return postRandomize(column, technique.retain, context);
    case 'redaction':
      return redact(column, technique, context);
  }
}
