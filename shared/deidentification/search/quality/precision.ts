import type { Position, Quality } from './quality.ts';

/**
 * Precision (Sweeney 2002, doi 10.1142/S021848850200165X), as what is lost of it: the mean over the attributes of
 * (kept rows * level / (height - 1) + suppressed rows) / N; with weights the weighted mean. An attribute with one level loses
 * nothing by it. Exact from the levels and the number of suppressed rows, and rising in both: that is the bound.
 */
export function precisionQuality({ rowCount, axes, levels }: Position): Quality {
  const weightSum = axes.reduce((sum, axis) => sum + axis.weight, 0);
  const weights = axes.map((axis) => axis.weight / weightSum);
  const known = new Float64Array(axes.length);

  function lost(axis: number, level: number): number {
    const { lowest, height } = axes[axis]!;
    return height === 1 ? 0 : (lowest + level) / (height - 1);
  }

  function combine(levelOf: (axis: number) => number, failing: number): number {
    if (rowCount === 0) return 0;
    let sum = 0;
    for (let at = 0; at < axes.length; at++)
      sum += (weights[at]! * ((rowCount - failing) * lost(at, levelOf(at)) + failing)) / rowCount;
    return sum;
  }

  function boundByLevels(depth: number, level: number, failing: number): number {
    return combine((at) => (at < depth ? levels[at]! : at === depth ? level : 0), failing);
  }

  return {
    scale: 1,
    boundByLevels,
    observe(depth, failing) {
      known[depth] = failing;
    },
    boundByClasses: (depth) => boundByLevels(depth + 1, 0, known[depth]!),
    boundByEntries: () => 0,
    score: () => combine((at) => levels[at]!, known[axes.length - 1]!),
    estimate: (chosen, _classes, failing) => combine((at) => chosen[at]!, failing),
  };
}
