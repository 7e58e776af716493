/** The numbers of several columns, row by row, and how they spread. */
import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import { numbersOf } from '../numbers.ts';

export interface NumberMatrix {
  readonly rowCount: number;
  readonly columns: readonly {
    readonly name: string;
    /** By row; NaN where no number stands. */
    readonly numbers: Float64Array;
    /** Of the rows with a number; 0 without any. */
    readonly mean: number;
    /** With n - 1; 0 for fewer than two. */
    readonly deviation: number;
    /** Most digits behind the point. */
    readonly decimals: number;
  }[];
}

/** Squares of larger numbers leave the range of doubles. */
const LARGEST = 1e150;

/** Throws `technique.not-a-number`, also for numbers whose squares are none. */
export function numberMatrix(columns: readonly Column[]): NumberMatrix {
  return {
    rowCount: columns[0]?.codes.length ?? 0,
    columns: columns.map((column) => {
      const byCode = numbersOf(column);
      const tooLarge = byCode.reduce((count, number) => count + (Math.abs(number) > LARGEST ? 1 : 0), 0);
      if (tooLarge > 0)
        throw new AppError('input', 'technique.not-a-number', { column: column.name, values: tooLarge });
      const numbers = new Float64Array(column.codes.length);
      for (let row = 0; row < numbers.length; row++) numbers[row] = byCode[column.codes[row]!]!;
      return { name: column.name, numbers, ...spreadOf(numbers), decimals: mostDecimals(column.values) };
    }),
  };
}

/** In two passes: the second one is around the mean. */
function spreadOf(numbers: Float64Array): { mean: number; deviation: number } {
  let count = 0;
  let sum = 0;
  for (let row = 0; row < numbers.length; row++) {
    if (Number.isNaN(numbers[row]!)) continue;
    count++;
    sum += numbers[row]!;
  }
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (let row = 0; row < numbers.length; row++)
    if (!Number.isNaN(numbers[row]!)) squares += (numbers[row]! - mean) ** 2;
  return { mean, deviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)) };
}

/** '12.50' has two, '1e-7' is not looked at; at most 12. */
function mostDecimals(values: readonly string[]): number {
  let most = 0;
  for (const value of values) {
    const text = value.trim();
    const point = text.indexOf('.');
    if (point >= 0 && !/[eE]/.test(text)) most = Math.max(most, text.length - point - 1);
  }
  return Math.min(12, most);
}
