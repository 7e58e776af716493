/** Rows of a release beside those that they were made from: each released column twice, as it was and as it is. */
import type { RowFrame } from '@shared/contract/views.ts';
import type { GridColumn } from '../../../grid/DataGrid.tsx';

export function pairedColumns(released: readonly string[]): readonly GridColumn[] {
  return released.flatMap((name) => [{ name: `${name}, before` }, { name: `${name}, after` }]);
}

/** In the order of `pairedColumns`; a column that only the release has was nothing before. */
export function pairedFrame(original: RowFrame, release: RowFrame): RowFrame {
  const before = new Map(original.columns.map((column) => [column.name, column.cells]));
  const rowCount = Math.min(original.rowCount, release.rowCount);
  return {
    start: release.start,
    rowCount,
    columns: release.columns.flatMap(({ name, cells }) => [
      { name: `${name}, before`, cells: before.get(name) ?? new Array<null>(rowCount).fill(null) },
      { name: `${name}, after`, cells },
    ]),
  };
}
