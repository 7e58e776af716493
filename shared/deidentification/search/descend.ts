/**
 * The exact part of the search: depth first over the axes, most general level first, with two cuts. Of the nodes below a prefix
 * (levels of the axes 0..d) the projection to the prefix is a generalization. Therefore
 *   - if the projection already fails with more rows than allowed, so does every node below it, and with lower levels too;
 *   - a bound of the score that holds for the projection's classes holds for every node below it.
 */
import type { Task } from '../../std/task.ts';
import type { Lattice } from './lattice.ts';
import type { NodeMarks } from './node-marks.ts';
import type { Walk } from './walk.ts';

export interface Budget {
  /** `walk.work.spent` at which the search stops; Infinity: it ends when every node is decided. */
  readonly work: number;
}

/** Looks at every node that could be better than the best one. Returns a lower bound of the scores left out by the budget. */
export function descend(walk: Walk, lattice: Lattice, marks: NodeMarks, budget: Budget, task: Task): number {
  const { quality, best, check, limit, position } = walk;
  const { heights, strides } = lattice;
  const { levels } = position;
  const last = heights.length - 1;
  const below = heights.map((_, depth) => heights.slice(depth + 1).reduce((product, height) => product * height, 1));
  const restAtTop = heights.map((_, depth) =>
    heights.reduce((sum, height, at) => (at > depth ? sum + (height - 1) * strides[at]! : sum), 0),
  );
  const total = walk.axes.reduce((sum, axis) => sum + axis.lowest, 0);
  let leftOut = Number.POSITIVE_INFINITY;
  let decided = 0;

  function decide(nodes: number): void {
    decided += nodes;
    if (budget.work === Number.POSITIVE_INFINITY)
      task.report({ phase: 'search', done: decided, total: lattice.size, unit: 'nodes' });
    else
      task.report({ phase: 'search', done: Math.min(walk.work.spent, budget.work), total: budget.work, unit: 'steps' });
  }

  function visit(depth: number, prefix: number, known: number, levelSum: number): void {
    for (let level = heights[depth]! - 1; level >= 0; level--) {
      const node = prefix + level * strides[depth]! + restAtTop[depth]!;
      if (marks.hasFailed(node)) {
        decide((level + 1) * below[depth]!);
        return;
      }
      const atLeast = Math.max(known, marks.leastFailing(node, levels, depth, level));
      const bound = quality.boundByLevels(depth, level, atLeast);
      if (!best.canImprove(bound, levelSum + level)) {
        decide(below[depth]!);
        continue;
      }
      if (walk.work.spent > budget.work) {
        leftOut = Math.min(leftOut, bound);
        continue;
      }
      const rows = walk.choose(depth, level);
      marks.note(node, rows);
      if (rows > limit) {
        marks.fail(node);
        decide((level + 1) * below[depth]!);
        return;
      }
      quality.observe(depth, rows);
      if (!best.canImprove(quality.boundByClasses(depth), levelSum + level)) decide(below[depth]!);
      else if (depth === last) {
        const isCut = settle(node, rows);
        decide(isCut ? level + 1 : 1);
        if (isCut) return;
      } else deepen(depth, node - restAtTop[depth]!, rows, levelSum + level);
    }
  }

  /** True when every lower level is inadmissible too. */
  function settle(node: number, rowsBySize: number): boolean {
    const rows = walk.settle(rowsBySize);
    if (!check.isMonotone) return false;
    marks.note(node, rows);
    if (rows <= limit) return false;
    marks.fail(node);
    return true;
  }

  function deepen(depth: number, prefix: number, rows: number, levelSum: number): void {
    walk.roll(depth);
    if (best.canImprove(quality.boundByEntries(depth), levelSum)) visit(depth + 1, prefix, rows, levelSum);
    else decide(below[depth]!);
  }

  visit(0, 0, 0, total);
  return leftOut;
}
