import type { Column } from '../../table/table.ts';
import { labelOf } from '../hierarchy/dates.ts';
import { momentsOf } from '../moments.ts';
import type { DateLevel } from '../hierarchy-spec.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

export const DATE_TRUNCATION: TechniqueDescription = {
  title: 'Truncate dates',
  iso: 'generalization: rounding (of dates)',
  kind: 'date',
  scope: 'column',
  summary: 'A date becomes its month, quarter, year or a run of years.',
  parameters: [{ name: 'level', meaning: 'day, month, quarter, year, five-years, decade or twenty-years' }],
  pitfalls: [
    'Only the year meets the Safe Harbor list, and not for people over 89.',
    'Several truncated dates of one person are together still telling.',
  ],
  effect: { singlingOut: 'reduces', linkability: 'partly', inference: 'little' },
  safeHarbor: 'C (level year or coarser)',
};

/** '2024-03-05' at level month -> '2024-03'. A time with a zone counts in UTC; '' stays. Throws `technique.not-a-date`. */
export function truncateDates(column: Column, level: DateLevel): Transformed {
  const { moments } = momentsOf(column);
  return recode(column, (value, code) =>
    Number.isNaN(moments[code]!) ? value : labelOf(new Date(moments[code]!), level),
  );
}
