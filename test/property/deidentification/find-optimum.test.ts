import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { findOptimum } from '@shared/deidentification/search/find-optimum.ts';
import type { SearchAttribute, SearchProblem } from '@shared/deidentification/search/search-problem.ts';
import { distinctLDiversity } from '@shared/privacy-model/distinct-l-diversity.ts';
import { kAnonymity } from '@shared/privacy-model/k-anonymity.ts';
import type { PrivacyModel } from '@shared/privacy-model/privacy-model.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { column } from '../../support/deid-columns.ts';

interface Outcome {
  readonly levels: number[];
  readonly score: number;
  readonly total: number;
  readonly suppressed: number;
  readonly classes: number;
}

/** The definitions, written down again without any shortcut: every node, every row, strings as keys. */
function byBruteForce({ rowCount, attributes, models, sensitive, suppressionLimit }: SearchProblem): Outcome | null {
  let best: Outcome | null = null;
  for (const levels of nodes(attributes.map((attribute) => attribute.levels.length))) {
    const classes = new Map<string, number[]>();
    for (let row = 0; row < rowCount; row++) {
      const key = attributes
        .map((attribute, at) => attribute.levels[levels[at]!]!.groups[attribute.codes[row]!])
        .join();
      classes.set(key, [...(classes.get(key) ?? []), row]);
    }
    const failing = [...classes.values()].filter((rows) => !models.every((model) => passes(model, rows)));
    const gone = new Set(failing.flat());
    if (gone.size > Math.floor(suppressionLimit * rowCount)) continue;
    let product = 1;
    attributes.forEach(({ codes, levels: all, leaves }, at) => {
      const { groups, shares } = all[levels[at]!]!;
      let sum = 0;
      for (let row = 0; row < rowCount; row++) sum += gone.has(row) ? 1 : shares[groups[codes[row]!]!]!;
      const loss = leaves === 1 ? 0 : Math.max(0, (sum - rowCount / leaves) / (rowCount - rowCount / leaves));
      product *= 1 + Math.round(loss * 1e10) / 1e10;
    });
    const score = product ** (1 / attributes.length) - 1;
    const total = levels.reduce((sum, level) => sum + level, 0);
    const isBetter =
      best === null || score < best.score - 1e-12 || (Math.abs(score - best.score) <= 1e-12 && total < best.total);
    if (isBetter) best = { levels, score, total, suppressed: gone.size, classes: classes.size - failing.length };
  }
  return best;

  function passes(model: PrivacyModel, rows: number[]): boolean {
    const codes = sensitive.find((entry) => entry.name === model.sensitive)?.codes;
    if (!codes) return model.passes(rows.length, null, null);
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
    return model.passes(
      rows.length,
      { length: counts.size, codes: [...counts.keys()], counts: [...counts.values()] },
      null,
    );
  }
}

function nodes(heights: readonly number[]): number[][] {
  return heights.reduce<number[][]>(
    (lists, height) => lists.flatMap((list) => Array.from({ length: height }, (_, level) => [...list, level])),
    [[]],
  );
}

/** A nested hierarchy over 'a'..'f': runs of the alphabet that are joined level by level. */
const hierarchyArbitrary = fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 0, maxLength: 2 }).map((widths) => {
  const leaves = [...'abcdef'];
  let width = 1;
  const groups = widths.map((factor) => {
    width *= factor;
    const own = width;
    return (index: number) => `g${Math.floor(index / own)}`;
  });
  return leaves.map((leaf, index) => [leaf, ...groups.map((group) => group(index)), '*']);
});
const cellArbitrary = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', null);

const problemArbitrary = fc
  .record({
    rows: fc.array(fc.tuple(cellArbitrary, cellArbitrary, cellArbitrary, fc.nat(3)), { minLength: 1, maxLength: 40 }),
    hierarchies: fc.tuple(hierarchyArbitrary, hierarchyArbitrary, hierarchyArbitrary),
    fixed: fc.option(fc.nat(2), { nil: null }),
    k: fc.integer({ min: 2, max: 6 }),
    l: fc.option(fc.integer({ min: 2, max: 3 }), { nil: null }),
    limit: fc.constantFrom(0, 0.05, 0.1, 0.3, 1),
  })
  .map(({ rows, hierarchies, fixed, k, l, limit }): SearchProblem => {
    const attributes = hierarchies.map((table, at): SearchAttribute => {
      const cells = column(
        `q${at}`,
        rows.map((row) => row[at] as string | null),
      );
      const { levels, leaves } = compileHierarchy({ type: 'table', rows: table }, cells);
      return { name: cells.name, codes: cells.codes, levels: fixed === at ? levels.slice(0, 1) : levels, leaves };
    });
    const sensitive = l === null ? [] : [{ name: 's', codes: Uint32Array.from(rows, (row) => row[3]), valueCount: 4 }];
    const models = [kAnonymity(k), ...(l === null ? [] : [distinctLDiversity(l, 's')])];
    return { rowCount: rows.length, attributes, sensitive, models, suppressionLimit: limit };
  });

describe('the optimal search', () => {
  it('finds what trying every node finds', () => {
    fc.assert(
      fc.property(problemArbitrary, (problem) => {
        const expected = byBruteForce(problem);
        if (expected === null) {
          expect(() => findOptimum(problem, QUIET_TASK)).toThrow('search.no-solution');
          return;
        }
        const found = findOptimum(problem, QUIET_TASK);
        expect(found.score).toBeCloseTo(expected.score, 10);
        expect(found.levels.reduce((sum, level) => sum + level, 0)).toBe(expected.total);
        // the same node when it is the only best one; in any case its own numbers
        const own = byBruteForce({
          ...problem,
          attributes: problem.attributes.map((attribute, at) => ({
            ...attribute,
            levels: [attribute.levels[found.levels[at]!]!],
          })),
        });
        expect(found.suppressedRows).toBe(own!.suppressed);
        expect(found.classes).toBe(own!.classes);
      }),
      { numRuns: 400 },
    );
  });

  it('reports every node as decided once', () => {
    fc.assert(
      fc.property(problemArbitrary, (problem) => {
        let last = 0;
        let total = 0;
        try {
          const { nodes: counted } = findOptimum(problem, {
            report: (progress) => {
              expect(progress.done).toBeGreaterThan(last);
              last = progress.done;
              total = progress.total ?? 0;
            },
            checkpoint() {},
          });
          expect(counted.evaluated).toBeLessThanOrEqual(counted.total);
        } catch (error) {
          expect((error as { code: string }).code).toBe('search.no-solution');
        }
        expect(last).toBe(total);
      }),
      { numRuns: 500 },
    );
  });

  it('stops at a checkpoint', () => {
    const problem = fc.sample(problemArbitrary, { numRuns: 1, seed: 1 })[0]!;
    const stopping = {
      report() {},
      checkpoint() {
        throw new Error('stopped');
      },
    };
    expect(() => findOptimum(problem, stopping)).toThrow('stopped');
  });

  it('refuses a lattice beyond its bound with the number of nodes', () => {
    const cells = column('q', ['1', '2']);
    const { levels, leaves } = compileHierarchy({ type: 'masking', direction: 'right', counts: [1, 2, 3] }, cells);
    const attributes = Array.from({ length: 17 }, (_, at) => ({ name: `q${at}`, codes: cells.codes, levels, leaves }));
    const problem = { rowCount: 2, attributes, sensitive: [], models: [kAnonymity(2)], suppressionLimit: 0 };
    expect(() => findOptimum(problem, QUIET_TASK)).toThrow(
      expect.objectContaining({
        code: 'search.lattice-too-large',
        params: { nodes: levels.length ** 17, limit: 100_000 },
      }),
    );
  });
});
