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
  const sums = new Float64Array(attribute.levels.length);
  const greatestShare = new Float64Array(attribute.levels.length);
  attribute.levels.forEach(({ groups, shares }, level) => {
    for (let code = 0; code < counts.length; code++) {
      if (counts[code] === 0) continue;
      const share = shares[groups[code]!]!;
      sums[level]! += counts[code]! * share;
      greatestShare[level] = Math.max(greatestShare[level]!, share);
    }
  });
  return { leaves: attribute.leaves, sums, greatestShare };
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
