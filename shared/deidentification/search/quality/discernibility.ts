import type { Position, Quality } from './quality.ts';

/**
 * Discernibility (Bayardo and Agrawal 2005, doi 10.1109/ICDE.2005.42): the sum over kept rows of the size of their class, and N
 * for each suppressed row. Weights of attributes do not enter.
 *
 * A row that fails costs N. Any other costs at least the minimum class size, and at least the number of rows that are equal to it
 * whatever is chosen for the remaining axes (its entry).
 */
export function discernibilityQuality({ rowCount, axes, layers, minimumClassSize }: Position): Quality {
  const known = new Float64Array(axes.length);
  const byEntries = new Float64Array(axes.length);

  function bySize(failing: number): number {
    return failing * rowCount + (rowCount - failing) * Math.min(minimumClassSize, rowCount);
  }

  return {
    scale: Math.max(1, rowCount * rowCount),
    boundByLevels: (depth, _level, failing) => Math.max(bySize(failing), depth > 0 ? byEntries[depth - 1]! : 0),
    observe(depth, failing) {
      known[depth] = failing;
      byEntries[depth] = depth > 0 ? byEntries[depth - 1]! : 0;
    },
    boundByClasses: (depth) => Math.max(bySize(known[depth]!), byEntries[depth]!),
    boundByEntries(depth) {
      const { length, entryClass, entryCount, weight } = layers[depth]!;
      let sum = 0;
      for (let entry = 0; entry < length; entry++) {
        const count = entryCount[entry]!;
        const isFailing = weight[entryClass[entry]!] !== 0;
        sum += count * (isFailing ? rowCount : Math.max(count, minimumClassSize));
      }
      byEntries[depth] = sum;
      return sum;
    },
    score() {
      const { classes, classSize, weight } = layers[axes.length - 1]!;
      let sum = 0;
      for (let index = 0; index < classes; index++)
        sum += classSize[index]! * (weight[index] === 0 ? classSize[index]! : rowCount);
      return sum;
    },
    estimate(_levels, { length, sizes, weight }) {
      let sum = 0;
      for (let index = 0; index < length; index++)
        sum += sizes[index]! * (weight[index] === 0 ? sizes[index]! : rowCount);
      return sum;
    },
  };
}
