/**
 * How many records a record matches when a set of its cells is suppressed and nobody else's is: records agree on every column that
 * is a wildcard in neither. Counted for all records of interest at once, one grouping of the distinct tuples for each set.
 */
import type { Task } from '../../std/task.ts';
import { groupRows, type RowGroups } from './group-rows.ts';

/** Sets of columns are bit masks. */
export type ColumnSet = number;

export function sizeOf(set: ColumnSet): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size++;
  return size;
}

/** The cells of the input by column; wildcards are the cells that are missing or suppressed already. */
export interface CellColumn {
  readonly codes: Int32Array | Uint32Array<ArrayBufferLike>;
  /** By code: 1 where the value matches everything. */
  readonly isWildcard: Uint8Array;
}

/** Distinct tuples of the input. */
export interface Tuples {
  readonly count: number;
  readonly rows: RowGroups;
  /** By column: the code of every tuple. */
  readonly codes: readonly Int32Array[];
  /** The columns in which the tuple has a wildcard. */
  readonly wildcards: Int32Array;
  readonly sizes: Int32Array;
}

export function tuplesOf(columns: readonly CellColumn[], rowCount: number): Tuples {
  const rows = groupRows(
    columns.map(({ codes }) => codes),
    rowCount,
  );
  const { count, starts } = rows;
  const codes = columns.map((column) =>
    Int32Array.from({ length: count }, (_, tuple) => column.codes[rows.rows[starts[tuple]!]!]!),
  );
  const wildcards = new Int32Array(count);
  columns.forEach(({ isWildcard }, at) => {
    for (let tuple = 0; tuple < count; tuple++) if (isWildcard[codes[at]![tuple]!]) wildcards[tuple]! |= 1 << at;
  });
  const sizes = Int32Array.from({ length: count }, (_, tuple) => starts[tuple + 1]! - starts[tuple]!);
  return { count, rows, codes, wildcards, sizes };
}

export interface BaseMatches {
  /** Records that each tuple of interest matches with the cells of `set` suppressed, itself included. Kept once counted. */
  with(set: ColumnSet): Int32Array;
}

/** `interest`: the tuples to answer for. */
export function baseMatches(tuples: Tuples, interest: Int32Array, task: Task): BaseMatches {
  const all = (1 << tuples.codes.length) - 1;
  const patterns = membersByPattern(tuples);
  const known = new Map<ColumnSet, Int32Array>();
  /** By set of compared columns: the group of every tuple. */
  const grouped = new Map<ColumnSet, RowGroups>();
  /** By pattern and set of compared columns: the records of that pattern in each group. */
  const records = new Map<string, Int32Array>();

  function groupsBy(compared: ColumnSet): RowGroups {
    let groups = grouped.get(compared);
    if (groups === undefined) {
      task.checkpoint();
      groups = groupRows(
        tuples.codes.filter((_, at) => compared & (1 << at)),
        tuples.count,
      );
      grouped.set(compared, groups);
    }
    return groups;
  }

  function recordsOf(pattern: ColumnSet, compared: ColumnSet): Int32Array {
    const key = `${pattern} ${compared}`;
    let counts = records.get(key);
    if (counts === undefined) {
      const { groupOf, count } = groupsBy(compared);
      counts = new Int32Array(count);
      for (const tuple of patterns.get(pattern)!) counts[groupOf[tuple]!]! += tuples.sizes[tuple]!;
      records.set(key, counts);
    }
    return counts;
  }

  function count(set: ColumnSet): Int32Array {
    const matches = new Int32Array(interest.length);
    for (const pattern of patterns.keys())
      for (let at = 0; at < interest.length; at++) {
        const tuple = interest[at]!;
        const compared = all & ~(pattern | tuples.wildcards[tuple]! | set);
        matches[at]! += recordsOf(pattern, compared)[groupsBy(compared).groupOf[tuple]!]!;
      }
    // Only the answers are kept: with many columns the groupings of all sets would be far more.
    if (set !== 0) {
      grouped.clear();
      records.clear();
    }
    return matches;
  }

  return {
    with(set) {
      let matches = known.get(set);
      if (matches === undefined) {
        matches = count(set);
        known.set(set, matches);
      }
      return matches;
    },
  };
}

/** The tuples by the set of their wildcards. */
function membersByPattern({ count, wildcards }: Tuples): Map<ColumnSet, number[]> {
  const patterns = new Map<ColumnSet, number[]>();
  for (let tuple = 0; tuple < count; tuple++) {
    const members = patterns.get(wildcards[tuple]!);
    if (members) members.push(tuple);
    else patterns.set(wildcards[tuple]!, [tuple]);
  }
  return patterns;
}
