/** How far an original cell is from a released one. A range or a set is at distance 0 from whatever it may hold. */
import { ANY, GONE, type ReleasedColumn } from '../../utility/released-column.ts';

/** 'standardized-l2' adds squares of standard deviations; 'gower' adds shares of the range, 0 or 1 without an order. */
export type Metric = 'standardized-l2' | 'gower';

/** A value beside a missing cell, in either metric. */
const UNLIKE = 1;

export function metricFor(columns: readonly ReleasedColumn[]): Metric {
  return columns.every((column) => column.isOrdered) ? 'standardized-l2' : 'gower';
}

/** By original code and released code. */
export function cellDistance(column: ReleasedColumn, metric: Metric): (original: number, released: number) => number {
  const { kinds, numbers, low, high, holds, isOrdered } = column;
  if (!isOrdered) return (original, released) => (holds(original, released) ? 0 : UNLIKE);
  const scale = metric === 'gower' ? column.range : column.deviation;
  return (original, released) => {
    const kind = kinds[released];
    if (kind === ANY) return 0;
    const value = numbers[original]!;
    const isEmpty = Number.isNaN(value);
    if (isEmpty || kind === GONE) return isEmpty && kind === GONE ? 0 : UNLIKE;
    const gap = Math.max(low[released]! - value, value - high[released]!, 0);
    if (gap === 0) return 0;
    // a constant column, or one beyond what can be squared
    if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return UNLIKE;
    return metric === 'gower' ? Math.min(1, gap / scale) : (gap / scale) ** 2;
  };
}

/** Distances of sums in floating point that are one and the same. */
export function tieLimit(nearest: number): number {
  return nearest + nearest * 1e-12 + 1e-15;
}
