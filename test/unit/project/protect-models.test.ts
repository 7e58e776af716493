/** Models where the data give little or nothing to go by, and defects of other tools that ours must not have. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { type ProtectTools, protect } from '@shared/project/protect.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { columnOf } from '@shared/table/table.ts';
import { cells, table } from '../../support/deid-columns.ts';

const TOOLS: ProtectTools = {
  crypto: { hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest() },
  pseudonymKey: null,
  now: () => 0,
};
const population = { type: 'file', path: 'people.csv' };
const sensitive = 'illness';
const MODELS = {
  'k-anonymity': { type: 'k-anonymity', k: 2 },
  'k-map': { type: 'k-map', k: 2, population },
  'alpha-k-anonymity': { type: 'alpha-k-anonymity', alpha: 0.5, k: 2, sensitive },
  'distinct-l-diversity': { type: 'distinct-l-diversity', l: 2, sensitive },
  'entropy-l-diversity': { type: 'entropy-l-diversity', l: 1.5, sensitive },
  'recursive-c-l-diversity': { type: 'recursive-c-l-diversity', c: 2, l: 2, sensitive },
  't-closeness equal': { type: 't-closeness', t: 0.2, distance: 'equal', sensitive },
  't-closeness ordered': { type: 't-closeness', t: 0.2, distance: 'ordered', sensitive },
  't-closeness hierarchical': { type: 't-closeness', t: 0.2, distance: 'hierarchical', sensitive },
  'beta-likeness basic': { type: 'beta-likeness', beta: 1, enhanced: false, sensitive },
  'beta-likeness enhanced': { type: 'beta-likeness', beta: 1, sensitive },
  'delta-disclosure': { type: 'delta-disclosure', delta: 1, sensitive },
  'delta-presence': { type: 'delta-presence', min: 0, max: 0.5, population },
  'k-m-anonymity': { type: 'k-m-anonymity', k: 2, m: 2, column: 'items' },
  'average-risk': { type: 'average-risk', threshold: 0.5 },
  'sample-uniqueness': { type: 'sample-uniqueness', threshold: 0 },
};
const names = Object.keys(MODELS) as (keyof typeof MODELS)[];

function recipeOf(models: readonly object[], rest: object = {}) {
  const technique = { type: 'generalization', hierarchy: { type: 'automatic' } };
  return parseRecipe(
    utf8(
      JSON.stringify({
        bulla: 'recipe/1',
        columns: {
          age: { role: 'quasi-identifier', technique },
          illness: { role: 'sensitive' },
          wage: { role: 'sensitive' },
          items: { role: 'other' },
        },
        models,
        search: { type: 'optimal', suppressionLimit: 1 },
        ...rest,
      }),
    ),
  );
}

type Cells = readonly (string | null)[];
const people = (age: Cells, illness: Cells, wage: Cells = illness, items: Cells = illness) =>
  table({ age, illness, wage, items });
const run = (data: Table, models: readonly object[], rest: object = {}) =>
  protect(data, recipeOf(models, rest), { ...TOOLS, population: table({ age: ['1', '2'] }) }, QUIET_TASK);

describe.each(names)('%s', (name) => {
  const model = MODELS[name];

  it('is satisfied by a release of nothing, and measures nothing', () => {
    const { release, report } = run(people([], []), [model]);
    expect(release.rowCount).toBe(0);
    expect(report.models).toMatchObject([{ holds: true, measured: null }]);
  });

  it.each([
    ['one record', people(['1'], ['flu'])],
    ['records that are all equal', people(['1', '1', '1'], ['flu', 'flu', 'flu'])],
    ['records that are all different', people(['1', '2', '3', '4'], ['a', 'b', 'c', 'd'])],
    ['records of missing cells', people([null, null, null], [null, null, null])],
    ['values beyond every number', people(['1e400', '1', '-1e400'], ['1e400', '2', 'NaN'])],
  ])('holds on what is left of %s', (_, data) => {
    const { report, release } = run(data, [model]);
    expect(report.models[0]!.holds).toBe(true);
    expect(report.suppressedRows + release.rowCount).toBe(data.rowCount);
    const { measured } = report.models[0]!;
    if (measured !== null) expect(Number.isFinite(measured)).toBe(true);
  });

  it('gives the same release for the same recipe, data and seed', () => {
    const data = people(['1', '2', '1', '3', '2', '1'], ['a', 'b', 'b', 'a', 'a', null]);
    const { elapsedMs: _, ...first } = run(data, [model]).report;
    const { elapsedMs: __, ...second } = run(data, [model]).report;
    expect(second).toEqual(first);
    expect(run(data, [model]).release).toEqual(run(data, [model]).release);
  });
});

it('k beyond the number of records removes all, where that is allowed, and is refused where it is not', () => {
  const data = people(['1', '2'], ['a', 'b']);
  expect(run(data, [{ type: 'k-anonymity', k: 3 }]).release.rowCount).toBe(0);
  const search = { search: { type: 'optimal', suppressionLimit: 0 } };
  expect(() => run(data, [{ type: 'k-anonymity', k: 3 }], search)).toThrow(
    expect.objectContaining({ code: 'search.no-solution' }),
  );
});

describe('recipes that cannot be', () => {
  const data = people(['1', '2'], ['a', 'b']);
  it.each([
    ['recipe.model-column', { type: 'beta-likeness', beta: 1, sensitive: 'items' }],
    ['recipe.model-column', { type: 't-closeness', t: 0.1, distance: 'equal', sensitive: '__proto__' }],
    ['recipe.model-column', { type: 'k-m-anonymity', k: 2, m: 1, column: 'age' }],
    ['recipe.model-bounds', { type: 'delta-presence', min: 0.6, max: 0.5, population }],
    ['recipe.invalid', { type: 't-closeness', t: 1.5, distance: 'equal', sensitive }],
    ['recipe.invalid', { type: 'entropy-l-diversity', l: 1, sensitive }],
    ['recipe.invalid', { type: 'beta-likeness', beta: 0, sensitive }],
    ['recipe.invalid', { type: 'alpha-k-anonymity', alpha: 0, k: 2, sensitive }],
  ])('%s: %j', (code, model) => {
    expect(() => run(data, [model])).toThrow(expect.objectContaining({ code }));
  });

  it('one set column for two purposes, several populations, a population for cells recoded one by one', () => {
    const sets = { type: 'k-m-anonymity', k: 2, m: 1, column: 'illness' };
    expect(() => run(data, [sets, MODELS['distinct-l-diversity']])).toThrow(
      expect.objectContaining({ code: 'recipe.model-column' }),
    );
    const other = { type: 'k-map', k: 2, population: { type: 'file', path: 'others.csv' } };
    expect(() => run(data, [MODELS['k-map'], other])).toThrow(
      expect.objectContaining({ code: 'recipe.populations-differ' }),
    );
    expect(() => run(data, [MODELS['k-map']], { search: { type: 'local-recoding' } })).toThrow(
      expect.objectContaining({ code: 'recipe.model-search' }),
    );
  });
});

describe('defects of other tools', () => {
  const AGES = ['1', '1', '1', '1', '2', '2', '2', '2'];

  it('measures diversity of several sensitive columns at once (sdcMicro 5.8: always 0)', () => {
    const data = people(AGES, ['a', 'b', 'c', 'a', 'a', 'b', 'b', 'a'], ['1', '2', '3', '4', '5', '6', '7', '8']);
    const { report } = run(data, [
      { type: 'distinct-l-diversity', l: 2, sensitive: 'illness' },
      { type: 'distinct-l-diversity', l: 3, sensitive: 'wage' },
      { type: 'entropy-l-diversity', l: 1.5, sensitive: 'illness' },
      { type: 'recursive-c-l-diversity', c: 3, l: 2, sensitive: 'wage' },
    ]);
    expect(report.models.map(({ measured, holds }) => [measured, holds])).toEqual([
      [2, true],
      [4, true],
      [expect.closeTo(2, 12), true],
      [expect.closeTo(1 / 3, 12), true],
    ]);
  });

  it('takes a missing cell for a value when it decides, and shows the other reading beside (sdcMicro: only the other)', () => {
    const columns = { ...recipeOf([]).columns, age: { role: 'quasi-identifier' } };
    const k = [{ type: 'k-anonymity', k: 2 }];
    const alone = run(people(['1', '1', null, '1'], ['a', 'b', 'a', 'b']), k, { columns });
    expect(cells(columnOf(alone.release, 'age')!)).toEqual(['1', '1', '1']);
    const pair = run(people(['1', '1', null, null], ['a', 'b', 'a', 'b']), k, { columns });
    expect(pair.report.models[0]).toMatchObject({ holds: true, measured: 2, wildcard: 4 });
  });

  it('averages the risk over records, not over classes (pycanon: over classes)', () => {
    const data = people(['1', '1', '1', '1', '2', '2'], ['a', 'b', 'a', 'b', 'a', 'b']);
    const columns = { ...recipeOf([]).columns, age: { role: 'quasi-identifier' } };
    const { report } = run(data, [{ type: 'average-risk', threshold: 0.4 }], { columns });
    expect(report.models[0]!.measured).toBeCloseTo(2 / 6, 12); // over classes: (1/4 + 1/2) / 2
  });

  it('names classes that tell a sensitive value although k-anonymity holds', () => {
    const data = people(
      AGES,
      ['hiv', 'hiv', 'hiv', 'hiv', 'a', 'b', 'a', 'b'],
      ['1', '2', '1', '2', '1', '2', '1', '2'],
    );
    const columns = { ...recipeOf([]).columns, age: { role: 'quasi-identifier' } };
    const { report } = run(data, [{ type: 'k-anonymity', k: 4 }], { columns });
    expect(report.homogeneity).toEqual([
      { column: 'illness', classes: 1, records: 4 },
      { column: 'wage', classes: 0, records: 0 },
    ]);
  });
});
