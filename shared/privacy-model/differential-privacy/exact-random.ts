/**
 * Exact random draws from random bytes: integers and coins only, no floating point, so that the probabilities are what the proofs
 * assume (Mironov 2012, doi 10.1145/2382196.2382264, shows what happens otherwise). Algorithms of Canonne, Kamath and Steinke 2020,
 * "The Discrete Gaussian for Differential Privacy".
 */
import type { Rational } from './rational.ts';

/** A cryptographic generator: `length` bytes. */
export type RandomBytes = (length: number) => Uint8Array;

export interface ExactRandom {
  /** Uniform in [0, bound), by rejection. */
  below(bound: bigint): bigint;
  /** True with probability exp(-gamma). */
  exponentialCoin(gamma: Rational): boolean;
}

/** Bytes that are asked for at once. */
const BLOCK = 4096;

export function exactRandom(randomBytes: RandomBytes): ExactRandom {
  let block = new Uint8Array(0);
  let used = 0;

  function byte(): bigint {
    if (used === block.length) {
      block = new Uint8Array(randomBytes(BLOCK));
      used = 0;
    }
    const value = block[used]!;
    block[used++] = 0;
    return BigInt(value);
  }

  function below(bound: bigint): bigint {
    const bits = (bound - 1n).toString(2).length;
    const bytes = Math.ceil(bits / 8);
    const excess = BigInt(bytes * 8 - bits);
    for (;;) {
      let value = 0n;
      for (let at = 0; at < bytes; at++) value = value * 256n + byte();
      value >>= excess;
      if (value < bound) return value;
    }
  }

  /** For gamma in [0, 1]: how long a row of coins of gamma/1, gamma/2, gamma/3 ... succeeds; odd means success. */
  function smallExponentialCoin({ numerator, denominator }: Rational): boolean {
    let k = 1n;
    while (below(denominator * k) < numerator) k++;
    return k % 2n === 1n;
  }

  function exponentialCoin(gamma: Rational): boolean {
    const whole = gamma.numerator / gamma.denominator;
    for (let at = 0n; at < whole; at++) if (!smallExponentialCoin({ numerator: 1n, denominator: 1n })) return false;
    return smallExponentialCoin({
      numerator: gamma.numerator - whole * gamma.denominator,
      denominator: gamma.denominator,
    });
  }

  return { below, exponentialCoin };
}
