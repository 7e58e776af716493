import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classesOf } from '@shared/risk/equivalence-classes.ts';
import { measureRisk } from '@shared/risk/measure-risk.ts';
import { largestSubset } from '@shared/risk/subset-risks.ts';
import { tableOf } from '../../support/table.ts';

const NAMES = ['a', 'b', 'c'];
const cells = fc.constantFrom('x', 'y', 'z', '*', '', null);
const rowsOf3 = fc.array(fc.tuple(cells, cells, cells), { maxLength: 40 });

const key = (row: readonly (string | null)[]) => JSON.stringify(row);
const isWild = (text: string | null) => text === null || text === '*';

test('classes are the records that agree on every column, whatever the range of the codes', () => {
  const wide = fc.constantFrom(0, 1, 7, 65_535, 3_000_000_000);
  fc.assert(
    fc.property(fc.array(fc.array(wide, { minLength: 5, maxLength: 5 }), { maxLength: 60 }), (rows) => {
      const columns = [0, 1, 2, 3, 4].map((at) => ({
        codes: Uint32Array.from(rows, (row) => row[at]!),
        cardinality: 3_000_000_001,
      }));
      const { classOf, sizes } = classesOf(columns, rows.length);
      const numbered = new Map<string, number>();
      rows.forEach((row, at) => {
        const known = numbered.get(row.join()) ?? numbered.size;
        numbered.set(row.join(), known);
        expect(classOf[at]).toBe(known);
      });
      expect(sizes.length).toBe(numbered.size);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows.length);
    }),
  );
});

test('strict counts, prosecutor and thresholds equal their definitions', () => {
  fc.assert(
    fc.property(rowsOf3, fc.double({ min: 0.01, max: 1, noNaN: true }), (rows, threshold) => {
      const counts = new Map<string, number>();
      for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
      const f = rows.map((row) => counts.get(key(row))!);
      const report = measureRisk(tableOf(NAMES, rows), NAMES, { threshold });
      expect(report.classes).toBe(counts.size);
      expect(report.uniques).toBe(f.filter((size) => size === 1).length);
      expect(report.smallestClass).toBe(rows.length ? Math.min(...f) : 0);
      const n = Math.max(1, rows.length);
      expect(report.prosecutor.average).toBeCloseTo(f.reduce((sum, size) => sum + 1 / size, 0) / n, 12);
      expect(report.prosecutor.recordsAtRisk).toBeCloseTo(f.filter((size) => 1 / size > threshold).length / n, 12);
      expect(report.classSizes.reduce((sum, bar) => sum + bar.records, 0)).toBe(rows.length);
    }),
  );
});

test('wildcard sizes equal the comparison of every pair of records', () => {
  fc.assert(
    fc.property(rowsOf3, (rows) => {
      const report = measureRisk(tableOf(NAMES, rows), NAMES, { threshold: 0.2 });
      // A column with one value throughout says nothing, whether that value is missing or not.
      const varying = [0, 1, 2].filter((at) => new Set(rows.map((row) => row[at])).size > 1);
      const hasWild = rows.some((row) => varying.some((at) => isWild(row[at]!)));
      const sizes = rows.map(
        (row) =>
          rows.filter((other) => varying.every((at) => row[at] === other[at] || isWild(row[at]!) || isWild(other[at]!)))
            .length,
      );
      expect(report.wildcard === null).toBe(!hasWild);
      if (!report.wildcard) return;
      expect(report.wildcard.smallestClass).toBe(Math.min(...sizes));
      expect(report.wildcard.uniques).toBe(sizes.filter((size) => size === 1).length);
      expect(report.wildcard.average).toBeCloseTo(sizes.reduce((sum, size) => sum + 1 / size, 0) / rows.length, 12);
      expect(report.wildcard.recordsAtRisk).toBeCloseTo(sizes.filter((size) => size < 5).length / rows.length, 12);
    }),
    { numRuns: 300 },
  );
});

test('contributions: separation is the share of pairs told apart, and leaving a column out is what it says', () => {
  fc.assert(
    fc.property(rowsOf3, (rows) => {
      const table = tableOf(NAMES, rows);
      const report = measureRisk(table, NAMES, { threshold: 0.2 });
      for (const { column, separation, distinction, uniquesWithout } of report.contributions) {
        const at = NAMES.indexOf(column);
        let apart = 0;
        for (let i = 0; i < rows.length; i++) for (let j = 0; j < i; j++) if (rows[i]![at] !== rows[j]![at]) apart++;
        const pairs = (rows.length * (rows.length - 1)) / 2;
        expect(separation).toBeCloseTo(pairs === 0 ? 0 : apart / pairs, 12);
        expect(distinction).toBeCloseTo(rows.length ? new Set(rows.map((row) => row[at])).size / rows.length : 0, 12);
        const others = NAMES.filter((name) => name !== column);
        expect(uniquesWithout).toBe(report.uniques - measureRisk(table, others, { threshold: 0.2 }).uniques);
      }
    }),
  );
});

test('every subset of the quasi-identifiers: distinction, separation and uniques are those of its own classes', () => {
  fc.assert(
    fc.property(rowsOf3, (rows) => {
      const table = tableOf(NAMES, rows);
      const { subsets } = measureRisk(table, NAMES, { threshold: 0.2 });
      expect(subsets.largestSize).toBe(3);
      expect(subsets.list.map(({ columns }) => columns.join(''))).toEqual(['a', 'b', 'c', 'ab', 'ac', 'bc', 'abc']);
      for (const { columns, distinction, separation, uniques } of subsets.list) {
        const seen = rows.map((row) => key(columns.map((name) => row[NAMES.indexOf(name)]!)));
        let apart = 0;
        for (let i = 0; i < rows.length; i++) for (let j = 0; j < i; j++) if (seen[i] !== seen[j]) apart++;
        const pairs = (rows.length * (rows.length - 1)) / 2;
        expect(separation).toBeCloseTo(pairs === 0 ? 0 : apart / pairs, 12);
        expect(distinction).toBeCloseTo(rows.length ? new Set(seen).size / rows.length : 0, 12);
        expect(uniques).toBe(seen.filter((text) => seen.filter((other) => other === text).length === 1).length);
      }
    }),
  );
});

test('too many columns or classes: subsets up to a size, and exactly those', () => {
  expect(largestSubset(12, 1000)).toBe(12);
  expect(largestSubset(13, 1000)).toBe(6);
  expect(largestSubset(64, 1000)).toBe(2);
  expect(largestSubset(9, 400_000)).toBe(2);
  expect(largestSubset(1, 1e9)).toBe(1);
  expect(largestSubset(0, 0)).toBe(0);
  const names = Array.from({ length: 13 }, (_, at) => `c${at}`);
  const rows = Array.from({ length: 30 }, (_, row) => names.map((_, at) => String((row * (at + 3)) % 5)));
  const { subsets } = measureRisk(tableOf(names, rows), names, { threshold: 0.2 });
  expect(subsets.list).toHaveLength(4095);
  expect(new Set(subsets.list.map(({ columns }) => columns.join())).size).toBe(4095);
  const six = subsets.list.at(-1)!;
  const alone = measureRisk(tableOf(names, rows), six.columns, { threshold: 0.2 });
  expect(six.uniques).toBe(alone.uniques);
});

test('a population table: theta is one over the count, and records that are not in it are not matched', () => {
  fc.assert(
    fc.property(rowsOf3, rowsOf3, (sample, others) => {
      const people = [...sample, ...others];
      const report = measureRisk(tableOf(NAMES, sample), NAMES, {
        threshold: 0.2,
        population: { type: 'table', table: tableOf(NAMES, people) },
      });
      const F = sample.map((row) => people.filter((person) => key(person) === key(row)).length);
      const n = Math.max(1, sample.length);
      expect(report.journalist.population).toBe('table');
      expect(report.journalist.matched).toBe(sample.length ? 1 : 0);
      expect(report.journalist.highest).toBeCloseTo(sample.length ? 1 / Math.min(...F) : 0, 12);
      expect(report.marketer).toBeCloseTo(F.reduce((sum, size) => sum + 1 / size, 0) / n, 12);
      expect(report.journalist.highest).toBeLessThanOrEqual(report.prosecutor.highest);
    }),
  );
});
