/** The index behind the attacks against the plainest code: every row is looked at. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessAttacks } from '@shared/risk/attacks/assess-attacks.ts';
import { matchesOf, searchedRows } from '@shared/risk/attacks/isolation.ts';
import { neighbourhood } from '@shared/risk/attacks/neighbours.ts';
import {
  type AttackedColumn,
  attackedColumn,
  conditionOf,
  passingCodes,
  rarePredicates,
  testOf,
} from '@shared/risk/attacks/predicates.ts';
import { cellDistance } from '@shared/risk/linkage/cell-distance.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { releasedColumns } from '@shared/utility/released-column.ts';
import { tableOf } from '../../support/table.ts';

const NAMES = ['age group', 'job`s', 'seen on'];

/** Rows of a number, a category and a date, some missing; released as they are, generalized, changed or suppressed by `mode`. */
const pairs = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.option(fc.integer({ min: 0, max: 40 }), { nil: null, freq: 8 }),
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 0, max: 9 }),
      ),
      { minLength: 1, maxLength: 30 },
    ),
    fc.constantFrom('same', 'generalized', 'noisy', 'mixed'),
  )
  .map(([rows, mode]) => {
    const day = (value: number) => `2020-03-${String(value).padStart(2, '0')}`;
    const original = tableOf(
      NAMES,
      rows.map(([n, c, d]) => [n === null ? null : String(n), c, day(d)]),
    );
    const kept = [...rows.keys()].filter((row) => rows[row]![3] !== 9);
    const release = tableOf(
      NAMES,
      kept.map((row) => {
        const [n, c, d, draw] = rows[row]!;
        const isHidden = mode === 'mixed' && draw < 2;
        const number = n === null ? null : String(n);
        if (mode === 'same') return [number, c, day(d)];
        if (mode === 'noisy')
          return [n === null ? null : String(n + draw - 4), 'abcd'[draw % 4]!, day(1 + ((d + draw) % 28))];
        const age = n === null ? null : `${Math.floor(n / 10)}0 to ${Math.floor(n / 10)}9`;
        return [isHidden ? '*' : age, mode === 'mixed' && draw > 6 ? c : c < 'c' ? 'ab' : 'cd', '2020-03'];
      }),
    );
    return { original, release, keptRows: Uint32Array.from(kept) };
  });

function attacked(pair: { original: Table; release: Table; keptRows: Uint32Array }): AttackedColumn[] {
  return releasedColumns(pair).map(attackedColumn);
}

test('what was released fits the record that it was made from, unless cells are untrue', () => {
  fc.assert(
    fc.property(pairs, (pair) => {
      for (const column of attacked(pair)) {
        const isTrue = [...pair.keptRows].every((row, at) =>
          column.holds(column.before.codes[row]!, column.after.codes[at]!),
        );
        expect(column.isTruthful).toBe(isTrue);
      }
    }),
  );
});

test('the codes that pass a condition are those that its test passes', () => {
  fc.assert(
    fc.property(pairs, (pair) => {
      const columns = attacked(pair);
      const rare = rarePredicates(columns, QUIET_TASK);
      const claimed = Array.from({ length: rare.count }, (_, place) => rare.at(place)).flat();
      const told = columns.flatMap(({ after }, at) =>
        [...after.values.keys()].flatMap((code) => conditionOf(columns, at, code) ?? []),
      );
      for (const condition of [...claimed, ...told]) {
        const { counts } = columns[condition.column]!;
        const test = testOf(columns, condition);
        const expected = [...counts.keys()].filter((code) => counts[code]! > 0 && test(code));
        expect(Array.from(passingCodes(columns, condition)).sort((a, b) => a - b)).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});

test('the first two matches of a claim, among all rows in any order', () => {
  fc.assert(
    fc.property(pairs, fc.nat(), (pair, turn) => {
      const columns = attacked(pair);
      const rows = Uint32Array.from({ length: pair.original.rowCount }, (_, row) => row);
      rows.sort((a, b) => ((a * 7 + turn) % 11) - ((b * 7 + turn) % 11) || a - b);
      const searched = searchedRows(columns, rows, QUIET_TASK);
      for (let released = 0; released < pair.keptRows.length; released++) {
        const predicate = columns.flatMap(({ after }, at) => conditionOf(columns, at, after.codes[released]!) ?? []);
        const places = [...rows.keys()].filter((place) =>
          predicate.every((condition) =>
            testOf(columns, condition)(columns[condition.column]!.before.codes[rows[place]!]!),
          ),
        );
        const [first = Number.POSITIVE_INFINITY, second = Number.POSITIVE_INFINITY] =
          predicate.length === 0 ? [] : places;
        expect(matchesOf(columns, predicate, searched)).toEqual({ first, second });
      }
    }),
    { numRuns: 200 },
  );
});

test('the nearest released records are all that are nearest', () => {
  fc.assert(
    fc.property(pairs, (pair) => {
      fc.pre(pair.keptRows.length > 0);
      const columns = attacked(pair);
      const near = neighbourhood(columns, pair.keptRows, QUIET_TASK);
      const measures = columns.map((column) => cellDistance(column, 'gower'));
      for (let row = 0; row < pair.original.rowCount; row++) {
        const distances = [...pair.keptRows.keys()].map((released) =>
          columns.reduce(
            (sum, { before, after }, at) => sum + measures[at]!(before.codes[row]!, after.codes[released]!),
            0,
          ),
        );
        const least = Math.min(...distances);
        const expected = [...distances.keys()].filter((released) => distances[released]! <= least + 1e-9);
        const found = near.nearest(row).flatMap((one) => [...near.rowsOf(one)]);
        expect(found.sort((a, b) => a - b)).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});

test('any release is attacked without an error, within 0..1, and the same twice', () => {
  fc.assert(
    fc.property(pairs, (pair) => {
      const input = { ...pair, quasiIdentifiers: ['age group', 'seen on'], sensitive: ['job`s'] };
      const report = assessAttacks(input, { seed: 3, attempts: 20 }, QUIET_TASK);
      expect(report).toEqual(assessAttacks(input, { seed: 3, attempts: 20 }, QUIET_TASK));
      const all = [...report.singlingOut, ...report.inference, ...(report.linkability ? [report.linkability] : [])];
      for (const { attack, baseline, risk } of all)
        for (const value of [attack.low, attack.high, baseline.rate, risk.low, risk.value, risk.high]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
    }),
    { numRuns: 60 },
  );
});

test('dates are claimed like numbers, two missing cells are equal, and a column may be named anything (Anonymeter)', () => {
  const original = tableOf(
    ['seen on', 'a "b" c'],
    Array.from({ length: 60 }, (_, row) => [
      `2020-01-${String(1 + (row % 20)).padStart(2, '0')}`,
      row < 30 ? null : 'x',
    ]),
  );
  const late = tableOf(
    ['seen on', 'a "b" c'],
    [
      ...Array.from({ length: 60 }, (_, row) => [
        original.columns[0]!.values[original.columns[0]!.codes[row]!]!,
        row < 30 ? null : 'x',
      ]),
      ['2021-05-05', 'x'],
    ],
  );
  const report = assessAttacks(
    {
      original: late,
      release: late,
      keptRows: Uint32Array.from({ length: 61 }, (_, row) => row),
      quasiIdentifiers: ['seen on'],
      sensitive: ['a "b" c'],
    },
    { seed: 1, attempts: 100 },
    QUIET_TASK,
  );
  // the last day by its value and as the upper end
  expect(report.singlingOut[0]!.attack.successes).toBe(2);
  const missing = attacked({
    original,
    release: original,
    keptRows: Uint32Array.from({ length: 60 }, (_, row) => row),
  });
  expect(cellDistance(missing[1]!, 'gower')(0, 0)).toBe(0);
});
