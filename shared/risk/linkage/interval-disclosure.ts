/**
 * Interval disclosure of numeric columns (Mateo-Sanz, Sebe and Domingo-Ferrer 2004; sdcMicro's dRisk): a released record
 * discloses the original when the original lies within c standard deviations of the released column, or within p percent of
 * the ranks, of what was released. A released range discloses when both its ends lie that near; it counts as its mean in the
 * standard deviation.
 */
import { QUIET_TASK, type Task } from '../../std/task.ts';
import { RANGE, type ReleasedColumn } from '../../utility/released-column.ts';
import type { ColumnIntervals, IntervalDisclosure } from './linkage-report.ts';

export const WIDTHS: readonly number[] = [0.01, 0.05, 0.1];
export const PERCENTS: readonly number[] = [1, 5, 10];

/** Null without a numeric column. A suppressed or missing cell discloses nothing. */
export function intervalDisclosure(
  columns: readonly ReleasedColumn[],
  keptRows: Uint32Array,
  task: Task = QUIET_TASK,
): IntervalDisclosure | null {
  const numeric = columns.filter((column) => column.isOrdered && column.kinds.includes(RANGE));
  if (numeric.length === 0) return null;
  const records = keptRows.length;
  const inWidth = WIDTHS.map(() => new Uint8Array(records).fill(1));
  const inRank = PERCENTS.map(() => new Uint8Array(records).fill(1));
  const each = numeric.map((column): ColumnIntervals => {
    task.checkpoint();
    const nearBy = cellTests(column, keptRows);
    return {
      column: column.name,
      within: WIDTHS.map((c, at) => ({ c, share: markWithin(nearBy.distances, c, inWidth[at]!) })),
      withinRank: PERCENTS.map((percent, at) => ({
        percent,
        share: markWithin(nearBy.ranks, (2 * nearBy.ranked * percent) / 100, inRank[at]!),
      })),
    };
  });
  return {
    columns: each,
    joint: WIDTHS.map((c, at) => ({ c, share: share(inWidth[at]!) })),
    jointRank: PERCENTS.map((percent, at) => ({ percent, share: share(inRank[at]!) })),
    records,
  };
}

/** Of every record: how far the farther end is, in standard deviations and in half ranks of `ranked`; Infinity: unknown. */
function cellTests(
  column: ReleasedColumn,
  keptRows: Uint32Array,
): { distances: Float64Array; ranks: Float64Array; ranked: number } {
  const { before, after, numbers, low, high, kinds } = column;
  const deviation = releasedDeviation(column);
  const { rankOf, ranked } = halfRanks(column);
  const lowRank = low.map(rankOf);
  const highRank = high.map(rankOf);
  const ownRank = numbers.map(rankOf);
  const distances = new Float64Array(keptRows.length).fill(Number.POSITIVE_INFINITY);
  const ranks = new Float64Array(keptRows.length).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < keptRows.length; row++) {
    const released = after.codes[row]!;
    const original = before.codes[keptRows[row]!]!;
    const value = numbers[original]!;
    if (kinds[released] !== RANGE || Number.isNaN(value)) continue;
    const gap = Math.max(Math.abs(value - low[released]!), Math.abs(value - high[released]!));
    distances[row] =
      deviation > 0 && deviation < Number.POSITIVE_INFINITY
        ? gap / deviation
        : gap === 0
          ? 0
          : Number.POSITIVE_INFINITY;
    ranks[row] = Math.max(
      Math.abs(ownRank[original]! - lowRank[released]!),
      Math.abs(ownRank[original]! - highRank[released]!),
    );
  }
  return { distances, ranks, ranked };
}

/** What the attacker can compute: of the released numbers. */
function releasedDeviation({ after, kinds, standIn }: ReleasedColumn): number {
  let [count, mean, squares] = [0, 0, 0];
  for (let row = 0; row < after.codes.length; row++) {
    const code = after.codes[row]!;
    if (kinds[code] !== RANGE || Number.isNaN(standIn[code]!)) continue;
    count++;
    const change = standIn[code]! - mean;
    mean += change / count;
    squares += change * (standIn[code]! - mean);
  }
  return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
}

/** Where a value stands among the original's: records below + records up to it, whole numbers up to 2 * ranked. */
function halfRanks({ numbers, counts }: ReleasedColumn): { rankOf: (value: number) => number; ranked: number } {
  const codes = [...counts.keys()].filter((code) => counts[code]! > 0 && !Number.isNaN(numbers[code]!));
  codes.sort((a, b) => numbers[a]! - numbers[b]!);
  const values = Float64Array.from(codes, (code) => numbers[code]!);
  const below = new Float64Array(codes.length + 1);
  codes.forEach((code, at) => {
    below[at + 1] = below[at]! + counts[code]!;
  });
  const rankOf = (value: number) => {
    const first = firstNotBelow(values, value);
    const last = values[first] === value ? first + 1 : first;
    return below[first]! + below[last]!;
  };
  return { rankOf, ranked: below[codes.length]! };
}

function firstNotBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Share of the records within `limit`; takes those that are not out of `marks`. */
function markWithin(distances: Float64Array, limit: number, marks: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < distances.length; row++) {
    if (distances[row]! <= limit) count++;
    else marks[row] = 0;
  }
  return distances.length === 0 ? 0 : count / distances.length;
}

function share(marks: Uint8Array): number {
  return marks.length === 0 ? 0 : marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
}
