import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import { parseDecimal } from '../numbers.ts';
import type { AreaPopulation } from '../technique-spec.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

export const POSTAL_CODE: TechniqueDescription = {
  title: 'Coarsen postal codes',
  iso: 'generalization: of a geographic code, checked against a population table',
  kind: 'any',
  scope: 'column',
  summary: 'Only the first digits stay, and only where enough people live: 94110 becomes 941, or 000.',
  parameters: [
    { name: 'digits', meaning: 'leading characters that stay, 1 to 10' },
    { name: 'threshold', meaning: 'an area stays when more people than this live in it', default: '20000' },
    {
      name: 'population',
      meaning:
        'a CSV or table of lines "code;people", or a list of the areas that are too small (US census 2000 is built in)',
    },
  ],
  pitfalls: [
    'The population table must be of the time of the data, and whole: codes that it does not name count as too small.',
    'Maps of small areas and a facility as a proxy tell the place all the same.',
  ],
  effect: { singlingOut: 'reduces', linkability: 'partly', inference: 'little' },
  safeHarbor: 'B (3 digits, 20,000 people)',
};

/**
 * Three-digit areas of the United States with at most 20,000 people in the census of 2000, as the guidance of the Office for Civil
 * Rights of 26 November 2012 lists them for 45 CFR 164.514(b)(2)(i)(B). Later censuses have others.
 */
export const SMALL_AREAS_2000: readonly string[] =
  '036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893'.split(' ');

/**
 * The first `digits` characters of a code where more than `threshold` people live in the area of all codes with this beginning,
 * and as many zeros otherwise: '94110' -> '941', '03655' -> '000'. A code too short to be cut is zeros as well. Spaces at the ends
 * do not count; '' stays. Throws `technique.population-table` (line), `technique.file-not-read`.
 */
export function coarsenPostalCodes(
  column: Column,
  options: { readonly digits: number; readonly threshold: number; readonly population: AreaPopulation },
): Transformed {
  const { digits } = options;
  const isLarge = largeAreas(options, column.name);
  return recode(column, (value) => {
    if (value === '') return value;
    const characters = [...value.trim()];
    const area = characters.slice(0, digits).join('');
    return characters.length >= digits && isLarge(area) ? area : '0'.repeat(digits);
  });
}

function largeAreas(
  { digits, threshold, population }: { digits: number; threshold: number; population: AreaPopulation },
  column: string,
): (area: string) => boolean {
  if (population.type === 'file') throw new AppError('usage', 'technique.file-not-read', { column });
  if (population.type === 'small-areas') {
    const small = new Set(population.areas ?? SMALL_AREAS_2000);
    return (area) => !small.has(area);
  }
  const people = new Map<string, number>();
  for (const [code, count] of peopleByArea(population.rows, column)) {
    const area = [...code].slice(0, digits).join('');
    people.set(area, (people.get(area) ?? 0) + count);
  }
  return (area) => (people.get(area) ?? 0) > threshold;
}

/**
 * Postal codes and the people behind each. A code may stand in several lines. The first line may be a header. `column`, or the
 * file's name, stands for the table in the error. Throws `technique.population-table` (line).
 */
export function peopleByArea(
  rows: readonly (readonly string[])[],
  column: string,
): (readonly [code: string, people: number])[] {
  return rows.flatMap(([code = '', count = ''], index) => {
    const people = parseDecimal(count);
    // a header is the one line whose count may be a word
    if (people === null && index === 0) return [];
    if (people === null || people < 0)
      throw new AppError('input', 'technique.population-table', { column, row: index + 1 });
    return [[code.trim(), people] as const];
  });
}
