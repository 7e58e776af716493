/**
 * The quality measure `loss`: the normalised mean share of the domain that a cell covers, per attribute, combined by the
 * geometric mean. A suppressed row covers everything (Iyengar 2002, doi 10.1145/775047.775089; ARX's Loss metric).
 *
 *   x = sum over kept rows of share + suppressed rows,   l = max(0, (x - N/D) / (N - N/D)) rounded to 10 decimals,
 *   score = (product of (1 + l))^(1/m) - 1
 *
 * With weights w the geometric mean is the weighted one: score = (product of (1 + l)^w)^(1/sum of w) - 1.
 */
import { countCodes } from '../../table/count-codes.ts';
import type { SearchAttribute } from './search-problem.ts';

/** Sums over ALL rows as if none were suppressed: a lower bound that only rises with the level. */
export interface AttributeLoss {
  readonly leaves: number;
  /** By level: sum of the shares of all rows. */
  readonly sums: Float64Array;
  /** By level: the greatest share of an occurring value; a suppressed row adds at least 1 minus this. */
  readonly greatestShare: Float64Array;
}

export function attributeLoss(attribute: Pick<SearchAttribute, 'codes' | 'levels' | 'leaves'>): AttributeLoss {
  const counts = countCodes(attribute.codes, attribute.levels[0]!.groups.length);
  const levels = attribute.levels.map((level) => ({ shares: level.shares, counts: countGroups(counts, level) }));
  return lossOfLevels(levels, attribute.leaves);
}

/** `counts`: rows by group. */
export function lossOfLevels(
  levels: readonly { readonly shares: ArrayLike<number>; readonly counts: ArrayLike<number> }[],
  leaves: number,
): AttributeLoss {
  const sums = new Float64Array(levels.length);
  const greatestShare = new Float64Array(levels.length);
  levels.forEach(({ shares, counts }, level) => {
    for (let group = 0; group < counts.length; group++) {
      if (counts[group] === 0) continue;
      sums[level]! += counts[group]! * shares[group]!;
      greatestShare[level] = Math.max(greatestShare[level]!, shares[group]!);
    }
  });
  return { leaves, sums, greatestShare };
}

/** Rows by group, from rows by code. */
export function countGroups(
  counts: Uint32Array,
  { groups, shares }: Pick<SearchAttribute['levels'][number], 'groups' | 'shares'>,
): Float64Array {
  const sums = new Float64Array(shares.length);
  for (let code = 0; code < counts.length; code++) sums[groups[code]!]! += counts[code]!;
  return sums;
}

/** `sum` is x above; `rows` is N. An attribute with one leaf has nothing to lose. */
export function normalisedLoss(sum: number, rows: number, leaves: number): number {
  const least = rows / leaves;
  if (rows === least || rows === 0) return 0;
  const loss = Math.max(0, (sum - least) / (rows - least));
  return Math.round(loss * 1e10) / 1e10;
}

export function combineLosses(product: number, attributes: number): number {
  return attributes === 0 ? 0 : product ** (1 / attributes) - 1;
}
