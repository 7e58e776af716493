import { Recipe } from '@shared/deidentification/recipe.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { setRiskColumn, spendsBudget } from '../../../renderer/features/protect/recipe-edits.ts';
import {
  releasedColumns,
  canBePrivate,
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
