/**
 * Equivalence classes of a prefix of the attributes, and what is left behind them. One layer per depth of the search.
 *
 * Entries are distinct pairs (class, suffix of the remaining columns) with their number of rows: the rolled-up table in which
 * the prefix is generalized and the rest is not, in the order of the suffixes. A deeper layer is made from the one above, never
 * from the rows.
 */
import { hashPair } from './tuples.ts';

export interface Layer {
  length: number;
  entryClass: Int32Array;
  entrySuffix: Int32Array;
  entryCount: Int32Array;
  /** People of the population, where there is one. */
  entryPeople: Float64Array | null;
  classes: number;
  /** Rows; 0 for a class of people of the population alone. */
  classSize: Int32Array;
  classPeople: Float64Array | null;
  /** The class of the layer above that it lies in, and its group of this layer's attribute. */
  classParent: Int32Array;
  classGroup: Int32Array;
  /** Rows of the class if it fails, else 0; summed upwards while the loss is computed. */
  weight: Int32Array;
}

export function emptyLayer(): Layer {
  const none = new Int32Array(0);
  return {
    length: 0,
    entryClass: none,
    entrySuffix: none,
    entryCount: none,
    entryPeople: null,
    classes: 0,
    classSize: none,
    classPeople: null,
    classParent: none,
    classGroup: none,
    weight: none,
  };
}

/** All rows in one class, every distinct tuple an entry. `people`: of the population, by tuple. */
export function rootLayer(counts: Int32Array, rowCount: number, people: Float64Array | null = null): Layer {
  return {
    length: counts.length,
    entryClass: new Int32Array(counts.length),
    entrySuffix: numbersBelow(counts.length),
    entryCount: counts,
    entryPeople: people,
    classes: counts.length === 0 ? 0 : 1,
    classSize: Int32Array.of(rowCount),
    classPeople: people && Float64Array.of(people.reduce((sum, count) => sum + count, 0)),
    classParent: Int32Array.of(0),
    classGroup: Int32Array.of(0),
    weight: new Int32Array(1),
  };
}

/** 0, 1, 2 ... */
export function numbersBelow(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let index = 0; index < length; index++) numbers[index] = index;
  return numbers;
}

/** Scratch memory shared by all layers. */
export interface Scratch {
  /** Class number + 1 by (class above, group) or by hash, or entry number + 1 by class; all zero between calls. */
  table: Int32Array;
  /** The new class of every entry of the layer above, between `refine` and `rollUp`; after it the new entry. */
  classOfEntry: Int32Array;
}

export function createScratch(): Scratch {
  return { table: new Int32Array(1 << 12), classOfEntry: new Int32Array(0) };
}

/**
 * Splits the classes of `above` by the group of their next attribute into the classes of `layer`.
 * `heads`: code of the next attribute by suffix. `groups`: code -> group, all below `groupCount`.
 */
export function refine(
  above: Layer,
  layer: Layer,
  heads: Int32Array,
  groups: Uint32Array,
  groupCount: number,
  scratch: Scratch,
): void {
  const { length, entryClass, entrySuffix, entryCount } = above;
  const space = above.classes * groupCount;
  ensureClasses(layer, Math.min(length, space));
  if (scratch.classOfEntry.length < length) scratch.classOfEntry = new Int32Array(length);
  const { classOfEntry } = scratch;
  const { classSize, classParent, classGroup } = layer;
  let classes = 0;
  if (space <= Math.max(1 << 16, 4 * length)) {
    const table = tableOf(scratch, space);
    for (let entry = 0; entry < length; entry++) {
      const parent = entryClass[entry]!;
      const group = groups[heads[entrySuffix[entry]!]!]!;
      const slot = parent * groupCount + group;
      let found = table[slot]!;
      if (found === 0) {
        found = table[slot] = ++classes;
        classSize[classes - 1] = 0;
        classParent[classes - 1] = parent;
        classGroup[classes - 1] = group;
      }
      classSize[found - 1]! += entryCount[entry]!;
      classOfEntry[entry] = found - 1;
    }
    for (let index = 0; index < classes; index++) table[classParent[index]! * groupCount + classGroup[index]!] = 0;
  } else {
    const table = tableOf(scratch, powerOfTwo(length * 2));
    const mask = powerOfTwo(length * 2) - 1;
    for (let entry = 0; entry < length; entry++) {
      const parent = entryClass[entry]!;
      const group = groups[heads[entrySuffix[entry]!]!]!;
      let slot = hashPair(parent, group) & mask;
      let found = table[slot]!;
      while (found !== 0 && (classParent[found - 1] !== parent || classGroup[found - 1] !== group)) {
        slot = (slot + 1) & mask;
        found = table[slot]!;
      }
      if (found === 0) {
        found = table[slot] = ++classes;
        classSize[classes - 1] = 0;
        classParent[classes - 1] = parent;
        classGroup[classes - 1] = group;
      }
      classSize[found - 1]! += entryCount[entry]!;
      classOfEntry[entry] = found - 1;
    }
    table.fill(0, 0, mask + 1);
  }
  layer.classes = classes;
  layer.classPeople = above.entryPeople && addUp(above.entryPeople, classOfEntry, length, classes);
}

/**
 * After `refine`: drops the attribute from the entries and adds up those that became equal. The entries come in the order of their
 * suffixes, so those with the same remaining suffix are neighbours, and one number a class is all that has to be remembered.
 * `tails`: the remaining suffix by suffix, not falling. `suffixes`: number of distinct remaining suffixes.
 */
export function rollUp(above: Layer, layer: Layer, tails: Int32Array, suffixes: number, scratch: Scratch): void {
  const { length, entrySuffix, entryCount } = above;
  const { classOfEntry } = scratch;
  ensureEntries(layer, Math.min(length, layer.classes * suffixes));
  const { entryClass: toClass, entrySuffix: toSuffix, entryCount: toCount } = layer;
  if (suffixes === 1) {
    for (let index = 0; index < layer.classes; index++) {
      toClass[index] = index;
      toSuffix[index] = 0;
      toCount[index] = layer.classSize[index]!;
    }
    layer.length = layer.classes;
    layer.entryPeople = layer.classPeople;
    return;
  }
  const latest = tableOf(scratch, layer.classes);
  let merged = 0;
  let runStart = 0;
  let suffix = -1;
  for (let entry = 0; entry < length; entry++) {
    const tail = tails[entrySuffix[entry]!]!;
    if (tail !== suffix) {
      suffix = tail;
      runStart = merged;
    }
    const inClass = classOfEntry[entry]!;
    let found = latest[inClass]!;
    if (found <= runStart) {
      toClass[merged] = inClass;
      toSuffix[merged] = suffix;
      toCount[merged] = 0;
      found = latest[inClass] = ++merged;
    }
    toCount[found - 1]! += entryCount[entry]!;
    classOfEntry[entry] = found - 1;
  }
  latest.fill(0, 0, layer.classes);
  layer.length = merged;
  layer.entryPeople = above.entryPeople && addUp(above.entryPeople, classOfEntry, length, merged);
}

/** Sums of `people[i]` by `target[i]`, i < length. */
function addUp(people: Float64Array, target: Int32Array, length: number, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let entry = 0; entry < length; entry++) sums[target[entry]!]! += people[entry]!;
  return sums;
}

function tableOf(scratch: Scratch, size: number): Int32Array {
  if (scratch.table.length < size) scratch.table = new Int32Array(powerOfTwo(size));
  return scratch.table;
}

function ensureClasses(layer: Layer, size: number): void {
  if (layer.classSize.length >= size) return;
  layer.classSize = new Int32Array(size);
  layer.classParent = new Int32Array(size);
  layer.classGroup = new Int32Array(size);
  layer.weight = new Int32Array(size);
}

function ensureEntries(layer: Layer, size: number): void {
  if (layer.entryClass.length >= size) return;
  layer.entryClass = new Int32Array(size);
  layer.entrySuffix = new Int32Array(size);
  layer.entryCount = new Int32Array(size);
}

/** The least power of two that is not below a size: 5 -> 8. */
function powerOfTwo(size: number): number {
  let power = 1;
  while (power < size) power *= 2;
  return power;
}
