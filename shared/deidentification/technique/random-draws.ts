import type { SeededRandom } from '../../std/seeded-random.ts';

/** Standard normal by Box and Muller 1958. */
export function gaussian(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** Laplace with b = 1: the difference of two exponentials. */
export function laplace(random: SeededRandom): number {
  return Math.log(1 - random.next()) - Math.log(1 - random.next());
}
