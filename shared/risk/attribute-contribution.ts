/** What each quasi-identifier alone adds to the risk. Distinction and separation: Motwani and Xu 2007. */
import { countCodes } from '../table/count-codes.ts';
import { type CodedColumn, classesOf, take } from './equivalence-classes.ts';
import type { AttributeContribution } from './risk-report.ts';

/**
 * `sample` are the first records of the classes and `sizes` their sizes: leaving a column out merges whole classes, so one
 * record a class is enough. Sorted: most uniques gone first, then the greatest separation, then the recipe's order.
 */
export function attributeContributions(
  names: readonly string[],
  columns: readonly CodedColumn[],
  rowCount: number,
  sample: Uint32Array,
  sizes: Uint32Array,
): AttributeContribution[] {
  const sampled = columns.map((column) => take(column, sample));
  const uniques = countOnes(sizes);
  return names
    .map((column, at) => ({
      column,
      ...distinctionAndSeparation(columns[at]!, rowCount),
      uniquesWithout: uniques === 0 ? 0 : uniques - uniquesLeft(sampled.toSpliced(at, 1), sample.length, sizes),
    }))
    .sort((a, b) => b.uniquesWithout - a.uniquesWithout || b.separation - a.separation);
}

export function countOnes(sizes: Uint32Array): number {
  let ones = 0;
  for (const size of sizes) if (size === 1) ones++;
  return ones;
}

/** Distinct values / records, and the share of pairs of records with different values. */
function distinctionAndSeparation(column: CodedColumn, rowCount: number): { distinction: number; separation: number } {
  if (rowCount === 0) return { distinction: 0, separation: 0 };
  const counts = countCodes(column.codes, column.cardinality);
  let distinct = 0;
  let samePairs = 0;
  for (const count of counts) {
    if (count > 0) distinct++;
    samePairs += (count * (count - 1)) / 2;
  }
  const pairs = (rowCount * (rowCount - 1)) / 2;
  return { distinction: distinct / rowCount, separation: pairs === 0 ? 0 : 1 - samePairs / pairs };
}

function uniquesLeft(columns: readonly CodedColumn[], classes: number, sizes: Uint32Array): number {
  const merged = classesOf(columns, classes);
  const records = new Float64Array(merged.sizes.length);
  for (let c = 0; c < classes; c++) records[merged.classOf[c]!]! += sizes[c]!;
  let uniques = 0;
  for (const count of records) if (count === 1) uniques++;
  return uniques;
}
