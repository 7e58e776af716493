/**
 * Class sizes when a missing or suppressed cell matches anything (Templ 2017, alpha = 1): two records match when on every
 * column they are equal or one of them is a wildcard. The relation is not transitive, so these are sizes of neighbourhoods.
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

/** Cells that may be looked at; more, and the strict counts have to do. About a second. */
const MAX_WORK = 40_000_000;

/**
 * Neighbourhood sizes of the classes given by their representatives, or null when no cell is a wildcard or when it would
 * be too much work: classes x patterns of wildcards x columns above 40 million.
 *
 * Classes are parted by their pattern of wildcards; within a pair of patterns the match is plain equality on the columns
 * that are wildcards in neither, which is a grouping again.
 */
export function wildcardSizes(
  columns: readonly WildcardColumn[],
  sizes: Uint32Array,
  task: Task = QUIET_TASK,
): Float64Array | null {
  const classes = sizes.length;
  // A column with one value matches everywhere already, wildcard or not.
  const useful = columns.filter((column) => column.codes.some((code) => code !== column.codes[0]));
  const flags = useful.map(
    (column): CodedColumn => ({
      codes: column.codes.map((code) => column.isWildcard[code]!),
      cardinality: 2,
    }),
  );
  if (!flags.some((flag) => flag.codes.includes(1))) return null;
  const patterns = classesOf(flags, classes);
  if (patterns.sizes.length * classes * useful.length > MAX_WORK) return null;

  const members = membersOf(patterns.classOf, patterns.sizes);
  const total = new Float64Array(classes);
  for (let p = 0; p < members.length; p++) {
    for (let q = p; q < members.length; q++) {
      const [left, right] = [members[p]!, members[q]!];
      const compared = useful.filter((_, at) => !flags[at]!.codes[left[0]!] && !flags[at]!.codes[right[0]!]);
      task.checkpoint();
      addMatches(compared, left, right, sizes, total);
    }
  }
  return total;
}

/** Adds to every class of `left` the records of the classes of `right` that agree with it, and the other way round. */
function addMatches(
  columns: readonly CodedColumn[],
  left: Uint32Array,
  right: Uint32Array,
  sizes: Uint32Array,
  total: Float64Array,
): void {
  const isSame = left === right;
  const both = isSame ? left : concatenated(left, right);
  const groups = classesOf(
    columns.map((column) => take(column, both)),
    both.length,
  );
  const leftRecords = new Float64Array(groups.sizes.length);
  const rightRecords = isSame ? leftRecords : new Float64Array(groups.sizes.length);
  for (let at = 0; at < both.length; at++) {
    const records = at < left.length ? leftRecords : rightRecords;
    records[groups.classOf[at]!]! += sizes[both[at]!]!;
  }
  for (let at = 0; at < both.length; at++) {
    const records = at < left.length ? rightRecords : leftRecords;
    total[both[at]!]! += records[groups.classOf[at]!]!;
  }
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
