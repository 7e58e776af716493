import type { DatasetView } from '@shared/contract/views.ts';
import { Recipe } from '@shared/deidentification/recipe.ts';
import type { TradeOff } from '@shared/deidentification/trade-off/trade-off.ts';
import { AppError } from '@shared/std/app-error.ts';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  curveOver,
  frontierRows,
  kIndexOf,
  levelsByColumn,
  nearestPoint,
  plottedPoints,
  pointOf,
} from '../../../renderer/features/protect/explore/explore-view.ts';
import { setK, setRole } from '../../../renderer/features/protect/recipe-edits.ts';
import type { ProtectServices } from '../../../renderer/features/protect/store/context.ts';
import { createProtectStore } from '../../../renderer/features/protect/store/create-store.ts';
import { tradeOffKey } from '../../../renderer/features/protect/store/exploration.ts';

/** Ten rows, one column of three levels, answered for k = 2 and k = 5. */
const TRADE_OFF: TradeOff = {
  rowCount: 10,
  ks: [2, 5],
  chosenK: 5,
  columns: ['age'],
  heights: [3],
  frontiers: [
    [
      { levels: [2], suppressedRows: 0, score: 1 },
      { levels: [1], suppressedRows: 2, score: 0.4 },
    ],
    [{ levels: [2], suppressedRows: 0, score: 1 }],
  ],
  points: {
    count: 3,
    isThinned: false,
    levels: Uint8Array.of(0, 1, 2),
    suppressedRows: Uint32Array.of(10, 10, 2, 10, 0, 0),
    score: Float64Array.of(1, 1, 0.4, 1, 1, 1),
    classes: Uint32Array.of(0, 0, 4, 0, 1, 1),
    smallestClass: Uint32Array.of(0, 0, 2, 0, 10, 10),
  },
  modelsLeftOut: [],
  nodes: { total: 3, evaluated: 3 },
  isExact: true,
  elapsedMs: 1,
};

test('sliders read the pass: the best within a limit, for every k', () => {
  expect(kIndexOf(TRADE_OFF, 5)).toBe(1);
  expect(kIndexOf(TRADE_OFF, 4)).toBe(0);
  expect(kIndexOf(TRADE_OFF, 1)).toBe(0);
  expect(curveOver(TRADE_OFF, 0)).toEqual([
    { k: 2, score: 1 },
    { k: 5, score: 1 },
  ]);
  expect(curveOver(TRADE_OFF, 0.2)[0]).toEqual({ k: 2, score: 0.4 });
  expect(frontierRows(TRADE_OFF, 2)).toHaveLength(2);
  expect(levelsByColumn(TRADE_OFF, [1])).toEqual({ age: 1 });
});

test('the plot leaves out what keeps nobody, and a press takes the nearest dot', () => {
  const points = plottedPoints(TRADE_OFF, 0);
  expect(points.map(({ index, x, y }) => [index, x, y])).toEqual([
    [1, 0.4, 0.5],
    [2, 1, 0.1],
  ]);
  expect(plottedPoints(TRADE_OFF, 1)).toHaveLength(1);
  expect(nearestPoint(points, { x: 0.5, y: 0.4 }, { x: 1, y: 1 })?.index).toBe(1);
  expect(nearestPoint([], { x: 0, y: 0 }, { x: 1, y: 1 })).toBeNull();
  expect(pointOf(TRADE_OFF, [1], 0)).toMatchObject({ suppressedRows: 2, highestRisk: 0.5 });
  expect(pointOf(TRADE_OFF, [9], 0)).toBeNull();
});

test('a pass holds for every k and every limit, not for other columns', () => {
  const recipe = v.parse(Recipe, { bulla: 'recipe/1', columns: { age: { role: 'quasi-identifier' } } });
  expect(tradeOffKey(setK(recipe, 9))).toBe(tradeOffKey(recipe));
  expect(tradeOffKey(setRole(recipe, 'age', 'sensitive'))).not.toBe(tradeOffKey(recipe));
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Call = ProtectServices['client']['call'];
type Options = Parameters<Call>[2];

function view(dataset: string): DatasetView {
  const column = { name: 'age', type: 'integer', distinct: 3, missing: 0, empty: 0, longest: 2 } as const;
  return {
    dataset,
    name: 'people.csv',
    rowCount: 10,
    bytes: 30,
    source: { delimiter: ',', header: true, encoding: 'utf-8', missing: [] },
    detected: { delimiter: ',', header: true, encoding: 'utf-8' },
    columns: [{ ...column, distribution: [], distributionKind: 'range' }],
    warnings: [],
    saved: null,
  };
}

const REPORT = {
  elapsedMs: 1,
  score: 0.3,
  suppressedRows: 1,
  utility: { loss: 0.2, rowsIn: 10 },
  risk: { after: { prosecutor: { average: 0.1, highest: 0.2 } } },
};

async function opened(answers: Readonly<Record<string, (input: never, options?: Options) => unknown>>) {
  const asked: string[] = [];
  const call = (async (name: string, input: never, options?: Options) => {
    asked.push(name);
    if (name === 'dataset.open') return view((input as { dataset: string }).dataset);
    if (name === 'protect.run') return { report: REPORT, recipeHash: 'h' };
    return answers[name]?.(input, options) ?? null;
  }) as Call;
  const bridge = {
    chooseSave: async (_kind: string, name: string) => ({ token: '1'.repeat(32), name, folder: '/', kind: 'other' }),
    printPdf: async () => ({ bytes: 9 }),
  } as unknown as ProtectServices['client']['bridge'];
  let last = 0;
  const store = createProtectStore({
    client: { call, bridge },
    newId: () => {
      last += 1;
      return `d${last}`;
    },
    newSeed: () => 1,
  });
  await store.getState().open({ token: '0'.repeat(32), name: 'people.csv', folder: '/', kind: 'dataset' });
  store.getState().editRecipe((recipe) => setRole(recipe, 'age', 'quasi-identifier'));
  await store.getState().run();
  return { store, asked };
}

test('an assessment belongs to its recipe; a change ends it, a cancel is no error', async () => {
  let finish: (value: unknown) => void = () => undefined;
  const { store } = await opened({
    'protect.assess': (_input, options) =>
      new Promise((resolve, reject) => {
        finish = resolve;
        options?.signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'job.cancelled')));
      }),
  });
  void store.getState().assess();
  expect(store.getState().assessing).not.toBeNull();
  store.getState().editRecipe((recipe) => setK(recipe, 9));
  await vi.advanceTimersByTimeAsync(0);
  expect(store.getState()).toMatchObject({ assessing: null, assessError: null });

  const again = store.getState().assess();
  finish({ assessment: {}, checklist: {}, recipeHash: 'h' });
  await again;
  expect(store.getState().assessed?.key).toBe(JSON.stringify(store.getState().history?.present.recipe));
});

test('a pass that fails says so and does not start again by itself', async () => {
  const { store } = await opened({
    'protect.tradeOff': () => {
      throw new AppError('input', 'hierarchy.empty');
    },
  });
  await store.getState().explore();
  const { exploreError, exploreStoppedKey, history } = store.getState();
  expect(exploreError?.code).toBe('hierarchy.empty');
  expect(exploreStoppedKey).toBe(tradeOffKey(history!.present.recipe));
});

test('a recipe is set aside under a name, replaced by its like, and taken back as one step', async () => {
  const { store } = await opened({});
  store.getState().keepStrategy('first');
  expect(store.getState().strategies).toMatchObject([{ name: 'first', score: 0.3, suppressedShare: 0.1 }]);
  store.getState().editRecipe((recipe) => setK(recipe, 9));
  store.getState().keepStrategy('stale');
  expect(store.getState().strategies).toHaveLength(1);
  store.getState().takeStrategy('first');
  expect(store.getState().history?.present.recipe.models).toEqual([{ type: 'k-anonymity', k: 5 }]);
  store.getState().undo();
  expect(store.getState().history?.present.recipe.models).toEqual([{ type: 'k-anonymity', k: 9 }]);
  store.getState().dropStrategy('first');
  expect(store.getState().strategies).toEqual([]);
});

test('the report is written by the engine, on paper by the window', async () => {
  const { store, asked } = await opened({ 'protect.readReport': () => ({ report: {}, html: '<p>report</p>' }) });
  await store.getState().writeReport('json', 'external');
  expect(asked).toContain('protect.report');
  expect(store.getState().notice).toContain('people-report-external.json');
  await store.getState().writeReport('pdf', 'internal');
  expect(asked).toContain('protect.readReport');
  expect(store.getState()).toMatchObject({ reporting: null, actionError: null });
  expect(store.getState().notice).toContain('people-report.pdf');
});
