import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import { type CalendarDate, dateOrder, parseDate } from '../dates.ts';
import type { HierarchyDomain } from '../hierarchy.ts';
import { DateLevel } from '../recipe.ts';

/** ['month', 'year']: '2024-03-05' -> '2024-03' -> '2024' -> '*'. Levels must grow coarser. */
export function dateDomain(levels: readonly DateLevel[], column: Column): HierarchyDomain {
  const coarseness = levels.map((level) => DateLevel.options.indexOf(level));
  coarseness.forEach((rank, index) => {
    if (index > 0 && rank <= coarseness[index - 1]!)
      throw new AppError('input', 'hierarchy.levels-not-rising', { column: column.name, level: index + 1 });
  });
  const values = column.values.slice(1);
  const order = dateOrder(values);
  const leaves: string[] = [];
  const dates: CalendarDate[] = [];
  for (const value of values) {
    const date = parseDate(value, order);
    if (!date) continue;
    leaves.push(value);
    dates.push(date);
  }
  return { leaves, height: levels.length + 1, label: (leaf, level) => labelOf(dates[leaf]!, levels[level - 1]!) };
}

function labelOf({ year, month, day }: CalendarDate, level: DateLevel): string {
  const padded = String(year).padStart(4, '0');
  switch (level) {
    case 'day':
      return `${padded}-${pad(month)}-${pad(day)}`;
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
  }
}

function years(year: number, length: number): string {
  const start = Math.floor(year / length) * length;
  return `${start}-${start + length - 1}`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
