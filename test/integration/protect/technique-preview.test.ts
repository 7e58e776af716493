/** What the window shows of a technique and of a hierarchy before anything is calculated. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, type Engine } from '@engine/create-engine.ts';
import { kernels } from '@engine/workers/kernels.ts';
import type { HierarchyPreview, RowFrame, TechniquePreview } from '@shared/contract/views.ts';
import { parseHierarchyCsv } from '@shared/deidentification/hierarchy/hierarchy-csv.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inlineThreads } from '../../support/inline-threads.ts';

let folder: string;
let engine: Engine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulla-preview-'));
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

const PEOPLE = 'age,town,born\n21,Ulm,1999-03-01\n22,"Bonn; B",1998-04-05\n34,Kiel,\n';

async function open(): Promise<void> {
  writeFileSync(join(folder, 'people.csv'), PEOPLE);
  const file = engine.files.grant(join(folder, 'people.csv'), 'read').token;
  await engine.call('dataset.open', { file, dataset: 'd', source: { missing: [''] } });
}

function recipe(column: string, technique: object) {
  return { bulla: 'recipe/1', columns: { [column]: { role: 'other', technique } } } as never;
}

it('shows cells before and after, changed ones first', async () => {
  await open();
  const asked = recipe('age', { type: 'top-bottom-coding', bottom: 22, top: 30 });
  const { rows, samples } = (await engine.call('protect.technique', {
    dataset: 'd',
    column: 'age',
    recipe: asked,
  })) as TechniquePreview;
  expect(rows).toBe(3);
  expect(samples).toEqual([
    ['21', '22'],
    ['34', '30'],
    ['22', '22'],
  ]);
});

it('leaves missing cells out, refuses what the technique refuses and a column that is not there', async () => {
  await open();
  const born = { dataset: 'd', column: 'born', recipe: recipe('born', { type: 'date-truncation', level: 'year' }) };
  expect(((await engine.call('protect.technique', born)) as TechniquePreview).samples).toEqual([
    ['1999-03-01', '1999'],
    ['1998-04-05', '1998'],
  ]);
  const text = { dataset: 'd', column: 'town', recipe: recipe('town', { type: 'rounding', base: 5 }) };
  await expect(engine.call('protect.technique', text)).rejects.toMatchObject({ category: 'input' });
  await expect(engine.call('protect.technique', { ...text, column: 'absent' })).rejects.toMatchObject({
    code: 'recipe.column-unknown',
  });
});

it('asks for the identity where a key is needed', async () => {
  await open();
  const asked = { dataset: 'd', column: 'town', recipe: recipe('town', { type: 'pseudonymization' }) };
  await expect(engine.call('protect.technique', asked)).rejects.toMatchObject({ category: 'identity' });
});

it('names the values that a hierarchy lacks, and writes one that reads back', async () => {
  await open();
  const rows = [
    ['Ulm', 'South', '*'],
    ['Bonn; B', 'North', '*'],
  ];
  const asked = { type: 'generalization', hierarchy: { type: 'table', rows } };
  const preview = (await engine.call('protect.hierarchy', {
    dataset: 'd',
    column: 'town',
    recipe: recipe('town', asked),
  })) as HierarchyPreview;
  expect(preview).toMatchObject({ missingValues: 1, missingExamples: ['Kiel'] });

  const path = join(folder, 'town.csv');
  const file = engine.files.grant(path, 'write').token;
  const complete = { ...asked, hierarchy: { type: 'table', rows: [...rows, ['Kiel', 'North', '*']] } };
  const written = await engine.call('protect.exportHierarchy', {
    dataset: 'd',
    column: 'town',
    recipe: recipe('town', complete),
    file,
  });
  expect(written).toMatchObject({ file: 'town.csv', values: 3 });
  expect(parseHierarchyCsv(readFileSync(path, 'utf8'))).toEqual([...rows, ['Kiel', 'North', '*']]);
});

it('puts each released row beside the one that it was made from', async () => {
  writeFileSync(
    join(folder, 'rows.csv'),
    `age,town\n${Array.from({ length: 30 }, (_, row) => `${row},t${row}`).join('\n')}\n`,
  );
  const file = engine.files.grant(join(folder, 'rows.csv'), 'read').token;
  await engine.call('dataset.open', { file, dataset: 'd' });
  const asked = {
    bulla: 'recipe/1',
    columns: {
      age: { role: 'other', technique: { type: 'rounding', base: 10 } },
      town: { role: 'other', technique: { type: 'none' } },
    },
  } as never;
  await expect(engine.call('protect.originals', { dataset: 'd', start: 0, count: 5 })).rejects.toMatchObject({
    code: 'release.none',
  });
  await engine.call('protect.run', { dataset: 'd', recipe: asked });
  const window = { dataset: 'd', start: 3, count: 50 };
  const original = (await engine.call('protect.originals', window)) as RowFrame;
  const release = (await engine.call('protect.rows', window)) as RowFrame;
  expect(original.rowCount).toBe(27);
  // Every town is unique, so it names the row.
  const towns = (frame: RowFrame) => frame.columns.find((column) => column.name === 'town')?.cells;
  expect(towns(original)).toEqual(towns(release));
  expect(towns(original)).not.toEqual(Array.from({ length: 27 }, (_, row) => `t${row + 3}`));
});
