/**
 * Minimal sample uniques: sets of columns on which a record is unique while it is unique on no smaller part of them (Elliot,
 * Manning and Ford 2002; Manning, Haglin and Keane 2008).
 *
 * The sets are visited in the order of their numbers (bit i for column i), a tree in which a set grows by columns below its
 * lowest; every part of a set has been visited before the set itself, so a unique is minimal exactly when none of the record's
 * known minimal uniques lies within the set. A set's groups are refined from its parent's, and what cannot give a unique any
 * more is dropped: a record alone in its group (any larger set is not minimal), and a group without a sample unique.
 */
import type { Task } from '../std/task.ts';
import { type CodedColumn, numberKeys } from './equivalence-classes.ts';

export interface MinimalUniques {
  /** Columns in one of them at most. */
  readonly maximumSize: number;
  /** Entry i: its record (a place in the columns) and its set of columns. */
  readonly count: number;
  readonly record: Uint32Array;
  readonly set: Uint32Array;
  /** The sets that occur: their columns, ascending. */
  readonly sets: readonly (readonly number[])[];
}

/** Sets times classes, were nothing dropped: some seconds. */
const MAX_WORK = 300_000_000;
/** Minimal sample uniques held at once, in some 60 megabytes. */
const MAX_FOUND = 5_000_000;

/** The largest size for which the work is bounded; at least 1, at most `wanted`. */
export function affordableSize(columns: number, classes: number, wanted: number): number {
  let sets = 0;
  let ofSize = 1;
  for (let size = 1; size <= Math.min(columns, wanted); size++) {
    ofSize = (ofSize * (columns - size + 1)) / size;
    sets += ofSize;
    if (size > 1 && sets * classes > MAX_WORK) return size - 1;
  }
  return Math.min(columns, wanted);
}

/**
 * `columns` hold one record of every class, at most 64 of them; `sizes` the records of each class. Where more than five million
 * are found, the search starts again with a smaller `maximumSize`.
 */
export function minimalUniques(
  columns: readonly CodedColumn[],
  sizes: Uint32Array,
  maximumSize: number,
  task: Task,
): MinimalUniques {
  for (let size = affordableSize(columns.length, sizes.length, maximumSize); ; size--) {
    const found = search(columns, sizes, size, size > 1 ? MAX_FOUND : Number.POSITIVE_INFINITY, task);
    if (found) return found;
  }
}

/** Records, and the group in which each of them is; groups are numbered from 0. */
interface Groups {
  readonly members: Uint32Array;
  readonly groupOf: Uint32Array;
  readonly count: number;
}

interface ColumnSet {
  /** Bits of columns 0..31 and 32..63. */
  readonly low: number;
  readonly high: number;
  readonly size: number;
}

function search(
  columns: readonly CodedColumn[],
  sizes: Uint32Array,
  maximumSize: number,
  limit: number,
  task: Task,
): MinimalUniques | null {
  // A set begins with its highest column: where that is the widest, its groups are small from the start.
  const order = columns.map((_, at) => at).sort((a, b) => columns[a]!.cardinality - columns[b]!.cardinality || a - b);
  const found = new FoundUniques(sizes.length);
  const sets: number[][] = [];
  const all: Groups = {
    members: Uint32Array.from(sizes, (_, at) => at),
    groupOf: new Uint32Array(sizes.length),
    count: 1,
  };
  const isWithin = grow(all, { low: 0, high: 0, size: 0 }, order.length, []);
  if (!isWithin) return null;
  return { maximumSize, count: found.count, record: found.record, set: found.set, sets };

  function grow(groups: Groups, set: ColumnSet, below: number, chosen: readonly number[]): boolean {
    if (set.size === maximumSize || groups.members.length === 0) return true;
    for (let bit = 0; bit < below; bit++) {
      task.checkpoint();
      const larger = withBit(set, bit);
      const added = [...chosen, order[bit]!];
      const { rest, alone } = refine(groups, columns[order[bit]!]!, sizes, task);
      if (alone.length > 0 && found.add(alone, larger, sets.length) > 0) sets.push(added.toSorted((a, b) => a - b));
      if (found.count > limit || !grow(rest, larger, bit, added)) return false;
    }
    return true;
  }
}

function withBit({ low, high, size }: ColumnSet, bit: number): ColumnSet {
  return bit < 32
    ? { low: (low | (1 << bit)) >>> 0, high, size: size + 1 }
    : { low, high: (high | (1 << (bit - 32))) >>> 0, size: size + 1 };
}

/** Parts every group by one column more: the sample uniques that are alone now, and the groups that may still give some. */
function refine(
  { members, groupOf, count }: Groups,
  { codes, cardinality }: CodedColumn,
  sizes: Uint32Array,
  task: Task,
): { rest: Groups; alone: Uint32Array } {
  const length = members.length;
  const keys = new Float64Array(length);
  for (let at = 0; at < length; at++) keys[at] = groupOf[at]! * cardinality + codes[members[at]!]!;
  const parted = numberKeys(keys, count * cardinality, task);
  // 1: some record of the group is a sample unique. A group of one class that is none has nobody to tell apart.
  const hasUnique = new Uint8Array(parted.sizes.length);
  for (let at = 0; at < length; at++) if (sizes[members[at]!] === 1) hasUnique[parted.classOf[at]!] = 1;
  let staying = 0;
  let leaving = 0;
  let groups = 0;
  const renumbered = new Uint32Array(parted.sizes.length);
  for (let g = 0; g < renumbered.length; g++) {
    if (hasUnique[g] === 0) continue;
    if (parted.sizes[g] === 1) leaving++;
    else {
      staying += parted.sizes[g]!;
      renumbered[g] = groups++;
    }
  }
  const rest = { members: new Uint32Array(staying), groupOf: new Uint32Array(staying), count: groups };
  const alone = new Uint32Array(leaving);
  let stayed = 0;
  let left = 0;
  for (let at = 0; at < length; at++) {
    const g = parted.classOf[at]!;
    if (hasUnique[g] === 0) continue;
    if (parted.sizes[g] === 1) alone[left++] = members[at]!;
    else {
      rest.members[stayed] = members[at]!;
      rest.groupOf[stayed++] = renumbered[g]!;
    }
  }
  return { rest, alone };
}

/** Every record's minimal uniques as a chain through growing arrays. */
class FoundUniques {
  count = 0;
  record = new Uint32Array(1 << 12);
  set = new Uint32Array(1 << 12);
  private low = new Uint32Array(1 << 12);
  private high = new Uint32Array(1 << 12);
  /** One more than the entry before, 0 at the end of the chain. */
  private previous = new Uint32Array(1 << 12);
  private readonly last: Uint32Array;

  constructor(records: number) {
    this.last = new Uint32Array(records);
  }

  /** Records that are alone on `set`: adds those for which it is minimal, and says how many. */
  add(alone: Uint32Array, { low, high }: ColumnSet, set: number): number {
    const before = this.count;
    for (let at = 0; at < alone.length; at++) {
      const record = alone[at]!;
      if (this.hasWithin(record, low, high)) continue;
      if (this.count === this.record.length) this.widen();
      this.record[this.count] = record;
      this.set[this.count] = set;
      this.low[this.count] = low;
      this.high[this.count] = high;
      this.previous[this.count] = this.last[record]!;
      this.last[record] = ++this.count;
    }
    return this.count - before;
  }

  private hasWithin(record: number, low: number, high: number): boolean {
    for (let entry = this.last[record]!; entry !== 0; entry = this.previous[entry - 1]!) {
      if ((this.low[entry - 1]! & ~low) === 0 && (this.high[entry - 1]! & ~high) === 0) return true;
    }
    return false;
  }

  private widen(): void {
    this.record = doubled(this.record);
    this.set = doubled(this.set);
    this.low = doubled(this.low);
    this.high = doubled(this.high);
    this.previous = doubled(this.previous);
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(2 * array.length);
  wider.set(array);
  return wider;
}
