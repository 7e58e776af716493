/**
 * The candidates nearest to one record, all that are tied, over sums of columns' distances. Distances grow column by column, so a
 * candidate that is beyond the bound already is left behind; the columns that tell most apart come first, but for those that have a
 * value of their own for nearly every candidate.
 */
import { tieLimit } from './cell-distance.ts';

/** A column of the candidates: its code for every one of them, below `size`. */
export interface SearchedColumn {
  readonly codes: Uint32Array;
  readonly size: number;
}

export interface Nearest {
  /** Candidates, in rising order; valid until the next search. */
  readonly found: Uint32Array;
  /** Least distance with its rounding: a distance up to it is the least. */
  readonly limit: number;
}

export interface NearestSearch {
  /** The order in which columns are added up. */
  readonly order: readonly number[];
  /**
   * `measures[column](code)` is the distance on a column. `most`: a distance that is known to be reached, if one is; else
   * candidates that are near on the first column give one.
   */
  nearest(measures: readonly ((code: number) => number)[], most?: number): Nearest;
}

/** Candidates that are measured whole to get a bound. */
const TRIED = 256;

export function nearestSearch(columns: readonly SearchedColumn[], count: number): NearestSearch {
  // a distance by table costs a tenth of one that is worked out for a candidate
  const isTabled = (column: number) => columns[column]!.size <= count / 4;
  const order = [...columns.keys()].sort(
    (a, b) => Number(isTabled(b)) - Number(isTabled(a)) || columns[b]!.size - columns[a]!.size || a - b,
  );
  const left = new Uint32Array(count);
  const sums = new Float64Array(count);
  const table = new Float64Array(columns.reduce((most, { size }) => Math.max(most, size), 0));

  /** Adds a column to the distances of those that are left and keeps those within the bound; gives how many they are. */
  function stepOn({ codes, size }: SearchedColumn, measure: (code: number) => number, kept: number, bound: number) {
    const isTabled = size < kept;
    if (isTabled) for (let code = 0; code < size; code++) table[code] = measure(code);
    let next = 0;
    for (let at = 0; at < kept; at++) {
      const candidate = left[at]!;
      const code = codes[candidate]!;
      const sum = sums[at]! + (isTabled ? table[code]! : measure(code));
      if (sum > bound) continue;
      left[next] = candidate;
      sums[next++] = sum;
    }
    return next;
  }

  /** The least whole distance of some candidates that are nearest on the first column. */
  function boundOf(measures: readonly ((code: number) => number)[], kept: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < kept; at++) if (sums[at]! < least) least = sums[at]!;
    let best = Number.POSITIVE_INFINITY;
    for (let at = 0, tried = 0; at < kept && tried < TRIED && best > least; at++) {
      if (sums[at] !== least) continue;
      tried++;
      let sum = 0;
      for (const column of order) sum += measures[column]!(columns[column]!.codes[left[at]!]!);
      if (sum < best) best = sum;
    }
    return tieLimit(best);
  }

  return {
    order,
    nearest(measures, most) {
      let kept = count;
      for (let at = 0; at < count; at++) left[at] = at;
      sums.fill(0);
      let bound = most === undefined ? Number.POSITIVE_INFINITY : tieLimit(most);
      order.forEach((column, place) => {
        kept = stepOn(columns[column]!, measures[column]!, kept, bound);
        if (place === 0 && most === undefined) bound = boundOf(measures, kept);
      });
      let least = Number.POSITIVE_INFINITY;
      for (let at = 0; at < kept; at++) least = Math.min(least, sums[at]!);
      const limit = tieLimit(least);
      let found = 0;
      for (let at = 0; at < kept; at++) if (sums[at]! <= limit) left[found++] = left[at]!;
      return { found: left.subarray(0, found), limit };
    },
  };
}
