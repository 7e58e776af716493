/** Reading and writing numbers as they stand in cells. The decimal sign is the point. */
import { AppError } from '../std/app-error.ts';
import type { Column } from '../table/table.ts';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** ' 12.50 ' -> 12.5; null when the text is not a finite decimal number. */
export function parseDecimal(text: string): number | null {
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}

/** Digits after the point that a parameter such as 0.25 has: 2. At most 12. */
export function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < 12; decimals++) if (Number(value.toFixed(decimals)) === value) return decimals;
  return 12;
}

/** (12.5, 2) -> '12.50'; never '-0'. */
export function formatDecimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? (0).toFixed(decimals) : text;
}

/** The numbers behind a column's dictionary, by code (NaN for missing and empty); refuses a column that holds other text. */
export function numbersOf(column: Column): Float64Array {
  const numbers = new Float64Array(column.values.length);
  let unreadable = 0;
  for (let code = 0; code < numbers.length; code++) {
    const text = column.values[code]!;
    const number = parseDecimal(text);
    numbers[code] = number ?? Number.NaN;
    // values[MISSING_CODE] is '' as well
    if (number === null && text !== '') unreadable++;
  }
  if (unreadable > 0)
    throw new AppError('input', 'technique.not-a-number', { column: column.name, values: unreadable });
  return numbers;
}
