import { expect, test } from 'vitest';
import {
  addCategoryLevel,
  type Categories,
  countsProblem,
  groupsOf,
  itemsOf,
  parseNumbers,
  putIntoGroup,
  widthsProblem,
} from '../../../renderer/features/protect/hierarchy/hierarchy-edits.ts';

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
