/** Gives cells back that later suppressions have made unnecessary: an earlier row may match the later ones by now. */
import type { Task } from '../../std/task.ts';
import type { ColumnSet } from './base-matches.ts';
import { matchesWith, type SuppressedRow, type SuppressionState } from './suppression-state.ts';

/** Throws `job.cancelled`. */
export function takeBack(
  state: SuppressionState,
  k: number,
  setsBySize: readonly (readonly ColumnSet[])[],
  task: Task,
): void {
  const { suppressed } = state;
  for (const row of suppressed) {
    task.checkpoint();
    row.matches = matchesWith(state, row.violator, row.set, row);
  }
  for (let at = suppressed.length - 1; at >= 0; at--) {
    task.checkpoint();
    const row = suppressed[at]!;
    const fewer = fewerCells(row.set, setsBySize).find(
      (set) => matchesWith(state, row.violator, set, row) >= k && mayShrink(state, k, row, set),
    );
    if (fewer !== undefined) shrink(state, at, fewer);
  }
}

/** The proper subsets, the smallest first, beginning with none. */
function fewerCells(set: ColumnSet, setsBySize: readonly (readonly ColumnSet[])[]): ColumnSet[] {
  return setsBySize.flat().filter((other) => other !== set && (other & ~set) === 0);
}

/** No row that matches this one through the cells given back falls below k. */
function mayShrink(
  { violators, open, matches, suppressed }: SuppressionState,
  k: number,
  row: SuppressedRow,
  set: ColumnSet,
): boolean {
  const { count, differences } = violators;
  const start = row.violator * count;
  for (let other = 0; other < count; other++)
    if (open[other]! > 0 && matches[other]! <= k && isLost(differences[start + other]!, row.set, set, 0)) return false;
  return suppressed.every(
    (other) =>
      other === row || other.matches > k || !isLost(differences[start + other.violator]!, row.set, set, other.set),
  );
}

/** Whether a match through the cells `before` ends when only `after` of them stay suppressed; `others` is what the other row has suppressed. */
function isLost(differs: ColumnSet, before: ColumnSet, after: ColumnSet, others: ColumnSet): boolean {
  const missing = differs & ~others;
  return (missing & ~before) === 0 && (missing & ~after) !== 0;
}

function shrink(state: SuppressionState, at: number, set: ColumnSet): void {
  const { violators, open, matches, suppressed } = state;
  const row = suppressed[at]!;
  const { count, differences } = violators;
  const start = row.violator * count;
  for (let other = 0; other < count; other++)
    if (isLost(differences[start + other]!, row.set, set, 0)) matches[other]!--;
  for (const other of suppressed)
    if (other !== row && isLost(differences[start + other.violator]!, row.set, set, other.set)) other.matches--;
  if (set === 0) {
    suppressed.splice(at, 1);
    open[row.violator]!++;
    matches[row.violator] = matchesWith(state, row.violator, 0, null);
    return;
  }
  row.set = set;
  row.matches = matchesWith(state, row.violator, set, row);
}
