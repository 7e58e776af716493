/** Groups rows that agree on every column, and lists the rows of each group. */
import { hashPair } from '../search/tuples.ts';

export interface RowGroups {
  readonly count: number;
  /** Groups are numbered by their first row. */
  readonly groupOf: Int32Array;
  /** Rows of group g, rising: rows[starts[g] .. starts[g + 1]). */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

export function groupRows(columns: readonly ArrayLike<number>[], rowCount: number): RowGroups {
  const groupOf = new Int32Array(rowCount);
  let count = Math.min(1, rowCount);
  for (const codes of columns) count = refineGroups(groupOf, codes);
  return { count, groupOf, ...listRows(groupOf, count) };
}

/** Splits the groups by one more column, in place; returns how many there are. */
function refineGroups(groupOf: Int32Array, codes: ArrayLike<number>): number {
  const rowCount = groupOf.length;
  let slots = new Int32Array(1 << 10);
  let mask = slots.length - 1;
  const groups: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const group = groupOf[row]!;
    const value = codes[row]!;
    let slot = hashPair(value, group) & mask;
    let found = slots[slot]!;
    while (found !== 0 && (groups[found - 1] !== group || values[found - 1] !== value)) {
      slot = (slot + 1) & mask;
      found = slots[slot]!;
    }
    if (found === 0) {
      found = slots[slot] = groups.push(group);
      values.push(value);
      if (2 * found > slots.length) {
        slots = new Int32Array(slots.length * 4);
        mask = slots.length - 1;
        for (let at = 0; at < found; at++) {
          let free = hashPair(values[at]!, groups[at]!) & mask;
          while (slots[free] !== 0) free = (free + 1) & mask;
          slots[free] = at + 1;
        }
      }
    }
    groupOf[row] = found - 1;
  }
  return groups.length;
}

/** Counting sort of the rows by group. */
export function listRows(groupOf: Int32Array, count: number): { rows: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < groupOf.length; row++) starts[groupOf[row]! + 1]!++;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice(0, count);
  const rows = new Int32Array(groupOf.length);
  for (let row = 0; row < groupOf.length; row++) rows[next[groupOf[row]!]!++] = row;
  return { rows, starts };
}
