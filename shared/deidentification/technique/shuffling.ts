import { type Column, MISSING_CODE } from '../../table/table.ts';
import { mix32 } from '../../std/seeded-random.ts';
import type { Task } from '../../std/task.ts';
import type { TechniqueDescription } from './description.ts';

export const SHUFFLING: TechniqueDescription = {
  title: 'Shuffle the records',
  iso: 'randomization: permutation (of the order of records)',
  kind: 'any',
  scope: 'table',
  summary: 'The order of the release says nothing of the order of the data. Done to every release.',
  parameters: [],
  pitfalls: ['A running number or a date of entry in a column tells the order all the same.'],
  effect: { singlingOut: 'none', linkability: 'little', inference: 'none' },
  safeHarbor: '',
};

/** No text: told apart from the empty text by it. */
const MISSING_HASH = 0x2545f491;

/**
 * The `kept` rows (rising) in the order of the release: by a hash of the released cells under the seed, rows with one hash by their texts. So the
 * order is a function of what is released and of the seed alone, and tells nothing of the order that the rows had; equal rows
 * cannot be told apart in any case. One hash a distinct value, two mixes a cell and a radix sort.
 */
export function shuffledOrder(columns: readonly Column[], kept: Uint32Array, seed: number, task: Task): Uint32Array {
  const { high, low } = rowHashes(columns, kept, seed, task);
  const { order, sorted } = radixSorted(high, task);
  settleTies(order, sorted, low, { columns, kept }, task);
  for (let at = 0; at < order.length; at++) order[at] = kept[order[at]!]!;
  return order;
}

function rowHashes(columns: readonly Column[], kept: Uint32Array, seed: number, task: Task) {
  const rowCount = kept.length;
  const high = new Uint32Array(rowCount).fill(mix32(seed >>> 0));
  const low = new Uint32Array(rowCount).fill(mix32((seed / 4_294_967_296) >>> 0) ^ 0x9e3779b9);
  for (const { values, codes } of columns) {
    task.checkpoint();
    const hashes = new Uint32Array(values.length);
    for (let code = 0; code < hashes.length; code++) hashes[code] = textHash(values[code]!);
    hashes[MISSING_CODE] = MISSING_HASH;
    for (let row = 0; row < rowCount; row++) {
      const hash = hashes[codes[kept[row]!]!]!;
      high[row] = mix32((high[row]! ^ hash) + 0x7f4a7c15);
      low[row] = mix32(Math.imul(low[row]! ^ hash, 0x85ebca6b) + 0x165667b1);
    }
  }
  return { high, low };
}

/** FNV-1a over UTF-16 units, mixed. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix32(hash >>> 0);
}

/** Positions by rising key; equal keys keep their order. Three passes of 11 bits, the keys carried along. */
function radixSorted(keys: Uint32Array, task: Task): { order: Uint32Array; sorted: Uint32Array } {
  const count = keys.length;
  let order = new Uint32Array(count);
  let sorted = Uint32Array.from(keys);
  let nextOrder = new Uint32Array(count);
  let nextSorted = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  for (const shift of [0, 11, 22]) {
    task.checkpoint();
    const starts = new Uint32Array(2_049);
    for (let at = 0; at < count; at++) starts[((sorted[at]! >>> shift) & 2_047) + 1]!++;
    for (let bucket = 0; bucket < 2_048; bucket++) starts[bucket + 1]! += starts[bucket]!;
    for (let at = 0; at < count; at++) {
      const key = sorted[at]!;
      const place = starts[(key >>> shift) & 2_047]!++;
      nextSorted[place] = key;
      nextOrder[place] = order[at]!;
    }
    [order, nextOrder] = [nextOrder, order];
    [sorted, nextSorted] = [nextSorted, sorted];
  }
  return { order, sorted };
}

interface Kept {
  readonly columns: readonly Column[];
  readonly kept: Uint32Array;
}

/** Sorts every run of equal `high` by `low`, and rows that share both by their texts: they are equal, but for one hash in 2^32. */
function settleTies(order: Uint32Array, sorted: Uint32Array, low: Uint32Array, data: Kept, task: Task): void {
  eachRun(
    order.length,
    (at) => sorted[at - 1] === sorted[at],
    (start, end) => {
      for (let at = start + 1; at < end; at++)
        if (low[order[at]!] !== low[order[start]!]) {
          order.subarray(start, end).sort((a, b) => low[a]! - low[b]! || a - b);
          return;
        }
    },
  );
  task.checkpoint();
  const tied = new Uint8Array(order.length);
  let lowBefore = 0;
  for (let at = 0; at < order.length; at++) {
    const lowHere = low[order[at]!]!;
    if (at > 0 && lowHere === lowBefore && sorted[at] === sorted[at - 1]) tied[at] = 1;
    lowBefore = lowHere;
  }
  const differs = differences(order, tied, data, task);
  if (differs === null) return;
  eachRun(
    order.length,
    (at) => tied[at] === 1,
    (start, end) => {
      if (differs.subarray(start, end).includes(1))
        order.subarray(start, end).sort((a, b) => compareRows(data.columns, data.kept[a]!, data.kept[b]!) || a - b);
    },
  );
}

/** Runs of more than one; `isSame` compares a place with the one before. */
function eachRun(length: number, isSame: (at: number) => boolean, visit: (start: number, end: number) => void): void {
  let start = 0;
  for (let at = 1; at <= length; at++) {
    if (at < length && isSame(at)) continue;
    if (at - start > 1) visit(start, at);
    start = at;
  }
}

/** 1 at the places where a row is tied with the one before and is another; null when that is nowhere. */
function differences(order: Uint32Array, tied: Uint8Array, { columns, kept }: Kept, task: Task): Uint8Array | null {
  const differs = new Uint8Array(order.length);
  const rows = order.map((position) => kept[position]!);
  let found = false;
  for (const { codes } of columns) {
    task.checkpoint();
    let before = 0;
    for (let at = 0; at < rows.length; at++) {
      const code = codes[rows[at]!]!;
      if (code !== before && tied[at] === 1) {
        differs[at] = 1;
        found = true;
      }
      before = code;
    }
  }
  return found ? differs : null;
}

function compareRows(columns: readonly Column[], a: number, b: number): number {
  for (const { codes, values } of columns) {
    const [one, other] = [codes[a]!, codes[b]!];
    if (one === other) continue;
    if (one === MISSING_CODE || other === MISSING_CODE) return one === MISSING_CODE ? -1 : 1;
    if (values[one] !== values[other]) return values[one]! < values[other]! ? -1 : 1;
  }
  return 0;
}
