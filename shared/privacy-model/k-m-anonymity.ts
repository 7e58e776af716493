/**
 * k^m-anonymity for a column of sets: every set of at most m items that occurs together in a record occurs in at least k records
 * (Terrovitis, Mamoulis and Kalnis 2008, doi 10.14778/1453856.1453874). Whoever knows up to m items of a person is left with k.
 *
 * Reached by suppressing items, each everywhere: the support of the sets that stay does not change, so what was reached for
 * smaller sets and for other models holds on. Sizes are done in turn; of the items of unsupported sets the one goes first that is in most
 * of them for the records that lose it.
 */
import { AppError } from '../std/app-error.ts';
import type { Task } from '../std/task.ts';
import { countCodes } from '../table/count-codes.ts';
import { type Column, SUPPRESSED } from '../table/table.ts';
import type { SetModelSpec } from './create-model.ts';

/** Sets that may be counted, records of equal items once. Some seconds. */
const MAX_SUBSETS = 4_000_000;
/** Sets between two checkpoints. */
const SETS_A_CHECKPOINT = 1 << 14;

interface Sets {
  readonly items: readonly string[];
  /** By code of the column: its items, rising, each once. */
  readonly members: readonly (readonly number[])[];
  /** By code: its records. */
  readonly records: Uint32Array;
}

export interface SuppressedItems {
  /** Cells hold their items once, sorted by code unit; '*' when none is left. */
  readonly column: Column;
  /** By code of the new column: mean share of the items that its cells lost, beyond the loss that they had. */
  readonly loss: Float64Array;
  /** Number of different items that were suppressed. */
  readonly items: number;
}

/** Throws `model.sets-too-large`, `job.cancelled`. `loss` is by code. */
export function suppressItems(
  column: Column,
  loss: Float64Array,
  { k, m, separator }: Pick<SetModelSpec, 'k' | 'm' | 'separator'>,
  task: Task,
): SuppressedItems {
  const sets = readSets(column, separator);
  const isSuppressed = new Uint8Array(sets.items.length);
  for (let size = 1; size <= m; size++) {
    const left: Sets = { ...sets, members: sets.members.map((items) => items.filter((item) => !isSuppressed[item])) };
    refuseTooMany(subsetsOf(left, size), column.name, size);
    suppressSize(left, isSuppressed, unsupportedSets(left, size, k, task), task);
  }
  return write(column, loss, sets, isSuppressed, separator);
}

/**
 * The fewest records that any set of at most m items has; null without items. Counts by other code than `suppressItems`, which it
 * checks: a set is numbered by its prefix and its last item. Throws `model.sets-too-large`, `job.cancelled`.
 */
export function smallestSupport(column: Column, m: number, separator: string, task: Task): number | null {
  const sets = readSets(column, separator);
  const { items: all, members, records } = sets;
  let subsets = 0;
  for (let size = 1; size <= m; size++) subsets += subsetsOf(sets, size);
  refuseTooMany(subsets, column.name, m);
  const numberOf = new Map<number, number>();
  const support: number[] = [];
  let seen = 0;
  function extend(items: readonly number[], from: number, prefix: number, left: number, count: number): void {
    for (let at = from; at < items.length; at++) {
      if (++seen % SETS_A_CHECKPOINT === 0) task.checkpoint();
      const key = prefix * all.length + items[at]!;
      const number = numberOf.get(key) ?? support.length;
      if (number === support.length) {
        numberOf.set(key, number);
        support.push(0);
      }
      support[number]! += count;
      if (left > 1) extend(items, at + 1, number + 1, left - 1, count);
    }
  }
  members.forEach((items, code) => {
    if (records[code]! > 0) extend(items, 0, 0, m, records[code]!);
  });
  return support.length === 0 ? null : support.reduce((least, count) => Math.min(least, count));
}

function refuseTooMany(subsets: number, column: string, m: number): void {
  if (subsets > MAX_SUBSETS) throw new AppError('input', 'model.sets-too-large', { column, m, limit: MAX_SUBSETS });
}

function readSets(column: Column, separator: string): Sets {
  const items: string[] = [];
  const itemOf = new Map<string, number>();
  const members = column.values.map((text, code) => {
    if (code === 0 || text === SUPPRESSED) return [];
    const own = new Set<number>();
    for (const part of text.split(separator)) {
      const item = part.trim();
      if (item === '') continue;
      const known = itemOf.get(item);
      own.add(known ?? items.length);
      if (known === undefined) {
        itemOf.set(item, items.length);
        items.push(item);
      }
    }
    return [...own].sort((a, b) => a - b);
  });
  return { items, members, records: countCodes(column.codes, column.values.length) };
}

/** Suppresses items until no unsupported set is whole. */
function suppressSize(
  sets: Sets,
  isSuppressed: Uint8Array,
  unsupported: readonly (readonly number[])[],
  task: Task,
): void {
  const inSets = new Uint32Array(sets.items.length);
  const recordsWith = new Float64Array(sets.items.length);
  const setsOf = new Map<number, number[]>();
  unsupported.forEach((items, index) => {
    for (const item of items) {
      inSets[item]!++;
      const list = setsOf.get(item);
      if (list) list.push(index);
      else setsOf.set(item, [index]);
    }
  });
  sets.members.forEach((items, code) => {
    for (const item of items) recordsWith[item]! += sets.records[code]!;
  });
  if (unsupported[0]?.length === 1) {
    // nothing to choose: each of these items goes
    for (const [item] of unsupported) isSuppressed[item!] = 1;
    return;
  }
  const isGone = new Uint8Array(unsupported.length);
  for (let open = unsupported.length; open > 0; ) {
    task.checkpoint();
    let best = -1;
    for (const item of setsOf.keys())
      if (inSets[item]! > 0 && (best < 0 || isWorse(item, best, inSets, recordsWith, sets.items))) best = item;
    isSuppressed[best] = 1;
    for (const index of setsOf.get(best)!) {
      if (isGone[index]) continue;
      isGone[index] = 1;
      open--;
      for (const item of unsupported[index]!) inSets[item]!--;
    }
  }
}

/** In more unsupported sets a record lost; then in fewer records; then first by code unit, so that the order of records is nothing. */
function isWorse(
  item: number,
  best: number,
  inSets: Uint32Array,
  recordsWith: Float64Array,
  items: readonly string[],
): boolean {
  const difference = inSets[item]! * recordsWith[best]! - inSets[best]! * recordsWith[item]!;
  if (difference !== 0) return difference > 0;
  if (recordsWith[item] !== recordsWith[best]) return recordsWith[item]! < recordsWith[best]!;
  return items[item]! < items[best]!;
}

/** The sets of exactly `size` items that fewer than k records have: depth first, by the codes in which the items chosen so far are. */
function unsupportedSets({ members, records }: Sets, size: number, k: number, task: Task): number[][] {
  const found: number[][] = [];
  const chosen: number[] = [];
  let seen = 0;
  /** `places[i]`: where in the items of code `codes[i]` the next item may stand. */
  function extend(codes: readonly number[], places: readonly number[]): void {
    const codesWith = new Map<number, number[]>();
    const placesWith = new Map<number, number[]>();
    for (let at = 0; at < codes.length; at++) {
      const items = members[codes[at]!]!;
      for (let place = places[at]!; place < items.length; place++) {
        if (++seen % SETS_A_CHECKPOINT === 0) task.checkpoint();
        const item = items[place]!;
        const list = codesWith.get(item);
        if (list) {
          list.push(codes[at]!);
          placesWith.get(item)!.push(place + 1);
        } else {
          codesWith.set(item, [codes[at]!]);
          placesWith.set(item, [place + 1]);
        }
      }
    }
    for (const [item, codesOf] of codesWith) {
      chosen.push(item);
      if (chosen.length < size) extend(codesOf, placesWith.get(item)!);
      else if (codesOf.reduce((sum, code) => sum + records[code]!, 0) < k) found.push([...chosen]);
      chosen.pop();
    }
  }
  const codes = [...members.keys()].filter((code) => records[code]! > 0);
  extend(
    codes,
    codes.map(() => 0),
  );
  return found;
}

function subsetsOf({ members }: Sets, size: number): number {
  return members.reduce((sum, { length }) => {
    let ways = length >= size ? 1 : 0;
    for (let at = 0; at < size && ways > 0; at++) ways = (ways * (length - at)) / (at + 1);
    return sum + ways;
  }, 0);
}

function write(
  column: Column,
  loss: Float64Array,
  { items, members, records }: Sets,
  isSuppressed: Uint8Array,
  separator: string,
): SuppressedItems {
  const values = [''];
  const codeOf = new Map<string, number>();
  const lost = [0];
  const rows = [0];
  const newCode = column.values.map((text, code) => {
    if (code === 0) return 0;
    const own = members[code]!;
    const kept = own.filter((item) => !isSuppressed[item]).map((item) => items[item]!);
    const written = own.length === 0 ? text : kept.length === 0 ? SUPPRESSED : kept.sort().join(separator);
    let found = codeOf.get(written);
    if (found === undefined) {
      found = values.length;
      codeOf.set(written, found);
      values.push(written);
      lost.push(0);
      rows.push(0);
    }
    const share = own.length === 0 ? 0 : 1 - kept.length / own.length;
    lost[found]! += records[code]! * Math.min(1, loss[code]! + (1 - loss[code]!) * share);
    rows[found]! += records[code]!;
    return found;
  });
  return {
    column: { name: column.name, values, codes: Uint32Array.from(column.codes, (code) => newCode[code]!) },
    loss: Float64Array.from(lost, (sum, code) => (code === 0 ? loss[0]! : rows[code]! === 0 ? 0 : sum / rows[code]!)),
    items: isSuppressed.reduce((sum, flag) => sum + flag, 0),
  };
}
