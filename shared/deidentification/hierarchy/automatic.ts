/** The proposal for a column nobody made a hierarchy for: the same for the same values, whatever their order. */
import { dateOrderOf, hasTimeOfDay, parseDate } from '../../table/dates.ts';
import type { Column } from '../../table/table.ts';
import { parseDecimal } from '../numbers.ts';
import { DateLevel, type ResolvedSpec } from '../hierarchy-spec.ts';
import { labelOf } from './dates.ts';

/** Codes such as '12345' or 'E11.9' are short and have digits; their prefixes mean something. */
const LONGEST_CODE = 12;
/** About this many narrowest intervals over the range of a numeric column. */
const NARROW_INTERVALS = 20;
const MOST_INTERVAL_LEVELS = 5;
const CALENDAR_LEVELS = DateLevel.options.filter((level) => level !== 'day');

export function automaticSpec(column: Column): ResolvedSpec {
  // An empty cell says nothing of what the others are; the flat proposal must still name it.
  const values = column.values.slice(1).filter((value) => value !== '');
  return dateSpec(values) ?? codeSpec(values) ?? intervalSpec(values) ?? flatSpec(column.values.slice(1));
}

/**
 * From the month up to the first level that has all dates in one group: '2020-2024' says more than '*' and loses no more. Birth
 * dates of a whole life so reach twenty years, admissions of three years end at five.
 */
function dateSpec(values: readonly string[]): ResolvedSpec | null {
  const order = dateOrderOf(values);
  if (order === null) return null;
  const dates = values.map((value) => new Date(parseDate(value, order)));
  const levels: DateLevel[] = values.some(hasTimeOfDay) ? ['day'] : [];
  for (const level of CALENDAR_LEVELS) {
    levels.push(level);
    if (new Set(dates.map((date) => labelOf(date, level))).size === 1) break;
  }
  return { type: 'dates', levels };
}

/** Equal prefixes as groups; numbers count as codes only where a leading zero shows that they are none. */
function codeSpec(values: readonly string[]): ResolvedSpec | null {
  const lengths = values.map((value) => [...value].length);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const withDigits = values.filter((value) => /\d/.test(value) && !/\s/.test(value)).length;
  if (longest < 2 || longest > LONGEST_CODE || withDigits < 0.9 * values.length) return null;
  const isNumeric = values.every((value) => parseDecimal(value) !== null);
  const hasLeadingZero = values.some((value) => /^0\d/.test(value));
  if (isNumeric && !hasLeadingZero) return null;
  return { type: 'masking', direction: 'right', counts: Array.from({ length: longest - 1 }, (_, index) => index + 1) };
}

function intervalSpec(values: readonly string[]): ResolvedSpec | null {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  let isWhole = true;
  for (const value of values) {
    const number = parseDecimal(value);
    if (number === null) return null;
    minimum = Math.min(minimum, number);
    maximum = Math.max(maximum, number);
    isWhole &&= Number.isInteger(number);
  }
  const range = maximum - minimum;
  if (!(range > 0) || !Number.isFinite(range)) return null;
  const narrowest = niceWidth(range / NARROW_INTERVALS);
  const widths: number[] = [];
  for (let width = isWhole ? Math.max(2, narrowest) : narrowest; width < range; width *= 2) {
    widths.push(width);
    if (widths.length === MOST_INTERVAL_LEVELS) break;
  }
  return widths.length === 0 ? null : { type: 'intervals', origin: 0, widths };
}

/** The next of 1, 2, 5 times a power of ten: 3.7 -> 5. */
function niceWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= width * (1 - 1e-9)) ?? 10;
  return power >= 1 ? step * power : Number((step * power).toPrecision(1));
}

/** Nothing known of the order or the kind: the value, then '*'. */
function flatSpec(values: readonly string[]): ResolvedSpec {
  return { type: 'table', rows: values.length === 0 ? [['', '*']] : values.map((value) => [value, '*']) };
}
