/** Traces of the original's rows: an index column, row numbers, the order in which the rows stood. */
import type { Task } from '../../std/task.ts';
import { isInteger } from '../../table/infer-type.ts';
import { type Column, MISSING_CODE, type Table } from '../../table/table.ts';
import { groupRows } from '../linkage/group-rows.ts';

/** Fewer rows are in order by chance. */
const FEWEST_ROWS = 8;
/** Standard deviations that a rank correlation of shuffled rows never reaches. */
const MOST_DEVIATIONS = 5;
/** Rows that follow their predecessor in the original: one is expected among shuffled rows, this many never come. */
const MOST_SUCCESSIONS = 15;

/**
 * 'row-index': all different whole numbers, 0..n-1 or 1..n in any order, or rising or falling with the rows;
 * 'original-row-number': each is the number of the row that it came from, plus a constant.
 */
export function indexKind(column: Column, keptRows: Uint32Array | null): 'row-index' | 'original-row-number' | null {
  const rows = column.codes.length;
  if (rows < 2 || column.values.length - 1 < rows) return null;
  const numbers = new Float64Array(rows);
  const seen = new Uint8Array(column.values.length);
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row]!;
    const text = column.values[code]!;
    if (code === MISSING_CODE || seen[code] === 1 || !isInteger(text)) return null;
    seen[code] = 1;
    numbers[row] = Number(text);
  }
  if (keptRows && rows >= 3 && numbers.every((number, row) => number - keptRows[row]! === numbers[0]! - keptRows[0]!))
    return 'original-row-number';
  const least = numbers.reduce((low, number) => Math.min(low, number));
  const greatest = numbers.reduce((high, number) => Math.max(high, number));
  // n different whole numbers from 0 or 1 without a gap
  if (rows >= 3 && (least === 0 || least === 1) && greatest - least === rows - 1) return 'row-index';
  if (rows < FEWEST_ROWS) return null;
  const isRising = numbers.every((number, row) => row === 0 || number > numbers[row - 1]!);
  const isFalling = numbers.every((number, row) => row === 0 || number < numbers[row - 1]!);
  return isRising || isFalling ? 'row-index' : null;
}

/**
 * Rows that stand as they stood in the original; 0 when the order tells nothing. Equal released rows cannot be told apart, so
 * each counts as standing where all of its like stood on average.
 */
export function rowsInOriginalOrder(release: Table, keptRows: Uint32Array, task: Task): number {
  const rows = keptRows.length;
  if (rows < FEWEST_ROWS) return 0;
  const { classOf, sizes } = groupRows(release.columns, rows, task);
  const place = new Float64Array(sizes.length);
  for (let row = 0; row < rows; row++) place[classOf[row]!]! += keptRows[row]! / sizes[classOf[row]!]!;
  const original = rankOfEach(keptRows);
  let successions = 0;
  for (let row = 1; row < rows; row++)
    if (classOf[row] !== classOf[row - 1] && Math.abs(original[row]! - original[row - 1]!) === 1) successions++;
  const correlation = Math.abs(correlationWithPlace(place, classOf));
  // Equal rows stand together in a shuffled release: as many independent places as there are classes, by their weight (Kish).
  const squares = sizes.reduce((sum, size) => sum + size * size, 0);
  const places = Math.max(0, (rows * rows) / squares - 1);
  const isCorrelated =
    correlation * Math.sqrt(places) > MOST_DEVIATIONS || (places > MOST_DEVIATIONS && correlation > 0.95);
  if (isCorrelated) return rows;
  return successions > MOST_SUCCESSIONS ? successions + 1 : 0;
}

/** Pearson's correlation of where a row stands and where it stood; 0 when nothing varies. */
function correlationWithPlace(place: Float64Array, classOf: Uint32Array): number {
  const rows = classOf.length;
  let mean = 0;
  for (let row = 0; row < rows; row++) mean += place[classOf[row]!]! / rows;
  const middle = (rows - 1) / 2;
  let [joint, ofPlace, ofRow] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const stood = place[classOf[row]!]! - mean;
    joint += stood * (row - middle);
    ofPlace += stood * stood;
    ofRow += (row - middle) ** 2;
  }
  return ofPlace === 0 || ofRow === 0 ? 0 : joint / Math.sqrt(ofPlace * ofRow);
}

/** Where each kept row comes among the kept rows of the original. */
function rankOfEach(keptRows: Uint32Array): Uint32Array {
  const sorted = keptRows.slice().sort();
  const most = sorted.length === 0 ? 0 : sorted[sorted.length - 1]! + 1;
  const rank = new Uint32Array(most);
  sorted.forEach((row, at) => {
    rank[row] = at;
  });
  return keptRows.map((row) => rank[row]!);
}
