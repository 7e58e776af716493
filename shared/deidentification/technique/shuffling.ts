import { type Column, MISSING_CODE } from '../../table/table.ts';
import { mix32 } from '../../std/seeded-random.ts';
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

/**
 * The rows in the order of the release: by a hash of the released cells under the seed, rows with one hash by their texts. So the
 * order is a function of what is released and of the seed alone, and tells nothing of the order that the rows had; equal rows
 * cannot be told apart in any case. One hash a distinct value, two mixes a cell and a radix sort.
 */
export function shuffledOrder(columns: readonly Column[], rowCount: number, seed: number): Uint32Array {
  const { high, low } = rowHashes(columns, rowCount, seed);
  const order = radixSorted(high);
  settleTies(order, high, low, columns);
  return order;
}

function rowHashes(columns: readonly Column[], rowCount: number, seed: number) {
  const high = new Uint32Array(rowCount).fill(mix32(seed >>> 0));
  const low = new Uint32Array(rowCount).fill(mix32((seed / 4_294_967_296) >>> 0) ^ 0x9e3779b9);
  for (const { values, codes } of columns) {
    const hashes = Uint32Array.from(values, (text, code) => (code === MISSING_CODE ? 0x2545f491 : textHash(text)));
    for (let row = 0; row < rowCount; row++) {
      const hash = hashes[codes[row]!]!;
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

/** Positions by rising key; equal keys keep their order. Two passes of 16 bits. */
function radixSorted(keys: Uint32Array): Uint32Array {
  let order = Uint32Array.from(keys, (_, at) => at);
  let other = new Uint32Array(keys.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65_537);
    for (let at = 0; at < keys.length; at++) starts[((keys[at]! >>> shift) & 0xffff) + 1]!++;
    for (let bucket = 0; bucket < 65_536; bucket++) starts[bucket + 1]! += starts[bucket]!;
    for (let at = 0; at < order.length; at++) {
      const position = order[at]!;
      const bucket = (keys[position]! >>> shift) & 0xffff;
      other[starts[bucket]!++] = position;
    }
    [order, other] = [other, order];
  }
  return order;
}

/** Sorts every run of equal `high` by `low` and then by text. Runs are short, or of equal rows. */
function settleTies(order: Uint32Array, high: Uint32Array, low: Uint32Array, columns: readonly Column[]): void {
  const compare = (a: number, b: number) => low[a]! - low[b]! || compareRows(columns, a, b);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && high[order[end]!] === high[order[start]!]) end++;
    const run = order.subarray(start, end);
    if (run.some((at) => compare(at, run[0]!) !== 0)) run.sort(compare);
    start = end;
  }
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
