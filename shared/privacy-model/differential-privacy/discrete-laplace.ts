import type { ExactRandom } from './exact-random.ts';
import type { Rational } from './rational.ts';

const ONE: Rational = { numerator: 1n, denominator: 1n };

/**
 * Two-sided geometric noise: P(y) = (1 - a) / (1 + a) * a^|y| with a = exp(-rate) (Ghosh, Roughgarden and Sundararajan 2009,
 * doi 10.1145/1536414.1536464), sampled exactly by algorithm 2 of Canonne, Kamath and Steinke 2020. `rate` is above 0.
 * With rate = epsilon / sensitivity an integer figure of that L1 sensitivity plus the noise is epsilon-differentially private.
 */
export function discreteLaplace({ numerator: s, denominator: t }: Rational, random: ExactRandom): bigint {
  for (;;) {
    const u = random.below(t);
    if (!random.exponentialCoin({ numerator: u, denominator: t })) continue;
    let v = 0n;
    while (random.exponentialCoin(ONE)) v++;
    const magnitude = (u + t * v) / s;
    const isNegative = random.below(2n) === 1n;
    if (isNegative && magnitude === 0n) continue; // zero has one sign
    return isNegative ? -magnitude : magnitude;
  }
}
