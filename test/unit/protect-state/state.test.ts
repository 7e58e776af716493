import type { DatasetView, GrantedFile } from '@shared/contract/views.ts';
import { AppError } from '@shared/std/app-error.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setK, setPopulation, setRole } from '../../../renderer/features/protect/recipe-edits.ts';
import type { ProtectServices } from '../../../renderer/features/protect/store/context.ts';
import { createProtectStore } from '../../../renderer/features/protect/store/create-store.ts';
import { isStale } from '../../../renderer/features/protect/store/state.ts';

const FILE: GrantedFile = { token: '0'.repeat(32), name: 'people.csv', folder: '/', kind: 'dataset' };

function view(dataset: string, saved: DatasetView['saved'] = null): DatasetView {
  return {
    dataset,
    name: 'people.csv',
    rowCount: 3,
    bytes: 30,
    source: { delimiter: ',', header: true, encoding: 'utf-8', missing: [] },
    detected: { delimiter: ',', header: true, encoding: 'utf-8' },
    columns: [
      {
        name: 'age',
        type: 'integer',
        distinct: 3,
        missing: 0,
        empty: 0,
        longest: 2,
        distribution: [],
        distributionKind: 'range',
      },
    ],
    warnings: [],
    saved,
  };
}

type Call = ProtectServices['client']['call'];
type Answer = (input: never, options?: Parameters<Call>[2]) => unknown;

/** An engine that answers by the given functions and notes what it was asked. */
function storeOver(
  answers: Readonly<Record<string, Answer>>,
  bridge: Partial<ProtectServices['client']['bridge']> = {},
) {
  const asked: string[] = [];
  const call = (async (name: string, input: never, options?: Parameters<Call>[2]) => {
    asked.push(name);
    const answer = answers[name];
    if (!answer) return null;
    return answer(input, options);
  }) as Call;
  let last = 0;
  const store = createProtectStore({
    client: { call, bridge: bridge as ProtectServices['client']['bridge'] },
    newId: () => {
      last += 1;
      return `dataset-${last}`;
    },
    newSeed: () => 1,
  });
  return { store, asked };
}

const READS: Readonly<Record<string, Answer>> = {
  'dataset.open': ({ dataset }: { dataset: string }) => view(dataset),
  'dataset.rows': () => ({ start: 0, rowCount: 0, columns: [] }),
  'protect.suggest': () => [],
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a dataset is read, edited, kept and calculated after a pause, once', async () => {
  const { store, asked } = storeOver({
    ...READS,
    'protect.run': () => ({ report: { elapsedMs: 1 }, recipeHash: 'h' }),
  });
  await store.getState().open(FILE);
  expect(store.getState().dataset?.rowCount).toBe(3);
  store.getState().editRecipe((recipe) => setRole(recipe, 'age', 'quasi-identifier'));
  store.getState().editRecipe((recipe) => setK(recipe, 3), 'k');
  store.getState().editRecipe((recipe) => setK(recipe, 4), 'k');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.filter((name) => name === 'protect.run')).toHaveLength(1);
  expect(asked.filter((name) => name === 'project.save')).toHaveLength(1);
  expect(store.getState().saving).toBe('saved');
  expect(isStale(store.getState())).toBe(false);
  store.getState().undo();
  expect(isStale(store.getState())).toBe(true);
});

test('nothing is calculated while a column has no role', async () => {
  const { store, asked } = storeOver(READS);
  await store.getState().open(FILE);
  store.getState().editRecipe((recipe) => setK(recipe, 9));
  await vi.advanceTimersByTimeAsync(5_000);
  await store.getState().run();
  expect(asked).not.toContain('protect.run');
});

test('a change while it is being calculated cancels, and the answer to the old question is not shown', async () => {
  const signals: AbortSignal[] = [];
  const settle: ((value: unknown) => void)[] = [];
  const { store } = storeOver({
    ...READS,
    'protect.run': (_input, options) =>
      new Promise((resolve, reject) => {
        const signal = options?.signal;
        if (signal) signals.push(signal);
        settle.push(resolve);
        signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'job.cancelled')));
      }),
  });
  await store.getState().open(FILE);
  store.getState().editRecipe((recipe) => setRole(recipe, 'age', 'quasi-identifier'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.getState().running).not.toBeNull();
  store.getState().editRecipe((recipe) => setK(recipe, 7));
  expect(signals[0]?.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toHaveLength(2);
  settle[1]?.({ report: { elapsedMs: 2 }, recipeHash: 'second' });
  await vi.advanceTimersByTimeAsync(0);
  expect(store.getState().preview?.recipeHash).toBe('second');
  expect(store.getState().previewError).toBeNull();
});

test('a recipe that failed is not run again unchanged', async () => {
  const { store, asked } = storeOver({
    ...READS,
    'protect.run': () => Promise.reject(new AppError('input', 'search.impossible')),
  });
  await store.getState().open(FILE);
  store.getState().editRecipe((recipe) => setRole(recipe, 'age', 'quasi-identifier'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.getState().previewError?.code).toBe('search.impossible');
  store.getState().setLive(false);
  store.getState().setLive(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.filter((name) => name === 'protect.run')).toHaveLength(1);
});

test('reading again keeps the work, opening another file does not', async () => {
  const { store, asked } = storeOver(READS);
  await store.getState().open(FILE);
  store.getState().editRecipe((recipe) => setRole(recipe, 'age', 'sensitive'));
  await store.getState().readAgain({ delimiter: ';' });
  expect(store.getState().datasetId).toBe('dataset-2');
  expect(store.getState().history?.present.recipe.columns).toHaveProperty('age');
  await store.getState().open(FILE);
  expect(store.getState().history?.present.recipe.columns).toEqual({});
  expect(asked.filter((name) => name === 'dataset.close')).toHaveLength(2);
});

test('what cannot be read says so', async () => {
  const { store } = storeOver({ 'dataset.open': () => Promise.reject(new AppError('input', 'csv.empty')) });
  await store.getState().open(FILE);
  expect(store.getState()).toMatchObject({ dataset: null, reading: null, datasetError: { code: 'csv.empty' } });
});

test('a population table that was chosen is named by the recipe; one that cannot be read changes nothing', async () => {
  const table = { population: { type: 'file', path: '/data/town.csv', delimiter: ';' }, columns: ['age'], rowCount: 9 };
  let isReadable = false;
  const { store } = storeOver(
    {
      ...READS,
      'protect.population': () => (isReadable ? table : Promise.reject(new AppError('input', 'csv.empty'))),
    },
    { chooseFile: async () => FILE },
  );
  await store.getState().open(FILE);
  await store.getState().choosePopulation(setPopulation);
  expect(store.getState()).toMatchObject({ populationTable: null, populationError: { code: 'csv.empty' } });
  expect(store.getState().history?.present.recipe.risk.population).toBeUndefined();
  isReadable = true;
  await store.getState().choosePopulation(setPopulation);
  expect(store.getState()).toMatchObject({ populationTable: table, populationError: null });
  expect(store.getState().history?.present.recipe.risk.population).toEqual(table.population);
  store.getState().dispose();
});
