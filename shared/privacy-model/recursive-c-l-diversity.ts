import type { Histogram, PrivacyModel } from './privacy-model.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * Recursive (c, l)-diversity: r1 < c (r_l + r_(l+1) + ... + r_m), r the counts of the sensitive values of a class from the
 * commonest to the rarest (Machanavajjhala et al. 2007, doi 10.1145/1217299.1217302). Fewer than l values fail. In a union the
 * l - 1 commonest values are at most as many as those of the parts together, so the rest is at least theirs.
 *
 * Measured: r1 / (r_l + ... + r_m), which c must exceed; infinite with fewer than l values.
 */
export function recursiveCLDiversity(c: number, l: number, sensitive: string): PrivacyModel {
  let scratch = new Uint32Array(64);

  function ratio(size: number, { length, counts }: Histogram): number {
    if (length < l) return Number.POSITIVE_INFINITY;
    if (scratch.length < length) scratch = new Uint32Array(2 * length);
    for (let at = 0; at < length; at++) scratch[at] = counts[at]!;
    // rising, by the engine's native sort; a view is all that it allocates
    const sorted = scratch.subarray(0, length).sort();
    let rest = size;
    for (let at = length - 1; at > length - l; at--) rest -= sorted[at]!;
    return sorted[length - 1]! / rest;
  }

  return {
    type: 'recursive-c-l-diversity',
    label: `recursive (c, l)-diversity with c = ${c} and l = ${l} on ${sensitive}`,
    sensitive,
    usesPopulation: false,
    monotonicity: 'without-suppression',
    suppression: 'mends',
    minimumClassSize: l,
    // strict: the comparison leans to refusing
    passes: (size, histogram) => size >= l && ratio(size, histogram!) < c * (1 - TOLERANCE),
    measure: (size, histogram) => ratio(size, histogram!),
    worst: 'highest',
  };
}
