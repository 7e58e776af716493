/** An exact fraction, so that no rounding of floating point enters the noise or the budget. */
export interface Rational {
  readonly numerator: bigint;
  /** Above 0. */
  readonly denominator: bigint;
}

/**
 * The fraction that a number's shortest decimal spelling means, in lowest terms: 0.1 -> 1/10. Of a finite number from 0.
 */
export function rationalOf(value: number): Rational {
  const [digits, exponent = '0'] = String(value).split('e');
  const [whole, fraction = ''] = digits!.split('.');
  const power = Number(exponent) - fraction.length;
  const integer = BigInt(whole! + fraction);
  return power >= 0 ? reduced(integer * 10n ** BigInt(power), 1n) : reduced(integer, 10n ** BigInt(-power));
}

export function add(a: Rational, b: Rational): Rational {
  return reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function divide(a: Rational, by: bigint): Rational {
  return reduced(a.numerator, a.denominator * by);
}

export function isGreater(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator > b.numerator * a.denominator;
}

/** For showing, never for deciding. */
export function numberOf({ numerator, denominator }: Rational): number {
  return Number(numerator) / Number(denominator);
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: numerator / a, denominator: denominator / a };
}
