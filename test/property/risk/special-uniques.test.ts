import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classesOf, representatives, take } from '@shared/risk/equivalence-classes.ts';
import { affordableSize, minimalUniques } from '@shared/risk/minimal-sample-uniques.ts';
import { scoreSpecialUniques } from '@shared/risk/special-uniques.ts';
import { QUIET_TASK } from '@shared/std/task.ts';

/** One record of every class, and the sizes. */
function classed(rows: readonly (readonly number[])[], columns: number, cardinality: number) {
  const coded = Array.from({ length: columns }, (_, at) => ({
    codes: Uint32Array.from(rows, (row) => row[at]!),
    cardinality,
  }));
  const classes = classesOf(coded, rows.length);
  const sample = representatives(classes);
  return { sampled: coded.map((column) => take(column, sample)), sample, ...classes };
}

/** Column sets on which the row is unique and on no proper part of which it is, from the definition. No column is no set. */
function bruteForce(rows: readonly (readonly number[])[], columns: number, maximumSize: number): string[] {
  const isUnique = (row: number, set: readonly number[]) =>
    set.length > 0 &&
    rows.every((other, at) => at === row || set.some((column) => other[column] !== rows[row]![column]));
  const sets = Array.from({ length: 2 ** columns - 1 }, (_, bits) =>
    Array.from({ length: columns }, (_, at) => at).filter((at) => ((bits + 1) >> at) & 1),
  ).filter((set) => set.length <= maximumSize);
  const found: string[] = [];
  rows.forEach((_, row) => {
    for (const set of sets) {
      if (
        isUnique(row, set) &&
        set.every(
          (column) =>
            !isUnique(
              row,
              set.filter((other) => other !== column),
            ),
        )
      )
        found.push(`${row}: ${set.join(' ')}`);
    }
  });
  return found.sort();
}

const tables = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 4 }))
  .chain(([columns, cardinality]) =>
    fc.record({
      columns: fc.constant(columns),
      cardinality: fc.constant(cardinality),
      maximumSize: fc.integer({ min: 1, max: columns }),
      rows: fc.array(
        fc.array(fc.integer({ min: 0, max: cardinality - 1 }), { minLength: columns, maxLength: columns }),
        { maxLength: 25 },
      ),
    }),
  );

test('minimal sample uniques are those of the definition, each once', () => {
  fc.assert(
    fc.property(tables, ({ rows, columns, cardinality, maximumSize }) => {
      const { sampled, sample, sizes } = classed(rows, columns, cardinality);
      const found = minimalUniques(sampled, sizes, maximumSize, QUIET_TASK);
      expect(found.maximumSize).toBe(maximumSize);
      const texts = Array.from({ length: found.count }, (_, entry) => {
        const set = found.sets[found.set[entry]!]!;
        return `${sample[found.record[entry]!]}: ${set.join(' ')}`;
      });
      expect(texts.sort()).toEqual(bruteForce(rows, columns, maximumSize));
    }),
    { numRuns: 300 },
  );
});

test('scores, contributions and DIS from the definition', () => {
  fc.assert(
    fc.property(tables, fc.double({ min: 0.001, max: 0.99, noNaN: true }), (table, fraction) => {
      const { rows, columns, cardinality, maximumSize } = table;
      const { sampled, sizes, classOf } = classed(rows, columns, cardinality);
      const found = scoreSpecialUniques(sampled, sizes, { maximumSize, fraction }, QUIET_TASK);
      const worth = (size: number) => {
        let product = 1;
        for (let i = size; i < maximumSize; i++) product *= columns - i;
        return product;
      };
      const sets = bruteForce(rows, columns, maximumSize).map((text) => text.split(': '));
      rows.forEach((_, row) => {
        const own = sets.filter(([of]) => of === String(row)).map(([, set]) => worth(set!.split(' ').length));
        expect(found.scores[classOf[row]!]).toBeCloseTo(
          own.reduce((sum, score) => sum + score, 0),
          9,
        );
      });
      const total = sets.reduce((sum, [, set]) => sum + worth(set!.split(' ').length), 0);
      for (let column = 0; column < columns; column++) {
        const through = sets.filter(([, set]) => set!.split(' ').includes(String(column)));
        const score = through.reduce((sum, [, set]) => sum + worth(set!.split(' ').length), 0);
        expect(found.columnPercents[column]).toBeCloseTo(total === 0 ? 0 : (100 * score) / total, 9);
        const values = found.valuePercents[column]!.reduce((sum, percent) => sum + percent, 0);
        expect(values).toBeCloseTo(score === 0 ? 0 : 100, 9);
      }
      expect(found.bySize.reduce((sum, count) => sum + count, 0)).toBe(sets.length);
      for (const [at, dis] of found.dis.entries()) {
        expect(found.scores[at]! > 0 ? dis > 0 && dis <= 1 : dis === 0).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test('more than 32 columns: a record that only the last column tells apart', () => {
  const columns = 64;
  const rows = Array.from({ length: 6 }, (_, row) =>
    Array.from({ length: columns }, (_, at) => (at === 63 ? row >> 1 : 0)),
  );
  rows[5]![63] = 2;
  rows[4]![63] = 3;
  rows[3]![40] = 1;
  const { sampled, sizes, sample } = classed(rows, columns, 4);
  const found = minimalUniques(sampled, sizes, 2, QUIET_TASK);
  const sets = Array.from({ length: found.count }, (_, entry) => [
    sample[found.record[entry]!],
    found.sets[found.set[entry]!],
  ]);
  // Row 2 is unique only on both: row 3 shares its last column, the others its column 40.
  expect(sets).toHaveLength(4);
  expect(sets).toEqual(
    expect.arrayContaining([
      [3, [40]],
      [4, [63]],
      [5, [63]],
      [2, [40, 63]],
    ]),
  );
});

test('the work is bounded, and says up to which size it looked', () => {
  expect(affordableSize(7, 100_000, 7)).toBe(7);
  expect(affordableSize(7, 100_000, 3)).toBe(3);
  expect(affordableSize(64, 1000, 64)).toBe(3);
  expect(affordableSize(64, 10_000_000, 64)).toBe(1);
  expect(affordableSize(0, 0, 1)).toBe(0);
});

test('a cancel stops the search', () => {
  let calls = 0;
  const task = {
    report() {},
    checkpoint() {
      if (++calls === 40) throw new Error('cancelled');
    },
  };
  const rows = Array.from({ length: 300 }, (_, row) =>
    Array.from({ length: 8 }, (_, at) => (row * (at + 7) * (1 + (row >> at))) % 11),
  );
  const { sampled, sizes } = classed(rows, 8, 11);
  expect(() => minimalUniques(sampled, sizes, 8, task)).toThrow('cancelled');
  expect(calls).toBe(40);
});
