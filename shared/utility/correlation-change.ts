/**
 * How relations between columns changed: Pearson's and Spearman's correlation of numeric pairs, Cramer's V of categorical ones,
 * original against release. Over every original record: a suppressed cell stands for the mean, which knows of no relation; for
 * Cramer's V the same means V times the share of records of which both cells are shown.
 */
import type { Task } from '../std/task.ts';
import { ANY, type ReleasedColumn, type ReleasePair } from './released-column.ts';
import type { ChangeOfPairs, CorrelationChange } from './utility-assessment.ts';

/** Columns with more values are names rather than categories. */
const MOST_CATEGORIES = 100;
/** Of each kind; the first of the table are taken. */
const MOST_COLUMNS = 40;

export function correlationChange(
  columns: readonly ReleasedColumn[],
  pair: ReleasePair,
  task: Task,
): CorrelationChange {
  const numeric = columns.filter((column) => column.isOrdered && column.deviation > 0).slice(0, MOST_COLUMNS);
  const values = numeric.map((column) => bothSides(column, pair));
  const ranked = values.map(({ before, after }) => ({ before: ranks(before), after: ranks(after) }));
  const categorical = columns
    .filter(
      ({ isOrdered, before, after }) =>
        !isOrdered && Math.max(before.values.length, after.values.length) <= MOST_CATEGORIES,
    )
    .slice(0, MOST_COLUMNS);
  const names = numeric.map((column) => column.name);
  return {
    pearson: changeOf(names, ofVectors(values), task),
    spearman: changeOf(names, ofVectors(ranked), task),
    cramersV: changeOf(
      categorical.map((column) => column.name),
      (a, b) => cramersChange(categorical[a]!, categorical[b]!, pair),
      task,
    ),
  };
}

interface Sides {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** By row of the original; a missing number stands at the mean. */
function bothSides({ before, after, numbers, kinds, standIn, mean }: ReleasedColumn, { keptRows }: ReleasePair): Sides {
  const known = (value: number) => (Number.isNaN(value) ? mean : value);
  const original = Float64Array.from(before.codes, (code) => known(numbers[code]!));
  const released = new Float64Array(original.length).fill(mean);
  for (let row = 0; row < keptRows.length; row++) {
    const code = after.codes[row]!;
    if (kinds[code] !== ANY) released[keptRows[row]!] = known(standIn[code]!);
  }
  return { before: original, after: released };
}

/** Ranks with ties at their middle. */
export function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const out = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let at = start; at < end; at++) out[order[at]!] = (start + end + 1) / 2;
    start = end;
  }
  return out;
}

function ofVectors(sides: readonly Sides[]): (a: number, b: number) => number {
  const unit = sides.map(({ before, after }) => ({ before: standardized(before), after: standardized(after) }));
  return (a, b) => dot(unit[a]!.after, unit[b]!.after) - dot(unit[a]!.before, unit[b]!.before);
}

/** Mean 0 and length 1; all 0 for a constant, whose correlation with anything is then 0. */
function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const length = Math.sqrt(dot(centred, centred));
  const isConstant = length <= 1e-12 * Math.max(1, Math.abs(mean)) * Math.sqrt(values.length);
  return centred.map((value) => (isConstant ? 0 : value / length));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function cramersChange(a: ReleasedColumn, b: ReleasedColumn, { original, keptRows }: ReleasePair): number {
  const before = cramersV(a.before.codes, a.before.values.length, b.before.codes, b.before.values.length);
  const shown = keptRows.map((_, row) => row).filter((row) => isShown(a, row) && isShown(b, row));
  const taken = ({ after }: ReleasedColumn) => shown.map((row) => after.codes[row]!);
  const after = cramersV(taken(a), a.after.values.length, taken(b), b.after.values.length);
  return after * (shown.length / original.rowCount) - before;
}

function isShown({ kinds, after }: ReleasedColumn, row: number): boolean {
  return kinds[after.codes[row]!] !== ANY;
}

/** sqrt(chi^2 / (n (min(rows, columns) - 1))) over the values that occur; 0 when one of them does not vary. */
export function cramersV(
  a: Uint32Array<ArrayBufferLike>,
  sizeA: number,
  b: Uint32Array<ArrayBufferLike>,
  sizeB: number,
): number {
  const table = new Float64Array(sizeA * sizeB);
  const ofA = new Float64Array(sizeA);
  const ofB = new Float64Array(sizeB);
  for (let row = 0; row < a.length; row++) {
    table[a[row]! * sizeB + b[row]!]!++;
    ofA[a[row]!]!++;
    ofB[b[row]!]!++;
  }
  const smaller = Math.min(...[ofA, ofB].map((counts) => counts.filter((count) => count > 0).length));
  if (smaller < 2) return 0;
  let chi = 0;
  for (let i = 0; i < sizeA; i++)
    for (let j = 0; j < sizeB; j++) {
      const expected = (ofA[i]! * ofB[j]!) / a.length;
      if (expected > 0) chi += (table[i * sizeB + j]! - expected) ** 2 / expected;
    }
  return Math.min(1, Math.sqrt(chi / (a.length * (smaller - 1))));
}

function changeOf(
  names: readonly string[],
  difference: (a: number, b: number) => number,
  task: Task,
): ChangeOfPairs | null {
  let [pairs, sum, most] = [0, 0, -1];
  let worst: readonly [string, string] = ['', ''];
  for (let a = 0; a < names.length; a++)
    for (let b = a + 1; b < names.length; b++) {
      task.checkpoint();
      const change = Math.min(2, Math.abs(difference(a, b)));
      pairs++;
      sum += change;
      if (change > most) [most, worst] = [change, [names[a]!, names[b]!]];
    }
  return pairs === 0 ? null : { pairs, meanAbsolute: sum / pairs, maxAbsolute: most, worst };
}
