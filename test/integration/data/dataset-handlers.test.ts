import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@engine/context.ts';
import { datasetHandlers } from '@engine/handlers/dataset.ts';
import { projectHandlers, recipeHandlers } from '@engine/handlers/project.ts';
import { fileGrants } from '@engine/io/file-grants.ts';
import { openDatasets } from '@engine/jobs/datasets.ts';
import { inlineThreads } from '../../support/inline-threads.ts';
import { openStore } from '@engine/store/open-store.ts';
import { type Kernels, kernels } from '@engine/workers/kernels.ts';
import { cancelled } from '@shared/std/task.ts';

let folder: string;
let context: Context;
let changes: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulla-data-'));
  changes = [];
  context = {
    clock: { now: () => 1_700_000_000_000, monotonic: () => 0 },
    datasets: openDatasets(),
    files: fileGrants(),
    notify: (topic: string) => void changes.push(topic),
    store: openStore(join(folder, 'profile')),
    threads: inlineThreads(kernels as Kernels),
  } as Partial<Context> as Context;
});
afterEach(async () => {
  context.store.close();
  await rm(folder, { recursive: true, force: true });
});

function taskOf(abort = new AbortController(), onReport: () => void = () => {}) {
  return {
    signal: abort.signal,
    report: onReport,
    checkpoint() {
      if (abort.signal.aborted) throw cancelled();
    },
  };
}

async function granted(name: string, text: string, mode: 'read' | 'write' = 'read'): Promise<string> {
  if (mode === 'read') await writeFile(join(folder, name), text);
  return context.files.grant(join(folder, name), mode).token;
}

const LONG = `id,plz\n${Array.from({ length: 60_000 }, (_, i) => `${i},0${i % 10}\n`).join('')}`;
const recipe = { bulla: 'recipe/1', columns: {}, source: {}, models: [], risk: { threshold: 0.2 }, seed: 1 } as const;
const search = { type: 'optimal', suppressionLimit: 0, quality: 'loss' } as const;

describe('dataset.open', () => {
  it('reads a file, shows rows while it does, and remembers it', async () => {
    const handlers = datasetHandlers(context);
    const file = await granted('data.csv', LONG);
    let early: unknown;
    const onReport = () => {
      early ??= context.datasets.get('d').isComplete
        ? 'late'
        : handlers['dataset.rows']({ dataset: 'd', start: 0, count: 2 }, taskOf());
    };
    const view = await handlers['dataset.open']({ file, dataset: 'd' }, taskOf(undefined, onReport));
    expect(early).toEqual({
      start: 0,
      rowCount: 2,
      columns: [
        { name: 'id', cells: ['0', '1'] },
        { name: 'plz', cells: ['00', '01'] },
      ],
    });
    expect(view).toMatchObject({
      dataset: 'd',
      name: 'data.csv',
      rowCount: 60_000,
      bytes: LONG.length,
      source: { delimiter: ',', header: true, encoding: 'utf-8', missing: [] },
      warnings: [],
      saved: null,
    });
    expect(view.columns.map((column) => column.type)).toEqual(['integer', 'string']);
    expect(context.datasets.get('d').isComplete).toBe(true);
    expect(context.store.recents.list()).toMatchObject([{ kind: 'dataset', name: 'data.csv' }]);
    expect(changes).toEqual(['status']);
  });

  it('leaves no dataset behind when the file is refused late, or the person cancels', async () => {
    const handlers = datasetHandlers(context);
    const ragged = await granted('ragged.csv', `${LONG}1,2,3\n`);
    await expect(handlers['dataset.open']({ file: ragged, dataset: 'd' }, taskOf())).rejects.toMatchObject({
      code: 'csv.row-too-wide',
      params: { row: 60_002 },
    });
    expect(context.datasets.find('d')).toBeUndefined();

    const abort = new AbortController();
    const file = await granted('data.csv', LONG);
    const opening = handlers['dataset.open'](
      { file, dataset: 'd' },
      taskOf(abort, () => abort.abort()),
    );
    await expect(opening).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(context.datasets.find('d')).toBeUndefined();
    expect(context.store.recents.list()).toEqual([]);
  });

  it('a dataset that is closed while it is read does not come back', async () => {
    const handlers = datasetHandlers(context);
    const file = await granted('data.csv', LONG);
    const close = () => handlers['dataset.close']({ dataset: 'd' }, taskOf());
    const opening = handlers['dataset.open']({ file, dataset: 'd' }, taskOf(undefined, close));
    await expect(opening).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(context.datasets.find('d')).toBeUndefined();
  });

  it('the later of two readings wins', async () => {
    const handlers = datasetHandlers(context);
    const file = await granted('data.csv', 'a;b,c\n1;2,3\n');
    const first = handlers['dataset.open']({ file, dataset: 'd', source: { delimiter: ',' } }, taskOf());
    const second = handlers['dataset.open']({ file, dataset: 'd', source: { delimiter: ';' } }, taskOf());
    await expect(first).rejects.toMatchObject({ code: 'job.cancelled' });
    await second;
    expect(context.datasets.get('d').table.columns.map((column) => column.name)).toEqual(['a', 'b,c']);
  });

  it('a reading that nobody waits for any more is stopped', async () => {
    const signals: AbortSignal[] = [];
    const threads = {
      ...context.threads,
      run: (name: never, input: never, task: { signal: AbortSignal }) => {
        signals.push(task.signal);
        return context.threads.run(name, input, task as never);
      },
    } as Context['threads'];
    const handlers = datasetHandlers({ ...context, threads });
    const file = await granted('data.csv', LONG);
    const first = handlers['dataset.open']({ file, dataset: 'd' }, taskOf());
    const second = handlers['dataset.open']({ file, dataset: 'd' }, taskOf());
    await expect(first).rejects.toMatchObject({ code: 'job.cancelled' });
    handlers['dataset.close']({ dataset: 'd' }, taskOf());
    await expect(second).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
  });

  it('refuses a file that was not granted, and a dataset that is not open', async () => {
    const handlers = datasetHandlers(context);
    await expect(handlers['dataset.open']({ file: '0'.repeat(32), dataset: 'd' }, taskOf())).rejects.toMatchObject({
      code: 'file.not-granted',
    });
    expect(() => handlers['dataset.rows']({ dataset: 'd', start: 0, count: 1 }, taskOf())).toThrow('dataset.unknown');
    expect(handlers['dataset.close']({ dataset: 'd' }, taskOf())).toBeNull();
  });
});

describe('project.save', () => {
  it('gives the work back when the file is opened again', async () => {
    const file = await granted('data.csv', 'a,b\n1,2\n');
    const handlers = { ...datasetHandlers(context), ...projectHandlers(context) };
    await handlers['dataset.open']({ file, dataset: 'd' }, taskOf());
    const project = { recipe: { ...recipe, search }, draft: null, recipients: ['someone'] };
    expect(handlers['project.save']({ dataset: 'd', project: structuredClone(project) as never }, taskOf())).toBeNull();
    const again = await handlers['dataset.open']({ file, dataset: 'e' }, taskOf());
    expect(again.saved).toEqual(project);
  });

  it('begins anew where what was kept is of another version', async () => {
    const file = await granted('data.csv', 'a,b\n1,2\n');
    const handlers = datasetHandlers(context);
    context.store.projects.save(join(folder, 'data.csv'), { recipe: { bulla: 'recipe/9' } } as never, 0);
    expect((await handlers['dataset.open']({ file, dataset: 'd' }, taskOf())).saved).toBeNull();
  });
});

describe('recipe files', () => {
  const withFile = (path: string) => ({
    bulla: 'recipe/1',
    columns: {
      age: {
        role: 'quasi-identifier',
        technique: { type: 'generalization', hierarchy: { type: 'file', path, delimiter: ';' } },
      },
    },
  });

  it('come with their hierarchies in them, wherever those lie', async () => {
    await writeFile(join(folder, 'age.csv'), '1;0-4;*\n2;0-4;*\n');
    for (const path of ['age.csv', './age.csv', join(folder, 'age.csv')]) {
      const file = await granted('recipe.json', `\ufeff${JSON.stringify(withFile(path), null, 2)}`);
      const read = await recipeHandlers(context)['recipe.read']({ file }, taskOf());
      expect(read.columns.age!.technique).toEqual({
        type: 'generalization',
        hierarchy: {
          type: 'table',
          rows: [
            ['1', '0-4', '*'],
            ['2', '0-4', '*'],
          ],
        },
      });
    }
  });

  it.each([
    ['json.invalid', '{"bulla":'],
    ['json.forbidden-member', '{"bulla":"recipe/1","columns":{"__proto__":{}}}'],
    ['json.too-deep', '['.repeat(100)],
    ['recipe.invalid', '{"bulla":"recipe/2","columns":{}}'],
    ['recipe.invalid', '{"bulla":"recipe/1","columns":{},"more":1}'],
    ['file.not-found', JSON.stringify(withFile('none.csv'))],
    ['file.not-regular', JSON.stringify(withFile('/dev/zero'))],
  ])('are refused with %s', async (code, text) => {
    const file = await granted('recipe.json', text);
    const error = await Promise.resolve(recipeHandlers(context)['recipe.read']({ file }, taskOf())).catch(
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code });
    const named = code === 'file.not-found' ? 'none.csv' : code === 'file.not-regular' ? 'zero' : 'recipe.json';
    expect(error.params.file).toBe(named);
  });

  it('are written so that they can be read again', async () => {
    const handlers = recipeHandlers(context);
    const given = { ...recipe, search, columns: { a: { role: 'other', technique: { type: 'none' } } } } as const;
    const out = await granted('out.json', '', 'write');
    expect(await handlers['recipe.write']({ file: out, recipe: structuredClone(given) as never }, taskOf())).toBeNull();
    expect(await readFile(join(folder, 'out.json'), 'utf8')).toMatch(/^\{\n {2}"bulla": "recipe\/1",\n/);
    const back = context.files.grant(join(folder, 'out.json'), 'read').token;
    expect(await handlers['recipe.read']({ file: back }, taskOf())).toMatchObject(given);
  });
});
