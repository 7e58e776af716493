import { ModelSpec, Recipe } from '@shared/deidentification/recipe.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  entryOf,
  fieldsOf,
  MODEL_GROUPS,
  MODELS,
  type ModelType,
  modelSentence,
  modelsOfGroup,
} from '../../../renderer/features/protect/models/catalogue.ts';
import {
  addModel,
  fixedColumns,
  fixLevels,
  freeLevels,
  missingFor,
  removeModel,
  setBounds,
  setModel,
  setQuality,
  setReading,
  setSearchType,
  setSuppressionLimit,
  setWeight,
  weightOf,
} from '../../../renderer/features/protect/models/model-edits.ts';
import { setPopulationTable } from '../../../renderer/features/protect/recipe-edits.ts';

const TABLE = { type: 'file', path: '/data/town.csv' } as const;
const RECIPE: Recipe = v.parse(Recipe, {
  bulla: 'recipe/1',
  columns: {
    age: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
    town: { role: 'quasi-identifier', technique: { type: 'none' } },
    illness: { role: 'sensitive' },
    income: { role: 'sensitive' },
    items: { role: 'other' },
  },
});
const TYPES = Object.keys(MODELS) as ModelType[];

test('every model of the recipe can be added, is in one group, and is valid as it starts', () => {
  expect(MODEL_GROUPS.flatMap((group) => modelsOfGroup(group.id)).sort()).toEqual([...TYPES].sort());
  for (const type of TYPES) {
    const recipe = addModel(RECIPE, type, TABLE);
    expect(recipe.models).toHaveLength(1);
    expect(v.safeParse(Recipe, recipe).success).toBe(true);
    expect(modelSentence(recipe.models[0]!)).toMatch(/^[A-Z].*\.$/);
  }
});

test('every field of a model is a property that its schema knows', () => {
  for (const type of TYPES) {
    const model = addModel(RECIPE, type, TABLE).models[0]!;
    for (const { key } of entryOf(type).fields) {
      const filled =
        key === 'hierarchy' ? { ...model, distance: 'hierarchical', hierarchy: { type: 'automatic' } } : model;
      expect(filled).toHaveProperty(key);
      expect(v.safeParse(ModelSpec, filled).success).toBe(true);
    }
  }
});

test('a model that lacks something says what, and is not added', () => {
  const bare = v.parse(Recipe, { bulla: 'recipe/1', columns: {} });
  expect(missingFor(bare, 'k-anonymity')).toBe('');
  expect(missingFor(bare, 't-closeness')).toBe('needs a sensitive column');
  expect(missingFor(bare, 'k-m-anonymity')).toBe('needs a column that is sensitive or has the role other');
  expect(missingFor(bare, 'k-map')).toBe('needs a population table');
  expect(addModel(bare, 'k-map')).toBe(bare);
  expect(missingFor(setPopulationTable(bare, TABLE), 'k-map')).toBe('');
});

test('a second model of a type looks at the next sensitive column', () => {
  const twice = addModel(addModel(RECIPE, 't-closeness'), 't-closeness');
  expect(twice.models.map((model) => 'sensitive' in model && model.sensitive)).toEqual(['illness', 'income']);
  expect(missingFor(twice, 't-closeness')).toBe('is there for every sensitive column');
  expect(removeModel(twice, 0).models).toEqual([twice.models[1]]);
});

test('t-closeness names a hierarchy exactly when its distance follows one', () => {
  const recipe = addModel(RECIPE, 't-closeness');
  const model = recipe.models[0] as Extract<ModelSpec, { type: 't-closeness' }>;
  expect(fieldsOf(model).map((field) => field.key)).not.toContain('hierarchy');
  const along = setModel(recipe, 0, { ...model, distance: 'hierarchical' }).models[0]!;
  expect(along).toMatchObject({ hierarchy: { type: 'automatic' } });
  expect(fieldsOf(along).map((field) => field.key)).toContain('hierarchy');
  expect(setModel(recipe, 0, { ...along, distance: 'equal' } as ModelSpec).models[0]).not.toHaveProperty('hierarchy');
});

test('one population table serves the measures and every model', () => {
  const recipe = setPopulationTable(addModel(RECIPE, 'delta-presence', TABLE), { type: 'file', path: '/data/new.csv' });
  expect(recipe.models[0]).toMatchObject({ population: { path: '/data/new.csv' } });
  expect(recipe.risk.population).toMatchObject({ path: '/data/new.csv' });
});

test('the search keeps what belongs to its type', () => {
  const local = setSearchType(RECIPE, 'local-suppression');
  expect(v.safeParse(Recipe, local).success).toBe(true);
  expect(setSuppressionLimit(local, 0.5)).toBe(local);
  expect(setQuality(local, 'entropy')).toBe(local);
  expect(setReading(local, 'wildcard').search).toMatchObject({ reading: 'wildcard' });
  expect(setReading(RECIPE, 'value')).toBe(RECIPE);
  expect(setQuality(RECIPE, 'entropy').search).toMatchObject({ quality: 'entropy' });
  expect(setSearchType(local, 'optimal').search).toMatchObject({ suppressionLimit: 0.05, quality: 'loss' });
});

test('a weight of 1 leaves no trace; local suppression keeps its own', () => {
  const heavy = setWeight(RECIPE, 'age', 3);
  expect(weightOf(heavy, 'age')).toBe(3);
  expect(setWeight(heavy, 'age', 1)).toEqual(RECIPE);
  expect(setWeight(RECIPE, 'age', 0)).toBe(RECIPE);
  const local = setWeight(setSearchType(RECIPE, 'local-suppression'), 'age', 5);
  expect(local.columns).toEqual(RECIPE.columns);
  expect(weightOf(local, 'age')).toBe(5);
  expect(weightOf(local, 'toString')).toBe(1);
});

test('levels are bounded, fixed and set free', () => {
  const bounded = setBounds(RECIPE, 'age', { minLevel: 1, maxLevel: 3 });
  expect(bounded.columns.age?.technique).toMatchObject({ minLevel: 1, maxLevel: 3 });
  expect(setBounds(bounded, 'age', { minLevel: 0, maxLevel: undefined })).toEqual(RECIPE);
  const fixed = fixLevels(bounded, { age: 2, town: 1, absent: 1 });
  expect(fixed.columns.age?.technique).toEqual({ type: 'generalization', hierarchy: { type: 'automatic' }, level: 2 });
  expect(fixedColumns(fixed)).toEqual(['age']);
  expect(freeLevels(fixed)).toEqual(RECIPE);
  expect(freeLevels(RECIPE)).toBe(RECIPE);
});
