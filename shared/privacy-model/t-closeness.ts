import type { Histogram, PrivacyModel } from './privacy-model.ts';
import { TOLERANCE } from './tolerance.ts';

/** The earth mover's distance of a class's distribution from the overall one, 0..1. */
export type Distance = (size: number, histogram: Histogram) => number;

/**
 * t-closeness: the earth mover's distance between the distribution of the sensitive values in a class and the one among all input
 * records is at most t (Li, Li and Venkatasubramanian 2007, doi 10.1109/ICDE.2007.367856). The distance is convex: a union's is
 * at most the greatest of its parts.
 */
export function tCloseness(
  t: number,
  kind: 'equal' | 'ordered' | 'hierarchical',
  sensitive: string,
  distance: Distance,
): PrivacyModel {
  return {
    type: 't-closeness',
    label: `t-closeness with t = ${t} (${kind} distance) on ${sensitive}`,
    sensitive,
    usesPopulation: false,
    monotonicity: 'without-suppression',
    suppression: 'mends',
    minimumClassSize: 1,
    passes: (size, histogram) => distance(size, histogram!) <= t + TOLERANCE,
    measure: (size, histogram) => distance(size, histogram!),
    worst: 'highest',
  };
}
