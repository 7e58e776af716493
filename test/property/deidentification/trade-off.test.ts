import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOptimum } from '@shared/deidentification/search/find-optimum.ts';
import type { SearchAttribute } from '@shared/deidentification/search/search-problem.ts';
import { computeTradeOff } from '@shared/deidentification/trade-off/compute-trade-off.ts';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { kAnonymity } from '@shared/privacy-model/k-anonymity.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { column } from '../../support/deid-columns.ts';

const KS = [2, 3, 5, 8];
const number = fc.option(fc.integer({ min: 0, max: 39 }).map(String), { freq: 9 });
const letter = fc.constantFrom('aa', 'ab', 'ba', 'bb', 'bc');
const problemArbitrary = fc
  .record({
    rows: fc.array(fc.tuple(number, letter, number), { minLength: 1, maxLength: 50 }),
    weight: fc.constantFrom(1, 0.5, 3),
    minLevel: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ rows, weight, minLevel }) => {
    const [ages, codes, years] = [0, 1, 2].map((at) =>
      column(
        `c${at}`,
        rows.map((row) => row[at]!),
      ),
    );
    const attributes: SearchAttribute[] = [
      {
        name: 'age',
        codes: ages!.codes,
        ...compileHierarchy({ type: 'intervals', origin: 0, widths: [5, 20] }, ages!),
        minLevel,
      },
      {
        name: 'code',
        codes: codes!.codes,
        ...compileHierarchy({ type: 'masking', direction: 'right', counts: [1] }, codes!),
        weight,
      },
      {
        name: 'years',
        codes: years!.codes,
        ...compileHierarchy({ type: 'intervals', origin: 0, widths: [10] }, years!),
      },
    ];
    return { rowCount: rows.length, attributes, ks: KS };
  });
const WHOLE = { most: 1e9, wholeLattice: 1e9 };
const PRUNED = { most: 1e9, wholeLattice: 0 };

describe('the trade-off', () => {
  it('answers every k and limit as the search does', () => {
    fc.assert(
      fc.property(problemArbitrary, fc.constantFrom(...KS), fc.constantFrom(0, 0.1, 0.3, 1), (problem, k, limit) => {
        const { frontiers } = computeTradeOff(problem, QUIET_TASK, WHOLE);
        const allowed = Math.floor(limit * problem.rowCount);
        const found = frontiers[KS.indexOf(k)]!.findLast((node) => node.suppressedRows <= allowed);
        let score: number | null = null;
        try {
          score = findOptimum(
            { ...problem, sensitive: [], models: [kAnonymity(k)], suppressionLimit: limit },
            QUIET_TASK,
          ).score;
        } catch (error) {
          expect((error as { code: string }).code).toBe('search.no-solution');
        }
        // A search may answer with every row suppressed; a frontier ends before that.
        if (score === null || found === undefined) expect(found === undefined || problem.rowCount < k).toBe(true);
        else expect(found.score).toBeLessThanOrEqual(score + 1e-9);
        if (score !== null && found !== undefined && found.suppressedRows < problem.rowCount)
          expect(Math.abs(found.score - score)).toBeLessThan(1e-9);
      }),
      { numRuns: 400 },
    );
  });

  it('has the same frontiers when subtrees are left out', () => {
    fc.assert(
      fc.property(problemArbitrary, (problem) => {
        const whole = computeTradeOff(problem, QUIET_TASK, WHOLE);
        const pruned = computeTradeOff(problem, QUIET_TASK, PRUNED);
        const scores = ({ frontiers }: typeof whole) =>
          frontiers.map((nodes) => nodes.map((node) => [node.suppressedRows, Math.round(node.score * 1e11)]));
        expect(scores(pruned)).toEqual(scores(whole));
        expect(whole.nodes.evaluated).toBe(whole.nodes.total);
        expect(whole.isExact && pruned.isExact).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('counts every node as its rows say', () => {
    fc.assert(
      fc.property(problemArbitrary, (problem) => {
        const { points } = computeTradeOff(problem, QUIET_TASK, WHOLE);
        const width = problem.attributes.length;
        for (let point = 0; point < points.count; point++) {
          const sizes = new Map<string, number>();
          for (let row = 0; row < problem.rowCount; row++) {
            const key = problem.attributes
              .map(({ codes, levels }, at) => levels[points.levels[point * width + at]!]!.groups[codes[row]!]!)
              .join();
            sizes.set(key, (sizes.get(key) ?? 0) + 1);
          }
          KS.forEach((k, at) => {
            const kept = [...sizes.values()].filter((size) => size >= k);
            const index = point * KS.length + at;
            expect(points.suppressedRows[index]).toBe(problem.rowCount - kept.reduce((sum, size) => sum + size, 0));
            expect(points.classes[index]).toBe(kept.length);
            expect(points.smallestClass[index]).toBe(kept.length === 0 ? 0 : Math.min(...kept));
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stops within its bound and says so', () => {
    fc.assert(
      fc.property(problemArbitrary, (problem) => {
        const { isExact, nodes } = computeTradeOff(problem, QUIET_TASK, { most: 1, wholeLattice: 0 });
        expect(isExact).toBe(false);
        expect(nodes.evaluated).toBeLessThan(nodes.total);
      }),
      { numRuns: 20 },
    );
  });
});
