import { seededRandom } from '../../std/seeded-random.ts';
import { countCodes } from '../../table/count-codes.ts';
import { type Column, MISSING_CODE } from '../../table/table.ts';
import type { TechniqueDescription } from './description.ts';
import type { TechniqueContext, Transformed } from './technique.ts';

export const PRAM: TechniqueDescription = {
  title: 'Post-randomize (PRAM)',
  iso: 'randomization: post-randomization of categories',
  kind: 'any',
  scope: 'column',
  summary: 'Some cells are drawn again from the values of the column, so that no cell is certain.',
  parameters: [{ name: 'retain', meaning: 'probability that a cell is left alone, from 0 to below 1' }],
  pitfalls: [
    'With retain near 1 nearly every cell is still true.',
    'Relations of columns become weaker; who evaluates the data needs the probabilities.',
    'Combinations appear that cannot be.',
  ],
  effect: { singlingOut: 'plausible deniability', linkability: 'reduces', inference: 'partly' },
  safeHarbor: '',
};

/**
 * Invariant post-randomization (Gouweleeuw et al. 1998): a cell stays with probability `retain`, otherwise its value is drawn from
 * the column's own frequencies. The matrix is P = retain I + (1 - retain) 1 p' with p the observed shares, so t P = t exactly: every
 * value is expected as often as it was. Missing cells stay missing and do not count. Two draws a row.
 */
export function postRandomize(column: Column, retain: number, { seed }: TechniqueContext): Transformed {
  const { codes, values } = column;
  const counts = countCodes(codes, values.length);
  const ends = new Float64Array(values.length);
  for (let code = 1; code < ends.length; code++) ends[code] = ends[code - 1]! + counts[code]!;
  const total = ends[ends.length - 1] ?? 0;
  const random = seededRandom(seed, column.name);
  const changed = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const isLeft = random.next() < retain;
    const place = random.next() * total;
    const code = codes[row]!;
    if (code !== MISSING_CODE) changed[row] = isLeft ? code : firstAbove(ends, place);
  }
  const loss = new Float64Array(values.length).fill(1 - retain);
  loss[MISSING_CODE] = 0;
  return { column: { name: column.name, values, codes: changed }, loss };
}

/** P[i][j] is the probability that the value of code i + 1 is released as that of code j + 1. */
export function postRandomizationMatrix(counts: readonly number[], retain: number): number[][] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((_, from) =>
    counts.map((count, to) => (from === to ? retain : 0) + (total === 0 ? 0 : (1 - retain) * (count / total))),
  );
}

/** The first code whose end is above the place, by halving. */
function firstAbove(ends: Float64Array, place: number): number {
  let low = 1;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
