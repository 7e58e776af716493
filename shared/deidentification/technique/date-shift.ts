import { AppError } from '../../std/app-error.ts';
import { utf8 } from '../../std/bytes.ts';
import { seededRandom } from '../../std/seeded-random.ts';
import type { DateOrder } from '../../table/dates.ts';
import { type Column, columnOf, MISSING_CODE } from '../../table/table.ts';
import { momentsOf } from '../moments.ts';
import { columnWriter } from './column-writer.ts';
import type { TechniqueDescription } from './description.ts';
import type { TechniqueContext, Transformed } from './technique.ts';

export const DATE_SHIFT: TechniqueDescription = {
  title: 'Shift dates per person',
  iso: 'randomization: noise addition (one offset a person)',
  kind: 'date',
  scope: 'column',
  summary: 'All dates of a person move by the same secret number of days, so that the days between them stay.',
  parameters: [
    { name: 'days', meaning: 'the largest shift, forwards or backwards; nobody is shifted by 0' },
    { name: 'person', meaning: 'the column that says whose record it is; it need not be released' },
  ],
  pitfalls: [
    'Every date column of a person needs the same person column, or the days between them break.',
    'The sequence of intervals is a signature that links the person to another file.',
    'Holidays, epidemics and dates that all records share show the offset.',
    'A shifted date is still a date: it does not meet the Safe Harbor list.',
  ],
  effect: { singlingOut: 'little', linkability: 'intervals remain linkable', inference: 'none' },
  safeHarbor: '',
};

const CONTEXT = 'bulla/date-shift/1';
const DAY = 86_400_000;
const DATE_PARTS = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})/;

/**
 * Moves each date by its person's offset: the first 48 bits of HMAC-SHA-256(profile's key, context NUL person's value), reduced to
 * the whole days from -days to days without 0. So it is the same in all columns and files of the profile. A record without
 * a person is a person of its own, with an offset from the seed. Dates keep their order of parts, separators and time of day.
 * Throws `identity.locked`, `technique.not-a-date`, `technique.date-beyond` (a date that leaves the years
 * 0001 to 9999).
 */
export function shiftDates(
  column: Column,
  { days, person }: { readonly days: number; readonly person: string },
  context: TechniqueContext,
): Transformed {
  const { pseudonymKey, hmacSha256, seed, table, task } = context;
  if (!pseudonymKey) throw new AppError('identity', 'identity.locked', { column: column.name });
  const people = columnOf(table, person);
  if (!people) throw new AppError('internal', 'internal.unexpected', { name: 'shiftDates' });
  const offsets = people.values.map((value, code) => {
    if (code % 1_024 === 0) task.checkpoint();
    const bytes = hmacSha256(pseudonymKey, utf8(`${CONTEXT}\0${value}`));
    let number = 0;
    for (let at = 0; at < 6; at++) number = number * 256 + bytes[at]!;
    return offsetFrom(number, days);
  });
  const { order, moments } = momentsOf(column);
  const isPadded = !column.values.some((text) => /^\d[-/.]|[-/.]\d(?!\d)/.test(text.trim().slice(0, 10)));
  // one stream for all date columns of these people: a record without a person keeps its intervals too
  const random = seededRandom(seed, `date-shift ${person}`);
  const writer = columnWriter(column.name, column.codes.length);
  const write = shifter(column, order, isPadded);
  for (let row = 0; row < column.codes.length; row++) {
    if (row % 16_384 === 0) task.checkpoint();
    const own = random.below(2 * days);
    const code = column.codes[row]!;
    if (code === MISSING_CODE) continue;
    const moment = moments[code]!;
    const who = people.codes[row]!;
    const offset = who === MISSING_CODE ? offsetFrom(own, days) : offsets[who]!;
    writer.write(row, Number.isNaN(moment) ? column.values[code]! : write(code, offset));
  }
  const made = writer.column();
  const share = Math.min(1, (2 * days * DAY) / Math.max(DAY, rangeOf(moments)));
  return { column: made, loss: Float64Array.from(made.values, (text) => (text === '' ? 0 : share)) };
}

/** 0, 1, ... -> -days, ..., -1, 1, ..., days, again and again. */
export function offsetFrom(number: number, days: number): number {
  const step = (number % (2 * days)) - days;
  return step >= 0 ? step + 1 : step;
}

/** Writes the date of a code, some days later, as its text stood; each (code, offset) once. */
function shifter(column: Column, order: DateOrder, isPadded: boolean): (code: number, offset: number) => string {
  const known = new Map<number, string>();
  return (code, offset) => {
    const key = code * 65_536 + offset + 32_768;
    const found = known.get(key);
    if (found !== undefined) return found;
    const text = shiftText(column.values[code]!.trim(), order, isPadded, offset);
    if (text === null) throw new AppError('input', 'technique.date-beyond', { column: column.name });
    known.set(key, text);
    return text;
  };
}

function shiftText(text: string, order: DateOrder, isPadded: boolean, offset: number): string | null {
  const [whole, first, separator, second, third] = DATE_PARTS.exec(text)!;
  const [year, month, day] =
    order === 'year-month-day'
      ? [first!, second!, third!]
      : order === 'day-month-year'
        ? [third!, second!, first!]
        : [third!, first!, second!];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day) + offset);
  if (date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return null;
  const pad = (part: number) => String(part).padStart(isPadded ? 2 : 1, '0');
  const parts = {
    year: String(date.getUTCFullYear()).padStart(4, '0'),
    month: pad(date.getUTCMonth() + 1),
    day: pad(date.getUTCDate()),
  };
  const written = order.split('-').map((part) => parts[part as keyof typeof parts]);
  return written.join(separator) + text.slice(whole.length);
}

function rangeOf(moments: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const moment of moments) {
    if (moment < least) least = moment;
    if (moment > most) most = moment;
  }
  return most >= least ? most - least : 0;
}
