import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { type ProtectTools, protect } from '@shared/project/protect.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf } from '@shared/table/table.ts';
import { cells, table } from '../../support/deid-columns.ts';

const TOOLS: ProtectTools = {
  crypto: { hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest() },
  pseudonymKey: null,
  now: () => 0,
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
};
const PEOPLE = table({
  town: ['a', 'a', 'b', null, 'elsewhere', 'b'],
  sex: ['f', 'm', 'f', 'f', 'm', 'f'],
  income: ['10.5', '-3', '999', '1', '1', null],
});
const PRIVATE = {
  epsilon: 50,
  groups: { town: ['a', 'b', 'c', ''], sex: ['f', 'm'] },
  amounts: { income: { lower: 0, upper: 100, decimals: 1 } },
};

function recipeOf(privacy: object = {}, aggregation: object = {}, rest: object = {}) {
  return parseRecipe(
    utf8(
      JSON.stringify({
        bulla: 'recipe/1',
        columns: {
          town: { role: 'quasi-identifier' },
          sex: { role: 'quasi-identifier' },
          income: { role: 'sensitive' },
        },
        table: {
          aggregation: {
            groupBy: ['town', 'sex'],
            measures: [{ type: 'count' }, { type: 'sum', column: 'income' }],
            minimumCellSize: 1,
            differentialPrivacy: { ...PRIVATE, ...privacy },
            ...aggregation,
          },
        },
        ...rest,
      }),
    ),
  );
}

const errorOf = (recipe: ReturnType<typeof recipeOf>) => {
  try {
    protect(PEOPLE, recipe, TOOLS, QUIET_TASK);
    return null;
  } catch (error) {
    const { code, params } = error as { code: string; params: object };
    return [code, params];
  }
};

describe('figures with differential privacy', () => {
  it('are of the declared cells, whether anybody is in them or not, and of clamped amounts', () => {
    // epsilon 50 for two measures: noise of a count is 0 in all but one of 10^10 draws; a sum moves by steps of 0.1 up to 100
    const { release, report, keptRows } = protect(PEOPLE, recipeOf({}, { minimumCellSize: 1 }), TOOLS, QUIET_TASK);
    expect(release.columns.map(({ name }) => name)).toEqual(['town', 'sex', 'count', 'sum of income']);
    expect(cells(columnOf(release, 'town')!)).toEqual(['a', 'a', 'b', 'b', 'c', 'c', null, null]);
    expect(cells(columnOf(release, 'sex')!)).toEqual(['f', 'm', 'f', 'm', 'f', 'm', 'f', 'm']);
    expect(cells(columnOf(release, 'count')!)).toEqual(['1', '1', '2', null, null, null, '1', null]);
    const sums = cells(columnOf(release, 'sum of income')!);
    expect(sums.map((sum) => sum === null)).toEqual([false, false, false, true, true, true, false, true]);
    expect(sums[0]).toMatch(/^-?\d+\.\d$/);
    [10.5, 0, 100].forEach((sum, cell) => {
      expect(Math.abs(Number(sums[cell]) - sum)).toBeLessThan(150);
    });
    expect(keptRows).toHaveLength(0);
    expect(report.warnings).toContainEqual({ code: 'protection.drawn-anew' });
    expect(report.warnings).not.toContainEqual({ code: 'protection.no-model' });
  });

  it('differ from run to run: no seed gives the noise back', () => {
    const recipe = recipeOf({ epsilon: 0.01 });
    const run = () => cells(columnOf(protect(PEOPLE, recipe, TOOLS, QUIET_TASK).release, 'sum of income')!).join();
    expect(run()).not.toBe(run());
  });

  it.each([
    ['models', undefined, recipeOf({}, {}, { models: [{ type: 'k-anonymity', k: 2 }] })],
    ['groups', 'sex', recipeOf({ groups: { town: ['a'] } })],
    ['groups', 'town', recipeOf({ groups: { town: ['a', 'a'], sex: ['f'] } })],
    ['amounts', 'income', recipeOf({ amounts: {} })],
    ['amounts', 'income', recipeOf({ amounts: { income: { lower: 2, upper: 1 } } })],
    ['mean', 'income', recipeOf({}, { measures: [{ type: 'mean', column: 'income' }] })],
    [
      'technique',
      'town',
      recipeOf(
        {},
        {},
        {
          columns: {
            town: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
            sex: { role: 'quasi-identifier' },
            income: { role: 'sensitive' },
          },
        },
      ),
    ],
  ])('are refused where the promise would not hold: %s', (reason, column, recipe) => {
    expect(errorOf(recipe)).toEqual(['recipe.private-figures', column === undefined ? { reason } : { reason, column }]);
  });

  it('are refused beyond the number of cells', () => {
    const values = Array.from({ length: 400 }, (_, at) => String(at));
    expect(errorOf(recipeOf({ groups: { town: values, sex: values } }))).toEqual([
      'recipe.private-cells',
      { cells: 160_000, limit: 100_000 },
    ]);
  });
});
