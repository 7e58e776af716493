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
import type { CodedColumn } from './equivalence-classes.ts';
import { allTogether, type Groups, refine, Scratch } from './refine-groups.ts';

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
const MAX_WORK = 200_000_000;
/** Minimal sample uniques held at once, in some 60 megabytes. */
const MAX_FOUND = 5_000_000;
/** A mask: some milliseconds between two checkpoints. */
const CHECK_EVERY = (1 << 14) - 1;

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
  const found = new FoundUniques(sizes.length, columns.length);
  const sets: number[][] = [];
  const isUnique = Uint8Array.from(sizes, (size) => (size === 1 ? 1 : 0));
  const scratch = new Scratch(columns);
  const isWithin = grow(allTogether(sizes.length), { low: 0, high: 0, size: 0 }, order.length, []);
  if (!isWithin) return null;
  return { maximumSize, count: found.count, record: found.record, set: found.set, sets };

  function grow(groups: Groups, set: ColumnSet, below: number, chosen: readonly number[]): boolean {
    if (set.size === maximumSize || groups.count === 0) return true;
    for (let bit = 0; bit < below; bit++) {
      task.checkpoint();
      const larger = withBit(set, bit);
      const added = [...chosen, order[bit]!];
      const { rest, alone } = refine(groups, columns[order[bit]!]!.codes, isUnique, scratch, task);
      if (alone.length > 0 && found.add(alone, larger, sets.length, task) > 0)
        sets.push(added.toSorted((a, b) => a - b));
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

/** A block holds the sets of one record that were found together: seven of them, then how many, in two cache lines at most. */
const BLOCK = 8;
const HELD = BLOCK - 1;

/** The minimal uniques found so far, and for every record a chain of blocks with its sets. */
class FoundUniques {
  count = 0;
  record = new Uint32Array(1 << 12);
  set = new Uint32Array(1 << 12);
  private low = new Uint32Array(BLOCK << 10);
  /** Empty up to 32 columns. */
  private high: Uint32Array<ArrayBuffer>;
  /** By block: one more than the record's block before, 0 at the end of the chain. */
  private previous = new Uint32Array(1 << 10);
  private blocks = 0;
  /** By record: one more than its last block. */
  private readonly last: Uint32Array;

  constructor(records: number, columns: number) {
    this.last = new Uint32Array(records);
    this.high = new Uint32Array(columns > 32 ? this.low.length : 0);
  }

  /** Records that are alone on `set`: adds those for which it is minimal, and says how many. */
  add(alone: Uint32Array, { low, high }: ColumnSet, set: number, task: Task): number {
    const before = this.count;
    for (let at = 0; at < alone.length; at++) {
      if ((at & CHECK_EVERY) === 0) task.checkpoint();
      const record = alone[at]!;
      if (this.hasWithin(record, ~low, ~high)) continue;
      if (this.count === this.record.length) {
        this.record = doubled(this.record);
        this.set = doubled(this.set);
      }
      this.record[this.count] = record;
      this.set[this.count++] = set;
      this.remember(record, low, high);
    }
    return this.count - before;
  }

  private hasWithin(record: number, notLow: number, notHigh: number): boolean {
    const { low, high, previous } = this;
    const isWide = high.length > 0;
    for (let block = this.last[record]!; block !== 0; block = previous[block - 1]!) {
      const start = (block - 1) * BLOCK;
      const end = start + low[start + HELD]!;
      for (let at = start; at < end; at++) {
        if ((low[at]! & notLow) === 0 && (!isWide || (high[at]! & notHigh) === 0)) return true;
      }
    }
    return false;
  }

  private remember(record: number, low: number, high: number): void {
    let block = this.last[record]!;
    if (block === 0 || this.low[(block - 1) * BLOCK + HELD] === HELD) {
      if (this.blocks === this.previous.length) {
        this.previous = doubled(this.previous);
        this.low = doubled(this.low);
        this.high = doubled(this.high);
      }
      this.previous[this.blocks] = block;
      block = ++this.blocks;
      this.last[record] = block;
    }
    const start = (block - 1) * BLOCK;
    const at = start + this.low[start + HELD]!++;
    this.low[at] = low;
    if (this.high.length > 0) this.high[at] = high;
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(2 * array.length);
  wider.set(array);
  return wider;
}
