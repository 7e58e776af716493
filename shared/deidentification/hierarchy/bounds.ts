import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import { decimalsOf, formatDecimal, numbersOf, parseDecimal } from '../numbers.ts';
import type { HierarchyDomain } from './hierarchy-domain.ts';

/**
 * Numbers to intervals between chosen bounds. levels [[18, 40, 65], [40]]: 50 -> '[40, 65)' -> '>= 40' -> '*'. The outer ones are open: '< 18',
 * '>= 65'. Each level's bounds rise and are among those of the level before (`hierarchy.levels-not-rising`). An empty cell stays
 * empty up to the top.
 */
export function boundsDomain(levels: readonly (readonly number[])[], column: Column): HierarchyDomain {
  levels.forEach((bounds, index) => {
    const isRising = bounds.every((bound, at) => at === 0 || bound > bounds[at - 1]!);
    const below = index === 0 ? null : new Set(levels[index - 1]!);
    const isNested = below === null || (bounds.length < below.size && bounds.every((bound) => below.has(bound)));
    if (!isRising || !isNested)
      throw new AppError('input', 'hierarchy.levels-not-rising', { column: column.name, level: index + 1 });
  });
  const decimals = Math.max(...levels.flat().map(decimalsOf));
  const labels = levels.map((bounds) => labelsOf(bounds.map((bound) => formatDecimal(bound, decimals))));
  const leaves: string[] = [];
  const numbers: (number | null)[] = [];
  for (const value of column.values.slice(1)) {
    const number = parseDecimal(value);
    if (number === null && value !== '') continue;
    leaves.push(value);
    numbers.push(number);
  }
  return {
    leaves,
    height: levels.length + 1,
    label(leaf, level) {
      const number = numbers[leaf]!;
      return number === null ? '' : labels[level - 1]![countUpTo(levels[level - 1]!, number)]!;
    },
  };
}

/** ['18', '65'] -> ['< 18', '[18, 65)', '>= 65'] */
function labelsOf(bounds: readonly string[]): string[] {
  return Array.from({ length: bounds.length + 1 }, (_, at) => {
    if (at === 0) return `< ${bounds[0]}`;
    return at === bounds.length ? `>= ${bounds[at - 1]}` : `[${bounds[at - 1]}, ${bounds[at]})`;
  });
}

/** How many of the rising bounds are at most the number. */
function countUpTo(bounds: readonly number[], number: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Bounds with about as many records between each two: the i-th of c - 1 bounds is the first number that at least i/c of the records
 * lie below. Each count divides the one before, so that the levels nest; equal bounds become one, and a level that is left with the
 * bounds of the one before goes. Null for a column with less than two different numbers.
 * Throws `technique.not-a-number`, `hierarchy.levels-not-rising`.
 */
export function quantileBounds(counts: readonly number[], column: Column): number[][] | null {
  counts.forEach((count, index) => {
    if (index > 0 && (counts[index - 1]! % count !== 0 || counts[index - 1] === count))
      throw new AppError('input', 'hierarchy.levels-not-rising', { column: column.name, level: index + 1 });
  });
  const byCode = numbersOf(column);
  const rows = new Float64Array(column.codes.length);
  let size = 0;
  for (let row = 0; row < rows.length; row++) {
    const number = byCode[column.codes[row]!]!;
    if (!Number.isNaN(number)) rows[size++] = number;
  }
  const sorted = rows.subarray(0, size).sort();
  const finest = counts[0]!;
  const least = sorted[0];
  const boundAt = (part: number) => sorted[Math.min(size - 1, Math.ceil((part * size) / finest))]!;
  const levels: number[][] = [];
  for (const count of counts) {
    const bounds = new Set<number>();
    for (let part = 1; part < count; part++) {
      const bound = boundAt((part * finest) / count);
      if (bound > least!) bounds.add(bound);
    }
    if (bounds.size > 0 && bounds.size !== levels.at(-1)?.length) levels.push([...bounds]);
  }
  return levels.length === 0 ? null : levels;
}
