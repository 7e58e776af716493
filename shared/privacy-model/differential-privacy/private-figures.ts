/** Counts and sums with noise: differential privacy with respect to adding or removing all records of one person. */
import { discreteLaplace } from './discrete-laplace.ts';
import { exactRandom, type RandomBytes } from './exact-random.ts';
import type { Rational } from './rational.ts';

/**
 * A histogram's counts with noise. A person has at most `contributions` records in all cells together, as the user declares:
 * the L1 sensitivity. Which cells there are must not depend on the data.
 */
export function privateCounts(
  counts: readonly number[],
  epsilon: Rational,
  contributions: number,
  randomBytes: RandomBytes,
): number[] {
  return withNoise(counts.map(BigInt), epsilon, BigInt(contributions), randomBytes).map(Number);
}

/** Bounds of one record's amount, declared and not looked up in the data, and the step in which amounts are counted: 0.01. */
export interface Amounts {
  readonly lower: number;
  readonly upper: number;
  /** Digits after the point. */
  readonly decimals: number;
}

/** One record's amount in steps: clamped to the bounds, then rounded. NaN, a missing amount, adds nothing. */
export function stepsOf(amount: number, { lower, upper, decimals }: Amounts): bigint {
  if (Number.isNaN(amount)) return 0n;
  return BigInt(Math.round(Math.min(upper, Math.max(lower, amount)) * 10 ** decimals));
}

/**
 * Sums with noise, in steps. A record moves a sum by at most the greater of the bounds' magnitudes, and a person has at most
 * `contributions` of them.
 */
export function privateSums(
  sums: readonly bigint[],
  amounts: Amounts,
  epsilon: Rational,
  contributions: number,
  randomBytes: RandomBytes,
): bigint[] {
  const magnitudes = [amounts.lower, amounts.upper].map((bound) => {
    const steps = stepsOf(bound, amounts);
    return steps < 0n ? -steps : steps;
  });
  const greatest = magnitudes[0]! > magnitudes[1]! ? magnitudes[0]! : magnitudes[1]!;
  return withNoise(sums, epsilon, BigInt(contributions) * greatest, randomBytes);
}

/** A figure that nobody can move (bounds of 0) needs no noise. */
function withNoise(
  figures: readonly bigint[],
  epsilon: Rational,
  sensitivity: bigint,
  randomBytes: RandomBytes,
): bigint[] {
  if (sensitivity === 0n) return [...figures];
  const random = exactRandom(randomBytes);
  const rate = { numerator: epsilon.numerator, denominator: epsilon.denominator * sensitivity };
  return figures.map((figure) => figure + discreteLaplace(rate, random));
}
