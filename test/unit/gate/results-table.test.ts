import { formulaCells, isFormula, resultsTable } from '@engine/gate/results-table.ts';
import { cell } from '@shared/table/table.ts';
import { expect, test } from 'vitest';
import { tableOf } from '../../support/table.ts';

test.each(['=1+1', '+cmd', '-cmd|x', '@SUM(A1)', '\tx', '\rx', '-', '+1 =x'])('%j would be run', (text) =>
  expect(isFormula(text)).toBe(true),
);
test.each(['', '-5', '+3.25', '1=1', "'=1", 'a-b', ' =1'])('%j would not', (text) =>
  expect(isFormula(text)).toBe(false),
);

test('results are written as text that no spreadsheet runs; withheld figures are missing', () => {
  const table = resultsTable({
    groupBy: ['=name'],
    measure: 'mean of x',
    minimumCellSize: 10,
    cells: [
      { group: ['=HYPERLINK("http://x")'], count: 12, value: -1.5 },
      { group: [null], count: null, value: null },
    ],
    suppressedCells: 1,
    complementary: 0,
    rowsUsed: 20,
  });
  expect(table.columns.map(({ name }) => name)).toEqual(["'=name", 'count', 'mean of x']);
  expect([0, 1].map((row) => table.columns.map((column) => cell(column, row)))).toEqual([
    ['\'=HYPERLINK("http://x")', '12', '-1.5'],
    [null, null, null],
  ]);
});

test('formula cells of rows are counted, cell by cell', () => {
  expect(
    formulaCells(
      tableOf(
        ['a', 'b'],
        [
          ['=1', '-5'],
          ['=1', '@x'],
          ['x', null],
        ],
      ),
    ),
  ).toBe(3);
});
