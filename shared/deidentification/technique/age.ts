import { AppError } from '../../std/app-error.ts';
import { parseDate } from '../../table/dates.ts';
import type { Column } from '../../table/table.ts';
import { momentsOf } from '../moments.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

export const AGE: TechniqueDescription = {
  title: 'Age from date of birth',
  iso: 'generalization: rounding (a date of birth to completed years)',
  kind: 'date',
  scope: 'column',
  summary: 'A date of birth becomes the age in completed years on one day.',
  parameters: [
    { name: 'on', meaning: 'the day, YYYY-MM-DD' },
    { name: 'top', meaning: 'this age and above become one group: 90+', default: 'none' },
  ],
  pitfalls: [
    'Very old people stay few: use top (90 for the Safe Harbor list).',
    'Ages on different days in different releases give birthdays away.',
  ],
  effect: { singlingOut: 'reduces', linkability: 'partly', inference: 'little' },
  safeHarbor: 'C (with top 90)',
};

/**
 * Completed years on a day. Who is born on 29 February is a year older from 1 March in common years. '' stays.
 * Throws `technique.not-a-date`, `technique.born-after` (column, number of such values).
 */
export function ageOn(
  column: Column,
  { on, top = Number.POSITIVE_INFINITY }: { readonly on: string; readonly top?: number | undefined },
): Transformed {
  const { moments } = momentsOf(column);
  const day = new Date(parseDate(on, 'year-month-day'));
  const ages = moments.map((moment) => (Number.isNaN(moment) ? Number.NaN : completedYears(new Date(moment), day)));
  const unborn = ages.reduce((count, age) => count + (age < 0 ? 1 : 0), 0);
  if (unborn > 0) throw new AppError('input', 'technique.born-after', { column: column.name, values: unborn });
  return recode(column, (value, code) => {
    const age = ages[code]!;
    if (Number.isNaN(age)) return value;
    return age >= top ? `${top}+` : String(age);
  });
}

function completedYears(birth: Date, day: Date): number {
  const years = day.getUTCFullYear() - birth.getUTCFullYear();
  const months = day.getUTCMonth() - birth.getUTCMonth();
  const isBefore = months < 0 || (months === 0 && day.getUTCDate() < birth.getUTCDate());
  return isBefore ? years - 1 : years;
}
