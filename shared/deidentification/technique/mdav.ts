import type { Task } from '../../std/task.ts';
import { kdTree } from './kd-tree.ts';
import { outermost } from './outermost.ts';

/**
 * MDAV (maximum distance to average vector; Domingo-Ferrer and Mateo-Sanz 2002, as in Domingo-Ferrer and Torra 2005): while 3k
 * points remain, a group of the k nearest around the point farthest from the mean, and one around the point farthest from that;
 * then, with 2k or more, one group around the point farthest from the mean; the rest is the last group. Exact: the neighbours come
 * from a k-d tree, about n log n instead of n²/k distances. Returns the group of every point, numbered from 0; every group has k to
 * 2k - 1 points, all n in one where n < 2k.
 */
export function mdavGroups(coordinates: Float64Array, dimensions: number, k: number, task: Task): Int32Array {
  const pointCount = coordinates.length / dimensions;
  const groupOf = new Int32Array(pointCount).fill(-1);
  const tree = kdTree(coordinates, dimensions, task);
  const outer = outermost(coordinates, dimensions);
  let groups = 0;
  const pointAt = (point: number) => coordinates.subarray(point * dimensions, (point + 1) * dimensions);
  const groupAround = (point: number) => {
    for (const member of tree.nearest(pointAt(point), k)) {
      groupOf[member] = groups;
      tree.remove(member);
      outer.remove(member);
    }
    groups++;
  };
  while (tree.size >= 3 * k) {
    task.checkpoint();
    if (groups % 256 === 0)
      task.report({ phase: 'protect.microaggregation', done: pointCount - tree.size, total: pointCount, unit: 'rows' });
    const one = outer.point();
    const other = tree.farthest(pointAt(one));
    groupAround(one);
    // the first group may have taken the other one along; then the farthest of what is left
    groupAround(groupOf[other]! < 0 ? other : tree.farthest(pointAt(one)));
  }
  if (tree.size >= 2 * k) groupAround(outer.point());
  for (let point = 0; point < pointCount; point++) if (groupOf[point]! < 0) groupOf[point] = groups;
  return groupOf;
}
