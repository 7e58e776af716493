import { describe, expect, it } from 'vitest';
import { suppressCells } from '@shared/deidentification/local/suppress-cells.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { cells, table } from '../../../support/deid-columns.ts';
import { smallestWildcardMatch } from '../../../support/local-brute-force.ts';

function suppress(
  columns: Readonly<Record<string, readonly (string | null)[]>>,
  k: number,
  { weights = Object.keys(columns).map(() => 1), reading = 'wildcard' as 'wildcard' | 'value' } = {},
) {
  const own = table(columns);
  const found = suppressCells({ rowCount: own.rowCount, columns: own.columns, weights, k, reading }, QUIET_TASK);
  return { ...found, text: found.columns.map(cells), smallest: smallestWildcardMatch(found.columns, own.rowCount) };
}

describe('local suppression', () => {
  it('suppresses one cell where that mends two rows', () => {
    const { text, suppressedCells } = suppress({ sex: ['m', 'm', 'f', 'f'], town: ['Ulm', 'Bonn', 'Ulm', 'Ulm'] }, 2);
    expect(suppressedCells).toEqual([0, 1]);
    expect(text[1]!.filter((cell) => cell === '*')).toHaveLength(1);
  });

  it('of equally many cells suppresses those that weigh least', () => {
    const columns = { sex: ['m', 'm', 'f', 'f', 'f'], town: ['Ulm', 'Ulm', 'Bonn', 'Bonn', 'Ulm'] };
    expect(suppress(columns, 2, { weights: [1, 9] }).suppressedCells).toEqual([1, 0]);
    expect(suppress(columns, 2, { weights: [9, 1] }).suppressedCells).toEqual([0, 1]);
  });

  it('leaves a table alone that is k-anonymous, and an empty one', () => {
    expect(suppress({ sex: ['m', 'm', 'f', 'f'] }, 2).suppressedCells).toEqual([0]);
    expect(suppress({ sex: [] }, 2).text).toEqual([[]]);
    expect(
      suppressCells({ rowCount: 3, columns: [], weights: [], k: 2, reading: 'wildcard' }, QUIET_TASK).columns,
    ).toEqual([]);
  });

  it('reads a missing cell as it reads a suppressed one', () => {
    expect(suppress({ sex: ['m', null] }, 2).suppressedCells).toEqual([0]);
    expect(suppress({ sex: ['m', null, 'f', 'f'] }, 2, { reading: 'value' }).text[0]).toEqual(['*', '*', 'f', 'f']);
  });

  it('refuses fewer rows than k', () => {
    expect(() => suppress({ sex: ['m'] }, 2)).toThrowError(expect.objectContaining({ code: 'search.no-solution' }));
  });

  it('does with sixty-four columns, which are too many sets to try', () => {
    const columns = Object.fromEntries(
      Array.from({ length: 64 }, (_, at) => [
        `c${at}`,
        Array.from({ length: 12 }, (_row, row) => String((row * (at + 1)) % 5)),
      ]),
    );
    expect(suppress(columns, 3).smallest).toBeGreaterThanOrEqual(3);
  });

  it('does where every row is alone', () => {
    const numbers = Array.from({ length: 40 }, (_, row) => String(row));
    const { smallest, suppressedCells } = suppress({ a: numbers, b: numbers, c: numbers }, 4);
    expect(smallest).toBeGreaterThanOrEqual(4);
    expect(suppressedCells.every((count) => count <= 40)).toBe(true);
  });
});
