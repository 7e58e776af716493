import { dateOrderOf, parseDate } from '../table/dates.ts';
import { isNumber } from '../table/infer-type.ts';
import type { Histogram } from './privacy-model.ts';

/**
 * The place of every value that occurs in a column's order, by code: numbers by size and dates by time where every value is one;
 * otherwise in the order of the hierarchy's values where one is given, else by Unicode code units. A missing cell comes first.
 */
export function valueOrder(
  values: readonly string[],
  overall: Histogram,
  levels: readonly Uint32Array[] | null,
): Uint32Array {
  const occurring: number[] = [];
  for (let at = 0; at < overall.length; at++) if (overall.counts[at]! > 0) occurring.push(overall.codes[at]!);
  const texts = occurring.filter((code) => values[code] !== '').map((code) => values[code]!);
  const keys = keysOf(texts);
  const keyOf = keys && new Map(texts.map((text, at) => [text, keys[at]!]));
  occurring.sort(
    (a, b) =>
      Number(values[a] !== '') - Number(values[b] !== '') ||
      (keyOf ? (keyOf.get(values[a]!) ?? 0) - (keyOf.get(values[b]!) ?? 0) : byHierarchy(a, b, levels)) ||
      (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b),
  );
  const rankOf = new Uint32Array(values.length);
  occurring.forEach((code, rank) => {
    rankOf[code] = rank;
  });
  return rankOf;
}

/** By the highest level at which two values part: its groups are numbered in the order of the hierarchy. */
function byHierarchy(a: number, b: number, levels: readonly Uint32Array[] | null): number {
  for (let level = (levels?.length ?? 0) - 1; level > 0; level--) {
    const difference = levels![level]![a]! - levels![level]![b]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

function keysOf(texts: readonly string[]): number[] | null {
  if (texts.length === 0) return null;
  if (texts.every(isNumber)) return texts.map(Number);
  const order = dateOrderOf(texts);
  return order && texts.map((text) => parseDate(text, order));
}
