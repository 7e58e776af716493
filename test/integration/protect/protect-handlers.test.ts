/** The researcher's operations through the engine's one door, on files. */
import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, type Engine } from '@engine/create-engine.ts';
import { inlineThreads } from '../../support/inline-threads.ts';
import { kernels } from '@engine/workers/kernels.ts';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { bestWithin } from '@shared/deidentification/trade-off/trade-off.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let engine: Engine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulla-protect-'));
  engine = createEngine({
    version: '0.0.0-test',
    profile: join(folder, 'profile'),
    resources: resolve(import.meta.dirname, '../../../resources'),
    clock: { now: () => Date.UTC(2026, 10, 23, 12), monotonic: () => performance.now() },
    threads: inlineThreads(kernels),
    scryptLogN: 10,
  });
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const PEOPLE = `id;age;city;illness
1;21;Ulm;flu
2;22;Ulm;cold
3;24;Ulm;flu
4;31;Bonn;flu
5;32;Bonn;cold
6;33;Bonn;gout
7;77;Bonn;rare
`;
const RECIPE = {
  bulla: 'recipe/1',
  columns: {
    id: { role: 'direct-identifier', technique: { type: 'suppression' } },
    age: {
      role: 'quasi-identifier',
      technique: { type: 'generalization', hierarchy: { type: 'intervals', origin: 0, widths: [10] } },
    },
    city: {
      role: 'quasi-identifier',
      technique: { type: 'generalization', hierarchy: { type: 'file', path: 'city.csv' } },
    },
    illness: { role: 'sensitive' },
  },
  models: [{ type: 'k-anonymity', k: 3 }],
  search: { type: 'optimal', suppressionLimit: 0.2 },
};

const reading = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return engine.files.grant(join(folder, name), 'read').token;
};
const writing = (name: string) => engine.files.grant(join(folder, name), 'write').token;

async function opened(recipe: object = RECIPE) {
  await engine.call('dataset.open', { file: reading('people.csv', PEOPLE), dataset: 'd' });
  writeFileSync(join(folder, 'city.csv'), 'Ulm;South;*\nBonn;West;*\nKiel;North;*\n');
  return engine.call('recipe.read', { file: reading('recipe.json', JSON.stringify(recipe)) });
}

describe('protect', () => {
  it('makes, shows and writes one release', async () => {
    const recipe = await opened();
    const { report, recipeHash } = await engine.call('protect.run', { dataset: 'd', recipe });
    expect(report).toMatchObject({ levels: { age: 1, city: 0 }, suppressedRows: 1, classes: 2 });
    expect(recipeHash).toMatch(/^[0-9a-f]{64}$/);
    const frame = await engine.call('protect.rows', { dataset: 'd', start: 5, count: 10 });
    const released = [
      '[20, 30);Ulm;flu',
      '[20, 30);Ulm;cold',
      '[20, 30);Ulm;flu',
      '[30, 40);Bonn;flu',
      '[30, 40);Bonn;cold',
      '[30, 40);Bonn;gout',
    ];
    expect(frame).toMatchObject({ start: 5, rowCount: 1 });
    expect(frame.columns.map(({ name }) => name)).toEqual(['age', 'city', 'illness']);
    expect(released).toContain(frame.columns.map(({ cells }) => cells[0]).join(';'));
    const written = await engine.call('protect.write', { dataset: 'd', recipe, file: writing('release.csv') });
    expect(written).toMatchObject({ file: 'release.csv', rows: 6 });
    // the rows are shuffled
    const [header, ...lines] = readFileSync(join(folder, 'release.csv'), 'utf8').trimEnd().split('\r\n');
    expect(header).toBe('age;city;illness');
    expect(lines.toSorted()).toEqual(released.toSorted());
    expect(lines[5]).toBe(frame.columns.map(({ cells }) => cells[0]).join(';'));
  });

  it('measures the risk of the data as they are', async () => {
    const risk = await engine.call('protect.risk', { dataset: 'd', recipe: await opened() });
    expect(risk).toMatchObject({ quasiIdentifiers: ['age', 'city'], uniques: 7 });
  });

  it('shows what a hierarchy does, and how much of the data it lacks', async () => {
    const recipe = await opened();
    const city = await engine.call('protect.hierarchy', { dataset: 'd', column: 'city', recipe });
    expect(city).toMatchObject({ levels: 3, missingValues: 0, groupsPerLevel: [2, 2, 1] });
    expect(city.rows).toEqual([
      ['Ulm', 'South', '*'],
      ['Bonn', 'West', '*'],
    ]);
    const rows = (await engine.call('protect.importHierarchy', { file: reading('part.csv', 'Ulm,*\n') })).rows;
    const columns = {
      ...recipe.columns,
      city: {
        role: 'quasi-identifier',
        technique: { type: 'generalization', hierarchy: { type: 'table', rows: rows.map((row) => [...row]) } },
      },
    } as const;
    const part = await engine.call('protect.hierarchy', {
      dataset: 'd',
      column: 'city',
      recipe: { ...recipe, columns },
    });
    expect(part.missingValues).toBe(1);
  });

  it('suggests a role for every column', async () => {
    await opened();
    const suggestions = await engine.call('protect.suggest', { dataset: 'd' });
    expect(suggestions.map(({ column }) => column)).toEqual(['id', 'age', 'city', 'illness']);
    expect(suggestions[1]).toMatchObject({ role: 'quasi-identifier', reasons: ['age-in-header'] });
  });

  it('reads a population table only where a chosen recipe names it', async () => {
    const population = { type: 'file', path: 'population.csv' };
    const named = { ...RECIPE, risk: { population } };
    writeFileSync(
      join(folder, 'population.csv'),
      'age;city\n20;Ulm\n25;Ulm\n29;Ulm\n23;Ulm\n34;Bonn\n35;Bonn\n36;Bonn\n',
    );
    await opened();
    const direct = { ...RECIPE, columns: { ...RECIPE.columns, city: { role: 'other' } } };
    const forged = parseRecipe(
      utf8(JSON.stringify({ ...direct, risk: { population: { type: 'file', path: join(folder, 'population.csv') } } })),
    );
    await expect(engine.call('protect.run', { dataset: 'd', recipe: forged })).rejects.toMatchObject({
      code: 'file.not-granted',
    });
    const { report } = await engine.call('protect.run', { dataset: 'd', recipe: await opened(named) });
    expect(report.risk.after.journalist).toMatchObject({ population: 'table', matched: 1, highest: 1 / 3 });

    // The same file named by a model is granted as well, alone and beside the risk.
    const models = [...RECIPE.models, { type: 'k-map', k: 3, population }];
    for (const recipe of [
      { ...RECIPE, models },
      { ...named, models },
    ]) {
      const mapped = await engine.call('protect.run', { dataset: 'd', recipe: await opened(recipe) });
      expect(mapped.report.models.at(-1)).toMatchObject({ type: 'k-map', holds: true, measured: 3 });
    }
  });

  it('reads a population table that the person chose, and grants it by the path that the recipe names', async () => {
    await opened();
    const text = 'age;city;people\n20;Ulm;40\n34;Bonn;9\n';
    const chosen = await engine.call('protect.population', { file: reading('population.csv', text) });
    expect(chosen).toEqual({
      population: { type: 'file', path: join(folder, 'population.csv'), delimiter: ';' },
      columns: ['age', 'city', 'people'],
      rowCount: 2,
    });
    const population = { ...chosen.population, countColumn: 'people' };
    const recipe = { ...(await opened()), risk: { threshold: 0.2, population } };
    const { report } = await engine.call('protect.run', { dataset: 'd', recipe });
    expect(report.risk.after.journalist).toMatchObject({ population: 'table', matched: 1, highest: 1 / 9 });
    await expect(engine.call('protect.population', { file: writing('population.csv') })).rejects.toMatchObject({
      code: 'file.not-granted',
    });
    await expect(engine.call('protect.population', { file: reading('none.csv', '') })).rejects.toMatchObject({
      code: 'csv.empty',
    });
  });

  it('makes pseudonyms with the key of the unlocked identity only', async () => {
    const recipe = await opened({
      ...RECIPE,
      columns: { ...RECIPE.columns, id: { role: 'direct-identifier', technique: { type: 'pseudonymization' } } },
    });
    const run = () => engine.call('protect.run', { dataset: 'd', recipe });
    await expect(run()).rejects.toMatchObject({ category: 'identity' });
    await engine.call('identity.create', { name: 'Ann', passphrase: 'seven plain words are a good passphrase' });
    await run();
    const before = await engine.call('protect.rows', { dataset: 'd', start: 0, count: 3 });
    expect(before.columns[0]!.cells.every((cell) => /^[A-Z2-7]{16}$/.test(cell ?? ''))).toBe(true);
    await opened();
    await run();
    expect(await engine.call('protect.rows', { dataset: 'd', start: 0, count: 3 })).toEqual(before);
  });

  it('never writes over the original, by whatever name', async () => {
    const recipe = await opened();
    symlinkSync(join(folder, 'people.csv'), join(folder, 'link.csv'));
    linkSync(join(folder, 'people.csv'), join(folder, 'twin.csv'));
    for (const name of ['people.csv', 'link.csv', 'twin.csv'])
      await expect(engine.call('protect.write', { dataset: 'd', recipe, file: writing(name) })).rejects.toMatchObject({
        code: 'dataset.overwrite',
        params: { file: 'people.csv' },
      });
    expect(readFileSync(join(folder, 'people.csv'), 'utf8')).toBe(PEOPLE);
  });

  it('answers every k and every limit in one pass', async () => {
    const recipe = await opened();
    const found = await engine.call('protect.tradeOff', { dataset: 'd', recipe });
    expect(found).toMatchObject({
      rowCount: 7,
      chosenK: 3,
      columns: ['age', 'city'],
      isExact: true,
      modelsLeftOut: [],
    });
    const { report } = await engine.call('protect.run', { dataset: 'd', recipe });
    expect(bestWithin(found, 3, 0.2)).toMatchObject({ suppressedRows: report.suppressedRows });
    expect(bestWithin(found, 3, 0.2)!.score).toBeCloseTo(report.score!, 9);
  });

  it('refuses to show a release that was not made', async () => {
    await opened();
    await expect(engine.call('protect.rows', { dataset: 'd', start: 0, count: 1 })).rejects.toMatchObject({
      code: 'release.none',
    });
    await expect(engine.call('protect.suggest', { dataset: 'x' })).rejects.toMatchObject({ code: 'dataset.unknown' });
  });
});
