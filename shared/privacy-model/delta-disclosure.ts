import { overallShares } from './overall-shares.ts';
import type { Histogram, PrivacyModel } from './privacy-model.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * delta-disclosure: |ln(q / p)| < delta for every sensitive value of a class, q its share there and p its share among all records
 * (Brickell and Shmatikov 2008, doi 10.1145/1401890.1401904; natural logarithm). A value that the class does not have is left
 * out, as the reference implementations do; that is why a union of passing classes may fail: it is not monotone.
 */
export function deltaDisclosure(delta: number, sensitive: string, overall: Histogram): PrivacyModel {
  const shares = overallShares(overall);

  function greatestRatio(size: number, { length, codes, counts }: Histogram): number {
    let greatest = 0;
    for (let at = 0; at < length; at++)
      greatest = Math.max(greatest, Math.abs(Math.log(counts[at]! / size / shares[codes[at]!]!)));
    return greatest;
  }

  return {
    type: 'delta-disclosure',
    label: `delta-disclosure with delta = ${delta} on ${sensitive}`,
    sensitive,
    usesPopulation: false,
    monotonicity: 'never',
    suppression: 'mends',
    minimumClassSize: 1,
    // strict: the comparison leans to refusing
    passes: (size, histogram) => greatestRatio(size, histogram!) < delta - TOLERANCE,
    measure: (size, histogram) => greatestRatio(size, histogram!),
    worst: 'highest',
  };
}
