/**
 * The rows that match too few others, and which of their cells are suppressed so far. Only those rows are ever suppressed: every
 * other row keeps the matches that it has, as suppressing a cell never ends a match.
 *
 * Rows are kept as groups of equal rows: the violators (distinct tuples). A violator's rows are suppressed one at a time, since one
 * suppressed row helps others that differ from it in the suppressed columns only.
 */
import type { Task } from '../../std/task.ts';
import type { BaseMatches, ColumnSet } from './base-matches.ts';

export interface Violators {
  readonly count: number;
  /** Columns. */
  readonly width: number;
  /** Violator x violator: the columns in which they differ; a wildcard differs from nothing. */
  readonly differences: Uint16Array;
  readonly wildcards: Int32Array;
  readonly base: BaseMatches;
  /** Rows of each. */
  readonly rows: Int32Array;
}

/** A suppressed row. */
export interface SuppressedRow {
  readonly violator: number;
  set: ColumnSet;
  /** Rows that it matches now; kept up to date only while suppressions are taken back. */
  matches: number;
}

export interface SuppressionState {
  readonly violators: Violators;
  /** Rows of each violator that are as they were. */
  readonly open: Int32Array;
  /** What an open row of each violator matches now. */
  readonly matches: Int32Array;
  readonly suppressed: SuppressedRow[];
}

export function createState(violators: Violators): SuppressionState {
  return { violators, open: violators.rows.slice(), matches: violators.base.with(0).slice(), suppressed: [] };
}

/** `codes` is violator x column, -1 for a wildcard. At most 16 columns. */
export function differencesOf(codes: Int32Array, count: number, width: number, task: Task): Uint16Array {
  const differences = new Uint16Array(count * count);
  for (let a = 0; a < count; a++) {
    task.checkpoint();
    for (let b = 0; b < a; b++) {
      let set = 0;
      for (let at = 0; at < width; at++) {
        const x = codes[a * width + at]!;
        const y = codes[b * width + at]!;
        if (x !== y && x >= 0 && y >= 0) set |= 1 << at;
      }
      differences[a * count + b] = differences[b * count + a] = set;
    }
  }
  return differences;
}

/** Suppresses the cells of `set` in one open row of a violator. */
export function suppressRow(state: SuppressionState, violator: number, set: ColumnSet): void {
  const { violators, open, matches, suppressed } = state;
  suppressed.push({ violator, set, matches: 0 });
  open[violator]!--;
  const { count, differences } = violators;
  for (let other = 0; other < count; other++) {
    const differs = differences[violator * count + other]!;
    if (differs !== 0 && (differs & ~set) === 0) matches[other]!++;
  }
}

/** What a row of a violator would match with the cells of `set` suppressed; `except` is not counted. */
export function matchesWith(
  { violators, suppressed }: SuppressionState,
  violator: number,
  set: ColumnSet,
  except: SuppressedRow | null,
): number {
  let matches = violators.base.with(set)[violator]!;
  const start = violator * violators.count;
  for (const other of suppressed) {
    if (other === except) continue;
    const missing = violators.differences[start + other.violator]! & ~set;
    if (missing !== 0 && (missing & ~other.set) === 0) matches++;
  }
  return matches;
}
