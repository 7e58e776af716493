import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureUtility } from '@shared/utility/measure-utility.ts';
import type { Table } from '@shared/table/table.ts';
import { tableOf } from '../../support/table.ts';

const BEFORE = tableOf(
  ['name', 'age', 'job'],
  [
    ['Ann', '21', 'nurse'],
    ['Ben', '25', 'cook'],
    ['Cid', '31', 'nurse'],
    ['Dan', '77', null],
  ],
);

function utility(after: Table, keptRows: number[], cellLoss: Record<string, number[]> = {}, before = BEFORE) {
  return measureUtility({
    before,
    after,
    keptRows: Uint32Array.from(keptRows),
    cellLoss: new Map(Object.entries(cellLoss).map(([name, losses]) => [name, Float64Array.from(losses)])),
    classSizes: Uint32Array.of(2, 1),
    k: 1,
  });
}

test('generalized age, suppressed name, one suppressed row', () => {
  const after = tableOf(
    ['age', 'job'],
    [
      ['20-29', 'nurse'],
      ['20-29', 'cook'],
      ['30-39', 'nurse'],
    ],
  );
  const report = utility(after, [0, 1, 2], { age: [1, 0.1, 0.1] });
  expect(report).toMatchObject({
    rowsIn: 4,
    rowsOut: 3,
    suppressedRows: 1,
    suppressedCells: 3,
    discernibility: 4 + 1 + 4,
  });
  expect(report.averageClassSize).toBeCloseTo(4 / 3, 12);
  const [name, age, job] = report.columns;
  expect(name).toEqual({
    column: 'name',
    loss: 1,
    suppressedCells: 3,
    before: [],
    after: [],
    totalVariation: 1,
    missingAdded: 4,
    distances: null,
  });
  expect(age!.loss).toBeCloseTo((0.3 + 1) / 4, 12);
  expect(age!.before).toEqual([
    { label: '20-29', count: 2 },
    { label: '30-39', count: 1 },
    { label: '(other)', count: 1 },
  ]);
  expect(age!.after.map((bar) => bar.count)).toEqual([2, 1, 0]);
  expect(age!.totalVariation).toBeCloseTo(0.25, 12);
  expect(job!.loss).toBe(0.25);
  expect(report.loss).toBeCloseTo((age!.loss + job!.loss) / 2, 12);
});

test('suppressed cells count, a value that was missing before does not', () => {
  const after = tableOf(
    ['age', 'job'],
    [
      ['*', 'nurse'],
      ['25', '*'],
      ['31', null],
      ['77', null],
    ],
  );
  const { columns, suppressedCells } = utility(after, [0, 1, 2, 3]);
  expect(columns.map((column) => column.suppressedCells)).toEqual([4, 1, 2]);
  expect(suppressedCells).toBe(7);
  expect(columns[2]!.loss).toBe(0.5);
});

test('an empty table has no loss and no NaN', () => {
  const empty = tableOf(['age'], []);
  const report = measureUtility({
    before: empty,
    after: empty,
    keptRows: new Uint32Array(),
    cellLoss: new Map(),
    classSizes: new Uint32Array(),
    k: 5,
  });
  expect(report).toMatchObject({ loss: 0, discernibility: 0, averageClassSize: 0 });
  expect(report.columns[0]).toMatchObject({ loss: 0, totalVariation: 0 });
});

test('everything suppressed: all is lost', () => {
  const report = measureUtility({
    before: BEFORE,
    after: tableOf(['age'], []),
    keptRows: new Uint32Array(),
    cellLoss: new Map(),
    classSizes: new Uint32Array(),
    k: 5,
  });
  expect(report.loss).toBe(1);
  expect(report.columns.map((column) => column.totalVariation)).toEqual([1, 1, 1]);
});

test('noise: one value becomes several, both sides stand in the same ranges', () => {
  const before = tableOf(
    ['w'],
    Array.from({ length: 100 }, (_, i) => [String(50 + (i % 10))]),
  );
  const after = tableOf(
    ['w'],
    Array.from({ length: 100 }, (_, i) => [String(50 + (i % 10) + ((i * 7) % 40) / 4)]),
  );
  const column = utility(after, [...Array(100).keys()], {}, before).columns[0]!;
  expect(column.before.map((bar) => bar.label)).toEqual(column.after.map((bar) => bar.label));
  expect(column.before.length).toBeLessThanOrEqual(24);
  expect(column.before[0]!.label).toBe('[50, 51)');
  expect(column.totalVariation).toBeGreaterThan(0);
});

test('at most 24 bars; before counts every input row, after every released row; variation within 0..1', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.constant('*'),
    fc.string({ maxLength: 3 }),
    fc.integer({ min: -50, max: 500 }).map(String),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ before: value, after: value, isKept: fc.boolean() }), { maxLength: 80 }),
      (rows) => {
        const kept = rows.flatMap((row, at) => (row.isKept ? [at] : []));
        const before = tableOf(
          ['x'],
          rows.map((row) => [row.before]),
        );
        const after = tableOf(
          ['x'],
          kept.map((at) => [rows[at]!.after]),
        );
        const column = utility(after, kept, {}, before).columns[0]!;
        const sum = (bars: readonly { count: number }[]) => bars.reduce((total, bar) => total + bar.count, 0);
        expect(column.before.length).toBeLessThanOrEqual(24);
        expect(sum(column.before)).toBe(rows.length);
        expect(sum(column.after)).toBe(kept.length);
        expect(column.before.map((bar) => bar.label)).toEqual(column.after.map((bar) => bar.label));
        expect(column.totalVariation).toBeGreaterThanOrEqual(0);
        expect(column.totalVariation).toBeLessThanOrEqual(1 + 1e-12);
        expect(column.loss).toBeLessThanOrEqual(1);
      },
    ),
  );
});
