/** Other techniques that fit a column beside the one that is proposed, the most useful first, with parameters from its values. */
import { type DateOrder, dateOrderOf, parseDate } from '../table/dates.ts';
import { type ColumnProfile, columnOf, type Table } from '../table/table.ts';
import { type HeaderMeaning, headerMeaning } from './header-words.ts';
import type { Role, Technique } from './recipe.ts';

/** What the other columns say. */
export interface TableHints {
  /** A column that says whose record it is; null when no header does. */
  readonly person: string | null;
  /** The last day that stands in any column of dates, 'YYYY-MM-DD'; null without dates. */
  readonly lastDay: string | null;
}

/** Ages from here on are one group in the Safe Harbor list. */
const OLD_AGE = 90;
const SHIFT_DAYS = 180;
const GROUP_SIZE = 5;

export function tableHints(profiles: readonly ColumnProfile[], table: Table): TableHints {
  const meanings = profiles.map(({ name }) => headerMeaning(name));
  const person = profiles.find((_, at) => meanings[at] === 'personal-number' || meanings[at] === 'record-number');
  let last = Number.NEGATIVE_INFINITY;
  for (const profile of profiles) if (isDate(profile)) last = Math.max(last, lastMoment(table, profile.name));
  const lastDay = Number.isFinite(last) ? new Date(last).toISOString().slice(0, 10) : null;
  return { person: person?.name ?? null, lastDay: lastDay?.length === 10 ? lastDay : null };
}

export function alternativesFor(
  profile: ColumnProfile,
  role: Role,
  proposed: Technique,
  isText: boolean,
  sample: readonly string[],
  hints: TableHints,
): Technique[] {
  const meaning = headerMeaning(profile.name);
  return candidates(profile, role, meaning, isText, sample, hints).filter(({ type }) => type !== proposed.type);
}

function candidates(
  profile: ColumnProfile,
  role: Role,
  meaning: HeaderMeaning | null,
  isText: boolean,
  sample: readonly string[],
  { person, lastDay }: TableHints,
): Technique[] {
  if (isText) return [{ type: 'redaction' }];
  if (role === 'direct-identifier') return [{ type: 'pseudonymization', length: 16 }];
  if (isDate(profile)) {
    if (meaning === 'birth-date' && lastDay !== null)
      return [
        { type: 'age', on: lastDay, top: OLD_AGE },
        { type: 'date-truncation', level: 'year' },
      ];
    const shift: Technique[] =
      person === null || person === profile.name ? [] : [{ type: 'date-shift', days: SHIFT_DAYS, person }];
    return [{ type: 'date-truncation', level: 'month' }, ...shift];
  }
  if (meaning === 'postal-code') {
    const isAmerican = sample.length > 0 && sample.every((value) => /^\d{5}(?:-\d{4})?$/.test(value));
    return isAmerican
      ? [{ type: 'postal-code', digits: 3, threshold: 20_000, population: { type: 'small-areas' } }]
      : [{ type: 'masking', keepStart: 2, keepEnd: 0, hideLength: false }];
  }
  // the search coarsens a quasi-identifier no more than it has to; rounding it first would only lose more
  if (role === 'quasi-identifier') return [{ type: 'cell-suppression', rarerThan: GROUP_SIZE }];
  if (profile.type === 'integer' || profile.type === 'number')
    return [
      { type: 'microaggregation', k: GROUP_SIZE, method: 'mdav' },
      { type: 'rank-swapping', percent: 5 },
    ];
  return [
    { type: 'cell-suppression', rarerThan: GROUP_SIZE },
    { type: 'pram', retain: 0.8 },
  ];
}

function isDate({ type }: ColumnProfile): boolean {
  return type === 'date' || type === 'datetime';
}

function lastMoment(table: Table, name: string): number {
  const values = (columnOf(table, name)?.values ?? []).filter((value) => value !== '');
  const order: DateOrder | null = dateOrderOf(values);
  if (order === null) return Number.NEGATIVE_INFINITY;
  return values.reduce((last, value) => Math.max(last, parseDate(value, order)), Number.NEGATIVE_INFINITY);
}
