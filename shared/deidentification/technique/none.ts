import type { Column } from '../../table/table.ts';
import type { Transformed } from './technique.ts';

/** The column as it is. */
export function leave(column: Column): Transformed {
  return { column, loss: new Float64Array(column.values.length) };
}
