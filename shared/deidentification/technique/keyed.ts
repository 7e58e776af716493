/** What a technique needs that is not in the data. */
import type { Technique } from '../technique-spec.ts';

/** The profile's key, and so an unlocked identity. */
export function needsKey({ type }: Technique): boolean {
  return type === 'pseudonymization' || type === 'date-shift';
}

/** Draws from the recipe's seed: whoever has it can make the same draws. */
export function isRandom({ type }: Technique): boolean {
  return type === 'noise' || type === 'correlated-noise' || type === 'rank-swapping' || type === 'pram';
}
