/** Successes out of attempts, with Wilson's 95 % score interval. All of it 0..1 but the counts. */
export interface RateEstimate {
  readonly successes: number;
  readonly attempts: number;
  /** Centre of the interval, (s + z^2/2) / (N + z^2): what Giomi et al. compare. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Of everything that could be tried: a share without an error of sampling. Nothing to try is no success. */
export function exactRate(successes: number, attempts: number): RateEstimate {
  const rate = attempts === 0 ? 0 : successes / attempts;
  return { successes, attempts, rate, low: rate, high: rate };
}

/** The 97.5 % point of the normal distribution. */
export const Z_95 = 1.959963984540054;

/** Wilson 1927. No attempts say nothing: the interval is [0, 1] around one half. */
export function wilson(successes: number, attempts: number, z = Z_95): RateEstimate {
  const squared = z * z;
  const rate = (successes + squared / 2) / (attempts + squared);
  const half =
    (z / (attempts + squared)) *
    Math.sqrt((attempts === 0 ? 0 : (successes * (attempts - successes)) / attempts) + squared / 4);
  // exactly 0 and 1 where the formula gives them, and not a rounding of them
  const low = successes === 0 ? 0 : Math.max(0, rate - half);
  const high = successes === attempts ? 1 : Math.min(1, rate + half);
  return { successes, attempts, rate, low, high };
}
