import { expect, test } from 'vitest';
import { explain, percent, PROTECTION_KEYS, RISK_KEYS, UTILITY_KEYS, whole } from '@shared/risk/explanations.ts';
import { measureRisk } from '@shared/risk/measure-risk.ts';
import { measureUtility } from '@shared/utility/measure-utility.ts';
import { tableOf } from '../../support/table.ts';

const TABLE = tableOf(
  ['age', 'sex'],
  [
    ['30', 'f'],
    ['30', 'f'],
    ['40', 'm'],
    ['50', null],
  ],
);
const EMPTY = tableOf(['age', 'sex'], []);
const riskOf = (table: typeof TABLE) => measureRisk(table, ['age', 'sex'], { threshold: 0.2 });
const utilityOf = (table: typeof TABLE) =>
  measureUtility({
    before: table,
    after: table,
    keptRows: Uint32Array.from({ length: table.rowCount }, (_, at) => at),
    cellLoss: new Map(),
    classSizes: Uint32Array.from(table.rowCount ? [2, 1, 1] : []),
    k: 2,
  });

test('the sentence says the number', () => {
  expect(explain('risk.uniques', riskOf(TABLE)).sentence).toBe('2 of 4 people can be singled out.');
  expect(explain('risk.wildcard', riskOf(TABLE)).sentence).toContain('2 of 4 people');
  expect(explain('risk.contributions', riskOf(TABLE)).sentence).toBe(
    'No column alone makes people unique; age tells the most people apart (83.3 % of all pairs).',
  );
  expect(explain('risk.subsets', riskOf(TABLE)).sentence).toBe('1 column is enough: age alone singles out 2 people.');
  expect(explain('risk.subsets', measureRisk(TABLE, [], { threshold: 0.2 })).sentence).toBe(
    'There is no quasi-identifier.',
  );
  const pairs = tableOf(
    ['age', 'sex'],
    ['30 f', '30 m', '40 f', '40 m'].map((row) => row.split(' ')),
  );
  expect(explain('risk.subsets', riskOf(pairs)).sentence).toBe(
    '2 columns are enough: age, sex alone single out 4 people.',
  );
  const oneLess = tableOf(
    ['age', 'sex'],
    [
      ['30', 'f'],
      ['40', 'f'],
      ['50', 'm'],
    ],
  );
  expect(explain('risk.contributions', riskOf(oneLess)).sentence).toBe(
    'age hurts most: without it 2 of 3 unique people would be gone.',
  );
  expect(explain('utility.loss', utilityOf(TABLE)).sentence).toBe('0 % of the detail in the released columns is lost.');
});

test('the column that loses most is a released one', () => {
  const report = measureUtility({
    before: TABLE,
    after: { ...TABLE, columns: TABLE.columns.slice(0, 1) },
    keptRows: Uint32Array.from([0, 1, 2, 3]),
    cellLoss: new Map([['age', Float64Array.from([0, 0.25, 0.25, 0.25])]]),
    classSizes: Uint32Array.of(2, 1, 1),
    k: 2,
  });
  expect(report.columns.find(({ column }) => column === 'sex')?.loss).toBe(1);
  expect(explain('utility.columns', report).sentence).toBe('age loses most: 25 % of its detail.');
  expect(explain('utility.columns', { ...report, columns: [] }).sentence).toBe('No column is released.');
});

test('every number has a sentence and a source, also for an empty table', () => {
  for (const table of [TABLE, EMPTY]) {
    const texts = [
      ...RISK_KEYS.map((key) => explain(key, riskOf(table))),
      ...UTILITY_KEYS.map((key) => explain(key, utilityOf(table))),
      ...PROTECTION_KEYS.map((key) =>
        explain(key, {
          levels: { age: 1 },
          heights: { age: 3 },
          score: 0.25,
          suppressedRows: 1,
          classes: 2,
          nodes: { total: 12, evaluated: 5 },
          elapsedMs: 1234,
          models: [{ label: 'k-anonymity with k = 2', holds: false, measured: null }],
          utility: { rowsIn: table.rowCount },
        }),
      ),
    ];
    for (const { sentence, how } of texts) {
      expect(sentence).toMatch(/\w.*\.?$/);
      expect(`${sentence} ${how}`).not.toMatch(/NaN|undefined|Infinity|null/);
      expect(how.length).toBeGreaterThan(15);
    }
  }
});

test('numbers as people write them', () => {
  expect([0, 999, 20_000, 1_234_567].map(whole)).toEqual(['0', '999', '20,000', '1,234,567']);
  expect([0, 0.00001234, 0.0312, 0.5, 0.99999, 1].map(percent)).toEqual([
    '0 %',
    '0.0012 %',
    '3.1 %',
    '50 %',
    'more than 99.9 %',
    '100 %',
  ]);
});
