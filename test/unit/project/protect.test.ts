import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { type ProtectTools, protect } from '@shared/project/protect.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf, type Table } from '@shared/table/table.ts';
import { cells, table } from '../../support/deid-columns.ts';

const TOOLS: ProtectTools = {
  crypto: { hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest() },
  pseudonymKey: new Uint8Array(32).fill(9),
  now: () => 0,
};

const PEOPLE = table({
  name: ['Ann', 'Bob', 'Cid', 'Dan', 'Eve', 'Fay', 'Gus'],
  age: ['21', '22', '24', '31', '32', '33', '77'],
  sex: ['f', 'm', 'm', 'm', 'f', 'm', null],
  illness: ['flu', 'cold', 'flu', 'flu', 'cold', 'gout', 'rare'],
});
const AGE = { type: 'generalization', hierarchy: { type: 'intervals', origin: 0, widths: [10] } };
const SEX = {
  type: 'generalization',
  hierarchy: {
    type: 'table',
    rows: [
      ['f', '*'],
      ['m', '*'],
    ],
  },
};

function recipeOf(columns: object = {}, rest: object = {}) {
  return parseRecipe(
    utf8(
      JSON.stringify({
        bulla: 'recipe/1',
        columns: {
          name: { role: 'direct-identifier', technique: { type: 'suppression' } },
          age: { role: 'quasi-identifier', technique: AGE },
          sex: { role: 'quasi-identifier', technique: SEX },
          illness: { role: 'sensitive' },
          ...columns,
        },
        models: [{ type: 'k-anonymity', k: 3 }],
        search: { type: 'optimal', suppressionLimit: 0.2 },
        ...rest,
      }),
    ),
  );
}

const cellsOf = (release: Table, name: string) => cells(columnOf(release, name)!);
const codeOf = (work: () => unknown) => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('protect', () => {
  it('removes columns and rows, generalizes, and shuffles', () => {
    const { release, report, keptRows } = protect(PEOPLE, recipeOf(), TOOLS, QUIET_TASK);
    expect(release.columns.map(({ name }) => name)).toEqual(['age', 'sex', 'illness']);
    expect([...keptRows].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const inOrder = (cells: readonly (string | null)[]) =>
      [0, 1, 2, 3, 4, 5].map((row) => cells[keptRows.indexOf(row)]);
    expect(inOrder(cellsOf(release, 'age'))).toEqual([
      '[20, 30)',
      '[20, 30)',
      '[20, 30)',
      '[30, 40)',
      '[30, 40)',
      '[30, 40)',
    ]);
    expect(cellsOf(release, 'sex')).toEqual(['*', '*', '*', '*', '*', '*']);
    expect(report.levels).toEqual({ age: 1, sex: 1 });
    expect(report.heights).toEqual({ age: 3, sex: 2 });
    expect(report.suppressedRows).toBe(1);
    expect(report.classes).toBe(2);
    expect(report.models).toEqual([{ type: 'k-anonymity', label: 'k-anonymity with k = 3', holds: true, measured: 3 }]);
    expect(report.risk.before.prosecutor.highest).toBe(1);
    expect(report.risk.after.prosecutor.highest).toBeCloseTo(1 / 3, 12);
    expect(report.utility.suppressedRows).toBe(1);
  });

  it('leaves nothing of removed rows behind, not even in a dictionary', () => {
    const { release } = protect(PEOPLE, recipeOf(), TOOLS, QUIET_TASK);
    expect(columnOf(release, 'illness')!.values.toSorted()).toEqual(['', 'cold', 'flu', 'gout']);
    expect(release.columns.flatMap((column) => column.values)).not.toContain('Gus');
  });

  it('keeps l sensitive values in every class', () => {
    const models = [
      { type: 'k-anonymity', k: 2 },
      { type: 'distinct-l-diversity', l: 3, sensitive: 'illness' },
    ];
    const { report } = protect(PEOPLE, recipeOf({}, { models }), TOOLS, QUIET_TASK);
    expect(report.models.map(({ holds }) => holds)).toEqual([true, true]);
    expect(report.models[1]!.measured).toBeGreaterThanOrEqual(3);
  });

  it('gives the same release for the same recipe', () => {
    const noisy = recipeOf({
      age: { role: 'other', technique: { type: 'noise', distribution: 'gaussian', scale: 5 } },
    });
    const one = protect(PEOPLE, noisy, TOOLS, QUIET_TASK).release;
    expect(protect(PEOPLE, noisy, TOOLS, QUIET_TASK).release).toEqual(one);
    expect(cellsOf(one, 'age')).not.toEqual(cells(PEOPLE.columns[1]!));
  });

  it('counts a removed quasi-identifier as lost and measures the rest', () => {
    const recipe = recipeOf({ age: { role: 'quasi-identifier', technique: { type: 'suppression' } } });
    const { release, report } = protect(PEOPLE, recipe, TOOLS, QUIET_TASK);
    expect(columnOf(release, 'age')).toBeUndefined();
    expect(report.risk.before.quasiIdentifiers).toEqual(['age', 'sex']);
    expect(report.risk.after.quasiIdentifiers).toEqual(['sex']);
    expect(report.score).toBeGreaterThan(0.4);
  });

  it('brings a population table to the level of the release', () => {
    const population = table({
      age: ['20', '25', '29', '28', '35', '36', '39', '71'],
      sex: ['f', 'f', 'm', 'm', 'f', 'm', 'x', 'm'],
    });
    const recipe = recipeOf({}, { risk: { population: { type: 'file', path: 'p.csv' } } });
    const { report } = protect(PEOPLE, recipe, { ...TOOLS, population }, QUIET_TASK);
    expect(report.risk.after.journalist).toMatchObject({ population: 'table', matched: 1 });
    expect(report.risk.after.journalist.highest).toBeCloseTo(1 / 3, 12);
    expect(codeOf(() => protect(PEOPLE, recipe, TOOLS, QUIET_TASK))).toBe('recipe.population-missing');
  });

  it('refuses what cannot be reached, and asks for the key only when it is needed', () => {
    const impossible = recipeOf({}, { models: [{ type: 'k-anonymity', k: 8 }] });
    expect(codeOf(() => protect(PEOPLE, impossible, TOOLS, QUIET_TASK))).toBe('search.no-solution');
    const pseudonyms = recipeOf({ name: { role: 'direct-identifier', technique: { type: 'pseudonymization' } } });
    const locked = { ...TOOLS, pseudonymKey: null };
    expect(codeOf(() => protect(PEOPLE, pseudonyms, locked, QUIET_TASK))).toBe('identity.locked');
    expect(codeOf(() => protect(PEOPLE, recipeOf(), locked, QUIET_TASK))).toBe('');
  });

  it('may release nothing when that is allowed', () => {
    const recipe = recipeOf(
      {},
      {
        models: [{ type: 'k-anonymity', k: 8 }],
        search: { type: 'optimal', suppressionLimit: 1 },
      },
    );
    const { release, report } = protect(PEOPLE, recipe, TOOLS, QUIET_TASK);
    expect(release.rowCount).toBe(0);
    expect(report.models[0]).toMatchObject({ holds: true, measured: null });
    expect(report.warnings.map(({ code }) => code)).toContain('protection.nothing-released');
  });

  it.each([
    ['no rows', { name: [], age: [], sex: [], illness: [] }],
    ['one row', { name: ['a'], age: ['1'], sex: ['f'], illness: ['flu'] }],
    ['only missing cells', { name: [null, null], age: [null, null], sex: [null, null], illness: [null, null] }],
    ['all rows equal', { name: ['a', 'a', 'a'], age: ['1', '1', '1'], sex: ['f', 'f', 'f'], illness: ['x', 'x', 'x'] }],
  ])('answers for %s', (_, columns) => {
    const recipe = recipeOf({}, { search: { type: 'optimal', suppressionLimit: 1 } });
    const { report } = protect(table(columns), recipe, TOOLS, QUIET_TASK);
    expect(report.score).toBeGreaterThanOrEqual(0);
    expect(report.suppressedRows + report.utility.rowsOut).toBe(columns.age.length);
  });

  it.each([
    [1, true],
    [2 ** 40 - 1, true],
    [2 ** 40, false],
  ])('says of seed %d whether noise under it can be taken away: %s', (seed, isGuessable) => {
    const noise = { type: 'noise', distribution: 'gaussian', scale: 2, decimals: 0 } as const;
    const recipe = recipeOf({ age: { role: 'other', technique: noise } }, { seed });
    const { report } = protect(PEOPLE, recipe, TOOLS, QUIET_TASK);
    expect(report.warnings.some(({ code }) => code === 'protection.guessable-seed')).toBe(isGuessable);
  });

  it('works without quasi-identifiers and without models', () => {
    const recipe = recipeOf({ age: { role: 'other' }, sex: { role: 'other' } }, { models: [] });
    const { report, release } = protect(PEOPLE, recipe, TOOLS, QUIET_TASK);
    expect(report.score).toBeNull();
    expect(release.rowCount).toBe(7);
    expect(report.warnings.map(({ code }) => code)).toEqual(['protection.no-model', 'protection.no-quasi-identifier']);
  });
});
