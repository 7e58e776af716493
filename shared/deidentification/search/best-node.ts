/** The best node so far, and the order of nodes: lower score, lower total level, smaller level at the first attribute that differs. */

export interface Candidate {
  /** In the order of the attributes of the problem, as levels of their hierarchies. */
  readonly levels: readonly number[];
  readonly score: number;
  readonly suppressedRows: number;
  readonly classes: number;
}

export interface BestNode {
  offer(candidate: Candidate): void;
  /** Whether a node with at least this score and total level could come before the best one. */
  canImprove(bound: number, total: number): boolean;
  current(): Candidate | null;
}

/** Scores closer than this share of the greatest possible score are the same score. */
const SCORE_STEPS = 1e12;

/** `scale`: the greatest possible score. */
export function bestNode(scale: number): BestNode {
  let best: { candidate: Candidate; rank: number; total: number } | null = null;

  function rankOf(score: number): number {
    return Math.round((score / scale) * SCORE_STEPS);
  }

  return {
    offer(candidate) {
      const rank = rankOf(candidate.score);
      const total = candidate.levels.reduce((sum, level) => sum + level, 0);
      const isBetter =
        best === null ||
        rank < best.rank ||
        (rank === best.rank && total < best.total) ||
        (rank === best.rank && total === best.total && comesFirst(candidate.levels, best.candidate.levels));
      if (isBetter) best = { candidate, rank, total };
    },
    canImprove(bound, total) {
      if (best === null) return true;
      const rank = rankOf(bound);
      return rank < best.rank || (rank === best.rank && total <= best.total);
    },
    current: () => best?.candidate ?? null,
  };
}

function comesFirst(levels: readonly number[], others: readonly number[]): boolean {
  const differs = levels.findIndex((level, at) => level !== others[at]);
  return differs >= 0 && levels[differs]! < others[differs]!;
}
