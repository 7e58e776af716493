/** What is read off a pass over the lattice: pure, so that a slider's every step costs next to nothing. */
import {
  bestWithin,
  type FrontierNode,
  frontierAt,
  pointAt,
  type TradeOff,
  type TradeOffPoint,
} from '@shared/deidentification/trade-off/trade-off.ts';

/** The limits of the slider, in steps of half a percent. */
export const LIMIT_STEP = 0.005;
export const MAX_LIMIT = 0.3;

/** The last of the answered k that is at most the wanted one; the first when none is. */
export function kIndexOf({ ks }: TradeOff, k: number): number {
  return Math.max(
    0,
    ks.findLastIndex((known) => known <= k),
  );
}

/** For every k the least score within the limit; null where no release reaches it. */
export function curveOver(tradeOff: TradeOff, limit: number): readonly { k: number; score: number | null }[] {
  return tradeOff.ks.map((k) => ({ k, score: bestWithin(tradeOff, k, limit)?.score ?? null }));
}

export interface PlottedPoint {
  readonly index: number;
  /** Score, lower keeps more. */
  readonly x: number;
  /** Average risk, 0..1. */
  readonly y: number;
  readonly suppressedShare: number;
}

/** All nodes that keep somebody at this k. */
export function plottedPoints(tradeOff: TradeOff, kIndex: number): readonly PlottedPoint[] {
  const found: PlottedPoint[] = [];
  for (let index = 0; index < tradeOff.points.count; index++) {
    const { score, averageRisk, suppressedShare } = pointAt(tradeOff, index, kIndex);
    if (suppressedShare < 1) found.push({ index, x: score, y: averageRisk, suppressedShare });
  }
  return found;
}

/** The point nearest to a place; distances are in the plot's own units, 0..1 each way. Null without points. */
export function nearestPoint(
  points: readonly PlottedPoint[],
  place: { readonly x: number; readonly y: number },
  scale: { readonly x: number; readonly y: number },
): PlottedPoint | null {
  let best: PlottedPoint | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const distance = ((point.x - place.x) / scale.x) ** 2 + ((point.y - place.y) / scale.y) ** 2;
    if (distance < least) {
      least = distance;
      best = point;
    }
  }
  return best;
}

/** By column name. */
export function levelsByColumn({ columns }: TradeOff, levels: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(columns.map((name, at) => [name, levels[at] ?? 0]));
}

/** The frontier of a k that lies within the limit of the slider, least suppressed first. */
export function frontierRows(tradeOff: TradeOff, k: number): readonly FrontierNode[] {
  return frontierAt(tradeOff, k).filter((node) => node.suppressedRows <= MAX_LIMIT * tradeOff.rowCount);
}

export function pointOf(tradeOff: TradeOff, levels: readonly number[], kIndex: number): TradeOffPoint | null {
  for (let index = 0; index < tradeOff.points.count; index++) {
    const point = pointAt(tradeOff, index, kIndex);
    if (point.levels.every((level, at) => level === levels[at])) return point;
  }
  return null;
}
