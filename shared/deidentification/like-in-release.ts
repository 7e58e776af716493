import type { Column } from '../table/table.ts';
import { resolveSpec } from './hierarchy.ts';
import type { Technique } from './recipe.ts';
import { removedValues } from './technique/cell-suppression.ts';

/**
 * The technique that writes other people's values as the release writes those of `original`: what it takes from the data is fixed.
 * What is random, or depends on the record or the whole column, cannot be repeated for others: those columns stay as they are.
 */
export function likeInRelease(technique: Technique, original: Column): Technique {
  switch (technique.type) {
    case 'noise':
    case 'correlated-noise':
    case 'rank-swapping':
    case 'pram':
    case 'microaggregation':
    case 'date-shift':
      return { type: 'none' };
    case 'pseudonymization':
      return technique.scope === 'release' ? { type: 'none' } : technique;
    case 'cell-suppression':
      return { type: 'cell-suppression', values: removedValues(original, technique) };
    case 'generalization':
      return { ...technique, hierarchy: resolveSpec(technique.hierarchy, original) };
    default:
      return technique;
  }
}
