import { tabulate } from '@shared/tabulation/tabulate.ts';
import type { Tabulation } from '@shared/tabulation/tabulation.ts';
import type { Table } from '@shared/table/table.ts';
import { expect, test } from 'vitest';
import { tableOf } from '../../support/table.ts';

const COUNT: Tabulation = { groupBy: [], measure: { type: 'count' }, filters: [] };
/** 'a,x*3 b,y' -> rows */
function rows(text: string): (string | null)[][] {
  return text.split(' ').flatMap((part) => {
    const [cells, times] = part.split('*');
    return Array.from({ length: Number(times ?? 1) }, () =>
      cells!.split(',').map((cell) => (cell === '-' ? null : cell)),
    );
  });
}
const shown = (table: Table, spec: Partial<Tabulation>, minimum: number) =>
  tabulate(table, { ...COUNT, ...spec }, minimum).cells.map(({ group, count, value }) => [...group, count, value]);

test('counts by one column; numbers by size, missing last', () => {
  const table = tableOf(['age'], rows('10*3 9*4 -*2'));
  expect(tabulate(table, { ...COUNT, groupBy: ['age'] }, 1)).toEqual({
    groupBy: ['age'],
    measure: 'count',
    minimumCellSize: 1,
    cells: [
      { group: ['9'], count: 4, value: 4 },
      { group: ['10'], count: 3, value: 3 },
      { group: [null], count: 2, value: 2 },
    ],
    suppressedCells: 0,
    complementary: 0,
    rowsUsed: 9,
  });
});

test('one figure over all rows', () => {
  expect(shown(tableOf(['a'], rows('1*12')), {}, 10)).toEqual([[12, 12]]);
});

test('sums and means of those that have a number', () => {
  const table = tableOf(['sex', 'weight'], rows('f,60*2 f,70 f,- f,* m,80.5*2 m,-1e1'));
  expect(shown(table, { groupBy: ['sex'], measure: { type: 'sum', column: 'weight' } }, 1)).toEqual([
    ['f', 3, 190],
    ['m', 3, 151],
  ]);
  expect(shown(table, { groupBy: ['sex'], measure: { type: 'mean', column: 'weight' } }, 1)[0]).toEqual([
    'f',
    3,
    190 / 3,
  ]);
});

test('with a minimum of 1 an absent combination is a nought', () => {
  const table = tableOf(['sex', 'pregnant'], rows('f,yes f,no m,no'));
  expect(shown(table, { groupBy: ['sex', 'pregnant'] }, 1)).toEqual([
    ['f', 'no', 1, 1],
    ['f', 'yes', 1, 1],
    ['m', 'no', 1, 1],
    ['m', 'yes', 0, 0],
  ]);
});

test('a rare value is not named, and the next smallest group is withheld beside it', () => {
  const table = tableOf(['sex'], rows('m*50 f*40 x*3'));
  const result = tabulate(table, { ...COUNT, groupBy: ['sex'] }, 10);
  expect(result.cells).toEqual([
    { group: ['f'], count: null, value: null },
    { group: ['m'], count: 50, value: 50 },
  ]);
  expect(result).toMatchObject({ suppressedCells: 2, complementary: 1, rowsUsed: 93 });
});

test('where every row and column would tell its one small cell, nothing is left to show', () => {
  const table = tableOf(['a', 'b'], rows('p,s*6 p,t*30 q,s*30 q,t*7'));
  expect(() => tabulate(table, { ...COUNT, groupBy: ['a', 'b'] }, 10)).toThrow('tabulate.all-withheld');
});

test('a margin that small cells fill to the brim tells them: the table is refused', () => {
  const table = tableOf(['a', 'b'], rows('p,s*9 p,t*9 q,s*30 q,t*30 r,s*40 r,t*40 v,s*50 v,t*50'));
  expect(() => tabulate(table, { ...COUNT, groupBy: ['a', 'b'] }, 10)).toThrow('tabulate.all-withheld');
});

test('a margin does not tell its small cell', () => {
  const table = tableOf(['a', 'b'], rows('p,s*5 p,t*30 p,u*40 q,s*50 q,t*60 q,u*70 r,s*80 r,t*90 r,u*99'));
  const result = tabulate(table, { ...COUNT, groupBy: ['a', 'b'] }, 10);
  const withheld = result.cells.filter(({ count }) => count === null).map(({ group }) => group.join(''));
  expect(withheld).toEqual(['ps', 'pt', 'qs', 'qt']);
  expect(result).toMatchObject({ suppressedCells: 4, complementary: 3 });
});

test('two tens of nine in a total of eighteen would be told, so a third is withheld', () => {
  const table = tableOf(['a', 'b'], rows('p,s*9 p,t*9 p,u*20 p,v*30 q,s*20 q,t*20 q,u*40 q,v*50'));
  const withheld = tabulate(table, { ...COUNT, groupBy: ['a', 'b'] }, 10).cells.filter(({ count }) => count === null);
  expect(withheld.map(({ group }) => group.join(''))).toContain('pu');
});

test('a sum that one row makes up is withheld, and so is another with it', () => {
  const table = tableOf(['a', 'income'], rows('p,1*20 p,1000 q,5*30 r,6*40'));
  const result = tabulate(table, { groupBy: ['a'], measure: { type: 'sum', column: 'income' }, filters: [] }, 10);
  expect(result.cells.map(({ value }) => value)).toEqual([null, null, 240]);
});

test('a hidden value of just the minimum and one row beside it would tell of that row', () => {
  const table = tableOf(['c'], rows('p*100 q*50 r*10 x'));
  // 161 - 150 = 11, of which r has 10 or it would not be listed: q is withheld, too.
  expect(tabulate(table, { ...COUNT, groupBy: ['c'] }, 10).cells.map(({ count }) => count)).toEqual([100, null, null]);
});

test.each([
  ['few ones', 'n,0*98 n,1*2'],
  ['few noughts', 'n,0*2 n,1*98'],
  ['as few of both', 'n,0*7 n,1*7'],
  ['the same number in two spellings', 'n,0*50 n,0.0*48 n,1*2'],
  ['few rows apart from one value', 'n,0*40 n,3*2 n,4*2 n,5*2'],
])('a sum that counts a small cell is withheld: %s', (_, first) => {
  const table = tableOf(['region', 'ill'], rows(`${first} m,0*60 m,1*40 s,0*50 s,1*70`));
  for (const type of ['sum', 'mean'] as const) {
    const { cells } = tabulate(table, { groupBy: ['region'], measure: { type, column: 'ill' }, filters: [] }, 10);
    const n = cells.find(({ group }) => group[0] === 'n');
    expect(n).toMatchObject({ count: null, value: null });
    expect(cells.some(({ value }) => value !== null)).toBe(true);
  }
});

test('a sum of noughts and ones is shown where both are many, or one is not there at all', () => {
  const table = tableOf(['region', 'ill'], rows('m,0*60 m,1*40 n,0*30 s,0*50 s,1*10'));
  const sum: Partial<Tabulation> = { groupBy: ['region'], measure: { type: 'sum', column: 'ill' } };
  expect(shown(table, sum, 10).map(([, , value]) => value)).toEqual([40, 0, 10]);
});

test('different numbers in a cell of just the minimum can be summed', () => {
  const table = tableOf(['a', 'w'], rows('p,1 p,2 p,3 p,4 p,5 q,5 q,6 q,7 q,8 q,9'));
  const sum: Partial<Tabulation> = { groupBy: ['a'], measure: { type: 'sum', column: 'w' } };
  expect(shown(table, sum, 5).map(([, , value]) => value)).toEqual([15, 35]);
});

test('filters choose rows by value; the empty text stands for missing', () => {
  const table = tableOf(['a', 'b'], rows('p,1*12 q,1*15 -,2*20'));
  expect(shown(table, { filters: [{ column: 'a', values: ['p', 'q'] }] }, 10)).toEqual([[27, 27]]);
  expect(shown(table, { filters: [{ column: 'a', values: [''] }] }, 10)).toEqual([[20, 20]]);
  expect(
    shown(
      table,
      {
        groupBy: ['b'],
        filters: [
          { column: 'a', values: ['p'] },
          { column: 'b', values: ['1'] },
        ],
      },
      10,
    ),
  ).toEqual([['1', 12, 12]]);
});

test.each<[string, Partial<Tabulation>, number, string]>([
  ['a filter that takes few', { filters: [{ column: 'a', values: ['q'] }] }, 10, 'tabulate.too-few-rows'],
  ['a filter that leaves few out', { filters: [{ column: 'a', values: ['p'] }] }, 10, 'tabulate.too-few-rows'],
  ['a filter that takes nothing', { filters: [{ column: 'a', values: [] }] }, 1, 'tabulate.too-few-rows'],
  ['groups that are all small', { groupBy: ['id'] }, 10, 'tabulate.all-withheld'],
  ['a column that is not there', { groupBy: ['z'] }, 1, 'tabulate.unknown-column'],
  [
    'a filter on a column that is not there',
    { filters: [{ column: '__proto__', values: [] }] },
    1,
    'tabulate.unknown-column',
  ],
  ['a column twice', { groupBy: ['a', 'a'] }, 1, 'tabulate.repeated-column'],
  ['a sum of text', { measure: { type: 'sum', column: 'a' } }, 1, 'tabulate.not-numeric'],
  ['a sum of numbers beyond all bounds', { measure: { type: 'sum', column: 'huge' } }, 1, 'tabulate.not-numeric'],
])('refuses %s', (_, spec, minimum, code) => {
  const table = tableOf(
    ['a', 'id', 'huge'],
    Array.from({ length: 25 }, (_, at) => [at < 20 ? 'p' : 'q', String(at), '1e999']),
  );
  expect(() => tabulate(table, { ...COUNT, ...spec }, minimum)).toThrow(code);
});

test('10,001 cells are too many', () => {
  const table = tableOf(
    ['a', 'b'],
    Array.from({ length: 101 }, (_, at) => [String(at), String(at)]),
  );
  expect(() => tabulate(table, { ...COUNT, groupBy: ['a', 'b'] }, 1)).toThrow('tabulate.too-many-cells');
  expect(
    tabulate(
      tableOf(
        ['a'],
        [...Array(10_000).keys()].map((at) => [String(at)]),
      ),
      { ...COUNT, groupBy: ['a'] },
      1,
    ).cells,
  ).toHaveLength(10_000);
});
