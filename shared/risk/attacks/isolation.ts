/**
 * Where a predicate is true, and how often predicates isolate exactly one record. The chance grows and falls with the number of
 * records, so what is counted on a control of another size is carried over by the model of Giomi et al. (2023, appendix):
 * predicates of weights spread evenly over 0..w isolate one of n with probability integral of n w (1-w)^(n-1) dw.
 */
import type { Task } from '../../std/task.ts';
import { type AttackedColumn, type Predicate, passingCodes, testOf } from './predicates.ts';

/** The first two places of `rows` where the predicate is true; Infinity when there is none. */
export interface Matches {
  readonly first: number;
  readonly second: number;
}

/** Rows of the original to be searched, and for each column the places of every code in them. */
export interface SearchedRows {
  readonly rows: Uint32Array;
  readonly indexes: readonly { readonly start: Uint32Array; readonly places: Uint32Array }[];
}

export function searchedRows(columns: readonly AttackedColumn[], rows: Uint32Array, task: Task): SearchedRows {
  const indexes = columns.map(({ before }) => {
    task.checkpoint();
    return indexOf(before.codes, before.values.length, rows);
  });
  return { rows, indexes };
}

function indexOf(codes: Uint32Array<ArrayBufferLike>, size: number, rows: Uint32Array) {
  const start = new Uint32Array(size + 1);
  for (let at = 0; at < rows.length; at++) start[codes[rows[at]!]! + 1]!++;
  for (let code = 0; code < size; code++) start[code + 1]! += start[code]!;
  const next = start.slice(0, size);
  const places = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) places[next[codes[rows[at]!]!]!++] = at;
  return { start, places };
}

/** Looks only at the rows that pass the condition which the fewest rows pass. */
export function matchesOf(columns: readonly AttackedColumn[], predicate: Predicate, searched: SearchedRows): Matches {
  const none = { first: Number.POSITIVE_INFINITY, second: Number.POSITIVE_INFINITY };
  if (predicate.length === 0) return none;
  const tests = predicate
    .map((condition) => {
      const codes = passingCodes(columns, condition);
      const index = searched.indexes[condition.column]!;
      let weight = 0;
      for (let at = 0; at < codes.length; at++) weight += index.start[codes[at]! + 1]! - index.start[codes[at]!]!;
      return { of: columns[condition.column]!.before.codes, test: testOf(columns, condition), codes, weight, index };
    })
    .sort((a, b) => a.weight - b.weight);
  const [fewest, ...others] = tests;
  const { codes, index } = fewest!;
  let { first, second } = none;
  for (let next = 0; next < codes.length; next++) {
    const code = codes[next]!;
    for (let at = index.start[code]!; at < index.start[code + 1]!; at++) {
      const place = index.places[at]!;
      if (place >= second) break; // the places of a code rise
      const row = searched.rows[place]!;
      if (!others.every(({ of, test }) => test(of[row]!))) continue;
      if (place < first) [first, second] = [place, first];
      else second = place;
    }
  }
  return { first, second };
}

/** Whether exactly one of the first `size` rows matches. */
export function isolates({ first, second }: Matches, size: number): boolean {
  return first < size && second >= size;
}

/** Mean over weights 0..w of n x (1-x)^(n-1): [1 - (n w + 1)(1-w)^n] / ((n+1) w). */
export function isolationProbability(n: number, w: number): number {
  if (w <= 0) return 0;
  // n w small: the closed form subtracts equal numbers
  if (n * w < 1e-4) return (n * w) / 2;
  return (1 - (n * w + 1) * Math.exp(n * Math.log1p(-Math.min(w, 1 - 1e-16)))) / ((n + 1) * w);
}

/**
 * What share of the predicates would isolate one of `size` rows, from their matches on `controlRows` shuffled rows: the
 * control is cut to several sizes, the weight and a factor are fitted by least squares, and the model is read at `size`.
 */
export function isolationAt(size: number, matches: readonly Matches[], controlRows: number): number {
  const sizes = [...new Set([8, 4, 2, 1].map((part) => Math.floor(controlRows / part)))].filter((cut) => cut > 0);
  const shares = sizes.map((cut) => matches.filter((match) => isolates(match, cut)).length / matches.length);
  if (shares.every((share) => share === 0)) return 0;
  let best = { error: Number.POSITIVE_INFINITY, estimate: 0 };
  for (let step = 0; step <= WEIGHT_STEPS; step++) {
    const weight = 10 ** (-8 + (8 * step) / WEIGHT_STEPS);
    const model = sizes.map((cut) => isolationProbability(cut, weight));
    const square = model.reduce((sum, value) => sum + value * value, 0);
    if (square === 0) continue;
    const factor = model.reduce((sum, value, at) => sum + value * shares[at]!, 0) / square;
    const error = model.reduce((sum, value, at) => sum + (factor * value - shares[at]!) ** 2, 0);
    const estimate = Math.min(1, factor * isolationProbability(size, weight));
    if (error < best.error) best = { error, estimate };
  }
  return best.estimate;
}

const WEIGHT_STEPS = 160;
