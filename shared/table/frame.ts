import { cell, type Table } from './table.ts';

/** Rows [start, start + rowCount): at most `MAX_FRAME_ROWS`. One array a column; null is a missing cell. */
export interface RowFrame {
  readonly start: number;
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly cells: readonly (string | null)[] }[];
}

/** The window of the grid never asks for more; whoever asks for more gets this many. */
export const MAX_FRAME_ROWS = 500;

/** Rows [start, start + count) of a table as text, cut to what exists: past the end the frame is empty. */
export function frameOf(table: Table, start: number, count: number): RowFrame {
  const rowCount = Math.max(0, Math.min(count, MAX_FRAME_ROWS, table.rowCount - start));
  return {
    start,
    rowCount,
    columns: table.columns.map((column) => ({
      name: column.name,
      cells: Array.from({ length: rowCount }, (_, row) => cell(column, start + row)),
    })),
  };
}
