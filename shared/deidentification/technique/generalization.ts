import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import { groupLoss, type Hierarchy } from '../hierarchy.ts';
import { translate } from './recode.ts';
import type { Transformed } from './technique.ts';

/** Global recoding: every value becomes its group at one level of the hierarchy. Throws `hierarchy.level-too-high`. */
export function generalize(column: Column, hierarchy: Hierarchy, level: number): Transformed {
  const chosen = hierarchy.levels[level];
  if (!chosen)
    throw new AppError('input', 'hierarchy.level-too-high', {
      column: column.name,
      level,
      highest: hierarchy.levels.length - 1,
    });
  return {
    column: { name: column.name, values: chosen.labels, codes: translate(column.codes, chosen.groups) },
    loss: Float64Array.from(chosen.shares, (share) => groupLoss(share, hierarchy.leaves)),
  };
}
