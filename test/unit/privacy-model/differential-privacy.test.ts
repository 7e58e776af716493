import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ledger, spend, spentOf } from '@shared/privacy-model/differential-privacy/budget.ts';
import { discreteLaplace } from '@shared/privacy-model/differential-privacy/discrete-laplace.ts';
import { exactRandom } from '@shared/privacy-model/differential-privacy/exact-random.ts';
import { privateCounts, privateSums, stepsOf } from '@shared/privacy-model/differential-privacy/private-figures.ts';
import { add, divide, isGreater, numberOf, rationalOf } from '@shared/privacy-model/differential-privacy/rational.ts';

/** Bytes that are as good as random and the same in every run. */
function bytesFrom(seed: string) {
  let counter = 0;
  return (length: number) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32)
      blocks.push(createHash('sha256').update(`${seed} ${counter++}`).digest());
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}

/** Pearson's statistic against expected shares; the degrees of freedom are one less than the cells. */
function chiSquared(observed: readonly number[], shares: readonly number[]): number {
  const draws = observed.reduce((sum, count) => sum + count, 0);
  return observed.reduce((sum, count, at) => sum + (count - draws * shares[at]!) ** 2 / (draws * shares[at]!), 0);
}

describe('exact fractions', () => {
  it('read the decimal spelling of a number', () => {
    expect(rationalOf(0.1)).toEqual({ numerator: 1n, denominator: 10n });
    expect(rationalOf(12)).toEqual({ numerator: 12n, denominator: 1n });
    expect(rationalOf(1e-7)).toEqual({ numerator: 1n, denominator: 10_000_000n });
    expect(rationalOf(1.5e21)).toEqual({ numerator: 1500000000000000000000n, denominator: 1n });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (value) => {
        expect(numberOf(rationalOf(value))).toBeCloseTo(value, 6);
      }),
    );
  });

  it('add and divide without rounding', () => {
    const third = divide(rationalOf(1), 3n);
    expect(add(add(third, third), third)).toEqual(rationalOf(1));
    expect(isGreater(add(rationalOf(0.1), rationalOf(0.2)), rationalOf(0.3))).toBe(false);
  });
});

describe('exact draws', () => {
  it('are uniform below a bound that is no power of two', () => {
    const random = exactRandom(bytesFrom('uniform'));
    const counts = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 7000; draw++) counts[Number(random.below(7n))]!++;
    expect(chiSquared(counts, new Array<number>(7).fill(1 / 7))).toBeLessThan(22.5); // p = 0.001 at 6 degrees
    expect(random.below(1n)).toBe(0n);
  });

  it.each([
    [0, 1],
    [1, 3],
    [1, 1],
    [5, 2],
  ])('toss a coin of exp(-%i/%i)', (numerator, denominator) => {
    const random = exactRandom(bytesFrom(`coin ${numerator}`));
    const draws = 4000;
    let heads = 0;
    for (let draw = 0; draw < draws; draw++)
      if (random.exponentialCoin({ numerator: BigInt(numerator), denominator: BigInt(denominator) })) heads++;
    const share = Math.exp(-numerator / denominator);
    expect(Math.abs(heads / draws - share)).toBeLessThan(3.3 * Math.sqrt((share * (1 - share)) / draws) + 1e-9);
  });
});

describe('the discrete Laplace distribution', () => {
  it.each([0.5, 1, 1.7])('has its probabilities at rate %f', (rate) => {
    const random = exactRandom(bytesFrom(`laplace ${rate}`));
    const reach = 4;
    // -4 and below, -3 .. 3, 4 and above
    const counts = new Array<number>(2 * reach + 1).fill(0);
    for (let draw = 0; draw < 6000; draw++) {
      const value = Number(discreteLaplace(rationalOf(rate), random));
      counts[Math.max(-reach, Math.min(reach, value)) + reach]!++;
    }
    const a = Math.exp(-rate);
    const shares = counts.map((_, at) => {
      const magnitude = Math.abs(at - reach);
      return magnitude === reach ? a ** reach / (1 + a) : ((1 - a) / (1 + a)) * a ** magnitude;
    });
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(chiSquared(counts, shares)).toBeLessThan(26.2); // p = 0.001 at 8 degrees
  });

  it('keeps the promise of epsilon: neighbouring counts give no answer more than e^epsilon times as often', () => {
    // exact, by the probabilities: the ratio of P(y - c) and P(y - c - 1) is a or 1/a
    const epsilon = 0.8;
    const a = Math.exp(-epsilon);
    const probability = (y: number) => ((1 - a) / (1 + a)) * a ** Math.abs(y);
    for (let y = -20; y <= 20; y++)
      expect(Math.max(probability(y) / probability(y - 1), probability(y - 1) / probability(y))).toBeLessThan(
        Math.exp(epsilon) + 1e-9,
      );
  });
});

describe('private figures', () => {
  it('scale the noise with what one person can contribute', () => {
    const spread = (contributions: number) => {
      const noisy = privateCounts(new Array<number>(1500).fill(100), rationalOf(1), contributions, bytesFrom('counts'));
      return noisy.reduce((sum, value) => sum + Math.abs(value - 100), 0) / noisy.length;
    };
    // E|X| = 2a / (1 - a^2) with a = exp(-epsilon / contributions)
    const expected = (contributions: number) => {
      const a = Math.exp(-1 / contributions);
      return (2 * a) / (1 - a * a);
    };
    expect(Math.abs(spread(1) / expected(1) - 1)).toBeLessThan(0.15);
    expect(Math.abs(spread(4) / expected(4) - 1)).toBeLessThan(0.15);
  });

  it('clamp amounts to the declared bounds', () => {
    const amounts = { lower: -1, upper: 10, decimals: 2 };
    expect([12, -5, 3.1449, Number.NaN].map((amount) => stepsOf(amount, amounts))).toEqual([1000n, -100n, 314n, 0n]);
    const noisy = privateSums(new Array<bigint>(800).fill(5000n), amounts, rationalOf(2), 1, bytesFrom('sums'));
    const spread = noisy.reduce((sum, value) => sum + Math.abs(Number(value) - 5000), 0) / noisy.length;
    const a = Math.exp(-2 / 1000);
    expect(Math.abs(spread / ((2 * a) / (1 - a * a)) - 1)).toBeLessThan(0.15);
    expect(privateSums([0n], { lower: 0, upper: 0, decimals: 0 }, rationalOf(1), 1, bytesFrom('none'))).toEqual([0n]);
  });
});

describe('the budget', () => {
  const at = '2026-01-01T00:00:00.000Z';

  it('adds up exactly and refuses what goes beyond', () => {
    let ledger: Ledger = [];
    for (let release = 0; release < 10; release++) ledger = spend(ledger, { epsilon: 0.1, purpose: 'counts', at }, 1);
    expect(spentOf(ledger)).toEqual(rationalOf(1));
    expect(() => spend(ledger, { epsilon: 1e-9, purpose: 'one more', at }, 1)).toThrow(
      expect.objectContaining({ code: 'privacy-budget.exceeded', params: { epsilon: 1e-9, spent: 1, total: 1 } }),
    );
    expect(spend(ledger, { epsilon: 0.5, purpose: 'more', at }, 1.5)).toHaveLength(11);
  });
});
