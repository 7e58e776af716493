import type { Position, Quality } from './quality.ts';

/**
 * Average class size: N / (kept classes + 1 if any row is suppressed) (LeFevre et al. 2006, doi 10.1109/ICDE.2006.101, without
 * its division by k, which changes no order). Weights of attributes do not enter.
 *
 * A class can be cut into at most size / minimum class size classes that are kept, and into no more than it has entries.
 */
export function averageClassSizeQuality({ rowCount, axes, layers, minimumClassSize }: Position): Quality {
  /** By depth: no more classes can be kept than this. */
  const most = new Float64Array(axes.length);

  function scoreOf(kept: number, failing: number): number {
    return rowCount === 0 ? 0 : rowCount / Math.max(1, kept + (failing > 0 ? 1 : 0));
  }

  let lastFailing = 0;
  return {
    scale: Math.max(1, rowCount),
    boundByLevels(depth, _level, failing) {
      const kept = Math.floor((rowCount - failing) / minimumClassSize);
      return scoreOf(depth > 0 ? Math.min(kept, most[depth - 1]!) : kept, 1);
    },
    observe(depth, failing) {
      lastFailing = failing;
      const { classes, classSize, weight } = layers[depth]!;
      let kept = 0;
      for (let index = 0; index < classes; index++)
        if (weight[index] === 0) kept += Math.floor(classSize[index]! / minimumClassSize);
      most[depth] = depth > 0 ? Math.min(kept, most[depth - 1]!) : kept;
    },
    boundByClasses: (depth) => scoreOf(most[depth]!, 1),
    boundByEntries(depth) {
      const { classes, classSize, weight, length, entryClass, entryCount } = layers[depth]!;
      const entries = new Int32Array(classes);
      for (let entry = 0; entry < length; entry++) if (entryCount[entry] !== 0) entries[entryClass[entry]!]!++;
      let kept = 0;
      for (let index = 0; index < classes; index++)
        if (weight[index] === 0) kept += Math.min(entries[index]!, Math.floor(classSize[index]! / minimumClassSize));
      most[depth] = Math.min(most[depth]!, kept);
      return scoreOf(most[depth]!, 1);
    },
    score() {
      const { classes, classSize, weight } = layers[axes.length - 1]!;
      let kept = 0;
      for (let index = 0; index < classes; index++) if (weight[index] === 0 && classSize[index]! > 0) kept++;
      return scoreOf(kept, lastFailing);
    },
    estimate(_levels, { length, sizes, weight }, failing) {
      let kept = 0;
      for (let index = 0; index < length; index++) if (weight[index] === 0 && sizes[index]! > 0) kept++;
      return scoreOf(kept, failing);
    },
  };
}
