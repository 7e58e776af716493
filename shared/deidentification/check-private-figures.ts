import { AppError } from '../std/app-error.ts';
import type { Recipe } from './recipe.ts';
import type { Technique } from './technique-spec.ts';

/** Cells of a table of figures with noise. */
export const MAX_PRIVATE_CELLS = 100_000;

/**
 * Differential privacy holds for what is done to each record by itself, whatever the other records are. Refuses the rest: models (they
 * remove records for the sake of others), techniques and hierarchies that look at the whole column, means, and declarations
 * that are missing. Throws `recipe.private-figures` (reason, and column where there is one), `recipe.private-cells`.
 */
export function checkPrivateFigures(recipe: Recipe): void {
  const aggregation = recipe.table?.aggregation;
  const declared = aggregation?.differentialPrivacy;
  if (!aggregation || !declared) return;
  if (recipe.models.length > 0) refuse('models');
  if (recipe.search.type !== 'optimal') refuse('search');
  let cells = 1;
  for (const column of aggregation.groupBy) {
    const values = Object.hasOwn(declared.groups, column) ? declared.groups[column]! : [];
    if (values.length === 0 || new Set(values).size < values.length) refuse('groups', column);
    cells *= values.length;
    checkTechnique(recipe, column);
  }
  if (cells > MAX_PRIVATE_CELLS)
    throw new AppError('input', 'recipe.private-cells', { cells, limit: MAX_PRIVATE_CELLS });
  for (const measure of aggregation.measures) {
    if (measure.type === 'mean') refuse('mean', measure.column);
    if (measure.type !== 'sum') continue;
    const amounts = Object.hasOwn(declared.amounts, measure.column) ? declared.amounts[measure.column]! : null;
    if (!amounts || amounts.lower > amounts.upper) refuse('amounts', measure.column);
    checkTechnique(recipe, measure.column);
  }
}

function checkTechnique(recipe: Recipe, column: string): void {
  if (!isRecordByRecord(recipe.columns[column]!.technique)) refuse('technique', column);
}

/** Whether what becomes of a record's cell is the same whatever the other records are. */
export function isRecordByRecord(technique: Technique): boolean {
  switch (technique.type) {
    case 'none':
    case 'masking':
    case 'rounding':
    case 'top-bottom-coding':
    case 'date-truncation':
    case 'age':
      return true;
    case 'generalization':
      return technique.level !== undefined && !['automatic', 'quantiles'].includes(technique.hierarchy.type);
    default:
      return false;
  }
}

function refuse(reason: string, column?: string): never {
  throw new AppError('input', 'recipe.private-figures', { reason, ...(column === undefined ? {} : { column }) });
}
