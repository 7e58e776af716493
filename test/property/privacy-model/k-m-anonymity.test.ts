import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestSupport, suppressItems } from '@shared/privacy-model/k-m-anonymity.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { SUPPRESSED } from '@shared/table/table.ts';
import { cells, column } from '../../support/deid-columns.ts';

const separator = ';';
const basket = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', ' a ', ''), { maxLength: 5 })
      .map((items) => items.join(separator)),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);
const baskets = fc.array(basket, { minLength: 1, maxLength: 12 });

const itemsOf = (cell: string | null) =>
  cell === null || cell === SUPPRESSED
    ? []
    : [...new Set(cell.split(separator).map((item) => item.trim()))].filter((item) => item !== '').sort();

/** Every set of at most m items that occurs, with its records, by trying all subsets. */
function supports(rows: readonly (string | null)[], m: number): Map<string, number> {
  const support = new Map<string, number>();
  for (const items of rows.map(itemsOf))
    for (let mask = 1; mask < 1 << items.length; mask++) {
      const chosen = items.filter((_, at) => mask & (1 << at));
      if (chosen.length <= m) support.set(chosen.join(), (support.get(chosen.join()) ?? 0) + 1);
    }
  return support;
}

function suppressed(rows: readonly (string | null)[], k: number, m: number) {
  const input = column('items', rows);
  return suppressItems(input, new Float64Array(input.values.length), { k, m, separator }, QUIET_TASK);
}

describe('k^m-anonymity', () => {
  it('leaves every set of at most m items in at least k records, and takes whole items only', () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 3 }), (rows, k, m) => {
        const made = suppressed(rows, k, m);
        const written = cells(made.column);
        expect(Math.min(Number.POSITIVE_INFINITY, ...supports(written, m).values())).toBeGreaterThanOrEqual(k);
        const gone = new Set(rows.flatMap(itemsOf));
        for (const item of written.flatMap(itemsOf)) gone.delete(item);
        expect(made.items).toBe(gone.size);
        rows.forEach((row, at) => {
          expect(written[at] === null).toBe(row === null);
          expect(itemsOf(written[at]!)).toEqual(itemsOf(row).filter((item) => !gone.has(item)));
        });
      }),
      { numRuns: 400 },
    );
  });

  it('takes nothing where nothing has to go', () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 2, max: 3 }), fc.integer({ min: 1, max: 3 }), (rows, k, m) => {
        const isSatisfied = [...supports(rows, m).values()].every((records) => records >= k);
        expect(suppressed(rows, k, m).items === 0).toBe(isSatisfied);
      }),
      { numRuns: 400 },
    );
  });

  it('measures the fewest records of any set', () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 4 }), (rows, m) => {
        const counts = [...supports(rows, m).values()];
        const least = counts.length === 0 ? null : Math.min(...counts);
        expect(smallestSupport(column('items', rows), m, separator, QUIET_TASK)).toBe(least);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on the order of the records or of the items in them', () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 2, max: 3 }), fc.integer({ min: 1, max: 3 }), (rows, k, m) => {
        const turned = rows.map((row) => row?.split(separator).reverse().join(separator) ?? null).reverse();
        expect(cells(suppressed(turned, k, m).column).reverse()).toEqual(cells(suppressed(rows, k, m).column));
      }),
      { numRuns: 200 },
    );
  });

  it('says how much was lost, and writes what is left in one order', () => {
    const made = suppressed(['b;a;x', 'a;b', 'a;b;a', 'y', null], 2, 2);
    expect(cells(made.column)).toEqual(['a;b', 'a;b', 'a;b', SUPPRESSED, null]);
    expect(made.items).toBe(2);
    const lossOf = (text: string) => made.loss[made.column.values.indexOf(text)];
    expect(lossOf('a;b')).toBeCloseTo(1 / 3 / 3, 12);
    expect(lossOf(SUPPRESSED)).toBe(1);
  });

  it('refuses sets that are too large to count', () => {
    const long = Array.from({ length: 400 }, (_, at) => `i${at}`).join(separator);
    const code = expect.objectContaining({ code: 'model.sets-too-large' });
    expect(() => suppressed([long, long], 2, 4)).toThrow(code);
    expect(() => smallestSupport(column('items', [long, long]), 4, separator, QUIET_TASK)).toThrow(code);
  });
});
