import { AppError } from '../../std/app-error.ts';
import { type DateOrder, parseDate } from '../../table/dates.ts';
import type { Column } from '../../table/table.ts';
import type { HierarchyDomain } from './hierarchy-domain.ts';
import { DateLevel } from '../hierarchy-spec.ts';

const ORDERS: readonly DateOrder[] = ['year-month-day', 'day-month-year', 'month-day-year'];

/**
 * ['month', 'year']: '2024-03-05' -> '2024-03' -> '2024' -> '*'. Levels must grow coarser. The order of day, month and year is
 * the one in which most values of the column are dates; the others have no place. An empty cell stays empty up to the top. A time
 * with a zone counts in UTC.
 */
export function dateDomain(levels: readonly DateLevel[], column: Column): HierarchyDomain {
  const coarseness = levels.map((level) => DateLevel.options.indexOf(level));
  coarseness.forEach((rank, index) => {
    if (index > 0 && rank <= coarseness[index - 1]!)
      throw new AppError('input', 'hierarchy.levels-not-rising', { column: column.name, level: index + 1 });
  });
  const values = column.values.slice(1);
  const order = likeliestOrder(values);
  const leaves: string[] = [];
  const dates: (Date | null)[] = [];
  for (const value of values) {
    const moment = parseDate(value.trim(), order);
    if (Number.isNaN(moment) && value !== '') continue;
    leaves.push(value);
    dates.push(value === '' ? null : new Date(moment));
  }
  return {
    leaves,
    height: levels.length + 1,
    label(leaf, level) {
      const date = dates[leaf]!;
      return date === null ? '' : labelOf(date, levels[level - 1]!);
    },
  };
}

/** Between equals the order that stands first: 03/04/2020 alone is the third of April. */
export function likeliestOrder(values: readonly string[]): DateOrder {
  const readable = (order: DateOrder) =>
    values.reduce((count, value) => count + (Number.isNaN(parseDate(value.trim(), order)) ? 0 : 1), 0);
  const counts = ORDERS.map(readable);
  return ORDERS[counts.indexOf(Math.max(...counts))]!;
}

export function labelOf(date: Date, level: DateLevel): string {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  const padded = String(year).padStart(4, '0');
  switch (level) {
    case 'day':
      return `${padded}-${pad(month)}-${pad(date.getUTCDate())}`;
    case 'month':
      return `${padded}-${pad(month)}`;
    case 'quarter':
      return `${padded}-Q${Math.ceil(month / 3)}`;
    case 'year':
      return padded;
    case 'five-years':
      return years(year, 5);
    case 'decade':
      return years(year, 10);
    case 'twenty-years':
      return years(year, 20);
  }
}

function years(year: number, length: number): string {
  const start = Math.floor(year / length) * length;
  return `${start}-${start + length - 1}`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
