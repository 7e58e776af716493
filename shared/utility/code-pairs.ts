/** Which original code became which released code, and in how many records: the ground of all that compares the two. */
import type { Column } from '../table/table.ts';

export interface CodePairs {
  readonly original: Uint32Array;
  readonly released: Uint32Array;
  readonly count: Uint32Array;
}

/** Pairs that are counted in a direct table; more are sorted. */
const DIRECT_PAIRS = 1 << 20;

export function codePairs(before: Column, after: Column, keptRows: Uint32Array): CodePairs {
  const width = after.values.length;
  const space = before.values.length * width;
  const rows = keptRows.length;
  const original: number[] = [];
  const released: number[] = [];
  const count: number[] = [];
  const add = (key: number, times: number) => {
    original.push(Math.floor(key / width));
    released.push(key % width);
    count.push(times);
  };
  if (space <= Math.max(DIRECT_PAIRS, 4 * rows)) {
    const table = new Uint32Array(space);
    for (let row = 0; row < rows; row++) table[before.codes[keptRows[row]!]! * width + after.codes[row]!]!++;
    for (let key = 0; key < space; key++) if (table[key]! > 0) add(key, table[key]!);
  } else {
    const keys = new Float64Array(rows);
    for (let row = 0; row < rows; row++) keys[row] = before.codes[keptRows[row]!]! * width + after.codes[row]!;
    keys.sort();
    for (let start = 0; start < rows; ) {
      let end = start + 1;
      while (end < rows && keys[end] === keys[start]) end++;
      add(keys[start]!, end - start);
      start = end;
    }
  }
  return { original: Uint32Array.from(original), released: Uint32Array.from(released), count: Uint32Array.from(count) };
}
