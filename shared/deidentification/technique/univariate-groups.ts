import type { Task } from '../../std/task.ts';
import { ascendingOrder } from './sort-order.ts';

/**
 * The partition of numbers into groups of at least k with the least sum of squares within (Hansen and Mukherjee 2003): the
 * shortest path through the sorted numbers, in which groups have k to 2k - 1 members; n k steps. Returns the group of every number,
 * numbered by size; all in one where n < 2k.
 */
export function univariateGroups(numbers: Float64Array, k: number, task: Task): Int32Array {
  const count = numbers.length;
  task.checkpoint();
  const order = ascendingOrder(numbers);
  task.checkpoint();
  const groupOf = new Int32Array(count);
  if (count < 2 * k) return groupOf;
  // around the mean, so that squares of large numbers do not swallow their differences
  const mean = numbers.reduce((sum, number) => sum + number / count, 0);
  const sums = new Float64Array(count + 1);
  const squares = new Float64Array(count + 1);
  for (let at = 0; at < count; at++) {
    const number = numbers[order[at]!]! - mean;
    sums[at + 1] = sums[at]! + number;
    squares[at + 1] = squares[at]! + number * number;
  }
  const cost = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const startOf = new Int32Array(count + 1);
  cost[0] = 0;
  for (let end = k; end <= count; end++) {
    if ((end & 1023) === 0) task.checkpoint();
    for (let start = Math.max(0, end - 2 * k + 1); start <= end - k; start++) {
      if (cost[start] === Number.POSITIVE_INFINITY) continue;
      const sum = sums[end]! - sums[start]!;
      const within = cost[start]! + squares[end]! - squares[start]! - (sum * sum) / (end - start);
      if (within < cost[end]!) {
        cost[end] = within;
        startOf[end] = start;
      }
    }
  }
  const ends: number[] = [];
  for (let end = count; end > 0; end = startOf[end]!) ends.push(end);
  ends.reverse();
  let at = 0;
  ends.forEach((end, group) => {
    for (; at < end; at++) groupOf[order[at]!] = group;
  });
  return groupOf;
}
