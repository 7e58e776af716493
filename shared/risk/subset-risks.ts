/**
 * Distinction, separation and uniques of every subset of the quasi-identifiers (Motwani and Xu 2007), up to a bounded number.
 * Rows are never looked at again: leaving a column out of a subset merges its classes, so every subset is rolled up from a
 * larger one, in the order of a tree that decides column after column whether it stays.
 */
import type { Task } from '../std/task.ts';
import { type CodedColumn, numberKeys } from './equivalence-classes.ts';
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

/** `columns` hold one record of every class, `sizes` the records of each. `indexes` name the columns of a subset, ascending. */
export function subsetRisks(
  names: readonly string[],
  columns: readonly CodedColumn[],
  sizes: Uint32Array,
  task: Task,
): SubsetRisks {
  const largestSize = largestSubset(columns.length, sizes.length);
  const found: { readonly indexes: readonly number[]; readonly risk: SubsetRisk }[] = [];
  // Where the widest columns are decided first, the half of the tree without them is small from its root.
  const order = columns.map((_, at) => at).sort((a, b) => columns[b]!.cardinality - columns[a]!.cardinality || a - b);
  const suffixes = suffixIds(
    order.map((at) => columns[at]!),
    sizes.length,
    task,
  );
  const records = sizes.reduce((sum, size) => sum + size, 0);
  const all: Merged = {
    first: Uint32Array.from(sizes, (_, at) => at),
    weights: sizes,
    kept: new Uint32Array(sizes.length),
    keptSpace: 1,
  };
  decide(all, 0, []);
  found.sort((a, b) => compareSubsets(a.indexes, b.indexes));
  return { largestSize, list: found.map(({ risk }) => risk) };

  function decide(classes: Merged, depth: number, chosen: readonly number[]): void {
    task.checkpoint();
    if (depth === order.length || chosen.length === largestSize) {
      if (chosen.length === 0) return;
      const { weights } = depth === order.length ? classes : merge(classes, suffixes[order.length]!, task);
      const indexes = chosen.toSorted((a, b) => a - b);
      found.push({ indexes, risk: { columns: indexes.map((at) => names[at]!), ...figures(weights, records) } });
      return;
    }
    const at = order[depth]!;
    decide(keep(classes, columns[at]!, task), depth + 1, [...chosen, at]);
    decide(merge(classes, suffixes[depth + 1]!, task), depth + 1, chosen);
  }
}

/** Classes after some columns were decided: equal on the kept ones and on all that are not decided yet. */
interface Merged {
  /** A record of the class: its place in the columns. */
  readonly first: Uint32Array<ArrayBufferLike>;
  readonly weights: Uint32Array<ArrayBufferLike>;
  /** Numbers what the class has in the kept columns, below `keptSpace`. */
  readonly kept: Uint32Array<ArrayBufferLike>;
  readonly keptSpace: number;
}

interface Ids {
  readonly of: Uint32Array<ArrayBufferLike>;
  readonly count: number;
}

/** Entry i numbers what a record has in columns i, i+1, ...; the last entry is one number for all. */
export function suffixIds(columns: readonly CodedColumn[], records: number, task: Task): Ids[] {
  const ids: Ids[] = [{ of: new Uint32Array(records), count: 1 }];
  for (const { codes, cardinality } of columns.toReversed())
    ids.unshift(pairIds({ of: codes, count: cardinality }, ids[0]!, task));
  return ids;
}

/** Numbers the pairs that occur. */
export function pairIds(left: Ids, right: Ids, task: Task): Ids {
  const keys = new Float64Array(left.of.length);
  for (let at = 0; at < keys.length; at++) keys[at] = left.of[at]! * right.count + right.of[at]!;
  const { classOf, sizes } = numberKeys(keys, left.count * right.count, task);
  return { of: classOf, count: sizes.length };
}

function keep(classes: Merged, { codes, cardinality }: CodedColumn, task: Task): Merged {
  const { first, kept, keptSpace } = classes;
  const keys = new Float64Array(first.length);
  for (let at = 0; at < keys.length; at++) keys[at] = kept[at]! * cardinality + codes[first[at]!]!;
  const { classOf, sizes } = numberKeys(keys, keptSpace * cardinality, task);
  return { ...classes, kept: classOf, keptSpace: sizes.length };
}

/** Leaves a column out: `rest` numbers the columns that are still to be decided. */
function merge(classes: Merged, rest: Ids, task: Task): Merged {
  const { first, weights, kept, keptSpace } = classes;
  const keys = new Float64Array(first.length);
  for (let at = 0; at < keys.length; at++) keys[at] = kept[at]! * rest.count + rest.of[first[at]!]!;
  const { classOf, sizes } = numberKeys(keys, keptSpace * rest.count, task);
  const merged = {
    first: new Uint32Array(sizes.length),
    weights: new Uint32Array(sizes.length),
    kept: new Uint32Array(sizes.length),
    keptSpace,
  };
  for (let at = 0; at < classOf.length; at++) {
    const into = classOf[at]!;
    merged.weights[into]! += weights[at]!;
    merged.first[into] = first[at]!;
    merged.kept[into] = kept[at]!;
  }
  return merged;
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
  const pairs = (records * (records - 1)) / 2;
  return {
    distinction: records === 0 ? 0 : weights.length / records,
    separation: pairs === 0 ? 0 : 1 - samePairs / pairs,
    uniques,
  };
}

function compareSubsets(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const at = a.findIndex((index, place) => index !== b[place]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
