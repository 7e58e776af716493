import { seededRandom } from '../../std/seeded-random.ts';
import type { Column } from '../../table/table.ts';
import { formatDecimal } from '../numbers.ts';
import { columnWriter } from './column-writer.ts';
import type { TechniqueDescription } from './description.ts';
import { type NumberMatrix, numberMatrix } from './number-matrix.ts';
import { gaussian } from './random-draws.ts';
import type { TechniqueContext, Transformed } from './technique.ts';

export const CORRELATED_NOISE: TechniqueDescription = {
  title: 'Add correlated noise',
  iso: 'randomization: noise addition (correlated)',
  kind: 'number',
  scope: 'columns',
  summary:
    'Noise with the correlations of the columns is added, so that means and covariances are kept in expectation.',
  parameters: [
    { name: 'level', meaning: "the noise's standard deviation as a share of the column's own" },
    { name: 'group', meaning: 'columns with the same name here get noise together' },
    { name: 'decimals', meaning: 'of the written number', default: "the column's" },
  ],
  pitfalls: [
    'Outliers stay outliers, and zeros, signs and totals can give values away.',
    'Several releases of the same data can be averaged.',
    'Whoever has the recipe with its seed can take the noise away.',
  ],
  effect: { singlingOut: 'not alone', linkability: 'may reduce', inference: 'may reduce' },
  safeHarbor: '',
};

/**
 * y = m + (x - m + e) / √(1 + level²), e normal with covariance level² S, where m and S are the columns' means and covariances
 * (Kim 1986). Then E y = m and Cov y = S. S is of the rows that have all the numbers; of each column alone where fewer than two
 * do. Every row draws as many numbers as there are columns, whatever stands in it. Throws `technique.not-a-number`.
 */
export function addCorrelatedNoise(
  columns: readonly Column[],
  options: { readonly level: number; readonly group: string; readonly decimals?: number | undefined },
  { seed, task }: Pick<TechniqueContext, 'seed' | 'task'>,
): Transformed[] {
  const { level, group } = options;
  const matrix = numberMatrix(columns);
  const size = columns.length;
  const factor = choleskyFactor(covariances(matrix));
  const random = seededRandom(seed, `correlated-noise ${group}`);
  const writers = columns.map((column) => columnWriter(column.name, column.codes.length));
  const shrink = 1 / Math.sqrt(1 + level * level);
  const normals = new Float64Array(size);
  for (let row = 0; row < matrix.rowCount; row++) {
    if ((row & 4095) === 0) task.checkpoint();
    for (let at = 0; at < size; at++) normals[at] = gaussian(random);
    for (let at = 0; at < size; at++) {
      const { numbers, mean, decimals } = matrix.columns[at]!;
      const number = numbers[row]!;
      if (Number.isNaN(number)) {
        if (columns[at]!.codes[row] !== 0) writers[at]!.write(row, '');
        continue;
      }
      let noise = 0;
      for (let below = 0; below <= at; below++) noise += factor[at]![below]! * normals[below]!;
      const changed = mean + (number - mean + level * noise) * shrink;
      writers[at]!.write(row, formatDecimal(changed, options.decimals ?? decimals));
    }
  }
  return writers.map((writer) => {
    const column = writer.column();
    return { column, loss: Float64Array.from(column.values, (text) => (text === '' ? 0 : Math.min(1, level))) };
  });
}

/** With n - 1, over the rows that have all the numbers. */
export function covariances({ columns, rowCount }: NumberMatrix): number[][] {
  const whole: number[] = [];
  for (let row = 0; row < rowCount; row++)
    if (columns.every(({ numbers }) => !Number.isNaN(numbers[row]!))) whole.push(row);
  if (whole.length < 2)
    return columns.map(({ deviation }, at) => columns.map((_, other) => (at === other ? deviation ** 2 : 0)));
  const means = columns.map(({ numbers }) => whole.reduce((sum, row) => sum + numbers[row]!, 0) / whole.length);
  return columns.map((one, at) =>
    columns.map((other, below) => {
      let sum = 0;
      for (const row of whole) sum += (one.numbers[row]! - means[at]!) * (other.numbers[row]! - means[below]!);
      return sum / (whole.length - 1);
    }),
  );
}

/** L with L L' = S for a covariance matrix, also a singular one: a direction without variance gets no noise. */
export function choleskyFactor(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const factor = matrix.map((row) => row.map(() => 0));
  for (let at = 0; at < size; at++) {
    let pivot = matrix[at]![at]!;
    for (let below = 0; below < at; below++) pivot -= factor[at]![below]! ** 2;
    const root = pivot > 1e-12 * matrix[at]![at]! ? Math.sqrt(pivot) : 0;
    factor[at]![at] = root;
    if (root === 0) continue;
    for (let row = at + 1; row < size; row++) {
      let sum = matrix[row]![at]!;
      for (let below = 0; below < at; below++) sum -= factor[row]![below]! * factor[at]![below]!;
      factor[row]![at] = sum / root;
    }
  }
  return factor;
}
