import { seededRandom } from '../../std/seeded-random.ts';
import { type Column, MISSING_CODE } from '../../table/table.ts';
import { formatDecimal, numbersOf } from '../numbers.ts';
import { columnWriter } from './column-writer.ts';
import type { TechniqueDescription } from './description.ts';
import { gaussian, laplace } from './random-draws.ts';
import type { TechniqueContext, Transformed } from './technique.ts';

export const NOISE: TechniqueDescription = {
  title: 'Add noise',
  iso: 'randomization: noise addition',
  kind: 'number',
  scope: 'column',
  summary: 'A random amount is added to every number, independently.',
  parameters: [
    { name: 'distribution', meaning: 'gaussian or laplace' },
    { name: 'scale', meaning: "standard deviation (gaussian) or b (laplace), in the column's unit" },
    { name: 'decimals', meaning: 'of the written number', default: '0' },
  ],
  pitfalls: [
    'Zeros, signs and totals can give values away, and outliers stay outliers.',
    'Several releases of the same data can be averaged.',
    'Whoever has the recipe with its seed can take the noise away.',
    'Correlations become weaker; correlated noise keeps them.',
  ],
  effect: { singlingOut: 'not alone', linkability: 'may reduce', inference: 'may reduce' },
  safeHarbor: '',
};

export interface NoiseOptions {
  readonly distribution: 'gaussian' | 'laplace';
  readonly scale: number;
  readonly decimals: number;
}

/**
 * Adds independent noise to every cell, drawn from the stream of (seed, column name): two draws a row whatever stands in it, so
 * that one row's noise does not depend on another's value. '' stays. Throws `technique.not-a-number`.
 */
export function addNoise(
  column: Column,
  options: NoiseOptions,
  { seed, task }: Pick<TechniqueContext, 'seed' | 'task'>,
): Transformed {
  const { distribution, scale, decimals } = options;
  const numbers = numbersOf(column);
  const random = seededRandom(seed, column.name);
  const draw = distribution === 'gaussian' ? gaussian : laplace;
  const { codes } = column;
  const writer = columnWriter(column.name, codes.length);
  for (let row = 0; row < codes.length; row++) {
    if (row % 16_384 === 0) task.checkpoint();
    const noise = draw(random) * scale;
    const code = codes[row]!;
    if (code === MISSING_CODE) continue;
    const number = numbers[code]!;
    writer.write(row, Number.isNaN(number) ? '' : formatDecimal(number + noise, decimals));
  }
  const spread = distribution === 'gaussian' ? scale : scale * Math.SQRT2;
  const made = writer.column();
  const lost = Math.min(1, spread / deviation(column, numbers));
  return { column: made, loss: Float64Array.from(made.values, (text) => (text === '' ? 0 : lost)) };
}

/** Standard deviation of the cells that hold a number; 0 for a constant column. */
export function deviation({ codes }: Column, numbers: Float64Array): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
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
