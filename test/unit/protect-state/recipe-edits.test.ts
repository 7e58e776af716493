import type { DatasetView } from '@shared/contract/views.ts';
import { Recipe } from '@shared/deidentification/recipe.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { addModel } from '../../../renderer/features/protect/models/model-edits.ts';
import {
  acceptSuggestions,
  columnOf,
  fitRecipe,
  kOf,
  obstacles,
  setCountColumn,
  setK,
  setPopulation,
  setRole,
  setTechnique,
  startRecipe,
  undecided,
} from '../../../renderer/features/protect/recipe-edits.ts';

const PROFILE = {
  type: 'string',
  distinct: 1,
  missing: 0,
  empty: 0,
  longest: 1,
  distribution: [],
  distributionKind: 'frequency',
} as const;

const DATASET: DatasetView = {
  dataset: 'd',
  name: 'd.csv',
  rowCount: 1,
  bytes: 1,
  source: { delimiter: ',', header: true, encoding: 'utf-8', missing: [] },
  detected: { delimiter: ',', header: true, encoding: 'utf-8' },
  columns: ['age', 'illness', '__proto__'].map((name) => ({ ...PROFILE, name })),
  warnings: [],
  saved: null,
};
const START = startRecipe(DATASET, 7);

test('nothing is decided at first, and every edit leaves a recipe that the engine accepts', () => {
  expect(undecided(START, DATASET.columns)).toEqual(['age', 'illness', '__proto__']);
  expect(obstacles(START, DATASET.columns)).toEqual(['3 columns have no role yet']);
  let recipe = setRole(START, 'age', 'quasi-identifier');
  recipe = setRole(recipe, 'illness', 'sensitive');
  recipe = addModel(recipe, 'distinct-l-diversity');
  recipe = setPopulation(setK(recipe, 11), { type: 'fraction', fraction: 0.1 });
  expect(v.safeParse(Recipe, recipe).success).toBe(true);
  expect(kOf(recipe)).toBe(11);
  expect(setPopulation(recipe, null).risk).toEqual({ threshold: 0.2 });
});

test('the count column belongs to a population table only', () => {
  const table = setPopulation(START, { type: 'file', path: '/data/town.csv' });
  expect(setCountColumn(table, 'people').risk.population).toMatchObject({
    path: '/data/town.csv',
    countColumn: 'people',
  });
  expect(setCountColumn(setCountColumn(table, 'people'), null)).toEqual(table);
  expect(setCountColumn(START, 'people')).toBe(START);
});

test('a column called __proto__ is a column like any other', () => {
  expect(columnOf(START, '__proto__')).toBeUndefined();
  const recipe = setRole(START, '__proto__', 'other');
  expect(columnOf(recipe, '__proto__')).toEqual({ role: 'other', technique: { type: 'none' } });
  expect(undecided(recipe, DATASET.columns)).toEqual(['age', 'illness']);
});

test('a new role brings its technique; a technique alone decides no column', () => {
  expect(columnOf(setRole(START, 'age', 'direct-identifier'), 'age')?.technique).toEqual({ type: 'suppression' });
  expect(setTechnique(START, 'age', { type: 'suppression' })).toBe(START);
  const same = setRole(START, 'age', 'other');
  expect(setRole(same, 'age', 'other')).toBe(same);
});

test('a diversity model goes when its column is no longer sensitive', () => {
  const recipe = addModel(setRole(START, 'illness', 'sensitive'), 'distinct-l-diversity');
  expect(recipe.models).toHaveLength(2);
  expect(setRole(recipe, 'illness', 'other').models).toEqual(START.models);
});

test('a recipe is fitted to the columns that are there and keeps the reading of the file', () => {
  const foreign = acceptSuggestions(START, [
    { column: 'height', role: 'sensitive', technique: { type: 'none' }, alternatives: [], reasons: [] },
    { column: 'age', role: 'other', technique: { type: 'none' }, alternatives: [], reasons: [] },
  ]);
  const fitted = fitRecipe({ ...addModel(foreign, 'distinct-l-diversity'), source: { delimiter: ';' } }, DATASET);
  expect(Object.keys(fitted.columns)).toEqual(['age']);
  expect(fitted.models).toEqual(START.models);
  expect(fitted.source).toEqual(DATASET.source);
});
