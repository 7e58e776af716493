import type { Histogram, PrivacyModel } from './privacy-model.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * Entropy l-diversity: exp(-sum q ln q) >= l in every class, q the share of a sensitive value (Machanavajjhala et al. 2007,
 * doi 10.1145/1217299.1217302). The measure is that effective number of values, not rounded. Entropy is concave: a union has at
 * least the lowest entropy of its parts.
 */
export function entropyLDiversity(l: number, sensitive: string): PrivacyModel {
  return {
    type: 'entropy-l-diversity',
    label: `entropy l-diversity with l = ${l} on ${sensitive}`,
    sensitive,
    usesPopulation: false,
    monotonicity: 'without-suppression',
    suppression: 'mends',
    // n records have at most n values
    minimumClassSize: Math.ceil(l - TOLERANCE),
    passes: (size, histogram) =>
      histogram!.length >= l - TOLERANCE && effectiveValues(size, histogram!) >= l - TOLERANCE,
    measure: (size, histogram) => effectiveValues(size, histogram!),
    worst: 'lowest',
  };
}

function effectiveValues(size: number, { length, counts }: Histogram): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += counts[at]! * Math.log(counts[at]!);
  return Math.exp(Math.log(size) - sum / size);
}
