import type { Column } from '../../table/table.ts';
import { decimalsOf, formatDecimal, numbersOf } from '../numbers.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

/** To the nearest multiple of the base, halves away from zero: base 5: '72.5' -> '75'. '' stays. Throws `technique.not-a-number`. */
export function round(column: Column, base: number): Transformed {
  const numbers = numbersOf(column);
  const decimals = decimalsOf(base);
  return recode(column, (value, code) => {
    const number = numbers[code]!;
    if (Number.isNaN(number)) return value;
    return formatDecimal(Math.sign(number) * Math.round(Math.abs(number) / base) * base, decimals);
  });
}
