import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import type { HierarchySpec } from '@shared/deidentification/hierarchy-spec.ts';
import { findOptimum } from '@shared/deidentification/search/find-optimum.ts';
import type { SearchAttribute, SearchProblem } from '@shared/deidentification/search/search-problem.ts';
import { kAnonymity } from '@shared/privacy-model/k-anonymity.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { column } from '../../support/deid-columns.ts';
import { QUALITIES } from '../../support/search/problems.ts';

const DIGITS: HierarchySpec = { type: 'masking', direction: 'right', counts: [1] };

function attribute(name: string, cells: readonly string[], rest: Partial<SearchAttribute> = {}): SearchAttribute {
  const { codes, ...own } = column(name, [...cells]);
  const { levels, leaves } = compileHierarchy(DIGITS, { ...own, codes });
  return { name, codes, levels, leaves, ...rest };
}

function problem(attributes: readonly SearchAttribute[], rest: Partial<SearchProblem> = {}): SearchProblem {
  const rowCount = attributes[0]?.codes.length ?? 0;
  return { rowCount, attributes, sensitive: [], models: [kAnonymity(2)], suppressionLimit: 0, ...rest };
}

const search = (given: SearchProblem) => findOptimum(given, QUIET_TASK);

/** Deterministic two-digit cells: the same each time. */
function cells(count: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return String(10 + ((state >>> 16) % 40));
  });
}

describe('weights', () => {
  // either column can be generalized so that all rows have company
  const a = ['11', '12', '21', '22'];
  const b = ['11', '12', '11', '12'];
  const c = ['11', '11', '12', '12'];

  it('spare the column that weighs more', () => {
    for (const quality of ['loss', 'entropy', 'precision'] as const) {
      const heavy = (weights: readonly number[]) =>
        search(
          problem(
            [b, c].map((values, at) => attribute(`q${at}`, values, { weight: weights[at]! })),
            { quality },
          ),
        ).levels;
      const first = heavy([5, 1]);
      const second = heavy([1, 5]);
      expect(first[0]).toBeLessThan(first[1]!);
      expect(second[1]).toBeLessThan(second[0]!);
    }
  });

  it('count by their ratio alone, and equal weights as none', () => {
    for (const quality of QUALITIES) {
      const scoreOf = (weights: readonly (number | undefined)[]) =>
        search(
          problem(
            [a, b, c].map((values, at) =>
              attribute(`q${at}`, values, weights[at] === undefined ? {} : { weight: weights[at] }),
            ),
            { quality },
          ),
        ).score;
      expect(scoreOf([0.3, 0.6, 1.2])).toBeCloseTo(scoreOf([1, 2, 4]), 12);
      expect(scoreOf([7, 7, 7])).toBe(scoreOf([undefined, undefined, undefined]));
    }
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('are refused when %d', (weight) => {
    expect(() => search(problem([attribute('q', a, { weight })]))).toThrow(
      expect.objectContaining({ code: 'search.weight-not-positive', params: { column: 'q' } }),
    );
  });
});

describe('level bounds', () => {
  const values = ['11', '11', '12', '12'];

  it('keep the level between them', () => {
    expect(search(problem([attribute('q', values)])).levels).toEqual([0]);
    expect(search(problem([attribute('q', values, { minLevel: 1 })])).levels).toEqual([1]);
    expect(search(problem([attribute('q', values, { minLevel: 2 })])).levels).toEqual([2]);
    expect(() => search(problem([attribute('q', ['11', '12'], { maxLevel: 0 })]))).toThrow('search.no-solution');
  });

  it('are refused beyond the hierarchy or the wrong way round', () => {
    expect(() => search(problem([attribute('q', values, { maxLevel: 3 })]))).toThrow('hierarchy.level-too-high');
    expect(() => search(problem([attribute('q', values, { minLevel: 2, maxLevel: 1 })]))).toThrow(
      expect.objectContaining({ code: 'search.levels-empty', params: { column: 'q', lowest: 2, highest: 1 } }),
    );
  });
});

describe('degenerate tables', () => {
  it.each(QUALITIES)('have an answer or none: %s', (quality) => {
    const none = search(problem([attribute('q', [])], { quality }));
    expect(none).toMatchObject({ levels: [0], score: 0, suppressedRows: 0, classes: 0, optimal: true });
    expect(() => search(problem([attribute('q', ['11'])], { quality }))).toThrow('search.no-solution');
    // k above the number of rows, everything may go
    const gone = search(
      problem([attribute('q', ['11', '12', '13'])], { quality, models: [kAnonymity(9)], suppressionLimit: 1 }),
    );
    expect(gone).toMatchObject({ suppressedRows: 3, classes: 0 });
    const single = search(problem([attribute('q', ['11'])], { quality, models: [] }));
    expect(single).toMatchObject({ levels: [0], suppressedRows: 0, classes: 1 });
    const one = attribute('q', ['11', '11', '12']);
    const flat = { ...one, levels: one.levels.slice(0, 1) };
    const mended = search(problem([flat], { quality, suppressionLimit: 0.4 }));
    expect(mended).toMatchObject({ levels: [0], suppressedRows: 1, classes: 1 });
  });

  it('without quasi-identifiers are one class', () => {
    const empty = { attributes: [], sensitive: [], suppressionLimit: 0 };
    expect(search({ ...empty, rowCount: 3, models: [kAnonymity(3)] })).toMatchObject({ classes: 1, suppressedRows: 0 });
    expect(() => search({ ...empty, rowCount: 3, models: [kAnonymity(4)] })).toThrow('search.no-solution');
  });
});

describe('a lattice too large to be searched', () => {
  const wide = Array.from({ length: 64 }, (_, at) => attribute(`q${at}`, cells(60, at + 1)));
  const effort = { exactNodes: 100, heuristicWork: 2_000_000, blockWork: 20_000, exactWork: 100_000 };

  it('of 64 quasi-identifiers gives a good node, its bound, and the same again', () => {
    for (const quality of QUALITIES) {
      const given = problem(wide, { quality, suppressionLimit: 0.1 });
      const found = findOptimum(given, QUIET_TASK, effort);
      expect(found.nodes.total / 3 ** 64).toBeCloseTo(1, 10);
      expect(found.levels).toHaveLength(64);
      expect(found.optimal).toBe(false);
      expect(found.lowerBound).toBeLessThan(found.score);
      expect(found.suppressedRows).toBeLessThanOrEqual(6);
      // better than everything generalized
      const top = problem(
        wide.map((one) => ({ ...one, minLevel: one.levels.length - 1 })),
        { quality },
      );
      expect(found.score).toBeLessThan(search(top).score);
      expect(findOptimum(given, QUIET_TASK, effort)).toEqual(found);
    }
  });

  it('counts what each of many columns costs, so that few rows are not searched for minutes', () => {
    const { nodes } = findOptimum(problem(wide), QUIET_TASK, effort);
    expect(nodes.evaluated).toBeGreaterThan(100);
    expect(nodes.evaluated).toBeLessThan(2000);
  });

  it('is cut into blocks for a higher bound', () => {
    const found = findOptimum(problem(wide), QUIET_TASK, effort);
    const without = findOptimum(problem(wide), QUIET_TASK, { ...effort, blockWork: 0 });
    expect(found.lowerBound).toBeGreaterThan(without.lowerBound);
  });

  it('is given up when no node satisfies a model that generalization does not help', () => {
    const never = { ...kAnonymity(2), monotonicity: 'never' as const, passes: () => false };
    expect(() => findOptimum(problem(wide, { models: [never] }), QUIET_TASK, effort)).toThrow('search.given-up');
  });

  it('stops at a checkpoint, early and late', () => {
    for (const after of [1, 50, 500]) {
      let left = after;
      const task = {
        report() {},
        checkpoint() {
          if (--left === 0) throw new Error('stopped');
        },
      };
      expect(() => findOptimum(problem(wide), task, effort)).toThrow('stopped');
    }
  });

  it('may still be searched to the end', () => {
    const few = wide.slice(0, 5);
    const exact = search(problem(few));
    expect(findOptimum(problem(few), QUIET_TASK, { ...effort, exactWork: 1e9 })).toMatchObject({
      score: exact.score,
      optimal: true,
    });
  });
});
