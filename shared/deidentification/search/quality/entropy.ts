import type { Axis } from '../axis.ts';
import { propagateUp } from './propagate.ts';
import type { Position, Quality } from './quality.ts';

/**
 * Non-uniform entropy (Gionis and Tassa 2009, doi 10.1109/TKDE.2008.129), in bits: for every cell -log2(rows with its original
 * value / rows with its generalized value), over all rows; and for the suppressed rows -log2(suppressed rows with its generalized
 * value / suppressed rows). Summed over the attributes, each times its weight / the greatest weight.
 *
 * The first term needs nothing but the level and rises with it. The second, for one attribute and a set of rows, only grows when
 * rows join the set: so the rows that are known to fail give a bound, and the remaining axes give 0.
 */
export function entropyQuality(position: Position): Quality {
  const { axes, levels, rowCount } = position;
  const greatestWeight = Math.max(...axes.map((axis) => axis.weight));
  const weights = axes.map((axis) => axis.weight / greatestWeight);
  const bits = axes.map(bitsByLevel);
  /** By depth and axis. */
  const ofFailing = axes.map(() => new Float64Array(axes.length));
  const byGroup = axes.map((axis) => new Float64Array(Math.max(...axis.levels.map((level) => level.shares.length))));

  function boundByLevels(depth: number, level: number): number {
    let sum = 0;
    for (let at = 0; at < axes.length; at++) {
      const chosen = at < depth ? levels[at]! : at === depth ? level : 0;
      sum += weights[at]! * (bits[at]![chosen]! + (at < depth ? ofFailing[depth - 1]![at]! : 0));
    }
    return sum;
  }

  return {
    scale: Math.max(1, 2 * axes.length * rowCount * Math.log2(Math.max(2, rowCount))),
    boundByLevels,
    observe(depth, failing) {
      if (failing === 0) {
        ofFailing[depth]!.fill(0);
        return;
      }
      propagateUp(position, depth, (at, { classes, classGroup, weight }) => {
        const sums = byGroup[at]!.fill(0);
        for (let index = 0; index < classes; index++) sums[classGroup[index]!]! += weight[index]!;
        let sum = failing * Math.log2(failing);
        for (const rows of sums) if (rows > 1) sum -= rows * Math.log2(rows);
        ofFailing[depth]![at] = Math.max(0, sum);
      });
    },
    boundByClasses: (depth) => boundByLevels(depth + 1, 0),
    boundByEntries: () => 0,
    score: () => boundByLevels(axes.length, 0),
    estimate(chosen, _classes, failing) {
      const share = rowCount === 0 ? 0 : failing / rowCount;
      let sum = 0;
      for (let at = 0; at < axes.length; at++) {
        const own = bits[at]!;
        sum += weights[at]! * (own[chosen[at]!]! + share * (own.at(-1)! - own[chosen[at]!]!));
      }
      return sum;
    },
  };
}

/** By level: sum over the groups of n log2 n, less the same over the original values. */
function bitsByLevel({ levels, originalCounts }: Axis): Float64Array {
  const least = sumOfLogs(originalCounts);
  return Float64Array.from(levels, ({ counts }) => Math.max(0, sumOfLogs(counts) - least));
}

function sumOfLogs(counts: Uint32Array | Float64Array): number {
  let sum = 0;
  for (let index = 0; index < counts.length; index++)
    if (counts[index]! > 1) sum += counts[index]! * Math.log2(counts[index]!);
  return sum;
}
