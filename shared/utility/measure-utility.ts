/** What a release has lost against the original. Formulas and sources: docs/measures.md. */
import { type Column, columnOf, MISSING_CODE, SUPPRESSED, type Table } from '../table/table.ts';
import { compareDistributions } from './compare-distributions.ts';
import type { ColumnUtility, UtilityReport } from './utility-report.ts';

export interface UtilityInput {
  readonly before: Table;
  /** Columns that it lacks were suppressed as a whole. */
  readonly after: Table;
  /** Row i of `after` is row keptRows[i] of `before`. */
  readonly keptRows: Uint32Array;
  /** Loss 0..1 of a cell by its code in `after`; a column without an entry loses only its suppressed cells. */
  readonly cellLoss: ReadonlyMap<string, Float64Array>;
  /** Sizes of the release's equivalence classes. */
  readonly classSizes: Uint32Array;
  /** The recipe's k, 1 without one. */
  readonly k: number;
}

/** Every share is of all input rows: a measure over the kept rows alone gets better the more is thrown away. */
export function measureUtility(input: UtilityInput): UtilityReport {
  const { before, after, keptRows, classSizes, k } = input;
  const rowsIn = before.rowCount;
  const rowsOut = after.rowCount;
  const suppressedRows = rowsIn - rowsOut;
  const columns = before.columns.map((column) => columnUtility(column, columnOf(after, column.name), keptRows, input));
  const released = columns.filter((column) => columnOf(after, column.column) !== undefined);
  return {
    rowsIn,
    rowsOut,
    suppressedRows,
    suppressedCells: columns.reduce((sum, column) => sum + column.suppressedCells, 0),
    loss: meanLoss(released, rowsIn),
    discernibility: discernibility(classSizes, rowsIn, suppressedRows),
    averageClassSize: averageClassSize(classSizes.length, rowsIn, suppressedRows, k),
    columns,
  };
}

/** Sum of f^2 over the classes, and the whole table for every suppressed row (Bayardo and Agrawal 2005). */
export function discernibility(classSizes: Uint32Array, rowsIn: number, suppressedRows: number): number {
  let sum = rowsIn * suppressedRows;
  for (const size of classSizes) sum += size * size;
  return sum;
}

/** (rows / classes) / k (LeFevre, DeWitt and Ramakrishnan 2006); the suppressed rows count as one class. */
export function averageClassSize(classes: number, rowsIn: number, suppressedRows: number, k: number): number {
  const all = classes + (suppressedRows > 0 ? 1 : 0);
  return all === 0 ? 0 : rowsIn / all / k;
}

function meanLoss(released: readonly ColumnUtility[], rowsIn: number): number {
  if (rowsIn === 0) return 0;
  if (released.length === 0) return 1;
  return released.reduce((sum, column) => sum + column.loss, 0) / released.length;
}

function columnUtility(
  before: Column,
  after: Column | undefined,
  keptRows: Uint32Array,
  { cellLoss, before: { rowCount: rowsIn } }: UtilityInput,
): ColumnUtility {
  const rowsOut = keptRows.length;
  if (!after) {
    // No bars: they would show values that the release does not have.
    const gone = rowsIn === 0 ? 0 : 1;
    return { column: before.name, loss: gone, suppressedCells: rowsOut, before: [], after: [], totalVariation: gone };
  }
  const losses = cellLoss.get(before.name);
  let lost = rowsIn - rowsOut;
  let suppressedCells = 0;
  for (let row = 0; row < rowsOut; row++) {
    const code = after.codes[row]!;
    const isGone = wasSuppressed(before, before.codes[keptRows[row]!]!, after, code);
    if (isGone) suppressedCells++;
    lost += losses ? losses[code]! : isGone ? 1 : 0;
  }
  return {
    column: before.name,
    loss: rowsIn === 0 ? 0 : lost / rowsIn,
    suppressedCells,
    ...compareDistributions(before, after, keptRows),
  };
}

function wasSuppressed(before: Column, beforeCode: number, after: Column, afterCode: number): boolean {
  if (afterCode === MISSING_CODE) return beforeCode !== MISSING_CODE;
  return after.values[afterCode] === SUPPRESSED && before.values[beforeCode] !== SUPPRESSED;
}
