import { overallShares } from './overall-shares.ts';
import type { Histogram, PrivacyModel } from './privacy-model.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * beta-likeness: for every sensitive value that is commoner in a class (q) than among all records (p) the relative gain
 * (q - p) / p is at most beta; enhanced: at most min(beta, -ln p) (Cao and Karras 2012, doi 10.14778/2350229.2350255). As in the
 * paper a value that became rarer is no gain. The gain is linear in q: a union's lies between those of its parts.
 *
 * Measured: the greatest gain, for both kinds.
 */
export function betaLikeness(beta: number, enhanced: boolean, sensitive: string, overall: Histogram): PrivacyModel {
  const shares = overallShares(overall);
  /** By code: the greatest share that may occur in a class. */
  const bounds = shares.map((share) => share * (1 + (enhanced ? Math.min(beta, -Math.log(share)) : beta)) + TOLERANCE);

  function passes(size: number, { length, codes, counts }: Histogram): boolean {
    for (let at = 0; at < length; at++) if (counts[at]! > size * bounds[codes[at]!]!) return false;
    return true;
  }

  function greatestGain(size: number, { length, codes, counts }: Histogram): number {
    let greatest = 0;
    for (let at = 0; at < length; at++) {
      const share = shares[codes[at]!]!;
      greatest = Math.max(greatest, (counts[at]! / size - share) / share);
    }
    return greatest;
  }

  return {
    type: 'beta-likeness',
    label: `${enhanced ? 'enhanced' : 'basic'} beta-likeness with beta = ${beta} on ${sensitive}`,
    sensitive,
    usesPopulation: false,
    monotonicity: 'without-suppression',
    suppression: 'mends',
    minimumClassSize: 1,
    passes: (size, histogram) => passes(size, histogram!),
    measure: (size, histogram) => greatestGain(size, histogram!),
    worst: 'highest',
  };
}
