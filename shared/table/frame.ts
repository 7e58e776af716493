import { cell, type Table } from './table.ts';

/** Rows [start, start + rowCount): at most `MAX_FRAME_ROWS`. One array a column; null is a missing cell. */
export interface RowFrame {
  readonly start: number;
  readonly rowCount: number;
  /** Rows of the whole table, where whoever asks cannot know it. */
  readonly total?: number;
  readonly columns: readonly { readonly name: string; readonly cells: readonly (string | null)[] }[];
}

/** The window of the grid never asks for more; whoever asks for more gets this many. */
export const MAX_FRAME_ROWS = 500;

/** Rows [start, start + count) of a table as text, cut to what exists: past the end the frame is empty. */
export function frameOf(table: Table, start: number, count: number): RowFrame {
  const rowCount = Math.max(0, Math.min(count, MAX_FRAME_ROWS, table.rowCount - start));
  return frame(table, start, rowCount, (row) => row);
}

/** The same of the rows that `order` names, in that order: row i of the frame's table is row order[i]. */
export function frameOfRows(table: Table, order: Uint32Array, start: number, count: number): RowFrame {
  const rowCount = Math.max(0, Math.min(count, MAX_FRAME_ROWS, order.length - start));
  return frame(table, start, rowCount, (row) => order[row]!);
}

function frame(table: Table, start: number, rowCount: number, rowAt: (row: number) => number): RowFrame {
  return {
    start,
    rowCount,
    columns: table.columns.map((column) => ({
      name: column.name,
      cells: Array.from({ length: rowCount }, (_, row) => cell(column, rowAt(start + row))),
    })),
  };
}
