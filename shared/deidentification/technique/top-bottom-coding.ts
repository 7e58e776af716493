import type { Column } from '../../table/table.ts';
import { numbersOf } from '../numbers.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

export const TOP_BOTTOM_CODING: TechniqueDescription = {
  title: 'Limit extremes',
  iso: 'generalization: top and bottom coding',
  kind: 'number',
  scope: 'column',
  summary: 'Numbers beyond a limit are set to it.',
  parameters: [
    { name: 'bottom', meaning: 'smaller numbers become this one; at least one of the two' },
    { name: 'top', meaning: 'larger numbers become this one' },
  ],
  pitfalls: ['Who is extreme in several columns at once stays extreme.', 'Means and sums shift.'],
  effect: { singlingOut: 'reduces (tails)', linkability: 'partly', inference: 'little' },
  safeHarbor: 'C (age 90 and over)',
};

/** Numbers beyond a threshold become the threshold: top 90: '97' -> '90'. Others, and '', keep their text. Throws `technique.not-a-number`. */
export function codeTopAndBottom(
  column: Column,
  bounds: { readonly bottom?: number | undefined; readonly top?: number | undefined },
): Transformed {
  const { bottom = Number.NEGATIVE_INFINITY, top = Number.POSITIVE_INFINITY } = bounds;
  const numbers = numbersOf(column);
  return recode(column, (value, code) => {
    const number = numbers[code]!;
    if (number > top) return String(top);
    return number < bottom ? String(bottom) : value;
  });
}
