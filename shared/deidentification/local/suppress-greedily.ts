/**
 * Chooses, row by row, the cells to suppress. A row takes the fewest cells with which it matches k rows; among equally many, those
 * that bring most other violating rows nearer to k, then those that weigh least. The row that does most good per cell goes first.
 * Suppressing helps neighbours too, so about half of the violating rows need nothing of their own.
 */
import type { Task } from '../../std/task.ts';
import { type ColumnSet, sizeOf } from './base-matches.ts';
import { cheapestFirst } from './cheapest-first.ts';
import { type SuppressionState, suppressRow } from './suppression-state.ts';

export interface SuppressionChoice {
  /** By number of columns: the sets of columns that may be suppressed. */
  readonly setsBySize: readonly (readonly ColumnSet[])[];
  readonly k: number;
  /** By column set: the sum of the columns' weights, to choose among sets of one size. */
  weightOf(set: ColumnSet): number;
}

/** False when some row cannot reach k with any of the sets. Throws `job.cancelled`. */
export function suppressGreedily(state: SuppressionState, choice: SuppressionChoice, task: Task): boolean {
  const { open, matches, violators } = state;
  const { k } = choice;
  const queue = cheapestFirst();
  const find = setFinder(state, choice);
  for (let violator = 0; violator < violators.count; violator++) {
    task.checkpoint();
    const found = find(violator);
    if (found === null) return false;
    queue.push(found.cost, violator);
  }
  let next = queue.pop();
  while (next >= 0) {
    task.checkpoint();
    if (open[next] === 0 || matches[next]! >= k) {
      next = queue.pop();
      continue;
    }
    const found = find(next)!;
    const other = queue.peek();
    if (found.cost > other) {
      // What it was worth has changed: others are worth more now.
      queue.push(found.cost, next);
      next = queue.pop();
      continue;
    }
    suppressRow(state, next, found.set);
  }
  return true;
}

interface FoundSet {
  readonly set: ColumnSet;
  /** Cells for each violating row that is mended, its own included; a part where it is only brought nearer. */
  readonly cost: number;
}

function setFinder(state: SuppressionState, choice: SuppressionChoice): (violator: number) => FoundSet | null {
  const { violators, open, matches, suppressed } = state;
  const { setsBySize, k, weightOf } = choice;
  const { count, width, differences, wildcards, base } = violators;
  const sizes = Uint8Array.from({ length: 1 << width }, (_, set) => sizeOf(set));
  /** What bringing the violators nearer is worth, by the columns in which they differ; zero between calls. */
  const helpBy = new Float64Array(1 << width);
  const helped = new Int32Array(1 << width);
  /** Suppressed rows that may match: what this row has to suppress for that, and the columns in which they differ. */
  let needed = new Int32Array(256);
  let differing = new Int32Array(256);

  /** Lists the violators that sets of `size` columns can help; returns how many lists there are. */
  function listHelped(violator: number, size: number): number {
    let length = 0;
    const start = violator * count;
    for (let other = 0; other < count; other++) {
      const differs = differences[start + other]!;
      if (differs === 0 || sizes[differs]! > size || open[other] === 0 || matches[other]! >= k) continue;
      if (helpBy[differs] === 0) helped[length++] = differs;
      helpBy[differs]! += open[other]! / (k - matches[other]!);
    }
    return length;
  }

  function listSuppressed(violator: number, size: number): number {
    if (needed.length < suppressed.length) {
      needed = new Int32Array(2 * suppressed.length);
      differing = new Int32Array(2 * suppressed.length);
    }
    let length = 0;
    const start = violator * count;
    for (let at = 0; at < suppressed.length; at++) {
      const row = suppressed[at]!;
      const differs = differences[start + row.violator]!;
      const missing = differs & ~row.set;
      if (differs === 0 || sizes[missing]! > size) continue;
      needed[length] = missing;
      differing[length++] = differs;
    }
    return length;
  }

  return (violator) => {
    let found: FoundSet | null = null;
    for (let size = 1; size <= width && found === null; size++) {
      const lists = listHelped(violator, size);
      const rows = listSuppressed(violator, size);
      let bestHelp = -1;
      let bestWeight = 0;
      for (const set of setsBySize[size] ?? []) {
        if ((set & wildcards[violator]!) !== 0) continue;
        let reached = base.with(set)[violator]!;
        for (let at = 0; at < rows && reached < k; at++)
          if ((needed[at]! & ~set) === 0 && (differing[at]! & ~set) !== 0) reached++;
        if (reached < k) continue;
        let help = 0;
        for (let at = 0; at < lists; at++) if ((helped[at]! & ~set) === 0) help += helpBy[helped[at]!]!;
        const weight = weightOf(set);
        if (help < bestHelp || (help === bestHelp && weight >= bestWeight)) continue;
        bestHelp = help;
        bestWeight = weight;
        found = { set, cost: size / (1 + help) };
      }
      for (let at = 0; at < lists; at++) helpBy[helped[at]!] = 0;
    }
    return found;
  };
}
