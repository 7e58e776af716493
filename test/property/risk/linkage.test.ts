/** Record linkage and interval disclosure against the plainest code that follows the definition. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessLinkage } from '@shared/risk/linkage/assess-linkage.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { tableOf } from '../../support/table.ts';

const text = (table: Table, at: number, row: number) => {
  const { codes, values } = table.columns[at]!;
  return values[codes[row]!]!;
};

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

const noisyTables = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: -3, max: 3 })), {
    minLength: 3,
    maxLength: 25,
  })
  // ones that no two rows share keep the column from being a generalization
  .map((rows) => ({
    before: tableOf(
      ['x', 'y'],
      rows.map(([x, y]) => [String(x), String(y)]),
    ),
    after: tableOf(
      ['x', 'y'],
      rows.map(([x, y, noise]) => [String(x + noise), String(y - noise)]),
    ),
    kept: rows.map((_, row) => row),
  }));

test('standardized L2: ties count 1/t', () => {
  fc.assert(
    fc.property(noisyTables, fc.integer({ min: 0, max: 99 }), ({ before, after, kept }, seed) => {
      const report = assessLinkage(
        { original: before, release: after, keptRows: Uint32Array.from(kept), quasiIdentifiers: ['x', 'y'] },
        { seed },
        QUIET_TASK,
      );
      const sd = [0, 1].map((at) => deviation(kept.map((row) => Number(text(before, at, row)))));
      // the reading of numbers that name groups is not what this test is about
      fc.pre(sd.every((value) => value > 3));
      let linked = 0;
      for (const row of kept) {
        const distances = kept.map((other) =>
          [0, 1].reduce(
            (sum, at) => sum + ((Number(text(before, at, other)) - Number(text(after, at, row))) / sd[at]!) ** 2,
            0,
          ),
        );
        const least = Math.min(...distances);
        const tied = kept.filter((other) => distances[other]! <= least + 1e-9);
        if (tied.includes(row)) linked += 1 / tied.length;
      }
      const [found] = report.records;
      expect(found).toMatchObject({ distance: 'standardized-l2', targets: kept.length, candidates: kept.length });
      expect(found!.linked.successes).toBeCloseTo(linked, 9);
    }),
    { numRuns: 150 },
  );
});

const generalized = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 39 }), fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean()), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => {
    const kept = rows.map((_, row) => row).filter((row) => row % 5 !== 4);
    return {
      before: tableOf(
        ['age', 'job'],
        rows.map(([age, job]) => [String(age), job]),
      ),
      after: tableOf(
        ['age', 'job'],
        kept.map((row) => {
          const [age, job, isHidden] = rows[row]!;
          return [isHidden ? '*' : `from ${Math.floor(age / 10) * 10}`, job < 'c' ? 'ab' : 'cd'];
        }),
      ),
      kept,
    };
  });

test('ranges, sets and suppressed cells: everything that may stand behind a cell is tied', () => {
  fc.assert(
    fc.property(generalized, ({ before, after, kept }) => {
      const report = assessLinkage(
        { original: before, release: after, keptRows: Uint32Array.from(kept), quasiIdentifiers: ['age', 'job'] },
        { seed: 1 },
        QUIET_TASK,
      );
      const behind = new Map<string, number[]>();
      const jobs = new Map<string, Set<string>>();
      kept.forEach((row, at) => {
        const label = text(after, 0, at);
        behind.set(label, [...(behind.get(label) ?? []), Number(text(before, 0, row))]);
        const job = text(after, 1, at);
        jobs.set(job, (jobs.get(job) ?? new Set()).add(text(before, 1, row)));
      });
      const ages = Array.from({ length: before.rowCount }, (_, row) => Number(text(before, 0, row)));
      const range = Math.max(...ages) - Math.min(...ages);
      let linked = 0;
      kept.forEach((row, at) => {
        const label = text(after, 0, at);
        const [low, high] = [Math.min(...behind.get(label)!), Math.max(...behind.get(label)!)];
        const distances = ages.map((age, other) => {
          const gap = label === '*' ? 0 : Math.max(low - age, age - high, 0);
          const isHeld = jobs.get(text(after, 1, at))!.has(text(before, 1, other));
          return (gap === 0 ? 0 : gap / range) + (isHeld ? 0 : 1);
        });
        const least = Math.min(...distances);
        const tied = distances.filter((distance) => distance <= least + 1e-12).length;
        if (distances[row]! <= least + 1e-12) linked += 1 / tied;
      });
      const [found] = report.records;
      expect(found!.distance).toBe('gower');
      expect(found!.linked.successes).toBeCloseTo(linked, 9);
    }),
    { numRuns: 150 },
  );
});

test('interval disclosure, by width and by rank', () => {
  fc.assert(
    fc.property(noisyTables, ({ before, after, kept }) => {
      const sd = [0, 1].map((at) => deviation(kept.map((row) => Number(text(before, at, row)))));
      fc.pre(sd.every((value) => value > 3));
      const { intervals } = assessLinkage(
        { original: before, release: after, keptRows: Uint32Array.from(kept), quasiIdentifiers: [] },
        { seed: 1 },
        QUIET_TASK,
      );
      const released = [0, 1].map((at) => deviation(kept.map((row) => Number(text(after, at, row)))));
      const place = (at: number, value: number) =>
        kept.reduce((sum, row) => {
          const other = Number(text(before, at, row));
          return sum + (other < value ? 2 : other === value ? 1 : 0);
        }, 0);
      for (const { c, share } of intervals!.joint) {
        const near = kept.filter((row) =>
          [0, 1].every(
            (at) => Math.abs(Number(text(before, at, row)) - Number(text(after, at, row))) <= c * released[at]!,
          ),
        );
        expect(share).toBeCloseTo(near.length / kept.length, 12);
      }
      for (const { percent, share } of intervals!.jointRank) {
        const near = kept.filter((row) =>
          [0, 1].every(
            (at) =>
              Math.abs(place(at, Number(text(before, at, row))) - place(at, Number(text(after, at, row)))) <=
              (2 * kept.length * percent) / 100,
          ),
        );
        expect(share).toBeCloseTo(near.length / kept.length, 12);
      }
    }),
    { numRuns: 150 },
  );
});

test('a k-anonymous release links no more than 1/k of its records by the quasi-identifiers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 8 }), (k, groups) => {
      const rows = Array.from({ length: k * groups }, (_, row) => [String(row), `town ${row}`]);
      const released = rows.map((_, row) => [`group ${row % groups}`, `part ${row % groups}`]);
      const { records } = assessLinkage(
        {
          original: tableOf(['number', 'town'], rows),
          release: tableOf(['number', 'town'], released),
          keptRows: Uint32Array.from(rows.keys()),
          quasiIdentifiers: ['number', 'town'],
        },
        { seed: 1 },
        QUIET_TASK,
      );
      expect(records[0]!.linked.successes).toBeLessThanOrEqual(groups + 1e-9);
      expect(records[0]!.certain).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('nothing to compare gives no measure, and no NaN', () => {
  const empty = tableOf(['a'], []);
  expect(
    assessLinkage(
      { original: empty, release: empty, keptRows: new Uint32Array(0), quasiIdentifiers: ['a'] },
      { seed: 1 },
      QUIET_TASK,
    ),
  ).toEqual({ records: [], intervals: null });
  const missing = tableOf(
    ['a', 'b'],
    [
      [null, '5'],
      [null, '5'],
    ],
  );
  const { records } = assessLinkage(
    { original: missing, release: missing, keptRows: Uint32Array.of(0, 1), quasiIdentifiers: ['a', 'b'] },
    { seed: 1 },
    QUIET_TASK,
  );
  expect(records[0]!.linked.successes).toBe(1);
});
