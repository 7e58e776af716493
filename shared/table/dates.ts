/** Dates as people write them in files, read without a time zone of this machine: a moment is milliseconds UTC. */

export type DateOrder = 'year-month-day' | 'day-month-year' | 'month-day-year';

const TIME = String.raw`(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}$`);
/** Longer text is never a date; keeps the pattern away from long cells. */
const LONGEST = 40;

/**
 * Milliseconds UTC, or NaN when the text is no date in this order. A time without a zone counts as UTC.
 * '2024-02-29' -> 1709164800000; '2023-02-29' -> NaN; '31.12.2020' is day-month-year.
 */
export function parseDate(text: string, order: DateOrder): number {
  if (text.length > LONGEST) return Number.NaN;
  const parts = (order === 'year-month-day' ? YEAR_FIRST : YEAR_LAST).exec(text);
  if (!parts) return Number.NaN;
  const [first, second, third] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  if (order === 'year-month-day') return moment(first, second, third, parts);
  if (order === 'day-month-year') return moment(third, second, first, parts);
  return moment(third, first, second, parts);
}

/** True for a text that `parseDate` read and that names a time of day too. */
export function hasTimeOfDay(text: string): boolean {
  return text.includes(':');
}

/**
 * The order in which every one of the texts is a date, or null. 03/04/2020 alone may be both: then day comes first, as in most
 * countries; one 13 in the column settles it.
 */
export function dateOrderOf(texts: Iterable<string>): DateOrder | null {
  let orders: DateOrder[] = ['year-month-day', 'day-month-year', 'month-day-year'];
  for (const text of texts) {
    orders = orders.filter((order) => !Number.isNaN(parseDate(text, order)));
    if (orders.length === 0) return null;
  }
  return orders.length === 3 ? null : (orders[0] ?? null);
}

function moment(year: number, month: number, day: number, parts: RegExpExecArray): number {
  const [hour, minute, second] = [Number(parts[5] ?? 0), Number(parts[6] ?? 0), Number(parts[7] ?? 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would read the years 0 to 99 as 1900 to 1999
  const milliseconds = Math.floor(Number(`0.${parts[8] ?? 0}`) * 1000);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds - zoneOffset(parts[9]);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** '+02:00' -> 7200000 */
function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
