/** What each quasi-identifier alone adds to the risk. Distinction and separation: Motwani and Xu 2007. */
import type { Task } from '../std/task.ts';
import type { CodedColumn } from './equivalence-classes.ts';
import { allTogether, type Groups, refine, Scratch } from './refine-groups.ts';
import type { AttributeContribution } from './risk-report.ts';
import { figures } from './subset-risks.ts';

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
  task.checkpoint();
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
  for (let c = 0; c < sizes.length; c++) if (sizes[c] === 1) ones++;
  return ones;
}

/** Records of every value that occurs. */
function recordsOfValues({ codes, cardinality }: CodedColumn, sizes: Uint32Array): Uint32Array {
  const counts = new Uint32Array(cardinality);
  for (let at = 0; at < codes.length; at++) counts[codes[at]!]! += sizes[at]!;
  return counts.filter((count) => count > 0);
}

/**
 * Uniques without each column, by halves: what is parted by the columns of one half serves every column of the other, and a
 * unique that stands alone already stays so.
 */
function uniquesLeft(columns: readonly CodedColumn[], sizes: Uint32Array, task: Task): number[] {
  const left = new Array<number>(columns.length).fill(countOnes(sizes));
  if (sizes.length < 2) return left;
  const isUnique = new Uint8Array(sizes.length);
  for (let c = 0; c < sizes.length; c++) if (sizes[c] === 1) isUnique[c] = 1;
  const scratch = new Scratch(columns);
  // The widest first: they leave the smallest groups to the others.
  const order = columns.map((_, at) => at).sort((a, b) => columns[b]!.cardinality - columns[a]!.cardinality || a - b);
  leaveOut(order, allTogether(sizes.length), 0);
  return left;

  /** `groups` are parted by every column that is not in `out`; `alone` uniques share their group with none. */
  function leaveOut(out: readonly number[], groups: Groups, alone: number): void {
    if (out.length === 1) left[out[0]!] = alone;
    if (out.length < 2) return;
    const middle = out.length >> 1;
    const halves = [out.slice(0, middle), out.slice(middle)] as const;
    for (const [inside, outside] of [halves, halves.toReversed()]) {
      let rest = groups;
      let found = alone;
      for (const at of inside!) {
        task.checkpoint();
        const parted = refine(rest, columns[at]!.codes, isUnique, scratch, task);
        rest = parted.rest;
        found += parted.alone.length;
      }
      leaveOut(outside!, rest, found);
    }
  }
}
