/** Sampling weights: how many people of the population a record stands for. */
import { AppError } from '../std/app-error.ts';
import { type Column, MISSING_CODE } from '../table/table.ts';

const NUMBER = /^\s*\+?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/;
/** More people than one record can stand for; sums stay exact enough. */
const GREATEST = 1e12;

/** By row. Throws `risk.bad-weight` (column, row) where a weight is missing, no number, not above 0 or above 10^12. */
export function samplingWeights(column: Column): Float64Array {
  const byCode = Float64Array.from(column.values, (text, code) =>
    code !== MISSING_CODE && NUMBER.test(text) ? Number(text) : Number.NaN,
  );
  const weights = new Float64Array(column.codes.length);
  for (let row = 0; row < weights.length; row++) {
    const weight = byCode[column.codes[row]!]!;
    if (!(weight > 0 && weight <= GREATEST))
      throw new AppError('input', 'risk.bad-weight', { column: column.name, row: row + 1 });
    weights[row] = weight;
  }
  return weights;
}
