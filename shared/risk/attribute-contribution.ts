/** What each quasi-identifier alone adds to the risk. Distinction and separation: Motwani and Xu 2007. */
import type { Task } from '../std/task.ts';
import type { CodedColumn } from './equivalence-classes.ts';
import type { AttributeContribution } from './risk-report.ts';
import { figures, pairIds, suffixIds } from './subset-risks.ts';

/**
 * `columns` hold one record of every class and `sizes` the records of each: leaving a column out merges whole classes, so the
 * rows are not needed. Sorted: most uniques gone first, then the greatest separation, then the recipe's order.
 */
export function attributeContributions(
  names: readonly string[],
  columns: readonly CodedColumn[],
  sizes: Uint32Array,
  task: Task,
): AttributeContribution[] {
  const records = sizes.reduce((sum, size) => sum + size, 0);
  const uniques = countOnes(sizes);
  const left = uniques === 0 ? null : uniquesLeft(columns, sizes, task);
  return names
    .map((column, at) => {
      task.checkpoint();
      const { distinction, separation } = figures(recordsOfValues(columns[at]!, sizes), records);
      return { column, distinction, separation, uniquesWithout: left ? uniques - left[at]! : 0 };
    })
    .sort((a, b) => b.uniquesWithout - a.uniquesWithout || b.separation - a.separation);
}

export function countOnes(sizes: Uint32Array): number {
  let ones = 0;
  for (const size of sizes) if (size === 1) ones++;
  return ones;
}

/** Records of every value that occurs. */
function recordsOfValues({ codes, cardinality }: CodedColumn, sizes: Uint32Array): Uint32Array {
  const counts = new Uint32Array(cardinality);
  for (let at = 0; at < codes.length; at++) counts[codes[at]!]! += sizes[at]!;
  return counts.filter((count) => count > 0);
}

/**
 * Uniques without each column. Without column i two classes are one when they agree before it and after it: two numbers
 * instead of all columns.
 */
function uniquesLeft(columns: readonly CodedColumn[], sizes: Uint32Array, task: Task): number[] {
  const suffixes = suffixIds(columns, sizes.length, task);
  let prefix = suffixes[columns.length]!;
  return columns.map(({ codes, cardinality }, i) => {
    const { of, count } = pairIds(prefix, suffixes[i + 1]!, task);
    const records = new Uint32Array(count);
    for (let at = 0; at < sizes.length; at++) records[of[at]!]! += sizes[at]!;
    prefix = pairIds(prefix, { of: codes, count: cardinality }, task);
    return countOnes(records);
  });
}
