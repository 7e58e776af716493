import type { PrivacyModel } from './privacy-model.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * (alpha, k)-anonymity: every class has at least k records, and no sensitive value makes up more than the share alpha of them
 * (Wong et al. 2006, doi 10.1145/1150402.1150499, for all values). A share of a union lies between the shares of its parts.
 */
export function alphaKAnonymity(alpha: number, k: number, sensitive: string): PrivacyModel {
  return {
    type: 'alpha-k-anonymity',
    label: `(alpha, k)-anonymity with alpha = ${alpha} and k = ${k} on ${sensitive}`,
    sensitive,
    usesPopulation: false,
    monotonicity: 'without-suppression',
    suppression: 'mends',
    // the commonest of at most `size` values has a share of at least 1 / size
    minimumClassSize: Math.max(k, Math.ceil(1 / alpha - TOLERANCE)),
    passes: (size, histogram) => size >= k && greatestCount(histogram!) <= size * (alpha + TOLERANCE),
    measure: (size, histogram) => greatestCount(histogram!) / size,
    worst: 'highest',
  };
}

function greatestCount({ length, counts }: { length: number; counts: ArrayLike<number> }): number {
  let greatest = 0;
  for (let at = 0; at < length; at++) if (counts[at]! > greatest) greatest = counts[at]!;
  return greatest;
}
