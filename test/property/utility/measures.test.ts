/** Utility measures against plain code, and what must hold of all of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUIET_TASK } from '@shared/std/task.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';
import type { Table } from '@shared/table/table.ts';
import { assessUtility } from '@shared/utility/assess-utility.ts';
import { cramersV, ranks } from '@shared/utility/correlation-change.ts';
import { hellinger, jensenShannon, orderedDistances, totalVariation } from '@shared/utility/distribution-distances.ts';
import { fittedProbabilities } from '@shared/utility/logistic-regression.ts';
import { measureUtility } from '@shared/utility/measure-utility.ts';
import { rowsOf } from '@shared/utility/sample-release.ts';
import { tableOf } from '../../support/table.ts';

const OPTIONS = { seed: 5 };
const every = (table: Table) => Uint32Array.from({ length: table.rowCount }, (_, row) => row);

function utility(before: Table, after: Table, keptRows = every(before)) {
  return measureUtility({ before, after, keptRows, cellLoss: new Map(), classSizes: Uint32Array.of(1), k: 1 });
}

function assess(original: Table, release: Table, keptRows = every(original)) {
  return assessUtility({ original, release, keptRows }, OPTIONS, QUIET_TASK);
}

const shares = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 8 })
  .filter((counts) => [0, 1].every((side) => counts.some((pair) => pair[side]! > 0)))
  .map((counts) => {
    const side = (at: 0 | 1) => {
      const sum = counts.reduce((total, pair) => total + pair[at], 0);
      return counts.map((pair) => pair[at] / sum);
    };
    return { before: side(0), after: side(1) };
  });

test('distances of distributions by their definitions', () => {
  fc.assert(
    fc.property(shares, ({ before, after }) => {
      const overlap = before.reduce((sum, p, at) => sum + Math.sqrt(p * after[at]!), 0);
      expect(hellinger({ before, after })).toBeCloseTo(Math.sqrt(Math.max(0, 1 - overlap)), 7);
      const entropy = (values: readonly number[]) => values.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);
      const middle = before.map((p, at) => (p + after[at]!) / 2);
      expect(jensenShannon({ before, after })).toBeCloseTo(entropy(middle) - (entropy(before) + entropy(after)) / 2, 9);
      // Hellinger's bounds of the total variation
      const [h, tv] = [hellinger({ before, after }), totalVariation({ before, after })];
      expect(tv).toBeGreaterThanOrEqual(h * h - 1e-12);
      expect(tv).toBeLessThanOrEqual(Math.SQRT2 * h + 1e-12);
    }),
  );
});

const samples = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 12 });

test('Kolmogorov-Smirnov and Wasserstein by sorting', () => {
  fc.assert(
    fc.property(samples, fc.integer(), (values, seed) => {
      const random = seededRandom(Math.abs(seed), 'x');
      const moved = values.map((value) => value + random.below(7) - 3);
      const weights = (list: readonly number[]) => ({
        values: Float64Array.from(list),
        weights: new Float64Array(list.length).fill(1),
      });
      const found = orderedDistances(weights(values), weights(moved))!;
      const share = (list: readonly number[], limit: number) =>
        list.filter((value) => value <= limit).length / list.length;
      const ks = Math.max(...[...values, ...moved].map((at) => Math.abs(share(values, at) - share(moved, at))));
      expect(found.kolmogorovSmirnov).toBeCloseTo(ks, 12);
      const [a, b] = [values.toSorted((x, y) => x - y), moved.toSorted((x, y) => x - y)];
      const area = a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length;
      const range = a[a.length - 1]! - a[0]!;
      expect(found.wasserstein).toBeCloseTo(range > 0 ? Math.min(1, area / range) : area > 0 ? 1 : 0, 12);
    }),
  );
});

const tables = fc
  .array(
    fc.tuple(
      fc.option(fc.integer({ min: 0, max: 20 }).map(String), { freq: 6 }),
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('x', 'y', null),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) => tableOf(['n', 'c', 'd'], rows));

test('a release that is the original has lost nothing, by any measure', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const report = utility(table, table);
      expect(report).toMatchObject({ loss: 0, gcp: 0, entropyBits: 0, entropyLoss: 0 });
      for (const { distances, missingAdded, totalVariation } of report.columns) {
        expect([missingAdded, totalVariation, distances!.hellinger, distances!.jensenShannon]).toEqual([0, 0, 0, 0]);
        expect([0, null]).toContain(distances!.kolmogorovSmirnov);
        expect([0, null]).toContain(distances!.wasserstein);
      }
      const { numeric, correlation, propensity, queries } = assess(table, table);
      if (numeric) expect([numeric.il1sSum, numeric.sse, numeric.share]).toEqual([0, 0, 0]);
      for (const change of [correlation.pearson, correlation.spearman, correlation.cramersV])
        if (change) expect(change.maxAbsolute).toBeCloseTo(0, 12);
      if (propensity) expect(propensity.pmse).toBeCloseTo(0, 12);
      if (queries) expect([queries.meanRelative, queries.medianRelative]).toEqual([0, 0]);
    }),
    { numRuns: 60 },
  );
});

test('everything suppressed has lost everything: loss is over all records, not over the kept ones', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const gone = { rowCount: 0, columns: rowsOf(table, new Uint32Array(0)).columns };
      const report = utility(table, gone, new Uint32Array(0));
      expect(report).toMatchObject({ loss: 1, gcp: 1 });
      expect([0, 1]).toContain(report.entropyLoss);
      const { numeric, propensity, queries } = assess(table, gone, new Uint32Array(0));
      if (numeric) expect(numeric.share).toBeCloseTo(1, 12);
      expect(propensity).toBeNull();
      expect(Number.isNaN(queries?.meanRelative)).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test('suppressing more never looks better (Amnesia averages NCP over the rows that are left)', () => {
  const table = tableOf(
    ['n'],
    Array.from({ length: 20 }, (_, row) => [String(row)]),
  );
  const losses = [20, 15, 10, 5, 0].map((kept) => {
    const keptRows = Uint32Array.from({ length: kept }, (_, row) => row);
    return utility(table, rowsOf(table, keptRows), keptRows);
  });
  for (const measure of ['loss', 'gcp', 'entropyLoss'] as const)
    for (const [at, report] of losses.entries()) expect(report[measure]).toBeCloseTo(at / 4, 12);
  const missing = losses.map((report) => report.columns[0]!.missingAdded);
  expect(missing).toEqual([0, 5, 10, 15, 20]);
});

test('non-uniform entropy by its definition', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 30 }),
      (rows) => {
        const before = tableOf(
          ['n'],
          rows.map(([n]) => [`v${n}`]),
        );
        const kept = rows.flatMap(([, , isKept], row) => (isKept ? [row] : []));
        const label = (row: number) => (rows[row]![1] ? '*' : `g${Math.floor(rows[row]![0] / 3)}`);
        const after = tableOf(
          ['n'],
          kept.map((row) => [label(row)]),
        );
        const count = (list: readonly number[], test: (row: number) => boolean) => list.filter(test).length;
        const all = [...rows.keys()];
        let bits = 0;
        for (const row of all) {
          const isSame = (other: number) => rows[other]![0] === rows[row]![0];
          if (!kept.includes(row) || label(row) === '*') bits -= Math.log2(count(all, isSame) / all.length);
          else {
            const alike = kept.filter((other) => label(other) === label(row));
            bits -= Math.log2(count(alike, isSame) / alike.length);
          }
        }
        const report = utility(before, after, Uint32Array.from(kept));
        expect(report.entropyBits).toBeCloseTo(bits, 9);
        expect(report.entropyLoss).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test("Spearman's ranks and Cramer's V", () => {
  expect([...ranks(Float64Array.of(3, 1, 3, 2))]).toEqual([3.5, 1, 3.5, 2]);
  const a = Uint32Array.of(0, 0, 1, 1);
  expect(cramersV(a, 2, Uint32Array.of(0, 0, 1, 1), 2)).toBe(1);
  expect(cramersV(a, 2, Uint32Array.of(0, 1, 0, 1), 2)).toBe(0);
  expect(cramersV(a, 2, Uint32Array.of(0, 0, 0, 0), 1)).toBe(0);
  // 30 10 / 20 40: chi^2 = 50/3, V = sqrt(chi^2 / 100)
  const rows = [
    ...Array(30).fill([0, 0]),
    ...Array(10).fill([0, 1]),
    ...Array(20).fill([1, 0]),
    ...Array(40).fill([1, 1]),
  ];
  const side = (at: number) => Uint32Array.from(rows, (row: number[]) => row[at]!);
  expect(cramersV(side(0), 2, side(1), 2)).toBeCloseTo(Math.sqrt(50 / 3 / 100), 12);
});

test('correlations that a release destroys are seen, with the pair', () => {
  const random = seededRandom(1, 'pairs');
  const rows = Array.from({ length: 400 }, (_, row) => [String(row), String(row * 2), String(random.below(1000))]);
  const before = tableOf(['a', 'b', 'c'], rows);
  const shifted = tableOf(
    ['a', 'b', 'c'],
    rows.map(([a, , c], row) => [a!, rows[(row * 137) % 400]![1]!, c!]),
  );
  const { correlation } = assess(before, shifted);
  expect(correlation.pearson).toMatchObject({ pairs: 3, worst: ['a', 'b'] });
  expect(correlation.pearson!.maxAbsolute).toBeGreaterThan(0.7);
  expect(correlation.spearman!.maxAbsolute).toBeCloseTo(correlation.pearson!.maxAbsolute, 6);
  const half = Uint32Array.from({ length: 200 }, (_, row) => row * 2);
  const { pearson } = assess(before, rowsOf(before, half), half).correlation;
  expect(pearson!.shown).toBe(0.5);
  expect(pearson!.maxAbsolute).toBeLessThan(0.2);
});

test('logistic regression: one binary term gives the shares of its two groups; separated data stay finite', () => {
  const outcome = Uint8Array.from([0, 0, 0, 1, 0, 1, 1, 1, 1, 1]);
  const rows = Float64Array.from([...Array(4).fill([1, 0]), ...Array(6).fill([1, 1])].flat());
  const fitted = fittedProbabilities({ rows, terms: 2, outcome }, () => {});
  expect(fitted[0]).toBeCloseTo(1 / 4, 5);
  expect(fitted[9]).toBeCloseTo(5 / 6, 5);
  const separated = fittedProbabilities(
    { rows, terms: 2, outcome: outcome.map((_, at) => (at < 4 ? 0 : 1)) },
    () => {},
  );
  expect(separated[0]).toBeLessThan(1e-3);
  expect(separated[9]).toBeGreaterThan(1 - 1e-3);
  // the same column twice
  const twice = Float64Array.from([...Array(4).fill([1, 0, 0]), ...Array(6).fill([1, 1, 1])].flat());
  expect(fittedProbabilities({ rows: twice, terms: 3, outcome }, () => {})[9]).toBeCloseTo(5 / 6, 4);
});

test('pMSE: twice its expectation for two samples of one source, far above it for others', () => {
  const draw = (seed: number, shift: number) => {
    const random = seededRandom(seed, 'draw');
    return Array.from({ length: 600 }, () => [String(random.below(1000) + shift), 'abcd'[random.below(4)]!]);
  };
  const names = ['n', 'c'];
  const ratios = Array.from({ length: 15 }, (_, at) => {
    // rows of another sample in place of the original's: no column is a function of the original one
    return assess(tableOf(names, draw(2 * at, 0)), tableOf(names, draw(2 * at + 1, 0))).propensity!;
  });
  const mean = ratios.reduce((sum, { ratio }) => sum + ratio, 0) / ratios.length;
  // both sides vary: twice the expectation of a draw from a fixed original
  expect(mean).toBeGreaterThan(1.2);
  expect(mean).toBeLessThan(2.8);
  const shifted = assess(tableOf(names, draw(1, 0)), tableOf(names, draw(2, 150))).propensity!;
  expect(shifted.ratio).toBeGreaterThan(5);
  expect(shifted.z).toBeGreaterThan(5);
});

test('counts: a range answers with the share of its values, suppressed records are missing', () => {
  const before = tableOf(
    ['c'],
    Array.from({ length: 100 }, (_, row) => [`v${row % 4}`]),
  );
  const merged = tableOf(
    ['c'],
    Array.from({ length: 100 }, (_, row) => [row % 4 < 2 ? 'low' : 'high']),
  );
  expect(assess(before, merged).queries!.meanRelative).toBeCloseTo(0, 12); // values of a set are equally frequent here
  const half = Uint32Array.from({ length: 50 }, (_, row) => row);
  const { meanRelative, medianRelative } = assess(before, rowsOf(before, half), half).queries!;
  expect(Math.abs(meanRelative - 0.5)).toBeLessThan(0.05);
  expect(Math.abs(medianRelative - 0.5)).toBeLessThan(0.05);
});

test.each([
  ['no rows', tableOf(['a'], [])],
  ['one row', tableOf(['a', 'b'], [['1', 'x']])],
  [
    'all missing',
    tableOf(
      ['a', 'b'],
      [
        [null, null],
        [null, null],
      ],
    ),
  ],
  [
    'huge numbers',
    tableOf(
      ['a', 'b'],
      [
        ['1e300', '-1e300'],
        ['-1e300', '1e300'],
        ['1e400', '5'],
      ],
    ),
  ],
])('%s: no NaN', (_, table) => {
  const text = JSON.stringify([utility(table, table), assess(table, table)], (_key, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? 'NOT A NUMBER' : value,
  );
  expect(text).not.toContain('NOT A NUMBER');
});
