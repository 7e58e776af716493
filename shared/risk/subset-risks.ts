/**
 * Distinction, separation and uniques of every subset of the quasi-identifiers (Motwani and Xu 2007), up to a bounded number.
 * Rows are never looked at again: subsets are made of the classes on all columns, each from a smaller one by one column more.
 * A class that shares its group with no other is counted once and left out of everything larger.
 */
import type { Task } from '../std/task.ts';
import type { CodedColumn } from './equivalence-classes.ts';
import { allTogether, type Groups, refine, Scratch } from './refine-groups.ts';
import type { SubsetRisk, SubsetRisks } from './risk-report.ts';

/** What a report can hold and a person look through. */
const MAX_SUBSETS = 4096;
/** Classes visited if nothing merged: half a second. */
const MAX_WORK = 20_000_000;

/** Subsets of up to this many of `columns` columns are measured. */
export function largestSubset(columns: number, classes: number): number {
  let subsets = 0;
  let ofSize = 1;
  for (let size = 1; size <= columns; size++) {
    ofSize = (ofSize * (columns - size + 1)) / size;
    subsets += ofSize;
    if (size > 1 && (subsets > MAX_SUBSETS || subsets * classes > MAX_WORK)) return size - 1;
  }
  return columns;
}

/** What a set of columns comes to: classes, pairs of records that it does not tell apart, and records alone in their class. */
interface Tally {
  readonly classes: number;
  readonly samePairs: number;
  readonly uniques: number;
}

/** `columns` hold one record of every class, `sizes` the records of each. */
export function subsetRisks(
  names: readonly string[],
  columns: readonly CodedColumn[],
  sizes: Uint32Array,
  task: Task,
): SubsetRisks {
  const largestSize = largestSubset(columns.length, sizes.length);
  const found: { readonly indexes: readonly number[]; readonly risk: SubsetRisk }[] = [];
  // A set grows by columns before its own: where it begins with the widest, its groups are small from the start.
  const order = columns.map((_, at) => at).sort((a, b) => columns[a]!.cardinality - columns[b]!.cardinality || a - b);
  const records = sizes.reduce((sum, size) => sum + size, 0);
  const scratch = new Scratch(columns);
  const everybody = new Uint8Array(sizes.length).fill(1);
  if (sizes.length === 0) addEmpty([], order.length);
  else grow(allTogether(sizes.length), { classes: 0, samePairs: 0, uniques: 0 }, order.length, []);
  found.sort((a, b) => compareSubsets(a.indexes, b.indexes));
  return { largestSize, list: found.map(({ risk }) => risk) };

  /** `alone` is the tally of the classes that share their group with none: on more columns they still do. */
  function grow(groups: Groups, alone: Tally, below: number, chosen: readonly number[]): void {
    for (let at = 0; at < below; at++) {
      task.checkpoint();
      const added = [...chosen, order[at]!];
      const column = columns[order[at]!]!;
      if (at === 0 || added.length === largestSize)
        add(added, plus(alone, tallyParts(groups, column.codes, sizes, scratch)));
      else {
        const refined = refine(groups, column.codes, everybody, scratch, task);
        const apart = plus(alone, tallyAlone(refined.alone, sizes));
        add(added, plus(apart, tallyGroups(refined.rest, sizes)));
        grow(refined.rest, apart, at, added);
      }
    }
  }

  function add(chosen: readonly number[], { classes, samePairs, uniques }: Tally): void {
    const indexes = chosen.toSorted((a, b) => a - b);
    const risk = { columns: indexes.map((at) => names[at]!), ...shares(classes, samePairs, records), uniques };
    found.push({ indexes, risk });
  }

  function addEmpty(chosen: readonly number[], below: number): void {
    for (let at = 0; at < below && chosen.length < largestSize; at++) {
      add([...chosen, order[at]!], { classes: 0, samePairs: 0, uniques: 0 });
      addEmpty([...chosen, order[at]!], at);
    }
  }
}

function plus(a: Tally, b: Tally): Tally {
  return { classes: a.classes + b.classes, samePairs: a.samePairs + b.samePairs, uniques: a.uniques + b.uniques };
}

function tallyAlone(alone: Uint32Array, sizes: Uint32Array): Tally {
  let samePairs = 0;
  let uniques = 0;
  for (let at = 0; at < alone.length; at++) {
    const size = sizes[alone[at]!]!;
    samePairs += (size * (size - 1)) / 2;
    if (size === 1) uniques++;
  }
  return { classes: alone.length, samePairs, uniques };
}

/** Groups of two classes and more: nobody in them is alone. */
function tallyGroups({ members, starts, count }: Groups, sizes: Uint32Array): Tally {
  let samePairs = 0;
  for (let g = 0; g < count; g++) {
    let size = 0;
    for (let at = starts[g]!; at < starts[g + 1]!; at++) size += sizes[members[at]!]!;
    samePairs += (size * (size - 1)) / 2;
  }
  return { classes: count, samePairs, uniques: 0 };
}

/** The tally after one column more, without making its groups: half of all sets grow no further. */
function tallyParts(
  { members, starts, count }: Groups,
  codes: Uint32Array<ArrayBufferLike>,
  sizes: Uint32Array,
  { counts, touched }: Scratch,
): Tally {
  let classes = 0;
  let samePairs = 0;
  let uniques = 0;
  for (let g = 0; g < count; g++) {
    let different = 0;
    for (let at = starts[g]!; at < starts[g + 1]!; at++) {
      const record = members[at]!;
      const code = codes[record]!;
      if (counts[code] === 0) touched[different++] = code;
      counts[code]! += sizes[record]!;
    }
    classes += different;
    for (let t = 0; t < different; t++) {
      const size = counts[touched[t]!]!;
      counts[touched[t]!] = 0;
      samePairs += (size * (size - 1)) / 2;
      if (size === 1) uniques++;
    }
  }
  return { classes, samePairs, uniques };
}

/** Distinction: classes / records. Separation: the share of pairs of records that are in different classes. */
export function figures(weights: Uint32Array<ArrayBufferLike>, records: number): Omit<SubsetRisk, 'columns'> {
  let samePairs = 0;
  let uniques = 0;
  for (let at = 0; at < weights.length; at++) {
    const size = weights[at]!;
    samePairs += (size * (size - 1)) / 2;
    if (size === 1) uniques++;
  }
  return { ...shares(weights.length, samePairs, records), uniques };
}

function shares(classes: number, samePairs: number, records: number): { distinction: number; separation: number } {
  const pairs = (records * (records - 1)) / 2;
  return {
    distinction: records === 0 ? 0 : classes / records,
    separation: pairs === 0 ? 0 : 1 - samePairs / pairs,
  };
}

function compareSubsets(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const at = a.findIndex((index, place) => index !== b[place]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
