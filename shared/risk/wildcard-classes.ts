/**
 * Class sizes when a missing or suppressed cell matches anything (Templ 2017): two records match when on every column they
 * are equal or one of them is a wildcard. A record's own wildcards count in full; where it takes the other's wildcards too,
 * the match counts alpha. The relation is not transitive, so these are sizes of neighbourhoods.
 */
import { QUIET_TASK, type Task } from '../std/task.ts';
import { type Column, MISSING_CODE, SUPPRESSED } from '../table/table.ts';
import { type CodedColumn, classesOf, take } from './equivalence-classes.ts';

export interface WildcardColumn extends CodedColumn {
  /** By code: 1 where the value stands for "anything". */
  readonly isWildcard: Uint8Array;
}

/** By code: 1 for a missing cell and for "*". */
export function wildcardFlags(column: Column): Uint8Array {
  return Uint8Array.from(column.values, (value, code) => (code === MISSING_CODE || value === SUPPRESSED ? 1 : 0));
}

/** Whether some cell of the column stands for "anything". */
export function hasWildcard({ codes, isWildcard }: WildcardColumn): boolean {
  for (let at = 0; at < codes.length; at++) if (isWildcard[codes[at]!] === 1) return true;
  return false;
}

/** Cells that may be looked at; more, and the strict counts have to do. About a second. */
const MAX_WORK = 40_000_000;

/** Neighbourhood sizes of the classes, every match in full. See `wildcardTotals`. */
export function wildcardSizes(
  columns: readonly WildcardColumn[],
  sizes: Uint32Array,
  task: Task = QUIET_TASK,
): Float64Array | null {
  const totals = wildcardTotals(columns, [sizes], 1, task);
  return totals ? totals[0]! : null;
}

/** What every class counts: its records, their weights. */
type Measure = Uint32Array | Float64Array;

/**
 * For every measure the sum over the classes that match, or null when no cell is a wildcard or when it would be too much
 * work: classes x patterns of wildcards x columns above 40 million. Classes are given by their representatives.
 *
 * Classes are parted by their pattern of wildcards; within a pair of patterns the match is plain equality on the columns
 * that are wildcards in neither, which is a grouping again.
 */
export function wildcardTotals(
  columns: readonly WildcardColumn[],
  measures: readonly Measure[],
  alpha: number,
  task: Task,
): Float64Array[] | null {
  if (!columns.some(hasWildcard)) return null;
  const classes = measures[0]!.length;
  // A column with one value matches everywhere already, wildcard or not.
  const useful = columns.filter((column) => column.codes.some((code) => code !== column.codes[0]));
  const flags = useful.map(
    (column): CodedColumn => ({
      codes: column.codes.map((code) => column.isWildcard[code]!),
      cardinality: 2,
    }),
  );
  if (!flags.some((flag) => flag.codes.includes(1))) return null;
  const patterns = classesOf(flags, classes, task);
  if (patterns.sizes.length * classes * useful.length > MAX_WORK) return null;

  const members = membersOf(patterns.classOf, patterns.sizes);
  const totals = measures.map(() => new Float64Array(classes));
  for (let p = 0; p < members.length; p++) {
    for (let q = p; q < members.length; q++) {
      task.checkpoint();
      const [left, right] = [members[p]!, members[q]!];
      const isWild = (at: number, row: number) => flags[at]!.codes[row] === 1;
      const compared = useful.filter((_, at) => !isWild(at, left[0]!) && !isWild(at, right[0]!));
      const covers = (own: Uint32Array, other: Uint32Array) =>
        useful.every((_, at) => isWild(at, own[0]!) || !isWild(at, other[0]!));
      const share = { left: covers(left, right) ? 1 : alpha, right: covers(right, left) ? 1 : alpha };
      addMatches(compared, left, right, share, measures, totals, task);
    }
  }
  return totals;
}

/** Adds to every class of `left` what the classes of `right` that agree with it count, times its share, and the other way round. */
function addMatches(
  columns: readonly CodedColumn[],
  left: Uint32Array,
  right: Uint32Array,
  share: { readonly left: number; readonly right: number },
  measures: readonly Measure[],
  totals: readonly Float64Array[],
  task: Task,
): void {
  const isSame = left === right;
  const both = isSame ? left : concatenated(left, right);
  const groups = classesOf(
    columns.map((column) => take(column, both)),
    both.length,
    task,
  );
  measures.forEach((measure, m) => {
    const ofLeft = new Float64Array(groups.sizes.length);
    const ofRight = isSame ? ofLeft : new Float64Array(groups.sizes.length);
    for (let at = 0; at < both.length; at++) {
      const counts = at < left.length ? ofLeft : ofRight;
      counts[groups.classOf[at]!]! += measure[both[at]!]!;
    }
    for (let at = 0; at < both.length; at++) {
      const isLeft = at < left.length;
      const counts = isLeft ? ofRight : ofLeft;
      totals[m]![both[at]!]! += (isLeft ? share.left : share.right) * counts[groups.classOf[at]!]!;
    }
  });
}

function membersOf(classOf: Uint32Array, sizes: Uint32Array): Uint32Array[] {
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(sizes.length);
  for (let at = 0; at < classOf.length; at++) members[classOf[at]!]![filled[classOf[at]!]!++] = at;
  return members;
}

function concatenated(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = new Uint32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
