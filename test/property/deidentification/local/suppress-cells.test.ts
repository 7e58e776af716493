import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestClassByValue, suppressCells } from '@shared/deidentification/local/suppress-cells.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { type Column, SUPPRESSED } from '@shared/table/table.ts';
import { cells, column } from '../../../support/deid-columns.ts';
import { classesByText, fewestCells, smallestWildcardMatch } from '../../../support/local-brute-force.ts';

const value = fc.option(fc.constantFrom('a', 'b', 'c', 'd', SUPPRESSED), { freq: 9 });

function columnsArbitrary(width: number, rows: { minLength: number; maxLength: number }) {
  return fc.array(fc.array(value, { minLength: width, maxLength: width }), rows).map((table) =>
    Array.from({ length: width }, (_, at) =>
      column(
        `c${at}`,
        table.map((row) => row[at]!),
      ),
    ),
  );
}

const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => columnsArbitrary(width, { minLength: 1, maxLength: 40 }));

/** Every cell is as it was or suppressed; returns how many were suppressed by column. */
function suppressedOf(before: readonly Column[], after: readonly Column[]): number[] {
  return before.map((own, at) => {
    const [was, is] = [cells(own), cells(after[at]!)];
    is.forEach((text, row) => {
      if (text !== SUPPRESSED) expect(text).toBe(was[row]);
    });
    return is.filter((text, row) => text === SUPPRESSED && was[row] !== SUPPRESSED).length;
  });
}

describe('local suppression', () => {
  it('lets every row match k rows when suppressed cells match everything, and changes nothing else', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 2, max: 6 }), (columns, k) => {
        const rowCount = columns[0]!.codes.length;
        fc.pre(rowCount >= k);
        const problem = { rowCount, columns, weights: columns.map(() => 1), k, reading: 'wildcard' } as const;
        const found = suppressCells(problem, QUIET_TASK);
        expect(smallestWildcardMatch(found.columns, rowCount)).toBeGreaterThanOrEqual(k);
        expect(suppressedOf(columns, found.columns)).toEqual(found.suppressedCells);
        expect(suppressCells(problem, QUIET_TASK)).toEqual(found);
        const sizes = [...classesByText(found.columns, rowCount).values()].map((members) => members.length);
        expect(smallestClassByValue(found.columns, rowCount)).toBe(Math.min(...sizes));
        if (smallestWildcardMatch(columns, rowCount) >= k)
          expect(found.suppressedCells.every((n) => n === 0)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('as a value of its own: classes of equal cells have k rows, which satisfies the other reading too', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 2, max: 6 }), (columns, k) => {
        const rowCount = columns[0]!.codes.length;
        fc.pre(rowCount >= k);
        const problem = { rowCount, columns, weights: columns.map(() => 1), k, reading: 'value' } as const;
        const found = suppressCells(problem, QUIET_TASK);
        const sizes = [...classesByText(found.columns, rowCount).values()].map((members) => members.length);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(k);
        expect(smallestWildcardMatch(found.columns, rowCount)).toBeGreaterThanOrEqual(k);
        expect(suppressedOf(columns, found.columns)).toEqual(found.suppressedCells);
      }),
      { numRuns: 300 },
    );
  });

  it('is near the fewest cells that any way needs', () => {
    let ours = 0;
    let fewest = 0;
    fc.assert(
      fc.property(columnsArbitrary(2, { minLength: 3, maxLength: 5 }), fc.integer({ min: 2, max: 3 }), (columns, k) => {
        const rowCount = columns[0]!.codes.length;
        const least = fewestCells(columns, rowCount, k);
        const found = suppressCells({ rowCount, columns, weights: [1, 1], k, reading: 'wildcard' }, QUIET_TASK);
        const cellsNow = found.suppressedCells.reduce((sum, count) => sum + count, 0);
        expect(cellsNow).toBeGreaterThanOrEqual(least);
        ours += cellsNow;
        fewest += least;
      }),
      { numRuns: 120, seed: 7 },
    );
    expect(ours).toBeLessThanOrEqual(1.15 * fewest);
  });
});
