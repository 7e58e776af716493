/**
 * Poisson log-linear models of the cross table with main effects (Skinner and Holmes 1998): the people of a cell are Poisson
 * with lambda = mu / pi, mu the fitted mean of the sample's cell. Over the sample uniques:
 *   tau1 = sum exp(-lambda (1 - pi)),   tau2 = sum (1 - exp(-lambda (1 - pi))) / (lambda (1 - pi)).
 *
 * With main effects only, mu = n * product over the columns of q_j(value), and the likelihood equations part into one for
 * each column, so that the cross table is never made (iterative proportional fitting would go over all its cells):
 * - a column of categories: q_j is the share of the value in the sample;
 * - a column of numbers that enters with one coefficient (a trend): q_j(x) is proportional to e^(b x) over the values that
 *   occur, b such that the mean is the sample's.
 */
import type { Task } from '../std/task.ts';
import type { LogLinearRisk } from './assessment.ts';
import { bisect } from './bisect.ts';
import type { CodedColumn } from './equivalence-classes.ts';

export interface LogLinearColumn extends CodedColumn {
  /** By code; null where the column is one of categories. */
  readonly numbers: Float64Array | null;
}

export interface FittedMeans {
  /** mu of each sample unique. */
  readonly means: Float64Array;
  /** Of the full cross table of the values that occur. */
  readonly cells: number;
}

/**
 * `columns` hold one record of every class, `sizes` the records of each; the classes of one are the sample uniques. Null without
 * columns, without records, or with more than 2^53 cells.
 */
export function fitMainEffects(
  columns: readonly LogLinearColumn[],
  sizes: Uint32Array,
  task: Task,
): FittedMeans | null {
  if (columns.length === 0 || sizes.length === 0) return null;
  const records = sizes.reduce((sum, size) => sum + size, 0);
  const uniques = uniquesOf(sizes);
  const means = new Float64Array(uniques.length).fill(records);
  let cells = 1;
  for (const { codes, cardinality, numbers } of columns) {
    task.checkpoint();
    const counts = new Float64Array(cardinality);
    for (let c = 0; c < sizes.length; c++) counts[codes[c]!]! += sizes[c]!;
    let values = 0;
    for (const count of counts) if (count > 0) values++;
    cells *= values;
    const shares = counts.map((count) => count / records);
    const fitted = numbers ? tilted(numbers, shares) : shares;
    for (let at = 0; at < means.length; at++) means[at]! *= fitted[codes[uniques[at]!]!]!;
  }
  return cells > Number.MAX_SAFE_INTEGER ? null : { means, cells };
}

export function logLinearRisk({ means, cells }: FittedMeans, fraction: number): LogLinearRisk {
  let tau1 = 0;
  let tau2 = 0;
  for (let at = 0; at < means.length; at++) {
    // People of the cell who are not in the sample.
    const unseen = (means[at]! / fraction) * (1 - fraction);
    tau1 += Math.exp(-unseen);
    tau2 += unseen === 0 ? 1 : -Math.expm1(-unseen) / unseen;
  }
  return { tau1, tau2, cells };
}

function uniquesOf(sizes: Uint32Array): Uint32Array {
  const uniques = new Uint32Array(sizes.length);
  let count = 0;
  for (let c = 0; c < sizes.length; c++) if (sizes[c] === 1) uniques[count++] = c;
  return uniques.slice(0, count);
}

/** The distribution on the values that occur, proportional to e^(b x), that has the mean of `shares`. */
function tilted(numbers: Float64Array, shares: Float64Array): Float64Array {
  const occur = Array.from(shares.keys()).filter((code) => shares[code]! > 0);
  const low = occur.reduce((least, code) => Math.min(least, numbers[code]!), Number.POSITIVE_INFINITY);
  const range = occur.reduce((most, code) => Math.max(most, numbers[code]!), Number.NEGATIVE_INFINITY) - low;
  // Of one value, or beyond what a number holds: as categories.
  if (range === 0 || !Number.isFinite(range)) return shares;
  // From 0 to 1, so that b does not depend on the unit.
  const x = Float64Array.from(occur, (code) => (numbers[code]! - low) / range);
  const wanted = occur.reduce((mean, code, at) => mean + shares[code]! * x[at]!, 0);
  const missed = (b: number) => weights(b).reduce((mean, weight, at) => mean + weight * x[at]!, 0) - wanted;
  let bound = 1;
  while (bound < 1e9 && missed(-bound) * missed(bound) > 0) bound *= 2;
  const found = weights(bisect(missed, -bound, bound));
  const result = new Float64Array(shares.length);
  occur.forEach((code, at) => {
    result[code] = found[at]!;
  });
  return result;

  function weights(b: number): Float64Array {
    // The greatest exponent is 0: nothing overflows.
    const shift = b > 0 ? b : 0;
    const raw = x.map((value) => Math.exp(b * value - shift));
    const all = raw.reduce((sum, weight) => sum + weight, 0);
    return raw.map((weight) => weight / all);
  }
}
