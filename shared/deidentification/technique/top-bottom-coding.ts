import type { Column } from '../../table/table.ts';
import { numbersOf } from '../numbers.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

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
