/**
 * Local suppression: cells of quasi-identifiers are suppressed until every record matches at least k records, itself included
 * (Samarati and Sweeney 1998; as sdcMicro's localSuppression, with fewer cells). Two readings of a suppressed cell:
 *
 *   wildcard  it matches every value, so two records match when on each column they are equal or one of them is suppressed. A
 *             missing cell of the input is read in the same way. An attacker who takes the suppressed cell for a value of its own,
 *             or guesses it from the record's other cells, may still find smaller groups: `smallestClass.value` says how small.
 *   value     it is a value like any other: the records of a class agree on every cell, suppressed or not. This is a local recoding
 *             (recode-locally.ts) in which a cell stays or becomes '*'. It needs more cells, and satisfies the first reading too.
 */
import { AppError } from '../../std/app-error.ts';
import type { Task } from '../../std/task.ts';
import { type Column, MISSING_CODE, SUPPRESSED } from '../../table/table.ts';
import {
  type BaseMatches,
  baseMatches,
  type CellColumn,
  type ColumnSet,
  sizeOf,
  type Tuples,
  tuplesOf,
} from './base-matches.ts';
import { groupRows } from './group-rows.ts';
import { suppressAsValues } from './suppress-as-values.ts';
import { suppressGreedily } from './suppress-greedily.ts';
import { createState, differencesOf, type SuppressionState, type Violators } from './suppression-state.ts';
import { takeBack } from './take-back.ts';

export interface SuppressionProblem {
  readonly rowCount: number;
  readonly columns: readonly Column[];
  /** By column, above 0: of equally many cells those that weigh least are suppressed. */
  readonly weights: readonly number[];
  readonly k: number;
  readonly reading: 'wildcard' | 'value';
}

export interface CellSuppression {
  /** The cells by column; a suppressed one is '*'. */
  readonly columns: readonly Column[];
  /** By column: cells that were suppressed now. */
  readonly suppressedCells: readonly number[];
}

/** The sets of columns are bit masks, and all sets of one row are looked at: more columns are suppressed as values. */
const MAX_COLUMNS = 12;
/** Groupings of the tuples, times their number. */
const MAX_GROUPED = 20_000_000;
/** Violators that are looked at together; the work grows with their square. */
const MAX_TOGETHER = 2_000;

/** Throws `search.no-solution` (fewer rows than k), `job.cancelled`. */
export function suppressCells(problem: SuppressionProblem, task: Task): CellSuppression {
  const { rowCount, columns, k, reading } = problem;
  if (rowCount > 0 && rowCount < k) throw new AppError('input', 'search.no-solution', { limit: 0 });
  const sets = reading === 'wildcard' && columns.length <= MAX_COLUMNS ? wildcardSets(problem, task) : null;
  return sets === null ? suppressAsValues(problem, task) : written(columns, rowCount, sets);
}

/** By row: the columns to suppress. Null when it would be too much work, or sets of too many columns. */
function wildcardSets(problem: SuppressionProblem, task: Task): Int32Array | null {
  const { rowCount, columns, weights, k } = problem;
  const cells = columns.map(({ codes, values }): CellColumn => ({ codes, isWildcard: wildcardsOf(values) }));
  const tuples = tuplesOf(cells, rowCount);
  const every = Int32Array.from({ length: tuples.count }, (_, tuple) => tuple);
  const matches = baseMatches(tuples, every, task).with(0);
  const violating = inOrder(
    every.filter((tuple) => matches[tuple]! < k),
    tuples,
  );
  const choice = {
    k,
    setsBySize: setsBySize(columns.length, Math.max(64, Math.floor(MAX_GROUPED / Math.max(1, tuples.count)))),
    weightOf: (set: ColumnSet) => weights.reduce((sum, weight, at) => (set & (1 << at) ? sum + weight : sum), 0),
  };
  const chosen = new Int32Array(rowCount);
  const base = baseMatches(tuples, violating, task);
  for (let start = 0; start < violating.length; start += MAX_TOGETHER) {
    const together = violating.subarray(start, start + MAX_TOGETHER);
    const state = createState(violatorsOf(tuples, together, partOf(base, start, together.length), task));
    if (!suppressGreedily(state, choice, task)) return null;
    takeBack(state, k, choice.setsBySize, task);
    assign(state, tuples, together, chosen);
    const done = Math.min(violating.length, start + MAX_TOGETHER);
    task.report({ phase: 'search', done, total: violating.length, unit: 'rows' });
  }
  return chosen;
}

/** The matches of some of the tuples, `count` from `start` on. */
function partOf(base: BaseMatches, start: number, count: number): BaseMatches {
  const known = new Map<ColumnSet, Int32Array>();
  return {
    with(set) {
      let part = known.get(set);
      if (part === undefined) {
        part = base.with(set).subarray(start, start + count);
        known.set(set, part);
      }
      return part;
    },
  };
}

function violatorsOf(tuples: Tuples, together: Int32Array<ArrayBuffer>, base: BaseMatches, task: Task): Violators {
  const width = tuples.codes.length;
  const codes = new Int32Array(together.length * width);
  together.forEach((tuple, violator) => {
    for (let at = 0; at < width; at++)
      codes[violator * width + at] = tuples.wildcards[tuple]! & (1 << at) ? -1 : tuples.codes[at]![tuple]!;
  });
  return {
    count: together.length,
    width,
    differences: differencesOf(codes, together.length, width, task),
    wildcards: together.map((tuple) => tuples.wildcards[tuple]!),
    base,
    rows: together.map((tuple) => tuples.sizes[tuple]!),
  };
}

/** Similar tuples near to each other: by the columns with the fewest values first. */
function inOrder(violating: Int32Array<ArrayBuffer>, { codes }: Tuples): Int32Array<ArrayBuffer> {
  const distinct = codes.map((column) => new Set(column).size);
  const order = [...codes.keys()].sort((a, b) => distinct[a]! - distinct[b]! || a - b);
  return violating.sort((a, b) => {
    for (const at of order) {
      const difference = codes[at]![a]! - codes[at]![b]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}

/** All sets of columns by size, as long as a size does not take their number above `limit`. */
function setsBySize(width: number, limit: number): ColumnSet[][] {
  const bySize: ColumnSet[][] = Array.from({ length: width + 1 }, () => []);
  for (let set = 0; set < 1 << width; set++) bySize[sizeOf(set)]!.push(set);
  let sets = 0;
  const end = bySize.findIndex((ofSize) => {
    sets += ofSize.length;
    return sets > limit;
  });
  return end < 0 ? bySize : bySize.slice(0, end);
}

/** The suppressed rows of a tuple are its first ones. */
function assign({ suppressed }: SuppressionState, { rows }: Tuples, together: Int32Array, chosen: Int32Array): void {
  const next = new Map<number, number>();
  for (const { violator, set } of suppressed) {
    const at = next.get(violator) ?? rows.starts[together[violator]!]!;
    chosen[rows.rows[at]!] = set;
    next.set(violator, at + 1);
  }
}

function written(columns: readonly Column[], rowCount: number, sets: Int32Array): CellSuppression {
  const suppressedCells = columns.map(() => 0);
  const release = columns.map((column, at): Column => {
    const known = column.values.indexOf(SUPPRESSED, MISSING_CODE + 1);
    const star = known < 0 ? column.values.length : known;
    const codes = new Uint32Array(rowCount);
    for (let row = 0; row < rowCount; row++) {
      const isSuppressed = (sets[row]! & (1 << at)) !== 0;
      codes[row] = isSuppressed ? star : column.codes[row]!;
      if (isSuppressed) suppressedCells[at]!++;
    }
    return { name: column.name, codes, values: known < 0 ? [...column.values, SUPPRESSED] : column.values };
  });
  return { columns: release, suppressedCells };
}

/** By code: a missing cell, and one that is '*' already. */
function wildcardsOf(values: readonly string[]): Uint8Array {
  return Uint8Array.from(values, (value, code) => (code === MISSING_CODE || value === SUPPRESSED ? 1 : 0));
}

/** Records of the smallest class when a suppressed or missing cell is a value of its own; 0 without records. */
export function smallestClassByValue(columns: readonly Column[], rowCount: number): number {
  const { count, starts } = groupRows(
    columns.map(({ codes }) => codes),
    rowCount,
  );
  let smallest = 0;
  for (let group = 0; group < count; group++) {
    const size = starts[group + 1]! - starts[group]!;
    if (smallest === 0 || size < smallest) smallest = size;
  }
  return smallest;
}
