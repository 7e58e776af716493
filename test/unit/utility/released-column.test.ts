import { expect, test } from 'vitest';
import {
  ANY,
  GONE,
  RANGE,
  type ReleasedColumn,
  readReleased,
  releasedColumns,
  SET,
} from '@shared/utility/released-column.ts';
import { columnFrom, tableOf } from '../../support/table.ts';

function read(
  before: readonly (string | null)[],
  after: readonly (string | null)[],
  keptRows?: number[],
): ReleasedColumn {
  const kept = Uint32Array.from(keptRows ?? before.map((_, row) => row));
  return readReleased(columnFrom('c', before), columnFrom('c', after), kept);
}

function code(values: readonly string[], text: string | null): number {
  return text === null ? 0 : values.indexOf(text);
}

function holds(column: ReleasedColumn, original: string | null, released: string | null): boolean {
  return column.holds(code(column.before.values, original), code(column.after.values, released));
}

test('a range holds the numbers between the least and the greatest behind it', () => {
  const column = read(['20', '25', '39', '41', '50'], ['20-39', '20-39', '20-39', '40+', '40+']);
  const young = code(column.after.values, '20-39');
  expect([column.low[young], column.high[young], column.standIn[young]]).toEqual([20, 39, 28]);
  expect(column.kinds[young]).toBe(RANGE);
  expect(holds(column, '25', '20-39')).toBe(true);
  expect(holds(column, '41', '20-39')).toBe(false);
});

test('a value that only a suppressed row has lies in a range too', () => {
  const column = read(['20', '30', '25', '60'], ['20-39', '20-39'], [0, 1]);
  expect(holds(column, '25', '20-39')).toBe(true);
  expect(holds(column, '60', '20-39')).toBe(false);
});

test('dates are ordered, and a year holds its days', () => {
  const column = read(['2001-02-03', '2001-12-31', '2002-01-01'], ['2001', '2001', '2002']);
  expect(column.isOrdered).toBe(true);
  expect(holds(column, '2001-12-31', '2001')).toBe(true);
  expect(holds(column, '2002-01-01', '2001')).toBe(false);
});

test('a group holds its categories, a suppressed cell anything', () => {
  const column = read(['nurse', 'doctor', 'cook', 'cook'], ['health', 'health', 'other', '*']);
  expect(column.kinds[code(column.after.values, 'health')]).toBe(SET);
  expect(column.kinds[code(column.after.values, '*')]).toBe(ANY);
  expect(['nurse', 'doctor', 'cook'].map((value) => holds(column, value, 'health'))).toEqual([true, true, false]);
  expect(['nurse', 'doctor', 'cook'].map((value) => holds(column, value, '*'))).toEqual([true, true, true]);
});

test('local recoding: the same value in two groups and as itself', () => {
  const column = read(['a', 'a', 'b', 'c', 'a'], ['ab', 'a', 'ab', 'c', '*']);
  expect(holds(column, 'a', 'ab')).toBe(true);
  expect(holds(column, 'b', 'ab')).toBe(true);
  expect(holds(column, 'b', 'a')).toBe(false);
  expect(holds(column, 'a', 'a')).toBe(true);
});

test('exchanged categories are taken at their word, not led back to the record they came from', () => {
  const column = read(['a', 'a', 'b', 'b'], ['a', 'b', 'a', 'b']);
  expect(holds(column, 'b', 'a')).toBe(false);
  expect(holds(column, 'a', 'a')).toBe(true);
  // every value moved to another one: a function, and still no generalization
  const moved = read(['a', 'b', 'c'], ['b', 'c', 'a']);
  expect(holds(moved, 'a', 'b')).toBe(false);
  expect(holds(moved, 'b', 'b')).toBe(true);
});

test('numbers with noise stay numbers; so do swapped ones', () => {
  const noisy = read(['10', '10', '20', '30'], ['11', '9', '22', '29']);
  const eleven = code(noisy.after.values, '11');
  expect([noisy.low[eleven], noisy.high[eleven]]).toEqual([11, 11]);
  expect(holds(noisy, '10', '11')).toBe(false);
  const swapped = read(['1', '2', '3'], ['2', '3', '1']);
  expect(holds(swapped, '1', '2')).toBe(false);
  expect(holds(swapped, '2', '2')).toBe(true);
});

test('a rounded number stands for itself and holds what was rounded to it', () => {
  const column = read(['101', '104', '98', '213'], ['100', '100', '100', '210']);
  const hundred = code(column.after.values, '100');
  expect(column.standIn[hundred]).toBe(100);
  expect(holds(column, '104', '100')).toBe(true);
  expect(holds(column, '213', '100')).toBe(false);
});

test('numbers that name groups are not taken for values', () => {
  const ages = ['20', '25', '30', '35', '60', '65', '70', '75'];
  const column = read(ages, ['1', '1', '1', '1', '2', '2', '2', '2']);
  const second = code(column.after.values, '2');
  expect(column.standIn[second]).toBe(67.5);
  expect([column.low[second], column.high[second]]).toEqual([60, 75]);
});

test('missing stays missing, unless missing is how values were suppressed', () => {
  const kept = read(['1', null, '3'], ['1', null, '3']);
  expect(kept.kinds[0]).toBe(GONE);
  expect(holds(kept, null, null)).toBe(true);
  expect(holds(kept, '1', null)).toBe(false);
  const suppressed = read(['1', null, '3'], [null, null, '3']);
  expect(suppressed.kinds[0]).toBe(ANY);
  expect(holds(suppressed, '3', null)).toBe(true);
});

test('mean, deviation and range are of all rows of the original', () => {
  const column = read(['1', '2', '3', '10'], ['1', '2'], [0, 1]);
  expect(column.mean).toBe(4);
  expect(column.range).toBe(9);
  expect(column.deviation).toBeCloseTo(Math.sqrt((9 + 4 + 1 + 36) / 3), 12);
});

test('rows that are not made from one row each are not compared', () => {
  const original = tableOf(['a'], [['1'], ['2']]);
  const release = tableOf(['a'], [['1']]);
  expect(releasedColumns({ original, release, keptRows: new Uint32Array(0) })).toEqual([]);
});
