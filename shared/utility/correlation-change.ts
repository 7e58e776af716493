/**
 * How relations between columns changed: Pearson's and Spearman's correlation of numeric pairs, Cramer's V of categorical ones,
 * original against release, as an analyst of each would compute them: over the records of which both cells are shown. How many
 * those are of all original records is told beside it, for a release that shows few of them can have the same correlations.
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
  const numeric = columns
    .filter(({ isOrdered, deviation }) => isOrdered && deviation > 0 && Number.isFinite(deviation))
    .slice(0, MOST_COLUMNS);
  const values = numeric.map((column) => bothSides(column, pair));
  const ranked = values.map(({ before, after }) => {
    task.checkpoint();
    return { before: ranks(before), after: ranks(after) };
  });
  const categorical = columns
    .filter(
      ({ isOrdered, before, after }) =>
        !isOrdered && Math.max(before.values.length, after.values.length) <= MOST_CATEGORIES,
    )
    .slice(0, MOST_COLUMNS);
  const names = numeric.map((column) => column.name);
  return {
    pearson: changeOf(names, (a, b) => pearsonChange(values[a]!, values[b]!), task),
    spearman: changeOf(names, (a, b) => pearsonChange(ranked[a]!, ranked[b]!), task),
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

interface Change {
  readonly change: number;
  readonly shown: number;
}

/** By row of the original; NaN where nothing is shown. */
function bothSides({ before, after, numbers, kinds, standIn }: ReleasedColumn, { keptRows }: ReleasePair): Sides {
  const original = new Float64Array(before.codes.length);
  for (let row = 0; row < original.length; row++) original[row] = numbers[before.codes[row]!]!;
  const released = new Float64Array(original.length).fill(Number.NaN);
  for (let row = 0; row < keptRows.length; row++) {
    const code = after.codes[row]!;
    if (kinds[code] !== ANY) released[keptRows[row]!] = standIn[code]!;
  }
  return { before: original, after: released };
}

/** Ranks with ties at their middle; NaN stays NaN. */
export function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys())
    .filter((at) => !Number.isNaN(values[at]!))
    .sort((a, b) => values[a]! - values[b]!);
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let at = start; at < end; at++) out[order[at]!] = (start + end + 1) / 2;
    start = end;
  }
  return out;
}

function pearsonChange(a: Sides, b: Sides): Change {
  const [before, after] = [pearson(a.before, b.before), pearson(a.after, b.after)];
  return { change: after.value - before.value, shown: before.records === 0 ? 0 : after.records / before.records };
}

/** Over the records that have both numbers; 0 where one of them does not vary. */
function pearson(a: Float64Array, b: Float64Array): { value: number; records: number } {
  let [records, meanA, meanB, ofA, ofB, joint] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    const [x, y] = [a[row]!, b[row]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    records++;
    const fromA = x - meanA;
    const fromB = y - meanB;
    meanA += fromA / records;
    meanB += fromB / records;
    ofA += fromA * (x - meanA);
    ofB += fromB * (y - meanB);
    joint += fromA * (y - meanB);
  }
  const value = joint / (Math.sqrt(ofA) * Math.sqrt(ofB));
  return { value: Number.isFinite(value) ? value : 0, records };
}

function cramersChange(a: ReleasedColumn, b: ReleasedColumn, { original, keptRows }: ReleasePair): Change {
  const before = cramersV(a.before.codes, a.before.values.length, b.before.codes, b.before.values.length);
  const [codesA, codesB] = [new Uint32Array(keptRows.length), new Uint32Array(keptRows.length)];
  let count = 0;
  for (let row = 0; row < keptRows.length; row++) {
    if (!isShown(a, row) || !isShown(b, row)) continue;
    codesA[count] = a.after.codes[row]!;
    codesB[count++] = b.after.codes[row]!;
  }
  const after = cramersV(
    codesA.subarray(0, count),
    a.after.values.length,
    codesB.subarray(0, count),
    b.after.values.length,
  );
  return { change: after - before, shown: original.rowCount === 0 ? 0 : count / original.rowCount };
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
  difference: (a: number, b: number) => Change,
  task: Task,
): ChangeOfPairs | null {
  let [pairs, sum, most, least] = [0, 0, -1, 1];
  let worst: readonly [string, string] = ['', ''];
  for (let a = 0; a < names.length; a++)
    for (let b = a + 1; b < names.length; b++) {
      task.checkpoint();
      const { change, shown } = difference(a, b);
      const size = Math.min(2, Math.abs(change));
      pairs++;
      sum += size;
      least = Math.min(least, shown);
      if (size > most) {
        most = size;
        worst = [names[a]!, names[b]!];
      }
    }
  return pairs === 0 ? null : { pairs, meanAbsolute: sum / pairs, maxAbsolute: most, shown: least, worst };
}
