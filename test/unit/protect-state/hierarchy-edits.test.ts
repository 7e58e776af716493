import { expect, test } from 'vitest';
import {
  addCategoryLevel,
  boundsProblem,
  type Categories,
  countsProblem,
  groupsOf,
  itemsOf,
  moveValue,
  moveValues,
  parseBounds,
  parseNumbers,
  partsOf,
  putIntoGroup,
  quantilesProblem,
  renameGroup,
  sizesProblem,
  startHierarchy,
  ungroup,
  widthsProblem,
} from '../../../renderer/features/protect/hierarchy/hierarchy-edits.ts';

const PROFILE = {
  name: 'town',
  type: 'string',
  distinct: 3,
  missing: 0,
  empty: 0,
  longest: 4,
  distribution: [],
  distributionKind: 'frequency',
} as const;
const FRUIT: Categories = {
  type: 'categories',
  levels: [['apple', 'pear', 'leek'].map((value) => ({ group: value, members: [value] }))],
};

test('numbers are read from a list as people write it', () => {
  expect(parseNumbers('1, 5; 10')).toEqual([1, 5, 10]);
  expect(parseNumbers('1, x')).toBeNull();
  expect(parseNumbers('')).toBeNull();
  expect(parseNumbers('0')).toBeNull();
});

test('widths must nest, counts must rise', () => {
  expect(widthsProblem('0.1, 0.2, 0.6')).toBe('');
  expect(widthsProblem('5, 12')).not.toBe('');
  expect(widthsProblem('5, 5')).not.toBe('');
  expect(countsProblem('1, 2, 4')).toBe('');
  expect(countsProblem('2, 1')).not.toBe('');
  expect(countsProblem('1.5')).not.toBe('');
});

test('values are put into groups, and the levels above follow', () => {
  const fruit = putIntoGroup(FRUIT, 0, ['apple', 'pear'], 'fruit');
  expect(groupsOf(fruit.levels[0] ?? [])).toEqual(['fruit', 'leek']);
  const food = putIntoGroup(addCategoryLevel(fruit), 1, ['fruit', 'leek'], 'food');
  expect(food.levels[1]).toEqual([{ group: 'food', members: ['fruit', 'leek'] }]);
  const split = putIntoGroup(food, 0, ['pear'], 'pome');
  expect(itemsOf(split, 1)).toEqual(['fruit', 'pome', 'leek']);
  expect(split.levels[1]).toEqual([
    { group: 'food', members: ['fruit', 'leek'] },
    { group: 'pome', members: ['pome'] },
  ]);
});

test('bounds are read line by line and judged in words', () => {
  expect(parseBounds('18, 40 65\n40')).toEqual([[18, 40, 65], [40]]);
  expect(parseBounds('18, old')).toBeNull();
  expect(boundsProblem('18, 40, 65\n40')).toBe('');
  expect(boundsProblem('')).toMatch(/Write numbers/);
  expect(boundsProblem('40, 18')).toMatch(/must rise/);
  expect(boundsProblem('18, 40\n20')).toMatch(/coarser/);
  expect(boundsProblem('18\n18')).toMatch(/coarser/);
});

test('numbers of groups divide one another, sizes of runs multiply', () => {
  expect(quantilesProblem('8, 4, 2')).toBe('');
  expect(quantilesProblem('8, 3')).toMatch(/divide/);
  expect(quantilesProblem('1')).toMatch(/from 2/);
  expect(sizesProblem('2, 4')).toBe('');
  expect(sizesProblem('2, 3')).toMatch(/multiple/);
  expect(sizesProblem('1')).toMatch(/from 2/);
});

test('an order is changed by moving values past each other', () => {
  const order = ['a', 'b', 'c', 'd'];
  expect(moveValue(order, 0, 1)).toEqual(['b', 'a', 'c', 'd']);
  expect(moveValue(order, 0, -1)).toBe(order);
  expect(moveValues(order, ['d', 'a'], 'b', 'after')).toEqual(['b', 'a', 'd', 'c']);
  expect(moveValues(order, ['d'], 'a', 'before')).toEqual(['d', 'a', 'b', 'c']);
  expect(moveValues(order, ['a', 'b'], 'b', 'after')).toBe(order);
});

test('values are grouped, groups renamed, merged and dissolved, and the level above follows', () => {
  const start = startHierarchy('categories', PROFILE, ['Ulm', 'Bonn', 'Kiel']) as Categories;
  expect(partsOf(start, 0)).toEqual({ alone: ['Ulm', 'Bonn', 'Kiel'], groups: [] });
  const south = putIntoGroup(start, 0, ['Ulm', 'Bonn'], 'South');
  expect(partsOf(south, 0)).toEqual({ alone: ['Kiel'], groups: [{ group: 'South', members: ['Ulm', 'Bonn'] }] });
  const two = addCategoryLevel(south);
  const renamed = renameGroup(putIntoGroup(two, 1, ['South', 'Kiel'], 'All'), 0, 'South', 'Far south');
  expect(partsOf(renamed, 0).groups.map((entry) => entry.group)).toEqual(['Far south']);
  expect(partsOf(ungroup(south, 0, ['Ulm', 'Bonn']), 0).alone).toEqual(['Ulm', 'Bonn', 'Kiel']);
  const north = putIntoGroup(south, 0, ['Kiel'], 'North');
  expect(partsOf(renameGroup(north, 0, 'North', 'South'), 0).groups).toEqual([
    { group: 'South', members: ['Ulm', 'Bonn', 'Kiel'] },
  ]);
});
