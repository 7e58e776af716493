/** Which reading fits every value of a column. Types describe the text, they never change it. */
import { type DateOrder, dateOrderOf, hasTimeOfDay } from './dates.ts';
import type { ColumnType } from './table.ts';

/** At most 15 digits, so that a double holds it exactly; a leading zero or a plus sign marks a code or a telephone number. */
const INTEGER = /^-?(?:0|[1-9]\d{0,14})$/;
const NUMBER = /^-?(?:(?:0|[1-9]\d{0,14})(?:\.\d{1,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/;

const BOOLEAN_PAIRS: readonly (readonly [string, string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
];

export interface Reading {
  readonly type: ColumnType;
  /** Set for dates. */
  readonly order?: DateOrder;
}

export function isInteger(text: string): boolean {
  return text.length <= 16 && INTEGER.test(text);
}

export function isNumber(text: string): boolean {
  return text.length <= 64 && NUMBER.test(text) && Number.isFinite(Number(text));
}

/**
 * `texts` are the distinct values that are neither missing nor empty. One value that does not fit makes it a string:
 * ['1', '20'] -> integer, ['1', '020'] -> string, ['1', '2.5'] -> number, [] -> string.
 */
export function inferType(texts: readonly string[]): Reading {
  if (texts.length === 0) return { type: 'string' };
  if (isBoolean(texts)) return { type: 'boolean' };
  if (texts.every(isInteger)) return { type: 'integer' };
  if (texts.every(isNumber)) return { type: 'number' };
  const order = dateOrderOf(texts);
  if (order) return { type: texts.some(hasTimeOfDay) ? 'datetime' : 'date', order };
  return { type: 'string' };
}

/** Both values of one pair must be there, in any case: a column of 'N' alone says too little. */
function isBoolean(texts: readonly string[]): boolean {
  if (texts.length < 2 || texts.length > 6) return false;
  const lower = new Set(texts.map((text) => text.slice(0, 6).toLowerCase()));
  return BOOLEAN_PAIRS.some(([no, yes]) => lower.size === 2 && lower.has(no) && lower.has(yes));
}
