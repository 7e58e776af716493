import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessRisk } from '@shared/risk/assess-risk.ts';
import { classSizeCounts, type SizeCount } from '@shared/risk/class-size-counts.ts';
import { digammaDifference, logGamma } from '@shared/risk/gamma-functions.ts';
import { householdRisks } from '@shared/risk/household-risk.ts';
import { riskSteps, thresholdFor } from '@shared/risk/individual-assessment.ts';
import { individualRisk } from '@shared/risk/individual-risk.ts';
import { fitMainEffects } from '@shared/risk/log-linear-risk.ts';
import { fitPitman } from '@shared/risk/pitman-model.ts';
import { decide, populationEstimates, uniqueMatchCorrect } from '@shared/risk/population-uniqueness.ts';
import { snbUniques } from '@shared/risk/snb-model.ts';
import { wildcardTotals } from '@shared/risk/wildcard-classes.ts';
import { zayatzUniques } from '@shared/risk/zayatz-model.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnFrom, tableOf } from '../../support/table.ts';

const sizesOfClasses = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 });
const fractions = fc.double({ min: 1e-4, max: 0.95, noNaN: true });
const relative = (found: number, expected: number) => Math.abs(found - expected) / Math.max(1e-300, Math.abs(expected));

test('Zayatz equals Bayes with hypergeometric chances in whole numbers', () => {
  const choose = (n: bigint, k: bigint) => {
    let product = 1n;
    for (let i = 0n; i < k; i++) product = (product * (n - i)) / (i + 1n);
    return product;
  };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 }),
      fc.nat({ max: 60 }),
      (sizes, more) => {
        const counts = classSizeCounts(Uint32Array.from(sizes));
        const records = sizes.reduce((sum, size) => sum + size, 0);
        const people = records + 1 + more;
        const [N, n] = [BigInt(people), BigInt(records)];
        const once = (size: number) => Number(BigInt(size) * choose(N - BigInt(size), n - 1n)) / Number(choose(N, n));
        const uniques = sizes.filter((size) => size === 1).length;
        const all = sizes.reduce((sum, size) => sum + once(size), 0);
        const expected = uniques === 0 ? 0 : ((uniques * people) / records) * ((uniques * once(1)) / all);
        expect(relative(zayatzUniques(counts, people), expected)).toBeLessThan(1e-9);
      },
    ),
  );
});

function pitmanLikelihood(counts: readonly SizeCount[], theta: number, alpha: number): number {
  let sum = 0;
  let records = 0;
  let classes = 0;
  for (const { size, classes: many } of counts) {
    records += size * many;
    classes += many;
    for (let i = 1; i < size; i++) sum += many * Math.log(i - alpha);
  }
  for (let i = 1; i < classes; i++) sum += Math.log(theta + i * alpha);
  for (let i = 1; i < records; i++) sum -= Math.log(theta + i);
  return sum;
}

test("Pitman's parameters are the maximum of the likelihood", () => {
  fc.assert(
    fc.property(sizesOfClasses, (sizes) => {
      const counts = classSizeCounts(Uint32Array.from(sizes));
      const fitted = fitPitman(counts);
      if (!fitted) {
        expect(sizes.length < 2 || sizes.every((size) => size === 1)).toBe(true);
        return;
      }
      const { theta, alpha } = fitted;
      expect(alpha >= 0 && alpha < 1 && theta > -alpha).toBe(true);
      const best = pitmanLikelihood(counts, theta, alpha);
      for (const [t, a] of [
        [theta + 1e-3 * (theta + alpha), alpha],
        [theta - 1e-3 * (theta + alpha), alpha],
        [theta, alpha + 1e-3 * (1 - alpha)],
        [theta, alpha - 1e-3],
      ] as const) {
        if (a < 0 || a >= 1 || t <= -a) continue;
        expect(pitmanLikelihood(counts, t, a)).toBeLessThanOrEqual(best + 1e-9);
      }
    }),
    { numRuns: 200 },
  );
});

test('SNB finds the parameters of a table that has exactly its expectations', () => {
  // 1 + geometric classes (alpha = 1): half of a million classes have one person, a quarter two, ...
  const classes = 2 ** 20;
  const fraction = 0.5;
  const expected: number[] = [];
  for (let people = 1; people <= 20; people++) {
    const many = classes / 2 ** people;
    let chance = fraction ** people;
    for (let size = people; size >= 1; size--) {
      expected[size] = (expected[size] ?? 0) + many * chance;
      chance *= (size * (1 - fraction)) / ((people - size + 1) * fraction);
    }
  }
  const counts = expected.flatMap((many, size) => (size > 0 ? [{ size, classes: many }] : []));
  expect(relative(snbUniques(counts, fraction)!, classes / 2)).toBeLessThan(1e-3);
});

test('estimates are numbers of people or null, whatever the class sizes', () => {
  fc.assert(
    fc.property(sizesOfClasses, fractions, (sizes, fraction) => {
      const counts = classSizeCounts(Uint32Array.from(sizes));
      const people = Math.round(sizes.reduce((sum, size) => sum + size, 0) / fraction);
      const estimates = populationEstimates(counts, people);
      expect(estimates.map(({ model }) => model)).toEqual(['zayatz', 'pitman', 'snb']);
      for (const { uniques, share } of estimates) {
        if (uniques === null) expect(share).toBeNull();
        else expect(uniques >= 0 && uniques <= people * (1 + 1e-9) && share === uniques / people).toBe(true);
      }
      const decided = decide(estimates, fraction)!;
      expect(decided.uniques).not.toBeNull();
      if (fraction > 0.1) expect(decided.uniques).toBeLessThanOrEqual(estimates[0]!.uniques!);
    }),
    { numRuns: 200 },
  );
});

test('of everybody no model is asked: the uniques are the uniques', () => {
  const counts = classSizeCounts(Uint32Array.of(1, 1, 2, 5));
  expect(populationEstimates(counts, 9).map(({ uniques }) => uniques)).toEqual([2, 2, 2]);
  expect(uniqueMatchCorrect(2, 1, 1)).toBe(1);
  expect(uniqueMatchCorrect(4, 2, 0.1)).toBeCloseTo(0.4 / (0.4 + 2 * 0.9 * 2), 12);
  expect(uniqueMatchCorrect(0, 0, 0.1)).toBeNull();
});

test('ln Gamma and differences of its derivative', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 200 }), (x, count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += 1 / (x + i);
      expect(Math.abs(digammaDifference(x, count) - sum)).toBeLessThanOrEqual(1e-12 * Math.max(1, sum));
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThanOrEqual(
        1e-9 * Math.max(1, logGamma(x + 1)),
      );
    }),
  );
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
});

test('individual risk: between the naive fraction and 1/f, falling with f, whole or not', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 30, noNaN: true }), fc.double({ min: 1e-9, max: 1, noNaN: true }), (f, p) => {
      const risk = individualRisk(f, p);
      expect(risk).toBeGreaterThanOrEqual((p / f) * (1 - 1e-12));
      expect(risk).toBeLessThanOrEqual((1 / f) * (1 + 1e-12));
      expect(individualRisk(f + 0.25, p)).toBeLessThanOrEqual(risk * (1 + 1e-12));
      // p * integral of u^(f-1)/(p+qu): the recurrence that ties f and f + 1.
      const q = 1 - p;
      expect(relative(q * individualRisk(f + 1, p) + p * risk, p / f)).toBeLessThan(1e-9);
    }),
    { numRuns: 500 },
  );
});

test('matches through missing cells count alpha where they need those of the other record', () => {
  const cell = fc.constantFrom(0, 1, 2);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20, selector: (row) => row.join() }),
      fc.constantFrom(0, 0.1, 0.5, 1),
      (rows, alpha) => {
        const columns = [0, 1, 2].map((at) => ({
          codes: Uint32Array.from(rows, (row) => row[at]!),
          cardinality: 3,
          isWildcard: Uint8Array.of(1, 0, 0),
        }));
        const weights = Float64Array.from(rows, (_, at) => 1.5 + at);
        const sizes = Uint32Array.from(rows, (_, at) => 1 + (at % 3));
        const found = wildcardTotals(columns, [sizes, weights], alpha, QUIET_TASK);
        const isConstant = (at: number) => rows.every((row) => row[at] === rows[0]![at]);
        if (!found) {
          expect(rows.every((row) => row.every((code, at) => code !== 0 || isConstant(at)))).toBe(true);
          return;
        }
        rows.forEach((row, at) => {
          let [f, F] = [0, 0];
          rows.forEach((other, to) => {
            const matches = row.every((code, c) => code === other[c] || code === 0 || other[c] === 0);
            const needsOther = row.some((code, c) => code !== 0 && other[c] === 0);
            const share = !matches ? 0 : needsOther ? alpha : 1;
            f += share * sizes[to]!;
            F += share * weights[to]!;
          });
          expect(found[0]![at]).toBeCloseTo(f, 9);
          expect(found[1]![at]).toBeCloseTo(F, 9);
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('a household is found when one of its members is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', null), fc.double({ min: 0, max: 1, noNaN: true })), {
        maxLength: 20,
      }),
      (rows) => {
        const risks = Float64Array.from(rows, ([, risk]) => risk);
        const column = columnFrom(
          'house',
          rows.map(([name]) => name),
        );
        householdRisks(risks, column).forEach((found, at) => {
          const name = rows[at]![0];
          const members = name === null ? [rows[at]!] : rows.filter(([other]) => other === name);
          expect(found).toBeCloseTo(1 - members.reduce((safe, [, risk]) => safe * (1 - risk), 1), 9);
        });
      },
    ),
  );
});

test('the threshold for a target is the greatest risk that keeps the file below it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0.001, max: 1, noNaN: true }), fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.double({ min: 0.001, max: 0.9, noNaN: true }),
      (classes, target) => {
        const risks = Float64Array.from(classes, ([risk]) => risk);
        const records = Uint32Array.from(classes, ([, count]) => count);
        const n = records.reduce((sum, count) => sum + count, 0);
        const capped = (cut: number) => classes.reduce((sum, [risk, count]) => sum + count * Math.min(risk, cut), 0);
        const { threshold, records: above } = thresholdFor(target, riskSteps(risks, records, QUIET_TASK));
        const allowed = Array.from(risks).filter((risk) => capped(risk) < n * target * (1 - 1e-12));
        if (threshold === null) expect(allowed).toHaveLength(0);
        else {
          expect(capped(threshold)).toBeLessThan(n * target * (1 + 1e-9));
          expect(threshold).toBeGreaterThanOrEqual(Math.max(...allowed, 0));
          expect(above).toBe(classes.reduce((sum, [risk, count]) => sum + (risk > threshold ? count : 0), 0));
        }
      },
    ),
  );
});

test('main effects: fitted means keep the margins of categories and the mean of numbers', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, (cells) => {
      const columns = [0, 1].map((at) => {
        const codes = Uint32Array.from(cells, (row) => row[at]!);
        return { codes, cardinality: 4, numbers: at === 0 ? null : Float64Array.of(10, 11, 15, 99) };
      });
      const different = (at: 0 | 1) => new Set(cells.map((row) => row[at])).size;
      const { means, cells: count } = fitMainEffects(columns, new Uint32Array(cells.length).fill(1), QUIET_TASK)!;
      expect(count).toBe(different(0) * different(1));
      expect(means).toHaveLength(cells.length);
      // The mean of a cell is a product: of one record for each value of the other column the ratio is the same.
      const byCell = new Map(cells.map((row, at) => [row.join(), means[at]!]));
      for (const [a, b] of cells) {
        for (const [c, d] of cells) {
          const [left, right] = [byCell.get(`${a},${d}`), byCell.get(`${c},${b}`)];
          if (left === undefined || right === undefined) continue;
          expect(relative(left * right, byCell.get(`${a},${b}`)! * byCell.get(`${c},${d}`)!)).toBeLessThan(1e-9);
        }
      }
      // Margins can be summed where every cell of the cross table is a record of the sample.
      if (byCell.size < count) return;
      const total = [...byCell.values()].reduce((sum, mean) => sum + mean, 0);
      expect(total).toBeCloseTo(cells.length, 6);
      const meanOf = (of: (row: readonly [number, number]) => number) => cells.reduce((sum, row) => sum + of(row), 0);
      const fitted = (of: (code: number) => number, at: 0 | 1) =>
        [...byCell].reduce((sum, [text, mean]) => sum + mean * of(Number(text.split(',')[at])), 0);
      const value = (code: number) => [10, 11, 15][code]!;
      expect(fitted(value, 1)).toBeCloseTo(
        meanOf((row) => value(row[1])),
        5,
      );
      expect(fitted((code) => (code === 2 ? 1 : 0), 0)).toBeCloseTo(
        meanOf((row) => (row[0] === 2 ? 1 : 0)),
        6,
      );
    }),
  );
});

test('an assessment of any small table has numbers and nulls only', () => {
  const cell = fc.constantFrom('x', 'y', '1', '*', null);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { maxLength: 15 }),
      fc.constantFrom(undefined, 0.001, 0.5, 1),
      (rows, fraction) => {
        const table = tableOf(['a', 'b'], rows);
        const population = fraction === undefined ? undefined : ({ type: 'fraction', fraction } as const);
        const found = assessRisk(table, ['a', 'b'], { threshold: 0.2, population, household: table.columns[0] });
        expect(JSON.stringify(found)).toBe(JSON.stringify(JSON.parse(JSON.stringify(found))));
        const numbers = (value: unknown): number[] =>
          typeof value === 'number'
            ? [value]
            : value && typeof value === 'object'
              ? Object.values(value).flatMap(numbers)
              : [];
        expect(numbers(found).every(Number.isFinite)).toBe(true);
        expect(found.individual.expected).toBeLessThanOrEqual(rows.length);
      },
    ),
    { numRuns: 200 },
  );
});
