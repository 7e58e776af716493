import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { bestWithin } from '@shared/deidentification/trade-off/trade-off.ts';
import { type ProtectTools, protect } from '@shared/project/protect.ts';
import { tradeOff } from '@shared/project/trade-off.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf } from '@shared/table/table.ts';
import { cells, table } from '../../support/deid-columns.ts';
import { smallestWildcardMatch } from '../../support/local-brute-force.ts';

const TOOLS: ProtectTools = {
  crypto: { hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest() },
  pseudonymKey: new Uint8Array(32).fill(9),
  now: () => 0,
};
const PEOPLE = table({
  age: ['21', '22', '24', '31', '32', '33', '77', '78'],
  sex: ['f', 'm', 'm', 'm', 'f', 'm', 'f', 'f'],
  town: ['Ulm', 'Ulm', 'Ulm', 'Bonn', 'Bonn', 'Bonn', 'Bonn', 'Bonn'],
  illness: ['flu', 'cold', 'flu', 'flu', 'cold', 'gout', 'rare', 'flu'],
});

function recipeOf(
  search: object,
  {
    models = [{ type: 'k-anonymity', k: 2 }] as object[],
    ...rest
  }: { readonly models?: object[]; readonly risk?: object } = {},
) {
  return parseRecipe(
    utf8(
      JSON.stringify({
        bulla: 'recipe/1',
        columns: {
          age: {
            role: 'quasi-identifier',
            technique: { type: 'generalization', hierarchy: { type: 'intervals', origin: 0, widths: [10, 20] } },
          },
          sex: {
            role: 'quasi-identifier',
            technique: {
              type: 'generalization',
              hierarchy: {
                type: 'table',
                rows: [
                  ['f', '*'],
                  ['m', '*'],
                ],
              },
            },
          },
          town: { role: 'quasi-identifier' },
          illness: { role: 'sensitive' },
        },
        models,
        search,
        ...rest,
      }),
    ),
  );
}

const codeOf = (work: () => unknown) => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('local recoding of a recipe', () => {
  const { release, report, keptRows } = protect(PEOPLE, recipeOf({ type: 'local-recoding' }), TOOLS, QUIET_TASK);

  it('keeps every row and reaches the model, cell by cell', () => {
    expect(report.suppressedRows).toBe(0);
    expect(release.rowCount).toBe(8);
    expect(report.models).toMatchObject([{ holds: true }]);
    expect(report.risk.after.prosecutor.highest).toBeLessThanOrEqual(0.5);
    const ages = cells(columnOf(release, 'age')!);
    const inOrder = Array.from({ length: 8 }, (_, row) => ages[keptRows.indexOf(row)]);
    expect(inOrder.slice(6)).toEqual(['[70, 80)', '[70, 80)']);
    expect(cells(columnOf(release, 'town')!).includes('*')).toBe(false);
  });

  it('says what is lost, by cells', () => {
    expect(report.levels).toEqual({});
    expect(report.optimal).toBe(false);
    const global = protect(PEOPLE, recipeOf({ type: 'optimal' }), TOOLS, QUIET_TASK).report;
    expect(report.score!).toBeLessThan(global.score!);
    expect(report.utility.loss).toBeLessThan(global.utility.loss);
    expect(report.utility.columns.find(({ column }) => column === 'town')!.loss).toBe(0);
  });

  it('reaches models of sensitive values and of the whole release', () => {
    const models = [
      { type: 'k-anonymity', k: 2 },
      { type: 'distinct-l-diversity', l: 2, sensitive: 'illness' },
      { type: 'average-risk', threshold: 0.3 },
    ];
    const made = protect(PEOPLE, recipeOf({ type: 'local-recoding' }, { models }), TOOLS, QUIET_TASK).report;
    expect(made.models.map(({ holds }) => holds)).toEqual([true, true, true]);
    expect(made.suppressedRows).toBe(0);
  });
});

describe('local suppression of a recipe', () => {
  it('is honest about both readings', () => {
    const { release, report } = protect(PEOPLE, recipeOf({ type: 'local-suppression' }), TOOLS, QUIET_TASK);
    const keys = ['age', 'sex', 'town'].map((name) => columnOf(release, name)!);
    expect(smallestWildcardMatch(keys, 8)).toBeGreaterThanOrEqual(2);
    expect(release.rowCount).toBe(8);
    expect(report.models).toMatchObject([{ type: 'k-anonymity', holds: false, measured: 1, wildcard: 2 }]);
    const stars = keys.flatMap((column) => cells(column)).filter((cell) => cell === '*').length;
    expect(report.utility.suppressedCells).toBe(stars);
    expect(report.utility.columns.find(({ column }) => column === 'age')!.loss).toBe(
      cells(keys[0]!).filter((cell) => cell === '*').length / 8,
    );
  });

  it('holds strictly where a suppressed cell is read as a value', () => {
    const search = { type: 'local-suppression', reading: 'value' };
    const { report } = protect(PEOPLE, recipeOf(search), TOOLS, QUIET_TASK);
    expect(report.models).toMatchObject([{ holds: true }]);
    expect(report.suppressedRows).toBe(0);
  });

  it('prefers the columns that weigh less', () => {
    const starsIn = (importance: object) => {
      const { release } = protect(PEOPLE, recipeOf({ type: 'local-suppression', importance }), TOOLS, QUIET_TASK);
      return cells(columnOf(release, 'sex')!).filter((cell) => cell === '*').length;
    };
    expect(starsIn({ sex: 100 })).toBeLessThanOrEqual(starsIn({ sex: 0.01 }));
  });

  it('refuses what it cannot reach', () => {
    const run = (search: object, rest?: { readonly models?: object[] }) =>
      codeOf(() => protect(PEOPLE, recipeOf(search, rest), TOOLS, QUIET_TASK));
    const search = { type: 'local-suppression' };
    expect(run(search, { models: [] })).toBe('recipe.local-suppression-k');
    expect(run(search, { models: [{ type: 'distinct-l-diversity', l: 2, sensitive: 'illness' }] })).toBe(
      'recipe.local-model',
    );
    expect(run({ ...search, importance: { illness: 2 } })).toBe('recipe.local-column');
    expect(run(search, { models: [{ type: 'k-anonymity', k: 9 }] })).toBe('search.no-solution');
    expect(run({ type: 'local-recoding' }, { models: [{ type: 'k-anonymity', k: 9 }] })).toBe('search.no-solution');
  });

  it('refuses a population table, whose people have no class', () => {
    const population = table({ age: ['21'], sex: ['f'], town: ['Ulm'] });
    const risk = { population: { type: 'file', path: 'people.csv' } };
    for (const type of ['local-suppression', 'local-recoding'])
      expect(codeOf(() => protect(PEOPLE, recipeOf({ type }, { risk }), { ...TOOLS, population }, QUIET_TASK))).toBe(
        'recipe.local-population',
      );
  });
});

describe('the trade-off of a recipe', () => {
  it('answers as a release does', () => {
    const recipe = (suppressionLimit: number, k: number) =>
      recipeOf({ type: 'optimal', suppressionLimit }, { models: [{ type: 'k-anonymity', k }] });
    const found = tradeOff(PEOPLE, recipe(0, 4), TOOLS, QUIET_TASK);
    expect(found.chosenK).toBe(4);
    expect(found.ks).toContain(4);
    expect(found.columns).toEqual(['age', 'sex']);
    expect(found.heights).toEqual([4, 2]);
    for (const k of [2, 3, 4])
      for (const limit of k === 4 ? [0.75] : [0.5, 0.75]) {
        const { report } = protect(PEOPLE, recipe(limit, k), TOOLS, QUIET_TASK);
        const best = bestWithin(found, k, limit)!;
        expect(best.score).toBeCloseTo(report.score!, 9);
        expect(best.suppressedRows).toBeLessThanOrEqual(limit * 8);
      }
  });

  it('names the models that it leaves out', () => {
    const models = [
      { type: 'k-anonymity', k: 2 },
      { type: 'distinct-l-diversity', l: 2, sensitive: 'illness' },
      { type: 'average-risk', threshold: 0.3 },
    ];
    const { modelsLeftOut } = tradeOff(PEOPLE, recipeOf({ type: 'local-recoding' }, { models }), TOOLS, QUIET_TASK);
    expect(modelsLeftOut).toHaveLength(2);
    expect(modelsLeftOut[0]).toContain('illness');
  });
});
