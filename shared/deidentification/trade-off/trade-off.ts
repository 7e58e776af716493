/**
 * One pass over the lattice that answers every k and every suppression limit at once. Columns of numbers rather than objects, so
 * that twenty thousand nodes cross to the window quickly; `frontierAt`, `bestWithin` and `pointAt` read them.
 */

/** The k for which a pass answers, unless others are asked for. */
export const TRADE_OFF_KS: readonly number[] = [2, 3, 5, 7, 10, 11, 15, 20, 25, 50, 100];

/** More nodes than this are thinned out evenly before they are drawn. The frontiers are not. */
export const MAX_POINTS = 20_000;

export interface TradeOff {
  readonly rowCount: number;
  /** The k answered for, rising; the recipe's own is among them. */
  readonly ks: readonly number[];
  /** The recipe's k, or the least of `ks` without one. */
  readonly chosenK: number;
  /** The searched columns, in the order in which levels are given, and how many levels each has. */
  readonly columns: readonly string[];
  readonly heights: readonly number[];
  /**
   * By k, in the order of `ks`: the nodes that are best for some suppression limit, by rising number of suppressed rows and
   * falling score. Empty where no node reaches the k, not even with every row suppressed but one class.
   */
  readonly frontiers: readonly (readonly FrontierNode[])[];
  readonly points: TradeOffPoints;
  /** Labels of the recipe's models that the pass did not hold the nodes against: only the class size varies here. */
  readonly modelsLeftOut: readonly string[];
  readonly nodes: {
    readonly total: number;
    /** Fewer than `total` when nodes that can be on no frontier were left out. */
    readonly evaluated: number;
  };
  /** False when time was up first: then the frontiers are of the evaluated nodes only. */
  readonly isExact: boolean;
  readonly elapsedMs: number;
}

export interface FrontierNode {
  /** In the order of `columns`. */
  readonly levels: readonly number[];
  readonly suppressedRows: number;
  /** The quality measure `loss`, lower is better. */
  readonly score: number;
}

/** `count` nodes. Arrays of node x column or node x k: entry `node * width + at`. */
export interface TradeOffPoints {
  readonly count: number;
  /** True when the evaluated nodes were more than `MAX_POINTS`. */
  readonly isThinned: boolean;
  /** Node x column. */
  readonly levels: Uint8Array;
  /** Node x k, as are the following. Rows in classes smaller than k. */
  readonly suppressedRows: Uint32Array;
  readonly score: Float64Array;
  /** Classes of at least k rows: kept rows / classes is the mean class size. */
  readonly classes: Uint32Array;
  /** The smallest class of at least k rows; 0 when there is none. */
  readonly smallestClass: Uint32Array;
}

export interface TradeOffPoint {
  readonly levels: readonly number[];
  readonly score: number;
  readonly suppressedRows: number;
  /** 0..1 of all rows. */
  readonly suppressedShare: number;
  /** The prosecutor's risk on what is kept: classes / rows, and 1 / smallest class; 0 when nothing is kept. */
  readonly averageRisk: number;
  readonly highestRisk: number;
}

/** The frontier of a k; for a k between two that were asked, that of the next higher one, which holds for it too. */
export function frontierAt(tradeOff: TradeOff, k: number): readonly FrontierNode[] {
  const at = tradeOff.ks.findIndex((known) => known >= k);
  return at < 0 ? [] : tradeOff.frontiers[at]!;
}

/** The best node that suppresses at most floor(limit x rows) rows, or null. `limit` is 0..1. */
export function bestWithin(tradeOff: TradeOff, k: number, limit: number): FrontierNode | null {
  const allowed = Math.floor(limit * tradeOff.rowCount);
  return frontierAt(tradeOff, k).findLast((node) => node.suppressedRows <= allowed) ?? null;
}

/** Node `index` of the points at the k `ks[kIndex]`. */
export function pointAt({ points, ks, columns, rowCount }: TradeOff, index: number, kIndex: number): TradeOffPoint {
  const at = index * ks.length + kIndex;
  const suppressedRows = points.suppressedRows[at]!;
  const kept = rowCount - suppressedRows;
  const smallest = points.smallestClass[at]!;
  return {
    levels: Array.from(points.levels.subarray(index * columns.length, (index + 1) * columns.length)),
    score: points.score[at]!,
    suppressedRows,
    suppressedShare: rowCount === 0 ? 0 : suppressedRows / rowCount,
    averageRisk: kept === 0 ? 0 : points.classes[at]! / kept,
    highestRisk: smallest === 0 ? 0 : 1 / smallest,
  };
}
