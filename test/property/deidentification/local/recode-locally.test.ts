import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { type LocalProblem, recodeLocally } from '@shared/deidentification/local/recode-locally.ts';
import { distinctLDiversity } from '@shared/privacy-model/distinct-l-diversity.ts';
import { equalDistance } from '@shared/privacy-model/equal-distance.ts';
import { kAnonymity } from '@shared/privacy-model/k-anonymity.ts';
import { tCloseness } from '@shared/privacy-model/t-closeness.ts';
import type { AppError } from '@shared/std/app-error.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Column } from '@shared/table/table.ts';
import { column } from '../../../support/deid-columns.ts';
import { classesByText } from '../../../support/local-brute-force.ts';

const number = fc.option(fc.integer({ min: 0, max: 39 }).map(String), { freq: 8 });
const letter = fc.option(fc.constantFrom('aa', 'ab', 'ba', 'bb', 'bc'), { freq: 8 });
const illness = fc.constantFrom('flu', 'cold', 'gout', 'rare');
const tableArbitrary = fc.array(fc.tuple(number, letter, number, illness), { minLength: 1, maxLength: 60 });

const MODELS = ['k', 'l', 't'] as const;

function problemOf(
  rows: readonly (readonly (string | null)[])[],
  k: number,
  also: (typeof MODELS)[number],
): LocalProblem {
  const cells = (at: number) => rows.map((row) => row[at]!);
  const ages = column('age', cells(0));
  const codes = column('code', cells(1));
  const years = column('years', cells(2));
  const ill = column('illness', cells(3));
  const hierarchies = [
    compileHierarchy({ type: 'intervals', origin: 0, widths: [5, 10, 20] }, ages),
    compileHierarchy({ type: 'masking', direction: 'right', counts: [1] }, codes),
    compileHierarchy({ type: 'intervals', origin: 0, widths: [10] }, years),
  ];
  const counts = new Uint32Array(ill.values.length);
  for (const code of ill.codes) counts[code]!++;
  const overall = { length: counts.length, codes: counts.map((_, code) => code), counts };
  const further = {
    k: [],
    l: [distinctLDiversity(2, 'illness')],
    t: [tCloseness(0.3, 'equal', 'illness', equalDistance(overall))],
  };
  return {
    rowCount: rows.length,
    attributes: [ages, codes, years].map((own: Column, at) => ({
      name: own.name,
      codes: own.codes,
      levels: hierarchies[at]!.levels,
      leaves: hierarchies[at]!.leaves,
    })),
    sensitive: [{ name: 'illness', codes: ill.codes, valueCount: ill.values.length }],
    models: [kAnonymity(k), ...further[also]],
  };
}

describe('local recoding', () => {
  it('keeps every row, satisfies the models on the released cells, and writes ancestors of the values only', () => {
    fc.assert(
      fc.property(tableArbitrary, fc.integer({ min: 2, max: 6 }), fc.constantFrom(...MODELS), (rows, k, also) => {
        const problem = problemOf(rows, k, also);
        let recoded: ReturnType<typeof recodeLocally>;
        try {
          recoded = recodeLocally(problem, QUIET_TASK);
        } catch (error) {
          // Then not even one class of all rows would do.
          expect((error as AppError).code).toBe('search.no-solution');
          const distinct = new Set(rows.map((row) => row[3])).size;
          expect(rows.length < k || (also === 'l' && distinct < 2)).toBe(true);
          return;
        }
        const classes = classesByText(recoded.columns, rows.length);
        expect([...recoded.classSizes].sort()).toEqual([...classes.values()].map((members) => members.length).sort());
        for (const members of classes.values()) {
          const histogram = new Map<number, number>();
          for (const row of members) {
            const code = problem.sensitive[0]!.codes[row]!;
            histogram.set(code, (histogram.get(code) ?? 0) + 1);
          }
          const sparse = { length: histogram.size, codes: [...histogram.keys()], counts: [...histogram.values()] };
          for (const model of problem.models)
            expect(model.passes(members.length, model.sensitive === null ? null : sparse, null)).toBe(true);
        }
        problem.attributes.forEach(({ codes, levels }, at) => {
          const released = recoded.columns[at]!;
          for (let row = 0; row < rows.length; row++) {
            const texts = levels.map(({ groups, labels }) => {
              const group = groups[codes[row]!]!;
              return group === 0 ? null : labels[group]!;
            });
            const code = released.codes[row]!;
            expect(texts).toContain(code === 0 ? null : released.values[code]!);
          }
        });
        expect(recoded.granularity).toBeGreaterThanOrEqual(0);
        expect(recoded.granularity).toBeLessThanOrEqual(1);
      }),
      { numRuns: 400 },
    );
  });

  it('is the same each time', () => {
    fc.assert(
      fc.property(tableArbitrary, (rows) => {
        fc.pre(rows.length >= 3);
        const problem = problemOf(rows, 3, 'k');
        expect(recodeLocally(problem, QUIET_TASK)).toEqual(recodeLocally(problem, QUIET_TASK));
      }),
      { numRuns: 50 },
    );
  });
});
