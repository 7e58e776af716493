import { type SeededRandom, seededRandom } from '../../std/seeded-random.ts';
import { type Column, MISSING_CODE } from '../../table/table.ts';
import { numbersOf } from '../numbers.ts';
import type { TechniqueDescription } from './description.ts';
import { ascendingOrder } from './sort-order.ts';
import type { TechniqueContext, Transformed } from './technique.ts';

export const RANK_SWAPPING: TechniqueDescription = {
  title: 'Swap ranks',
  iso: 'randomization: permutation (rank swapping)',
  kind: 'number',
  scope: 'column',
  summary: 'Each number is exchanged with one of similar rank.',
  parameters: [
    { name: 'percent', meaning: 'ranks of a pair differ by at most this share of the records, above 0 to 100' },
  ],
  pitfalls: [
    'The values themselves stay exact: who has an extreme one can be found in the list of values.',
    'What belongs together in one record is no longer together, relations of columns become weaker.',
  ],
  effect: { singlingOut: 'confuses', linkability: 'reduces', inference: 'partly' },
  safeHarbor: '',
};

/** Tries at a free partner by chance before all free ones are listed. */
const TRIES = 32;

/**
 * Rank swapping (Moore 1996): in the order of the numbers, ties in an order by chance, every value not yet swapped is exchanged with
 * one drawn evenly from those not yet swapped at most `percent` of n ranks above. The column's values stay as they are, each as
 * often. Missing and empty cells do not take part. Throws `technique.not-a-number`.
 */
export function swapRanks(column: Column, percent: number, { seed, task }: TechniqueContext): Transformed {
  const numbers = numbersOf(column);
  const random = seededRandom(seed, column.name);
  const ranked = rankedRows(column, numbers, random);
  const reach = Math.max(1, Math.floor((percent / 100) * ranked.length));
  const codes = Uint32Array.from(column.codes);
  const isSwapped = new Uint8Array(ranked.length);
  for (let rank = 0; rank < ranked.length; rank++) {
    if ((rank & 1023) === 0) task.checkpoint();
    if (isSwapped[rank] === 1) continue;
    const partner = freePartner(rank, Math.min(ranked.length - 1, rank + reach), isSwapped, random);
    if (partner < 0) continue;
    isSwapped[partner] = 1;
    const [one, other] = [ranked[rank]!, ranked[partner]!];
    codes[one] = column.codes[other]!;
    codes[other] = column.codes[one]!;
  }
  const lost = Math.min(1, (2 * percent) / 100);
  const loss = Float64Array.from(numbers, (number) => (Number.isNaN(number) ? 0 : lost));
  return { column: { name: column.name, values: column.values, codes }, loss };
}

/** Rows that hold a number, by number; equal numbers in an order by chance (Fisher and Yates). */
function rankedRows(column: Column, numbers: Float64Array, random: SeededRandom): Uint32Array {
  const all = new Uint32Array(column.codes.length);
  let length = 0;
  for (let row = 0; row < all.length; row++) {
    const code = column.codes[row]!;
    if (code !== MISSING_CODE && !Number.isNaN(numbers[code]!)) all[length++] = row;
  }
  const rows = all.subarray(0, length);
  for (let at = length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const row = rows[at]!;
    rows[at] = rows[other]!;
    rows[other] = row;
  }
  const keys = new Float64Array(length);
  for (let at = 0; at < length; at++) keys[at] = numbers[column.codes[rows[at]!]!]!;
  return ascendingOrder(keys).map((at) => rows[at]!);
}

/** A rank after `rank` up to `last` that is not swapped, each as likely; -1 when there is none. */
function freePartner(rank: number, last: number, isSwapped: Uint8Array, random: SeededRandom): number {
  const span = last - rank;
  if (span <= 0) return -1;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const candidate = rank + 1 + random.below(span);
    if (isSwapped[candidate] === 0) return candidate;
  }
  const free: number[] = [];
  for (let candidate = rank + 1; candidate <= last; candidate++) if (isSwapped[candidate] === 0) free.push(candidate);
  return free.length === 0 ? -1 : free[random.below(free.length)]!;
}
