/**
 * Counts, sums and means over groups, with small cells withheld.
 *
 * A listed value is carried by at least `minimumCellSize` rows by itself, and every combination of listed values is a cell,
 * so that neither a rare value nor the presence of a rare combination is told: a withheld cell has fewer rows than the
 * minimum, perhaps none. Rows with a rarer value are the unlisted remainder.
 *
 * Throws `tabulate.unknown-column`, `tabulate.repeated-column`, `tabulate.not-numeric`, `tabulate.too-few-rows`,
 * `tabulate.too-many-cells`, `tabulate.all-withheld`.
 */
import { AppError } from '../std/app-error.ts';
import { type Column, columnOf, MISSING_CODE, SUPPRESSED, type Table } from '../table/table.ts';
import { commonestCounts } from './commonest.ts';
import { type Grid, withheldCells } from './withhold.ts';
import type { Tabulation, TabulateResult } from './tabulation.ts';

export const MAX_RESULT_CELLS = 10_000;
/** One row may make up at most this share of a sum; otherwise the sum tells that row's value. */
const DOMINANCE_SHARE = 0.9;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A grouping column: `position[code]` is the place of a listed value, -1 of a rare one. */
interface Axis {
  readonly column: Column;
  readonly position: Int32Array;
  readonly labels: readonly (string | null)[];
}

export function tabulate(table: Table, tabulation: Tabulation, minimumCellSize: number): TabulateResult {
  const { groupBy, measure } = tabulation;
  if (new Set(groupBy).size !== groupBy.length) throw new AppError('input', 'tabulate.repeated-column');
  const grouping = groupBy.map((name) => known(table, name));
  const numbers = measure.type === 'count' ? null : numbersOf(known(table, measure.column));
  const isSelected = selection(table, tabulation.filters);

  const measured = measure.type === 'count' ? null : known(table, measure.column);
  const contributes = (row: number) => numbers === null || !Number.isNaN(numbers[measured!.codes[row]!]!);
  const rows = new Uint8Array(table.rowCount);
  let selected = 0;
  let leftOut = 0;
  for (let row = 0; row < table.rowCount; row++) {
    if (!contributes(row)) continue;
    if (isSelected(row)) {
      rows[row] = 1;
      selected++;
    } else leftOut++;
  }
  // A filter that leaves out only a few rows tells of them as much as one that takes only a few.
  if (selected < minimumCellSize || (leftOut > 0 && leftOut < minimumCellSize))
    throw new AppError('input', 'tabulate.too-few-rows', { minimum: minimumCellSize });

  const axes = grouping.map((column) => axisOf(column, rows, minimumCellSize));
  const sizes = axes.map((axis) => axis.labels.length);
  const cellCount = sizes.reduce((product, size) => product * size, 1);
  if (cellCount === 0) throw new AppError('input', 'tabulate.all-withheld', { minimum: minimumCellSize });
  if (cellCount > MAX_RESULT_CELLS) throw new AppError('input', 'tabulate.too-many-cells', { limit: MAX_RESULT_CELLS });

  const counts = new Float64Array(cellCount);
  const sums = new Float64Array(cellCount);
  const magnitudes = new Float64Array(cellCount);
  const largest = new Float64Array(cellCount);
  const cellOf = new Int32Array(table.rowCount).fill(-1);
  const remainder = new Map<number, number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (rows[row] === 0) continue;
    let cell = 0;
    let rare = 0;
    for (let at = 0; at < axes.length; at++) {
      const axis = axes[at]!;
      const position = axis.position[axis.column.codes[row]!]!;
      if (position < 0) rare |= 1 << at;
      cell = cell * sizes[at]! + Math.max(0, position);
    }
    if (rare !== 0) {
      // Which axes are rare, and the listed places on the others, in one number.
      const key = rare * cellCount + cell;
      remainder.set(key, (remainder.get(key) ?? 0) + 1);
      continue;
    }
    counts[cell]!++;
    cellOf[row] = cell;
    if (numbers) {
      const value = numbers[measured!.codes[row]!]!;
      sums[cell]! += value;
      magnitudes[cell]! += Math.abs(value);
      largest[cell] = Math.max(largest[cell]!, Math.abs(value));
    }
  }

  const grid: Grid = { sizes, counts, remainder: remainderCells(remainder, cellCount) };
  const commonest =
    numbers && minimumCellSize > 1
      ? commonestCounts(cellOf, (row) => numbers[measured!.codes[row]!]!, cellCount)
      : new Float64Array(0);
  const isTelling = (cell: number) => {
    if (numbers === null) return false;
    if (largest[cell]! > DOMINANCE_SHARE * magnitudes[cell]!) return true;
    const [most, all] = [commonest[cell]!, counts[cell]!];
    // The sum of a column of noughts and ones is a count: of two values, or of few rows apart from one value, it tells how many.
    return 2 * most >= all && most < all && all - most < minimumCellSize;
  };
  const { withheld, complementary, isTold } = withheldCells(grid, minimumCellSize, isTelling);
  if (isTold || withheld.every((flag) => flag === 1))
    throw new AppError('input', 'tabulate.all-withheld', { minimum: minimumCellSize });

  const cells = Array.from({ length: cellCount }, (_, cell) => {
    const group = labelsOf(cell, axes, sizes);
    if (withheld[cell] === 1) return { group, count: null, value: null };
    const count = counts[cell]!;
    return { group, count, value: figureOf(measure.type, count, sums[cell]!) };
  });
  return {
    groupBy,
    measure: measure.type === 'count' ? 'count' : `${measure.type} of ${measure.column}`,
    minimumCellSize,
    cells,
    suppressedCells: withheld.reduce((sum, flag) => sum + flag, 0) + (grid.remainder.length > 0 ? 1 : 0),
    complementary,
    rowsUsed: selected,
  };
}

function figureOf(measure: Tabulation['measure']['type'], count: number, sum: number): number | null {
  if (measure === 'count') return count;
  if (measure === 'sum') return sum;
  return count === 0 ? null : sum / count;
}

function known(table: Table, name: string): Column {
  const column = columnOf(table, name);
  if (!column) throw new AppError('input', 'tabulate.unknown-column', { column: name.slice(0, 100) });
  return column;
}

/** By code; NaN for a missing or suppressed cell. A column with any other text is not numeric. */
function numbersOf(column: Column): Float64Array {
  const numbers = Float64Array.from(column.values, (text) => (NUMBER.test(text) ? Number(text) : Number.NaN));
  const isUsed = usedCodes(column);
  for (let code = 0; code < numbers.length; code++) {
    const text = column.values[code]!;
    if (isUsed[code] === 1 && !Number.isFinite(numbers[code]!) && text !== '' && text !== SUPPRESSED)
      throw new AppError('input', 'tabulate.not-numeric', { column: column.name.slice(0, 100) });
  }
  return numbers;
}

function usedCodes(column: Column): Uint8Array {
  const isUsed = new Uint8Array(column.values.length);
  const { codes } = column;
  for (let row = 0; row < codes.length; row++) isUsed[codes[row]!] = 1;
  return isUsed;
}

function selection(table: Table, filters: Tabulation['filters']): (row: number) => boolean {
  const tests = filters.map(({ column: name, values }) => {
    const column = known(table, name);
    const wanted = new Set(values);
    return { codes: column.codes, accepts: Uint8Array.from(column.values, (text) => (wanted.has(text) ? 1 : 0)) };
  });
  return (row) => tests.every(({ codes, accepts }) => accepts[codes[row]!] === 1);
}

function axisOf(column: Column, rows: Uint8Array, minimum: number): Axis {
  const counts = new Float64Array(column.values.length);
  for (let row = 0; row < rows.length; row++) if (rows[row] === 1) counts[column.codes[row]!]!++;
  const listed = [...counts.keys()].filter((code) => counts[code]! >= Math.max(1, minimum));
  listed.sort(byValue(column));
  const position = new Int32Array(column.values.length).fill(-1);
  listed.forEach((code, at) => {
    position[code] = at;
  });
  return { column, position, labels: listed.map((code) => (code === MISSING_CODE ? null : column.values[code]!)) };
}

/** Numbers by size, before other text by code units; missing last. */
function byValue({ values }: Column): (a: number, b: number) => number {
  return (a, b) => {
    if (a === MISSING_CODE || b === MISSING_CODE) return a === b ? 0 : a === MISSING_CODE ? 1 : -1;
    const [textA, textB] = [values[a]!, values[b]!];
    const [isNumberA, isNumberB] = [NUMBER.test(textA), NUMBER.test(textB)];
    if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
    if (isNumberA && Number(textA) !== Number(textB)) return Number(textA) - Number(textB);
    return textA < textB ? -1 : textA > textB ? 1 : a - b;
  };
}

function remainderCells(remainder: ReadonlyMap<number, number>, cellCount: number): Grid['remainder'] {
  return [...remainder].map(([key, count]) => ({ rare: Math.floor(key / cellCount), cell: key % cellCount, count }));
}

function labelsOf(cell: number, axes: readonly Axis[], sizes: readonly number[]): readonly (string | null)[] {
  const labels: (string | null)[] = [];
  let rest = cell;
  for (let at = axes.length - 1; at >= 0; at--) {
    labels.unshift(axes[at]!.labels[rest % sizes[at]!]!);
    rest = Math.floor(rest / sizes[at]!);
  }
  return labels;
}
