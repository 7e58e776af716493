/** Reading calendar dates as they stand in cells. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export type DateOrder = 'iso' | 'day-first' | 'month-first';

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?$/;

/** '2024-03-05', '2024-03-05T10:00:00Z', '05.03.2024' (day first), '03/05/2024' (month first). Null when it is no date. */
export function parseDate(text: string, order: DateOrder): CalendarDate | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const last = order === 'iso' ? null : YEAR_LAST.exec(trimmed);
  if (!last) return null;
  const [first, second, year] = [Number(last[1]), Number(last[2]), Number(last[3])];
  return order === 'day-first' ? checked(year, second, first) : checked(year, first, second);
}

function checked(year: number, month: number, day: number): CalendarDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return { year, month, day };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * One reading for a whole column. '05/03/2024' alone can be either; the order under which more values are dates wins, and
 * between equals day first (ISO 8601 aside, most of the world writes so).
 */
export function dateOrder(values: readonly string[]): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const value of values) {
    if (!YEAR_LAST.test(value.trim())) continue;
    if (parseDate(value, 'day-first')) dayFirst++;
    if (parseDate(value, 'month-first')) monthFirst++;
  }
  if (dayFirst === 0 && monthFirst === 0) return 'iso';
  return monthFirst > dayFirst ? 'month-first' : 'day-first';
}
