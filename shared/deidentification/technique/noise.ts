import { type SeededRandom, seededRandom } from '../../std/seeded-random.ts';
import { type Column, MISSING_CODE } from '../../table/table.ts';
import { formatDecimal, numbersOf } from '../numbers.ts';
import type { Transformed } from './technique.ts';

export interface NoiseOptions {
  readonly distribution: 'gaussian' | 'laplace';
  readonly scale: number;
  readonly decimals: number;
}

/**
 * Adds independent noise to every cell, drawn from the stream of (seed, column name): two draws a row whatever stands in it, so
 * that one row's noise does not depend on another's value. '' stays. Throws `technique.not-a-number`.
 */
export function addNoise(column: Column, options: NoiseOptions, seed: number): Transformed {
  const { distribution, scale, decimals } = options;
  const numbers = numbersOf(column);
  const random = seededRandom(seed, column.name);
  const draw = distribution === 'gaussian' ? gaussian : laplace;
  const codeOf = new Map<string, number>();
  const values = [''];
  const codes = new Uint32Array(column.codes.length);
  for (let row = 0; row < codes.length; row++) {
    const noise = draw(random) * scale;
    const code = column.codes[row]!;
    if (code === MISSING_CODE) continue;
    const number = numbers[code]!;
    const text = Number.isNaN(number) ? '' : formatDecimal(number + noise, decimals);
    let found = codeOf.get(text);
    if (found === undefined) {
      found = values.length;
      codeOf.set(text, found);
      values.push(text);
    }
    codes[row] = found;
  }
  const spread = distribution === 'gaussian' ? scale : scale * Math.SQRT2;
  const loss = new Float64Array(values.length).fill(Math.min(1, spread / deviation(column, numbers)));
  values.forEach((value, code) => {
    if (value === '') loss[code] = 0;
  });
  return { column: { name: column.name, values, codes }, loss };
}

/** Standard normal by Box and Muller 1958. */
function gaussian(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** Laplace with b = 1: the difference of two exponentials. */
function laplace(random: SeededRandom): number {
  return Math.log(1 - random.next()) - Math.log(1 - random.next());
}

/** Standard deviation of the cells that hold a number; 0 for a constant column. */
function deviation(column: Column, numbers: Float64Array): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
  const { codes } = column;
  for (let row = 0; row < codes.length; row++) {
    const number = numbers[codes[row]!]!;
    if (Number.isNaN(number)) continue;
    count++;
    const step = number - mean;
    mean += step / count;
    squares += step * (number - mean);
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}
