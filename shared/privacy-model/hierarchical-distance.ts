import type { Histogram } from './privacy-model.ts';
import type { Distance } from './t-closeness.ts';

/**
 * Hierarchical ground distance: two values are as far apart as their lowest common ancestor is high, level / H. Li et al. 2007 sum
 * over the inner nodes N the cost level(N) / H * min(pos_extra(N), neg_extra(N)). With extra(N) = q(N) - p(N) = pos - neg that
 * minimum is pos_extra(N) - max(extra(N), 0), and the sum over all nodes telescopes to
 *
 *   distance = 1/H * sum over the levels h = 0 .. H-1 of sum over the nodes N of level h of max(q(N) - p(N), 0)
 *
 * so that only nodes above values of the class are looked at: no node is visited for what the class does not have.
 * `levels`: value code -> group, from the values to the level with one group. All in float64.
 */
export function hierarchicalDistance(overall: Histogram, levels: readonly Uint32Array[]): Distance {
  const below = levels.slice(0, -1);
  if (below.length === 0) return () => 0;
  let records = 0;
  for (let at = 0; at < overall.length; at++) records += overall.counts[at]!;
  const shares = below.map((groups) => {
    const share = new Float64Array(groups.reduce((greatest, group) => Math.max(greatest, group), 0) + 1);
    for (let at = 0; at < overall.length; at++) share[groups[overall.codes[at]!]!]! += overall.counts[at]! / records;
    return share;
  });
  const sums = shares.map((share) => new Float64Array(share.length));
  return (size, { length, codes, counts }) => {
    let total = 0;
    for (let level = 0; level < below.length; level++) {
      const groups = below[level]!;
      const share = shares[level]!;
      const sum = sums[level]!;
      for (let at = 0; at < length; at++) sum[groups[codes[at]!]!]! += counts[at]!;
      for (let at = 0; at < length; at++) {
        const group = groups[codes[at]!]!;
        const more = sum[group]! / size - share[group]!;
        sum[group] = 0; // a group met again adds max(0 - p, 0) = 0
        if (more > 0) total += more;
      }
    }
    return total / below.length;
  };
}
