import { describe, expect, test } from 'vitest';
import { assessRisk } from '@shared/risk/assess-risk.ts';
import { individualRisk } from '@shared/risk/individual-risk.ts';
import { measureRisk } from '@shared/risk/measure-risk.ts';
import { AppError } from '@shared/std/app-error.ts';
import { columnFrom, tableOf } from '../../support/table.ts';

const ROWS = [
  ['30', 'f', '10'],
  ['30', 'f', '30'],
  ['30', 'm', '20'],
  ['40', 'm', '5'],
];
const PEOPLE = tableOf(['age', 'sex', 'weight'], ROWS);
const KEYS = ['age', 'sex'];
const WEIGHT = PEOPLE.columns[2]!;

describe('what other tools got wrong', () => {
  test('a class between one and two records has a risk (half a match)', () => {
    const table = tableOf(
      ['a', 'b'],
      [
        ['1', 'x'],
        ['1', null],
        ['2', 'y'],
        ['2', 'y'],
      ],
    );
    const weight = columnFrom('weight', ['10', '10', '10', '10']);
    const { individual } = assessRisk(table, ['a', 'b'], { threshold: 0.2, weight, alpha: 0.5 });
    // Row 1 has itself and half of row 2: f = 1.5 of F = 15; row 2 has both: f = 2 of F = 20; rows 3 and 4 f = 2 of 20.
    expect(individual.expected).toBeCloseTo(individualRisk(1.5, 0.1) + 3 * individualRisk(2, 0.1), 12);
    expect(individualRisk(1.5, 0.1)).toBeGreaterThan(individualRisk(2, 0.1));
  });

  test('the risk of a large class is a number, just above F^-1', () => {
    for (const f of [100, 1000, 100_000, 10_000_000]) {
      for (const p of [1e-6, 0.01, 0.5, 0.999999]) {
        expect(individualRisk(f, p) / (p / f)).toBeGreaterThanOrEqual(1);
        expect(individualRisk(f, p) / (p / f)).toBeLessThan(1.02);
      }
    }
  });

  test('the log-linear model takes the people of a cell, not the records', () => {
    // Independent columns, four cells of mu 1 in a sample of one in ten: 9 more people are expected in each.
    const table = tableOf(KEYS, [
      ['30', 'f'],
      ['30', 'm'],
      ['40', 'f'],
      ['40', 'm'],
    ]);
    const population = { type: 'fraction', fraction: 0.1 } as const;
    const { logLinear } = assessRisk(table, KEYS, { threshold: 0.2, population }).population.scenarios[0]!;
    expect(logLinear!.tau1).toBeCloseTo(4 * Math.exp(-9), 12);
    expect(logLinear!.tau2).toBeCloseTo((4 * (1 - Math.exp(-9))) / 9, 12);
  });

  test('the average risk is over the records, not over the classes', () => {
    const { prosecutor } = measureRisk(PEOPLE, KEYS, { threshold: 0.2 });
    expect(prosecutor.average).toBe(0.75); // over the classes it would be 5/6
  });
});

test('weights, counted people and a fraction each say what F is', () => {
  const weighted = assessRisk(PEOPLE, KEYS, { threshold: 0.2, weight: WEIGHT });
  expect(weighted.individual.known).toBe('weights');
  expect(weighted.individual.expected).toBeCloseTo(
    2 * individualRisk(2, 2 / 40) + individualRisk(1, 1 / 20) + individualRisk(1, 1 / 5),
    12,
  );
  expect(weighted.population.scenarios[0]).toMatchObject({ fraction: 4 / 65, populationSize: 65 });
  const people = tableOf(
    [...KEYS, 'n'],
    [
      ['30', 'f', '8'],
      ['30', 'm', '4'],
      ['50', 'm', '8'],
    ],
  );
  const population = { type: 'table', table: people, countColumn: 'n' } as const;
  const counted = assessRisk(PEOPLE, KEYS, { threshold: 0.2, population });
  // Nobody of 40 is counted: one person at least there must be.
  expect(counted.individual).toMatchObject({ known: 'table', expected: 2 / 8 + 1 / 4 + 1, highest: 1 });
  expect(counted.population.scenarios[0]).toMatchObject({ fraction: 0.2, populationSize: 20 });
  const nothing = assessRisk(PEOPLE, KEYS, { threshold: 0.2 });
  expect(nothing.individual).toMatchObject({ known: 'nothing', expected: 3, globalRisk: 0.75 });
  expect(nothing.population.known).toBe('assumed');
  expect(nothing.population.scenarios.map(({ fraction }) => fraction)).toEqual([0.001, 0.01, 0.1]);
});

test.each(['0', '-1', '1e400', 'NaN', 'abc', '', '0x10', null])('a weight of %o is refused by its row', (cell) => {
  const weight = columnFrom('weight', ['1', cell, '1', '1']);
  try {
    assessRisk(PEOPLE, KEYS, { threshold: 0.2, weight });
    expect.unreachable();
  } catch (error) {
    expect((error as AppError).toData()).toEqual({
      code: 'risk.bad-weight',
      category: 'input',
      params: { column: 'weight', row: 2 },
    });
  }
});

test.each<[string, (string | null)[][]]>([
  ['no row', []],
  ['one row', [['30', 'f']]],
  [
    'all equal',
    [
      ['30', 'f'],
      ['30', 'f'],
      ['30', 'f'],
    ],
  ],
  [
    'all missing',
    [
      [null, null],
      [null, null],
    ],
  ],
  [
    'all unique',
    [
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ],
  ],
  [
    'numbers beyond numbers',
    [
      ['1e400', '9'.repeat(308)],
      ['-1', `-${'9'.repeat(308)}`],
    ],
  ],
])('%s: numbers and nulls, no NaN', (_, rows) => {
  const table = tableOf(KEYS, rows);
  for (const keys of [KEYS, ['age'], []]) {
    for (const fraction of [1e-9, 0.5, 1]) {
      const found = assessRisk(table, keys, { threshold: 0.2, population: { type: 'fraction', fraction } });
      const text = JSON.stringify(found, (__, value) => (Object.is(value, Number.NaN) ? 'NaN' : value));
      expect(text).not.toMatch(/NaN|Infinity/);
      expect(found.specialUniques.columns).toHaveLength(keys.length);
    }
  }
});

test('64 quasi-identifiers: minimal sample uniques up to a size that is said', () => {
  const names = Array.from({ length: 64 }, (_, at) => `c${at}`);
  const rows = Array.from({ length: 40 }, (_, row) => names.map((__, at) => String((row * row * (at + 1)) % 7)));
  const { specialUniques, population } = assessRisk(tableOf(names, rows), names, { threshold: 0.2, maximumSize: 2 });
  expect(specialUniques).toMatchObject({ maximumSize: 2, isComplete: false });
  expect(population.scenarios[0]!.logLinear).toBeNull(); // 7^64 cells
});

test('a cancel is heard in every part', () => {
  let calls = 0;
  const counting = { report() {}, checkpoint: () => void calls++ };
  assessRisk(PEOPLE, KEYS, { threshold: 0.2, weight: WEIGHT }, counting);
  expect(calls).toBeGreaterThan(10);
  for (let stop = 1; stop <= calls; stop++) {
    let left = stop;
    const task = {
      report() {},
      checkpoint() {
        if (--left === 0) throw new AppError('cancelled', 'job.cancelled');
      },
    };
    expect(() => assessRisk(PEOPLE, KEYS, { threshold: 0.2, weight: WEIGHT }, task)).toThrow('job.cancelled');
  }
});
