import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOptimum } from '@shared/deidentification/search/find-optimum.ts';
import type { SearchProblem, SearchResult } from '@shared/deidentification/search/search-problem.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { admissibleNodes, bestOf, judge } from '../../support/search/brute-force.ts';
import { problemArbitrary } from '../../support/search/problems.ts';

/** Null when there is none. */
function search(problem: SearchProblem, effort?: Parameters<typeof findOptimum>[2]): SearchResult | null {
  try {
    return findOptimum(problem, QUIET_TASK, effort);
  } catch (error) {
    expect((error as { code: string }).code).toMatch(/^search\.(no-solution|given-up)$/);
    return null;
  }
}

describe('the optimal search', () => {
  it('finds what trying every node finds', () => {
    fc.assert(
      fc.property(problemArbitrary, (problem) => {
        const tolerance = problem.quality === 'entropy' ? 1e-8 : 2e-12;
        const expected = bestOf(admissibleNodes(problem), tolerance);
        const found = search(problem);
        expect(found === null).toBe(expected === null);
        if (found === null || expected === null) return;
        expect(Math.abs(found.score - expected.score)).toBeLessThan(1e-7);
        expect(found.levels.reduce((sum, level) => sum + level, 0)).toBe(expected.total);
        expect(found.optimal).toBe(true);
        expect(found.lowerBound).toBe(found.score);
        // the same node when it is the only best one; in any case its own numbers
        const own = judge(problem, [...found.levels])!;
        expect(Math.abs(own.score - found.score)).toBeLessThan(1e-7);
        expect(found.suppressedRows).toBe(own.suppressed);
        expect(found.classes).toBe(own.classes);
        expect(found.nodes.evaluated).toBeLessThanOrEqual(found.nodes.total);
      }),
      { numRuns: 1500 },
    );
  });

  it('bounded in its work, finds an admissible node and never claims too much', () => {
    const effortArbitrary = fc.record({
      exactNodes: fc.constant(0),
      heuristicWork: fc.integer({ min: 0, max: 400 }),
      blockWork: fc.constantFrom(0, 100, 10_000),
      exactWork: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(problemArbitrary, effortArbitrary, (problem, effort) => {
        const nodes = admissibleNodes(problem);
        const found = search(problem, effort);
        const expected = bestOf(nodes, 0);
        if (expected === null) expect(found).toBe(null);
        if (found === null || expected === null) return;
        const own = judge(problem, [...found.levels])!;
        expect(Math.abs(own.score - found.score)).toBeLessThan(1e-7);
        expect(found.lowerBound).toBeLessThanOrEqual(expected.score + 1e-7);
        if (found.optimal) expect(Math.abs(found.score - expected.score)).toBeLessThan(1e-7);
        else expect(found.lowerBound).toBeLessThan(found.score);
      }),
      { numRuns: 800 },
    );
  });

  it('reports every node as decided once', () => {
    fc.assert(
      fc.property(problemArbitrary, (problem) => {
        let last = 0;
        let total = 0;
        try {
          findOptimum(problem, {
            report: (progress) => {
              expect(progress.done).toBeGreaterThan(last);
              last = progress.done;
              total = progress.total ?? 0;
            },
            checkpoint() {},
          });
        } catch (error) {
          expect((error as { code: string }).code).toBe('search.no-solution');
        }
        expect(last).toBe(total);
      }),
      { numRuns: 300 },
    );
  });

  it('stops at a checkpoint', () => {
    const problem = fc.sample(problemArbitrary, { numRuns: 50, seed: 1 }).find((one) => search(one) !== null)!;
    const stopping = {
      report() {},
      checkpoint() {
        throw new Error('stopped');
      },
    };
    expect(() => findOptimum(problem, stopping)).toThrow('stopped');
  });
});
