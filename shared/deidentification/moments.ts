/** Reading dates as they stand in the cells of a column. */
import { AppError } from '../std/app-error.ts';
import { type DateOrder, parseDate } from '../table/dates.ts';
import type { Column } from '../table/table.ts';
import { likeliestOrder } from './hierarchy/dates.ts';

export interface Moments {
  readonly order: DateOrder;
  /** By code: milliseconds UTC, NaN for missing and empty. */
  readonly moments: Float64Array;
}

/** The dates behind a column's dictionary; refuses a column that holds other text. Throws `technique.not-a-date`. */
export function momentsOf(column: Column): Moments {
  const order = likeliestOrder(column.values.slice(1));
  const moments = new Float64Array(column.values.length);
  let unreadable = 0;
  for (let code = 0; code < moments.length; code++) {
    const text = column.values[code]!;
    moments[code] = parseDate(text.trim(), order);
    // values[MISSING_CODE] is '' as well
    if (Number.isNaN(moments[code]!) && text !== '') unreadable++;
  }
  if (unreadable > 0) throw new AppError('input', 'technique.not-a-date', { column: column.name, values: unreadable });
  return { order, moments };
}
