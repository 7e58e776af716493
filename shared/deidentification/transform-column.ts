import { AppError } from '../std/app-error.ts';
import type { Column } from '../table/table.ts';
import { compileHierarchy, type UnknownValues } from './hierarchy.ts';
import type { Technique } from './recipe.ts';
import { generalize } from './technique/generalization.ts';
import { mask } from './technique/masking.ts';
import { addNoise } from './technique/noise.ts';
import { leave } from './technique/none.ts';
import { pseudonymize } from './technique/pseudonymization.ts';
import { round } from './technique/rounding.ts';
import { suppress } from './technique/suppression.ts';
import type { TechniqueTools, Transformed } from './technique/technique.ts';
import { codeTopAndBottom } from './technique/top-bottom-coding.ts';

/**
 * Applies a technique that needs no search to one column; null when the column is not released.
 * Throws `recipe.level-required` for a generalization without a level, and what the techniques throw.
 */
export function transformColumn(
  column: Column,
  technique: Technique,
  tools: TechniqueTools,
  unknown: UnknownValues = 'refuse',
): Transformed | null {
  switch (technique.type) {
    case 'none':
      return leave(column);
    case 'suppression':
      return suppress();
    case 'masking':
      return mask(column, technique);
    case 'generalization':
      if (technique.level === undefined) throw new AppError('input', 'recipe.level-required', { column: column.name });
      return generalize(column, compileHierarchy(technique.hierarchy, column, unknown), technique.level);
    case 'pseudonymization':
      return pseudonymize(column, technique.length, tools);
    case 'top-bottom-coding':
      return codeTopAndBottom(column, technique);
    case 'rounding':
      return round(column, technique.base);
    case 'noise':
      return addNoise(column, technique, tools.seed);
  }
}
