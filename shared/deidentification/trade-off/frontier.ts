import type { FrontierNode } from './trade-off.ts';

/** Scores closer than this are the same score, as in the search. */
const SCORE_STEPS = 1e12;

/** The nodes that no other beats in both suppressed rows and score, while nodes come in any order. */
export interface Frontier {
  /** Takes the node if it belongs there; `levels` is copied. */
  offer(suppressedRows: number, score: number, levels: readonly number[]): void;
  /** Some node has at most as many suppressed rows and at most that score. */
  dominates(suppressedRows: number, score: number): boolean;
  /** By rising number of suppressed rows and falling score. */
  nodes(): FrontierNode[];
}

export function createFrontier(): Frontier {
  const nodes: FrontierNode[] = [];

  /** Index of the last node with at most as many suppressed rows; -1 when there is none. */
  function lastWithin(suppressedRows: number): number {
    let low = 0;
    let high = nodes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (nodes[middle]!.suppressedRows <= suppressedRows) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function offer(suppressedRows: number, score: number, levels: readonly number[]): void {
    const at = lastWithin(suppressedRows);
    const rank = rankOf(score);
    const before = nodes[at];
    if (before !== undefined) {
      const rankBefore = rankOf(before.score);
      if (rankBefore < rank) return;
      if (rankBefore === rank && (before.suppressedRows < suppressedRows || !isSimpler(levels, before.levels))) return;
    }
    const first = before !== undefined && before.suppressedRows === suppressedRows ? at : at + 1;
    let end = first;
    while (end < nodes.length && rankOf(nodes[end]!.score) >= rank) end++;
    nodes.splice(first, end - first, { levels: [...levels], suppressedRows, score });
  }

  function dominates(suppressedRows: number, score: number): boolean {
    const at = lastWithin(suppressedRows);
    return at >= 0 && rankOf(nodes[at]!.score) <= rankOf(score);
  }

  return { offer, dominates, nodes: () => [...nodes] };
}

function rankOf(score: number): number {
  return Math.round(score * SCORE_STEPS);
}

/** The order of the search among equals: lower total level, then the smaller level at the first column that differs. */
function isSimpler(levels: readonly number[], others: readonly number[]): boolean {
  const total = (of: readonly number[]) => of.reduce((sum, level) => sum + level, 0);
  if (total(levels) !== total(others)) return total(levels) < total(others);
  const at = levels.findIndex((level, index) => level !== others[index]);
  return at >= 0 && levels[at]! < others[at]!;
}
