import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import { groupLoss, type Hierarchy } from '../hierarchy.ts';
import type { TechniqueDescription } from './description.ts';
import { translate } from './recode.ts';
import type { Transformed } from './technique.ts';

export const GENERALIZATION: TechniqueDescription = {
  title: 'Generalize',
  iso: 'generalization: combining values (global recoding)',
  kind: 'any',
  scope: 'column',
  summary: 'Values become coarser along a hierarchy: 34 becomes 30-39.',
  parameters: [
    { name: 'hierarchy', meaning: 'which values belong together at each level' },
    { name: 'level', meaning: 'how coarse', default: 'the search chooses (quasi-identifiers)' },
    { name: 'minLevel', meaning: 'the lowest level that the search may choose', default: '0' },
    { name: 'maxLevel', meaning: 'the highest level that the search may choose', default: 'the top' },
  ],
  pitfalls: [
    'Groups of uneven size and open ends hide some people and not others.',
    'Everybody in a group may have the same sensitive value.',
  ],
  effect: { singlingOut: 'reduces', linkability: 'partly', inference: 'partly' },
  safeHarbor: 'B C',
};

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
