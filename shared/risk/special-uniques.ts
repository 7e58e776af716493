/**
 * SUDA2 scores, DIS scores and contributions (Elliot, Manning and Ford 2002; Elliot, Manning, Mayes, Gurd and Bane 2005), from
 * the minimal sample uniques. m columns, minimal sample uniques of at most M columns:
 *   score of a record = sum over its minimal sample uniques, of s columns, of product_{i=s}^{M-1} (m - i)   [(m - s)! for M = m]
 *   DIS = 1 / (1 + (n1/theta - n1) / (score^Q A)),  Q = 1 + (8 - m)/20,  A = sum of score^-Q over the scored records,
 * theta the chance that a unique match is right (Skinner and Elliot 2002), n1 the sample uniques.
 */
import type { Task } from '../std/task.ts';
import type { CodedColumn } from './equivalence-classes.ts';
import { type MinimalUniques, minimalUniques } from './minimal-sample-uniques.ts';
import { uniqueMatchCorrect } from './population-uniqueness.ts';

/** A mask: some milliseconds between two checkpoints. */
const CHECK_EVERY = (1 << 16) - 1;

export interface SudaScores {
  readonly uniques: MinimalUniques;
  /** By class; 0 without a minimal sample unique. */
  readonly scores: Float64Array;
  readonly dis: Float64Array;
  /** Minimal sample uniques by number of columns; entry 0 is one column. */
  readonly bySize: readonly number[];
  /** Percent of all scores that comes through each column. */
  readonly columnPercents: readonly number[];
  /** For each column and code, percent of the column's scores. */
  readonly valuePercents: readonly Float64Array[];
  /** Without classes of two theta is 1 and so is every DIS. */
  readonly isDisMeaningful: boolean;
}

/** `columns` hold one record of every class, `sizes` the records of each; `fraction` is the sampling fraction for DIS. */
export function scoreSpecialUniques(
  columns: readonly CodedColumn[],
  sizes: Uint32Array,
  options: { readonly maximumSize: number; readonly fraction: number },
  task: Task,
): SudaScores {
  const uniques = minimalUniques(columns, sizes, options.maximumSize, task);
  const factors = factorsBySize(columns.length, uniques.maximumSize);
  const scores = new Float64Array(sizes.length);
  const bySize = new Array<number>(uniques.maximumSize).fill(0);
  const ofColumn = new Float64Array(columns.length);
  const ofValue = columns.map(({ cardinality }) => new Float64Array(cardinality));
  let total = 0;
  for (let entry = 0; entry < uniques.count; entry++) {
    if ((entry & CHECK_EVERY) === 0) task.checkpoint();
    const record = uniques.record[entry]!;
    const set = uniques.sets[uniques.set[entry]!]!;
    const score = factors[set.length]!;
    bySize[set.length - 1]!++;
    scores[record]! += score;
    total += score;
    for (const column of set) {
      ofColumn[column]! += score;
      ofValue[column]![columns[column]!.codes[record]!]! += score;
    }
  }
  const n1 = countOfSize(sizes, 1);
  const n2 = countOfSize(sizes, 2);
  return {
    uniques,
    scores,
    dis: disScores(scores, columns.length, n1, uniqueMatchCorrect(n1, n2, options.fraction) ?? 1),
    bySize,
    columnPercents: Array.from(ofColumn, (score) => (total === 0 ? 0 : (100 * score) / total)),
    valuePercents: ofValue.map((values, at) => values.map((score) => percentOf(score, ofColumn[at]!))),
    isDisMeaningful: n2 > 0 && options.fraction < 1,
  };
}

/** Entry s: what a minimal sample unique of s columns scores. */
function factorsBySize(columns: number, maximumSize: number): number[] {
  const factors = new Array<number>(maximumSize + 1).fill(1);
  for (let size = maximumSize - 1; size >= 1; size--) factors[size] = factors[size + 1]! * (columns - size);
  return factors;
}

function disScores(scores: Float64Array, columns: number, uniques: number, theta: number): Float64Array {
  const power = 1 + (8 - columns) / 20;
  let sum = 0;
  for (const score of scores) if (score > 0) sum += score ** -power;
  const odds = uniques / theta - uniques;
  return scores.map((score) => (score === 0 ? 0 : 1 / (1 + odds / (score ** power * sum))));
}

/** The classes with the highest scores, those of one score in their order; at most `count`, and none without a score. */
export function highestScores(scores: Float64Array, count: number): number[] {
  const best: number[] = [];
  for (let c = 0; c < scores.length; c++) {
    const score = scores[c]!;
    if (score === 0 || (best.length === count && scores[best.at(-1)!]! >= score)) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < score) at--;
    best.splice(at, 0, c);
    if (best.length > count) best.pop();
  }
  return best;
}

function countOfSize(sizes: Uint32Array, wanted: number): number {
  let count = 0;
  for (let c = 0; c < sizes.length; c++) if (sizes[c] === wanted) count++;
  return count;
}

function percentOf(part: number, all: number): number {
  return all === 0 ? 0 : (100 * part) / all;
}
