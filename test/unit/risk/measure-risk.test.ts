import { describe, expect, test } from 'vitest';
import { individualRisk } from '@shared/risk/individual-risk.ts';
import { measureRisk } from '@shared/risk/measure-risk.ts';
import { tableOf } from '../../support/table.ts';

const PEOPLE = tableOf(
  ['age', 'sex'],
  [
    ['30', 'f'],
    ['30', 'f'],
    ['30', 'm'],
    ['40', 'm'],
  ],
);

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

test('two of a kind and two uniques', () => {
  const report = measureRisk(PEOPLE, ['age', 'sex'], { threshold: 0.5 });
  expect(report).toMatchObject({
    records: 4,
    classes: 3,
    smallestClass: 1,
    uniques: 2,
    wildcard: null,
    marketer: 0.75,
  });
  expect(report.prosecutor).toEqual({ highest: 1, average: 0.75, recordsAtRisk: 0.5 });
  expect(report.journalist).toEqual({ ...report.prosecutor, population: 'sample', matched: 1 });
  expect(report.above.map((bar) => bar.share)).toEqual([0.5, 1, 1, 1, 1, 1]);
  // Without age only sex stays and nobody is unique; without sex the one of 40 still is.
  expect(report.contributions.map((c) => [c.column, c.uniquesWithout])).toEqual([
    ['age', 2],
    ['sex', 1],
  ]);
});

test('no quasi-identifiers: one class of all records', () => {
  const report = measureRisk(PEOPLE, [], { threshold: 0.2 });
  expect(report).toMatchObject({ classes: 1, smallestClass: 4, uniques: 0, contributions: [] });
  expect(report.prosecutor.highest).toBe(0.25);
});

test.each([undefined, { type: 'fraction', fraction: 0.1 } as const, { type: 'table', table: PEOPLE } as const])(
  'an empty table gives zeros and no NaN (%o)',
  (population) => {
    const report = measureRisk(tableOf(['age', 'sex'], []), ['age', 'sex'], { threshold: 0.2, population });
    expect(report.smallestClass).toBe(0);
    expect(
      numbersIn({
        ...report,
        threshold: 0,
        above: report.above.map((bar) => bar.share),
        subsets: report.subsets.list,
      }).every((n) => n === 0),
    ).toBe(true);
  },
);

test('one record', () => {
  const report = measureRisk(tableOf(['age'], [['30']]), ['age'], { threshold: 0.2 });
  expect(numbersIn(report).every(Number.isFinite)).toBe(true);
  expect(report.contributions).toEqual([{ column: 'age', distinction: 1, separation: 0, uniquesWithout: 0 }]);
});

test('0.33 stands for a class of three, and 0.09 is not met by eleven', () => {
  const rows = [...Array(3).fill(['a']), ...Array(11).fill(['b']), ...Array(12).fill(['c'])];
  const { above } = measureRisk(tableOf(['x'], rows), ['x'], { threshold: 0.2 });
  expect(above[1]!.share).toBe(0);
  expect(above[4]!.share).toBeCloseTo(14 / 26, 12);
});

describe('a population', () => {
  test('a sampling fraction: E[1/F | f]', () => {
    const report = measureRisk(PEOPLE, ['age', 'sex'], {
      threshold: 0.2,
      population: { type: 'fraction', fraction: 0.1 },
    });
    expect(report.journalist.highest).toBeCloseTo((0.1 / 0.9) * Math.log(10), 12);
    expect(report.journalist.recordsAtRisk).toBe(0.5);
    expect(report.marketer).toBe(report.journalist.average);
  });

  test('with a count column, at the level of the release', () => {
    const population = tableOf(
      ['age', 'sex', 'people'],
      [
        ['30', 'f', '1000'],
        ['40', 'm', '3'],
        ['40', 'm', '2'],
        ['99', 'm', '7'],
      ],
    );
    const report = measureRisk(PEOPLE, ['age', 'sex'], {
      threshold: 0.1,
      population: { type: 'table', table: population, countColumn: 'people' },
    });
    expect(report.journalist).toEqual({
      population: 'table',
      matched: 0.75,
      highest: 0.2,
      recordsAtRisk: 0.25,
      average: (0.002 + 0.2) / 4,
    });
  });

  test('refuses a table without the column, and a count that is none', () => {
    const measure = (names: string[], row: string[], countColumn?: string) => () =>
      measureRisk(PEOPLE, ['age', 'sex'], {
        threshold: 0.1,
        population: { type: 'table', table: tableOf(names, [row]), ...(countColumn ? { countColumn } : {}) },
      });
    expect(measure(['age'], ['30'])).toThrow('risk.population-column');
    expect(measure(['age', 'sex', 'n'], ['30', 'f', '-1'], 'n')).toThrow('risk.population-count');
  });
});

test('an unknown column is refused', () => {
  expect(() => measureRisk(PEOPLE, ['height'], { threshold: 0.2 })).toThrow('risk.unknown-column');
});

test('individual risk: known values, the limit of a census, and no jump between series and closed form', () => {
  expect(individualRisk(1, 0.1)).toBeCloseTo(0.2558427881104495, 14);
  expect(individualRisk(4, 1)).toBe(0.25);
  for (const f of [1, 2, 3]) expect(individualRisk(f, 0.5 - 1e-9)).toBeCloseTo(individualRisk(f, 0.5), 8);
  for (const f of [1, 2, 3, 4, 50]) {
    expect(individualRisk(f, 1e-6)).toBeGreaterThan(1e-6 / f);
    expect(individualRisk(f, 0.3)).toBeLessThan(1 / f);
  }
});
