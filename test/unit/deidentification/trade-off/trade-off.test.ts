import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { computeTradeOff } from '@shared/deidentification/trade-off/compute-trade-off.ts';
import { createFrontier } from '@shared/deidentification/trade-off/frontier.ts';
import { pointCollector } from '@shared/deidentification/trade-off/point-collector.ts';
import {
  bestWithin,
  frontierAt,
  MAX_POINTS,
  pointAt,
  type TradeOff,
} from '@shared/deidentification/trade-off/trade-off.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { column } from '../../../support/deid-columns.ts';

function ages(texts: readonly string[]): TradeOff {
  const own = column('age', texts);
  const attribute = {
    name: 'age',
    codes: own.codes,
    ...compileHierarchy({ type: 'intervals', origin: 0, widths: [10] }, own),
  };
  const ks = [2, 3, 6];
  return {
    rowCount: texts.length,
    ks,
    chosenK: 2,
    columns: ['age'],
    heights: [3],
    modelsLeftOut: [],
    elapsedMs: 0,
    ...computeTradeOff({ rowCount: texts.length, attributes: [attribute], ks }, QUIET_TASK),
  };
}

describe('the trade-off', () => {
  const tradeOff = ages(['21', '21', '24', '35', '36', '70']);

  it('is read by k and limit', () => {
    expect(bestWithin(tradeOff, 2, 0)).toMatchObject({ levels: [2], suppressedRows: 0 });
    expect(bestWithin(tradeOff, 2, 0.2)).toMatchObject({ levels: [1], suppressedRows: 1 });
    expect(bestWithin(tradeOff, 3, 0.5)).toMatchObject({ levels: [1], suppressedRows: 3 });
    expect(bestWithin(tradeOff, 6, 1)).toMatchObject({ levels: [2], suppressedRows: 0, score: 1 });
  });

  it('takes the next higher k for one that was not asked, and has none above them all', () => {
    expect(frontierAt(tradeOff, 4)).toEqual(tradeOff.frontiers[2]);
    expect(frontierAt(tradeOff, 7)).toEqual([]);
    expect(bestWithin(tradeOff, 7, 1)).toBe(null);
  });

  it('gives every node its risks', () => {
    const at = Array.from({ length: tradeOff.points.count }, (_, index) => pointAt(tradeOff, index, 0));
    const tens = at.find(({ levels }) => levels[0] === 1)!;
    expect(tens).toMatchObject({ suppressedRows: 1, suppressedShare: 1 / 6, averageRisk: 2 / 5, highestRisk: 1 / 2 });
    const gone = pointAt(
      tradeOff,
      at.findIndex(({ levels }) => levels[0] === 0),
      2,
    );
    expect(gone).toMatchObject({ suppressedRows: 6, averageRisk: 0, highestRisk: 0, score: 1 });
  });

  it('is empty without records and without columns', () => {
    expect(ages([]).frontiers).toEqual([[], [], []]);
    const none = computeTradeOff({ rowCount: 3, attributes: [], ks: [2] }, QUIET_TASK);
    expect(none.frontiers).toEqual([[]]);
    expect(none.points.count).toBe(0);
  });

  it('stops in time on more levels than can be looked at', () => {
    const attributes = Array.from({ length: 64 }, (_, at) => {
      const own = column(
        `c${at}`,
        Array.from({ length: 40 }, (_row, row) => String((row * (at + 1)) % 37)),
      );
      return {
        name: own.name,
        codes: own.codes,
        ...compileHierarchy({ type: 'intervals', origin: 0, widths: [5, 10, 20] }, own),
      };
    });
    const { isExact, nodes, frontiers } = computeTradeOff({ rowCount: 40, attributes, ks: [2, 5] }, QUIET_TASK, {
      most: 3_000_000,
      wholeLattice: 0,
    });
    expect(isExact).toBe(false);
    expect(nodes.evaluated).toBeGreaterThan(0);
    expect(frontiers.every((nodesOfK) => nodesOfK.length > 0)).toBe(true);
  });
});

describe('a frontier', () => {
  it('keeps what nothing else beats, and of equals the simpler', () => {
    const frontier = createFrontier();
    frontier.offer(5, 0.5, [1, 1]);
    frontier.offer(5, 0.6, [0, 0]);
    frontier.offer(3, 0.9, [2, 2]);
    frontier.offer(7, 0.5, [0, 1]);
    frontier.offer(5, 0.5, [0, 1]);
    frontier.offer(9, 0.1, [0, 0]);
    expect(frontier.nodes().map(({ suppressedRows, score, levels }) => [suppressedRows, score, levels])).toEqual([
      [3, 0.9, [2, 2]],
      [5, 0.5, [0, 1]],
      [9, 0.1, [0, 0]],
    ]);
    frontier.offer(1, 0.1, [0, 0]);
    expect(frontier.nodes()).toHaveLength(1);
    expect(frontier.dominates(1, 0.1)).toBe(true);
    expect(frontier.dominates(0, 0.2)).toBe(false);
  });
});

describe('the points', () => {
  it('are thinned evenly beyond their limit', () => {
    const collector = pointCollector(1, 1);
    const seen = 5 * MAX_POINTS;
    for (let node = 0; node < seen; node++)
      collector.add([node % 7], {
        suppressedRows: Uint32Array.of(node),
        score: Float64Array.of(node),
        classes: Uint32Array.of(node),
        smallestClass: Uint32Array.of(node),
      });
    const { count, isThinned, suppressedRows, score, levels } = collector.points();
    expect(isThinned).toBe(true);
    expect(count).toBeLessThanOrEqual(MAX_POINTS);
    expect(count).toBeGreaterThan(MAX_POINTS / 4);
    const step = suppressedRows[1]!;
    for (let at = 0; at < count; at++) {
      expect(suppressedRows[at]).toBe(at * step);
      expect(score[at]).toBe(at * step);
      expect(levels[at]).toBe((at * step) % 7);
    }
  });
});
