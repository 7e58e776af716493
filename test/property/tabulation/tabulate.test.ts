import fc from 'fast-check';
import { AppError } from '@shared/std/app-error.ts';
import { tabulate } from '@shared/tabulation/tabulate.ts';
import type { TabulateResult } from '@shared/tabulation/tabulation.ts';
import { expect, test } from 'vitest';
import { tableOf } from '../../support/table.ts';

const letters = ['p', 'q', 'r', 's'];
/** Small tables as counts of every combination, so that all kinds of small cells come up. */
const scenario = fc.record({
  minimum: fc.integer({ min: 2, max: 5 }),
  counts: fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 20 })), {
    minLength: 2,
    maxLength: 12,
  }),
  width: fc.integer({ min: 1, max: 4 }),
});

function cellsOf({ counts, width }: { counts: readonly number[]; width: number }): [string, string][] {
  return counts.flatMap((count, at) =>
    Array.from({ length: count }, (): [string, string] => [letters[Math.floor(at / width) % 4]!, letters[at % width]!]),
  );
}

function attempt(make: () => TabulateResult): TabulateResult | null {
  try {
    return make();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return null;
  }
}

test('every shown count is true and not below the minimum', () => {
  fc.assert(
    fc.property(scenario, (made) => {
      const rows = cellsOf(made);
      const result = attempt(() =>
        tabulate(
          tableOf(['a', 'b'], rows),
          { groupBy: ['a', 'b'], measure: { type: 'count' }, filters: [] },
          made.minimum,
        ),
      );
      for (const { group, count } of result?.cells ?? []) {
        if (count === null) continue;
        expect(count).toBeGreaterThanOrEqual(made.minimum);
        expect(count).toBe(rows.filter(([a, b]) => a === group[0] && b === group[1]).length);
      }
    }),
    { numRuns: 1000 },
  );
});

/**
 * All that an attacker knows: the minimum, the total of a group, and its visible cells. A withheld cell is small (0 to
 * minimum - 1) or complementary; the rows of unlisted values are one more unknown. What counts are possible for the cell?
 */
function possibleCounts(
  cells: number,
  hasRemainder: boolean,
  hidden: number,
  minimum: number,
  hasLarge: boolean,
): Set<number> {
  const most = hasLarge ? hidden : minimum - 1;
  const others = cells - 1;
  const possible = new Set<number>();
  for (let count = 0; count <= Math.min(hidden, most); count++) {
    const left = hidden - count;
    if (hasRemainder || left <= others * most) possible.add(count);
  }
  return possible;
}

test('no small count can be worked out from the total or from a margin', () => {
  fc.assert(
    fc.property(scenario, (made) => {
      const rows = cellsOf(made);
      const { minimum } = made;
      const result = attempt(() =>
        tabulate(tableOf(['a', 'b'], rows), { groupBy: ['a', 'b'], measure: { type: 'count' }, filters: [] }, minimum),
      );
      if (!result) return;
      const groups = [
        () => true,
        ...letters.flatMap((letter) => [0, 1].map((at) => (group: readonly (string | null)[]) => group[at] === letter)),
      ];
      for (const isIn of groups) {
        const total = rows.filter((row) => isIn(row)).length;
        if (total < minimum) continue; // the margin itself is withheld
        const cells = result.cells.filter(({ group }) => isIn(group));
        if (cells.length === 0) continue; // its value is not listed
        const withheld = cells.filter(({ count }) => count === null);
        const counts = withheld.map(({ group }) => rows.filter(([a, b]) => a === group[0] && b === group[1]).length);
        const hidden = total - cells.reduce((sum, { count }) => sum + (count ?? 0), 0);
        const remainder = hidden - counts.reduce((sum, count) => sum + count, 0);
        if (!counts.some((count) => count > 0 && count < minimum) && remainder === 0) continue; // nothing small to work out
        expect(hidden).toBeGreaterThanOrEqual(minimum);
        const hasLarge = counts.some((count) => count >= minimum);
        if (withheld.length > 0)
          expect(possibleCounts(withheld.length, remainder > 0, hidden, minimum, hasLarge).size).toBeGreaterThan(1);
      }
    }),
    { numRuns: 2000 },
  );
});

test('the same rows in another order give the same answer', () => {
  fc.assert(
    fc.property(scenario, fc.nat(), (made, seed) => {
      const rows = cellsOf(made);
      const shuffled = [...rows].sort(
        (x, y) => ((x.join('').charCodeAt(0) * 31 + seed) % 7) - ((y.join('').charCodeAt(1) * 17 + seed) % 7),
      );
      const answer = (of: [string, string][]) =>
        attempt(() =>
          tabulate(
            tableOf(['a', 'b'], of),
            { groupBy: ['b', 'a'], measure: { type: 'count' }, filters: [] },
            made.minimum,
          ),
        );
      expect(answer(shuffled)).toEqual(answer(rows));
    }),
    { numRuns: 300 },
  );
});
