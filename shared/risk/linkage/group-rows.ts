import type { Task } from '../../std/task.ts';
import type { Column } from '../../table/table.ts';
import { classesOf, type EquivalenceClasses } from '../equivalence-classes.ts';

/** Columns that are grouped between two checkpoints. */
const STEP = 3;

/** `classesOf` in steps that can be stopped between, and that end as soon as every row is a class of its own. */
export function groupRows(columns: readonly Column[], rowCount: number, task: Task): EquivalenceClasses {
  const coded = columns.map(({ codes, values }) => ({ codes, cardinality: Math.max(1, values.length) }));
  let grouped = classesOf(coded.slice(0, STEP), rowCount);
  for (let next = STEP; next < coded.length && grouped.sizes.length < rowCount; next += STEP) {
    task.checkpoint();
    const known = { codes: grouped.classOf, cardinality: Math.max(1, grouped.sizes.length) };
    grouped = classesOf([known, ...coded.slice(next, next + STEP)], rowCount);
  }
  task.checkpoint();
  return grouped;
}
