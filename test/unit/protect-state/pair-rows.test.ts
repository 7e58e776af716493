import { expect, test } from 'vitest';
import { pairedColumns, pairedFrame } from '../../../renderer/features/protect/explore/pair-rows.ts';

test('each released column stands beside what it was; columns that are not released are left out', () => {
  const original = {
    start: 2,
    rowCount: 2,
    columns: [
      { name: 'name', cells: ['Ann', 'Bo'] },
      { name: 'age', cells: ['21', null] },
    ],
  };
  const release = {
    start: 2,
    rowCount: 2,
    columns: [
      { name: 'age', cells: ['20-29', '*'] },
      { name: 'count', cells: ['1', '1'] },
    ],
  };
  expect(pairedColumns(['age', 'count']).map((column) => column.name)).toEqual([
    'age, before',
    'age, after',
    'count, before',
    'count, after',
  ]);
  expect(pairedFrame(original, release).columns.map((column) => column.cells)).toEqual([
    ['21', null],
    ['20-29', '*'],
    [null, null],
    ['1', '1'],
  ]);
});
