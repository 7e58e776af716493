import { checkPrivateFigures } from '@shared/deidentification/check-private-figures.ts';
import { Recipe } from '@shared/deidentification/recipe.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { setRiskColumn, spendsBudget } from '../../../renderer/features/protect/recipe-edits.ts';
import {
  releasedColumns,
  canBePrivate,
  lookingAtOthers,
  madeForPrivacy,
  setAggregation,
  setPrivacy,
  setSampling,
  startAggregation,
  startPrivacy,
  toggleGroupBy,
  toggleMeasure,
} from '../../../renderer/features/protect/technique/table-edits.ts';

const RECIPE: Recipe = v.parse(Recipe, {
  bulla: 'recipe/1',
  columns: {
    name: { role: 'direct-identifier', technique: { type: 'suppression' } },
    age: { role: 'quasi-identifier' },
    income: { role: 'other' },
  },
});

test('a table of figures starts with counts by what is released, and keeps at least one of each', () => {
  expect(releasedColumns(RECIPE)).toEqual(['age', 'income']);
  const start = startAggregation(RECIPE)!;
  expect(start).toEqual({ groupBy: ['age'], measures: [{ type: 'count' }], minimumCellSize: 5 });
  expect(toggleGroupBy(start, 'age', false)).toBe(start);
  expect(toggleGroupBy(start, 'income', true).groupBy).toEqual(['age', 'income']);
  expect(toggleMeasure(start, { type: 'count' }, false)).toBe(start);
  expect(toggleMeasure(start, { type: 'sum', column: 'income' }, true).measures).toHaveLength(2);
  expect(v.is(Recipe, setAggregation(RECIPE, start))).toBe(true);
});

test('what is taken back leaves no trace in the recipe', () => {
  const both = setAggregation(setSampling(RECIPE, 0.3), startAggregation(RECIPE));
  expect(both.table).toMatchObject({ sampling: { fraction: 0.3 } });
  expect(setSampling(setAggregation(both, null), null)).toEqual(RECIPE);
  expect(setRiskColumn(setRiskColumn(RECIPE, 'weight', 'income'), 'weight', null)).toEqual(RECIPE);
});

test('noise is told the values and limits of exactly the columns that it is about, and leaves with a mean', () => {
  const start = startPrivacy(startAggregation(RECIPE)!, []);
  const recipe = setAggregation(RECIPE, start);
  expect(v.is(Recipe, recipe)).toBe(true);
  expect(spendsBudget(recipe)).toBe(true);
  expect(spendsBudget(RECIPE)).toBe(false);
  const wider = toggleGroupBy(toggleMeasure(start, { type: 'sum', column: 'income' }, true), 'income', true);
  expect(Object.keys(wider.differentialPrivacy!.groups)).toEqual(['age', 'income']);
  expect(Object.keys(wider.differentialPrivacy!.amounts)).toEqual(['income']);
  expect(v.is(Recipe, setAggregation(RECIPE, wider))).toBe(true);
  const mean = toggleMeasure(wider, { type: 'mean', column: 'income' }, true);
  expect(canBePrivate(mean)).toBe(false);
  expect(mean).not.toHaveProperty('differentialPrivacy');
  expect(setPrivacy(start, null)).toEqual(startAggregation(RECIPE));
});

test('a recipe is made to fit differential privacy: the engine takes it, and other columns stay as they were', () => {
  const asked = v.parse(Recipe, {
    ...RECIPE,
    columns: {
      ...RECIPE.columns,
      age: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
      town: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
    },
    models: [{ type: 'k-anonymity', k: 5 }],
    search: { type: 'local-recoding' },
  });
  const aggregation = startPrivacy(startAggregation(asked)!, []);
  const recipe = setAggregation(asked, aggregation);
  expect(lookingAtOthers(recipe, aggregation)).toEqual(['age']);
  expect(() => checkPrivateFigures(recipe)).toThrow();
  const fitted = madeForPrivacy(recipe, aggregation);
  expect(() => checkPrivateFigures(fitted)).not.toThrow();
  expect(lookingAtOthers(fitted, aggregation)).toEqual([]);
  expect(fitted.columns.town).toEqual(recipe.columns.town);
});
