import type { Histogram } from './privacy-model.ts';
import type { Distance } from './t-closeness.ts';

/**
 * Ordered ground distance: values i and j of m are |i - j| / (m - 1) apart, and the distance is
 * 1/(m - 1) * sum over i of |sum over j <= i of (q_j - p_j)|; 0 when m = 1 (Li et al. 2007). m counts the values that occur.
 *
 * `rankOf`: value code -> place in the order, 0 .. m - 1, for codes that occur. Between two values of the class its cumulated
 * share Q stays the same while the overall one P rises, so a stretch costs sum |Q - P_i|: by prefix sums of P and a binary
 * search for where P crosses Q. O(d log m) for d values in the class.
 */
export function orderedDistance(overall: Histogram, rankOf: Uint32Array): Distance {
  const cumulated = cumulatedShares(overall, rankOf);
  const m = cumulated.length;
  if (m <= 1) return () => 0;
  /** prefix[i] = P_0 + ... + P_(i-1) */
  const prefix = new Float64Array(m + 1);
  for (let i = 0; i < m; i++) prefix[i + 1] = prefix[i]! + cumulated[i]!;
  const countAt = new Float64Array(m);
  const ranks = new Uint32Array(m);

  /** sum over i of [from, to) of |share - P_i| */
  function stretch(share: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulated[middle]! < share) low = middle + 1;
      else high = middle;
    }
    const below = share * (low - from) - (prefix[low]! - prefix[from]!);
    const above = prefix[to]! - prefix[low]! - share * (to - low);
    return below + above;
  }

  return (size, { length, codes, counts }) => {
    for (let at = 0; at < length; at++) {
      const rank = rankOf[codes[at]!]!;
      ranks[at] = rank;
      countAt[rank] = counts[at]!;
    }
    // native sort; a view is all that it allocates
    const sorted = length === 1 ? ranks : ranks.subarray(0, length).sort();
    let sum = 0;
    let seen = 0;
    let from = 0;
    for (let at = 0; at < length; at++) {
      const rank = sorted[at]!;
      sum += stretch(seen / size, from, rank);
      seen += countAt[rank]!;
      from = rank;
    }
    return (sum + stretch(seen / size, from, m)) / (m - 1);
  };
}

function cumulatedShares({ length, codes, counts }: Histogram, rankOf: Uint32Array): Float64Array {
  let records = 0;
  let values = 0;
  for (let at = 0; at < length; at++) {
    records += counts[at]!;
    if (counts[at]! > 0) values++;
  }
  const countAt = new Float64Array(values);
  for (let at = 0; at < length; at++) if (counts[at]! > 0) countAt[rankOf[codes[at]!]!] = counts[at]!;
  let seen = 0;
  return countAt.map((count) => {
    seen += count;
    return seen / records;
  });
}
