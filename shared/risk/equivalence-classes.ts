/**
 * Equivalence classes: records that agree on every given column. The ground of all frequency measures, so it is fast: one
 * mixed-radix key a record (an exact integer below 2^53), then a direct table where the keys are few and an open-addressing
 * hash on typed arrays where they are many.
 */
import { AppError } from '../std/app-error.ts';
import { QUIET_TASK, type Task } from '../std/task.ts';

/** Codes are below `cardinality`. */
export interface CodedColumn {
  readonly codes: Uint32Array<ArrayBufferLike>;
  readonly cardinality: number;
}

export interface EquivalenceClasses {
  /** The class of every record; classes are numbered by their first record. */
  readonly classOf: Uint32Array<ArrayBuffer>;
  /** Records in every class. */
  readonly sizes: Uint32Array<ArrayBuffer>;
}

const EXACT = Number.MAX_SAFE_INTEGER;
const TWO_32 = 4294967296;
/** Up to this many possible keys (or twice the records) one array slot a key is cheaper than hashing. */
const DIRECT_SLOTS = 1 << 16;
const FIRST_SLOTS = 1 << 12;
/** A mask: some milliseconds of hashing between two checkpoints. */
const CHECK_EVERY = (1 << 16) - 1;

/**
 * Groups `rowCount` records. No column puts all of them into one class; no record makes no class.
 * [a,x], [a,y], [a,x] gives classOf 0 1 0 and sizes 2 1.
 * Throws `risk.too-many-values` beyond 2^53 combinations of classes and values (some 90 million records).
 */
export function classesOf(
  columns: readonly CodedColumn[],
  rowCount = columns[0]?.codes.length ?? 0,
  task: Task = QUIET_TASK,
): EquivalenceClasses {
  let classOf = new Uint32Array(rowCount);
  let sizes = Uint32Array.from(rowCount > 0 ? [rowCount] : []);
  const useful = columns.filter((column) => column.cardinality > 1);
  for (let next = 0; next < useful.length; ) {
    const keys = new Float64Array(rowCount);
    keys.set(classOf);
    let space = Math.max(1, sizes.length);
    let taken = 0;
    for (; next < useful.length; next++, taken++) {
      const { codes, cardinality } = useful[next]!;
      if (space * cardinality > EXACT) break;
      for (let row = 0; row < rowCount; row++) {
        if ((row & CHECK_EVERY) === 0) task.checkpoint();
        keys[row] = keys[row]! * cardinality + codes[row]!;
      }
      space *= cardinality;
    }
    if (taken === 0) throw new AppError('input', 'risk.too-many-values', { records: rowCount });
    ({ classOf, sizes } = numberKeys(keys, space, task));
  }
  return { classOf, sizes };
}

/** The first record of every class. */
export function representatives({ classOf, sizes }: EquivalenceClasses): Uint32Array<ArrayBuffer> {
  const first = new Uint32Array(sizes.length);
  for (let row = classOf.length - 1; row >= 0; row--) first[classOf[row]!] = row;
  return first;
}

/** The codes of some rows only. */
export function take(column: CodedColumn, rows: Uint32Array): CodedColumn {
  const codes = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) codes[at] = column.codes[rows[at]!]!;
  return { codes, cardinality: column.cardinality };
}

/** Numbers equal keys alike, in the order of their first occurrence. Keys are whole numbers from 0, below `space`. */
export function numberKeys(keys: Float64Array, space: number, task: Task = QUIET_TASK): EquivalenceClasses {
  return space <= Math.max(DIRECT_SLOTS, 2 * keys.length)
    ? numberDirectly(keys, space, task)
    : numberByHash(keys, task);
}

function numberDirectly(keys: Float64Array, space: number, task: Task): EquivalenceClasses {
  const classOf = new Uint32Array(keys.length);
  const slots = new Uint32Array(space);
  const sizes = new Uint32Array(Math.min(space, keys.length));
  let classes = 0;
  for (let row = 0; row < keys.length; row++) {
    if ((row & CHECK_EVERY) === 0) task.checkpoint();
    const key = keys[row]!;
    let slot = slots[key]!;
    if (slot === 0) slots[key] = slot = ++classes;
    classOf[row] = slot - 1;
    sizes[slot - 1]!++;
  }
  return { classOf, sizes: sizes.slice(0, classes) };
}

/**
 * Linear probing at a load of at most one half; keys are compared exactly, so a collision costs time only. The table grows with
 * the classes: a release has few, and a table sized for its rows would miss the processor's cache at every record.
 */
function numberByHash(keys: Float64Array, task: Task): EquivalenceClasses {
  const classOf = new Uint32Array(keys.length);
  const sizes = new Uint32Array(keys.length);
  const keyOf = new Float64Array(keys.length);
  let slots = new Uint32Array(FIRST_SLOTS);
  let mask = FIRST_SLOTS - 1;
  let classes = 0;
  for (let row = 0; row < keys.length; row++) {
    if ((row & CHECK_EVERY) === 0) task.checkpoint();
    const key = keys[row]!;
    let at = mixKey(key) & mask;
    let slot = slots[at]!;
    while (slot !== 0 && keyOf[slot - 1] !== key) {
      at = (at + 1) & mask;
      slot = slots[at]!;
    }
    if (slot === 0) {
      keyOf[classes] = key;
      slots[at] = slot = ++classes;
      if (2 * classes > slots.length) {
        slots = widened(slots, keyOf, classes);
        mask = slots.length - 1;
      }
    }
    classOf[row] = slot - 1;
    sizes[slot - 1]!++;
  }
  return { classOf, sizes: sizes.slice(0, classes) };
}

/** Four times as many slots, each class at its new place. */
function widened(slots: Uint32Array<ArrayBuffer>, keyOf: Float64Array, classes: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(4 * slots.length);
  const mask = wider.length - 1;
  for (let slot = 1; slot <= classes; slot++) {
    let at = mixKey(keyOf[slot - 1]!) & mask;
    while (wider[at] !== 0) at = (at + 1) & mask;
    wider[at] = slot;
  }
  return wider;
}

/** Murmur3's finalizer over the two halves of the key. */
function mixKey(key: number): number {
  const high = Math.floor(key / TWO_32);
  let h = (key - high * TWO_32) ^ Math.imul(high, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
