import type { Column } from '../../table/table.ts';
import { decimalsOf, formatDecimal, numbersOf } from '../numbers.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

export const ROUNDING: TechniqueDescription = {
  title: 'Round',
  iso: 'generalization: rounding',
  kind: 'number',
  scope: 'column',
  summary: 'Numbers are rounded to a multiple of a base, halves away from zero.',
  parameters: [{ name: 'base', meaning: "the multiple, in the column's unit" }],
  pitfalls: ['Outliers stay outliers.', 'Totals and differences of rounded columns can narrow the values down.'],
  effect: { singlingOut: 'little', linkability: 'intervals remain linkable', inference: 'none' },
  safeHarbor: '',
};

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
