/** What a release has lost against the original. Formulas and sources: docs/measures.md. */
import { QUIET_TASK, type Task } from '../std/task.ts';
import { type Column, columnOf, MISSING_CODE, SUPPRESSED, type Table } from '../table/table.ts';
import { compareDistributions } from './compare-distributions.ts';
import { orderedDistances } from './distribution-distances.ts';
import { entropyLoss } from './entropy.ts';
import { ANY, type ReleasedColumn, readReleased } from './released-column.ts';
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
export function measureUtility(input: UtilityInput, task: Task = QUIET_TASK): UtilityReport {
  const { before, after, keptRows, classSizes, k } = input;
  const rowsIn = before.rowCount;
  const rowsOut = after.rowCount;
  const suppressedRows = rowsIn - rowsOut;
  let [bits, most] = [0, 0];
  const columns = before.columns.map((column) => {
    task.checkpoint();
    const found = columnOf(after, column.name);
    if (!found) return removedColumn(column, rowsIn, rowsOut);
    const released = readReleased(column, found, keptRows);
    const entropy = entropyLoss(released);
    bits += entropy.bits;
    most += entropy.most;
    return columnUtility(released, keptRows, input);
  });
  const released = columns.filter((column) => columnOf(after, column.column) !== undefined);
  return {
    rowsIn,
    rowsOut,
    suppressedRows,
    suppressedCells: columns.reduce((sum, column) => sum + column.suppressedCells, 0),
    loss: meanLoss(released, rowsIn),
    gcp: meanLoss(columns, rowsIn),
    entropyLoss: most === 0 ? 0 : Math.min(1, bits / most),
    entropyBits: bits,
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

/** No bars: they would show values that the release does not have. */
function removedColumn(column: Column, rowsIn: number, rowsOut: number): ColumnUtility {
  const gone = rowsIn === 0 ? 0 : 1;
  const missingAdded = rowsIn - emptyCells(column);
  return {
    column: column.name,
    loss: gone,
    suppressedCells: rowsOut,
    before: [],
    after: [],
    totalVariation: gone,
    missingAdded,
    distances: null,
  };
}

function columnUtility(released: ReleasedColumn, keptRows: Uint32Array, { cellLoss }: UtilityInput): ColumnUtility {
  const { before, after, pairs } = released;
  const rowsIn = before.codes.length;
  const losses = cellLoss.get(before.name);
  let lost = rowsIn - keptRows.length;
  let suppressedCells = 0;
  let missingKept = 0;
  for (let at = 0; at < pairs.count.length; at++) {
    const [original, code, count] = [pairs.original[at]!, pairs.released[at]!, pairs.count[at]!];
    const isGone = wasSuppressed(before, original, after, code);
    if (isGone) suppressedCells += count;
    if (original === MISSING_CODE) missingKept += count;
    lost += count * (losses ? losses[code]! : isGone ? 1 : 0);
  }
  const missingLeftOut = emptyCells(before) - missingKept;
  const { hellinger, jensenShannon, ...compared } = compareDistributions(before, after, keptRows);
  const ordered = released.isOrdered ? compareOrdered(released) : null;
  return {
    column: before.name,
    loss: rowsIn === 0 ? 0 : lost / rowsIn,
    suppressedCells,
    ...compared,
    missingAdded: suppressedCells + rowsIn - keptRows.length - missingLeftOut,
    distances: {
      hellinger,
      jensenShannon,
      kolmogorovSmirnov: ordered?.kolmogorovSmirnov ?? null,
      wasserstein: ordered?.wasserstein ?? null,
    },
  };
}

function emptyCells(column: Column): number {
  let count = 0;
  for (let row = 0; row < column.codes.length; row++) if (column.codes[row] === MISSING_CODE) count++;
  return count;
}

/** Every original number beside what stands for it in the release; a suppressed one stands at the mean. */
function compareOrdered({ numbers, counts, pairs, kinds, standIn, mean }: ReleasedColumn) {
  const values: number[] = [];
  const weights: number[] = [];
  let all = 0;
  for (let code = 0; code < counts.length; code++) {
    if (counts[code] === 0 || Number.isNaN(numbers[code]!)) continue;
    values.push(numbers[code]!);
    weights.push(counts[code]!);
    all += counts[code]!;
  }
  const released = new Float64Array(standIn.length + 1);
  const mass = new Float64Array(standIn.length + 1);
  released.set(standIn.map((value) => (Number.isNaN(value) ? mean : value)));
  released[standIn.length] = mean;
  let shown = 0;
  for (let at = 0; at < pairs.count.length; at++) {
    const code = pairs.released[at]!;
    if (kinds[code] === ANY || Number.isNaN(numbers[pairs.original[at]!]!)) continue;
    mass[code]! += pairs.count[at]!;
    shown += pairs.count[at]!;
  }
  mass[standIn.length] = all - shown;
  if (all === 0) return null;
  return orderedDistances(
    { values: Float64Array.from(values), weights: Float64Array.from(weights) },
    { values: released, weights: mass },
  );
}

function wasSuppressed(before: Column, beforeCode: number, after: Column, afterCode: number): boolean {
  if (afterCode === MISSING_CODE) return beforeCode !== MISSING_CODE;
  return after.values[afterCode] === SUPPRESSED && before.values[beforeCode] !== SUPPRESSED;
}
