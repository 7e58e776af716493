/**
 * k^m-anonymity for a column of sets: every set of at most m items that occurs together in a record occurs in at least k records
 * (Terrovitis, Mamoulis and Kalnis 2008, doi 10.14778/1453856.1453874). Whoever knows up to m items of a person is left with k.
 *
 * Reached by suppressing items, each everywhere: the support of the sets that stay does not change, so what was reached for
 * smaller sets and for other models holds on. Sizes are done in turn; of the items of unsupported sets the one goes first that is in most
 * of them for the records that lose it.
 */
import { AppError } from '../std/app-error.ts';
import { countCodes } from '../table/count-codes.ts';
import { type Column, SUPPRESSED } from '../table/table.ts';
import type { SetModelSpec } from './create-model.ts';

/** Subsets that may be counted at once. */
const MAX_SUBSETS = 20_000_000;

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

/** Throws `model.sets-too-large`. `loss` is by code. */
export function suppressItems(
  column: Column,
  loss: Float64Array,
  spec: Pick<SetModelSpec, 'k' | 'm' | 'separator'>,
): SuppressedItems {
  const sets = readSets(column, spec.separator);
  const isSuppressed = new Uint8Array(sets.items.length);
  for (let size = 1; size <= spec.m; size++) suppressSize(sets, isSuppressed, size, spec.k, column.name);
  return write(column, loss, sets, isSuppressed, spec.separator);
}

/**
 * The fewest records that any set of at most m items has; null without items. Counts plainly, by other code than `suppressItems`,
 * which it checks. Throws `model.sets-too-large`.
 */
export function smallestSupport(column: Column, m: number, separator: string): number | null {
  const { members, records } = readSets(column, separator);
  let subsets = 0;
  for (let size = 1; size <= m; size++) subsets += subsetsOf(members, size);
  if (subsets > MAX_SUBSETS) throw new AppError('input', 'model.sets-too-large', { column: column.name, m });
  const support = new Map<string, number>();
  const extend = (items: readonly number[], from: number, chosen: string, left: number, count: number) => {
    for (let at = from; at < items.length; at++) {
      const key = `${chosen}${items[at]!},`;
      support.set(key, (support.get(key) ?? 0) + count);
      if (left > 1) extend(items, at + 1, key, left - 1, count);
    }
  };
  members.forEach((items, code) => {
    if (records[code]! > 0) extend(items, 0, '', m, records[code]!);
  });
  let least: number | null = null;
  for (const count of support.values()) if (least === null || count < least) least = count;
  return least;
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

/** All smaller sets are supported by now. */
function suppressSize(sets: Sets, isSuppressed: Uint8Array, size: number, k: number, name: string): void {
  const members = sets.members.map((items) => items.filter((item) => !isSuppressed[item]));
  if (subsetsOf(members, size) > MAX_SUBSETS)
    throw new AppError('input', 'model.sets-too-large', { column: name, m: size });
  const unsupported = unsupportedSets(members, sets, size, k);
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
  members.forEach((items, code) => {
    for (const item of items) recordsWith[item]! += sets.records[code]!;
  });
  const isGone = new Uint8Array(unsupported.length);
  let open = unsupported.length;
  while (open > 0) {
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

/** The sets of exactly `size` items that fewer than k records have. A set is numbered by its prefix and its last item. */
function unsupportedSets(members: readonly (readonly number[])[], sets: Sets, size: number, k: number): number[][] {
  const prefixes: Map<number, number>[] = Array.from({ length: size }, () => new Map());
  const support: number[] = [];
  const itemsOf: number[][] = [];
  const chosen: number[] = [];
  function extend(items: readonly number[], from: number, prefix: number, count: number): void {
    const depth = chosen.length;
    for (let at = from; at <= items.length - (size - depth); at++) {
      const key = prefix * sets.items.length + items[at]!;
      const numbers = prefixes[depth]!;
      const number = numbers.get(key) ?? numbers.size;
      if (number === numbers.size) numbers.set(key, number);
      if (depth === size - 1) {
        support[number] = (support[number] ?? 0) + count;
        itemsOf[number] ??= [...chosen, items[at]!];
        continue;
      }
      chosen.push(items[at]!);
      extend(items, at + 1, number, count);
      chosen.pop();
    }
  }
  members.forEach((items, code) => {
    if (sets.records[code]! > 0) extend(items, 0, 0, sets.records[code]!);
  });
  return itemsOf.filter((_, number) => support[number]! < k);
}

function subsetsOf(members: readonly (readonly number[])[], size: number): number {
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
