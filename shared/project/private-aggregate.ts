/** A table of counts and sums with differential privacy: the cells are those that the recipe declares, the noise is drawn anew. */
import { parseDecimal } from '../deidentification/numbers.ts';
import type { Aggregation, DifferentialPrivacy } from '../deidentification/technique-spec.ts';
import type { RandomBytes } from '../privacy-model/differential-privacy/exact-random.ts';
import { privateCounts, privateSums, stepsOf } from '../privacy-model/differential-privacy/private-figures.ts';
import { divide, rationalOf } from '../privacy-model/differential-privacy/rational.ts';
import { type Column, columnOf } from '../table/table.ts';
import { type AggregatedRelease, columnFrom, freeName } from './aggregate-release.ts';
import type { MadeRelease } from './make-release.ts';

/**
 * Records whose values are in no declared cell are not counted. The measures share epsilon equally. A cell whose noisy count is
 * below the minimum cell size is withheld where the count is measured: a decision on a noisy figure costs nothing.
 */
export function aggregatePrivately(
  made: MadeRelease,
  { groupBy, measures, minimumCellSize }: Aggregation,
  declared: DifferentialPrivacy,
  randomBytes: RandomBytes,
): AggregatedRelease {
  const { release } = made;
  const cells = cellsOf(groupBy.map((name) => declared.groups[name]!));
  const cellOfRow = placeRows(
    groupBy.map((name) => columnOf(release, name)!),
    groupBy.map((name) => declared.groups[name]!),
    release.rowCount,
  );
  const epsilon = divide(rationalOf(declared.epsilon), BigInt(measures.length));
  const columns = groupBy.map((name, at) =>
    columnFrom(
      name,
      cells.map((cell) => (cell[at] === '' ? null : cell[at]!)),
    ),
  );
  let isWithheld: readonly boolean[] = cells.map(() => false);
  const figures = measures.map((measure): readonly string[] => {
    if (measure.type === 'count') {
      const counts = privateCounts(countRows(cellOfRow, cells.length), epsilon, declared.contributions, randomBytes);
      isWithheld = counts.map((count) => count < minimumCellSize);
      return counts.map(String);
    }
    const amounts = declared.amounts[measure.column]!;
    const sums = sumRows(columnOf(release, measure.column)!, amounts, cellOfRow, cells.length);
    return privateSums(sums, amounts, epsilon, declared.contributions, randomBytes).map((steps) =>
      decimalText(steps, amounts.decimals),
    );
  });
  measures.forEach((measure, index) => {
    const name = measure.type === 'count' ? 'count' : `${measure.type} of ${measure.column}`;
    const shown = figures[index]!.map((figure, cell) => (isWithheld[cell] ? null : figure));
    columns.push(columnFrom(freeName(name, columns), shown));
  });
  return { table: { rowCount: cells.length, columns }, behind: { ...made, keys: groupBy } };
}

/** Every combination, the last column's values changing first. */
function cellsOf(groups: readonly (readonly string[])[]): string[][] {
  return groups.reduce<string[][]>(
    (cells, values) => cells.flatMap((cell) => values.map((value) => [...cell, value])),
    [[]],
  );
}

/** The cell of every row, -1 for a row in none. */
function placeRows(columns: readonly Column[], groups: readonly (readonly string[])[], rowCount: number): Int32Array {
  const cellOfRow = new Int32Array(rowCount);
  columns.forEach((column, at) => {
    const places = new Map(groups[at]!.map((value, place) => [value, place]));
    const placeOf = Int32Array.from(column.values, (value) => places.get(value) ?? -1);
    for (let row = 0; row < rowCount; row++) {
      const place = placeOf[column.codes[row]!]!;
      cellOfRow[row] = cellOfRow[row] === -1 || place === -1 ? -1 : cellOfRow[row]! * groups[at]!.length + place;
    }
  });
  return cellOfRow;
}

function countRows(cellOfRow: Int32Array, cells: number): number[] {
  const counts = new Array<number>(cells).fill(0);
  for (const cell of cellOfRow) if (cell >= 0) counts[cell]!++;
  return counts;
}

/** Exact: in steps, as integers. */
function sumRows(
  column: Column,
  amounts: DifferentialPrivacy['amounts'][string],
  cellOfRow: Int32Array,
  cells: number,
): bigint[] {
  const stepsOfCode = column.values.map((value) => stepsOf(parseDecimal(value) ?? Number.NaN, amounts));
  const sums = new Array<bigint>(cells).fill(0n);
  for (let row = 0; row < cellOfRow.length; row++)
    if (cellOfRow[row]! >= 0) sums[cellOfRow[row]!]! += stepsOfCode[column.codes[row]!]!;
  return sums;
}

/** (-1234n, 2) -> '-12.34' */
function decimalText(steps: bigint, decimals: number): string {
  if (decimals === 0) return String(steps);
  const digits = String(steps < 0n ? -steps : steps).padStart(decimals + 1, '0');
  return `${steps < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
