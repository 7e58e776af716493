import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headerMeaning } from '@shared/deidentification/header-words.ts';
import { checkRecipe, parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { identifierPattern } from '@shared/deidentification/identifier-patterns.ts';
import { suggestRoles } from '@shared/deidentification/suggest-roles.ts';
import { transformTable } from '@shared/deidentification/transform-table.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { profileTable } from '@shared/table/profile.ts';
import type { Table } from '@shared/table/table.ts';
import { table } from '../../support/deid-columns.ts';
import { contextFor } from '../../support/technique-context.ts';

const TOOLS = contextFor({ rowCount: 0, columns: [] });

const rolesOf = (data: Table) =>
  Object.fromEntries(suggestRoles(profileTable(data), data).map(({ column, role }) => [column, role]));

function read(url: URL, separator: string): Table {
  const [header, ...lines] = readFileSync(url, 'utf8').trimEnd().split(/\r?\n/);
  // cells that hold the separator are quoted, and stand in the last column of the sample only
  const split = (line: string) => (line.match(/"(?:[^"]|"")*"|[^,;]+|(?<=[,;]|^)(?=[,;]|$)/g) ?? []) as string[];
  const rows = lines.map((line) => (separator === ';' ? line.split(';') : split(line)));
  return table(
    Object.fromEntries(header!.split(separator).map((name, at) => [name, rows.map((row) => row[at] || null)])),
  );
}

describe('suggested roles', () => {
  it('fit the sample dataset', () => {
    const folder = new URL('../../../resources/samples/', import.meta.url);
    const sample = read(new URL('patients.csv', folder), ',');
    expect(rolesOf(sample)).toEqual({
      patient_id: 'direct-identifier',
      first_name: 'direct-identifier',
      last_name: 'direct-identifier',
      email: 'direct-identifier',
      national_number: 'direct-identifier',
      birth_date: 'quasi-identifier',
      sex: 'quasi-identifier',
      postal_code: 'quasi-identifier',
      admission_date: 'quasi-identifier',
      discharge_date: 'quasi-identifier',
      diagnosis_code: 'sensitive',
      weight_kg: 'other',
      smoker: 'sensitive',
      note: 'direct-identifier',
    });
    const { columns } = JSON.parse(readFileSync(new URL('recipe.json', folder), 'utf8'));
    const proposed = suggestRoles(profileTable(sample), sample).map(({ column, role, technique }) => [
      column,
      { role, technique },
    ]);
    expect(columns).toEqual(Object.fromEntries(proposed));
  });

  it('come with other techniques that fit', () => {
    const folder = new URL('../../../resources/samples/', import.meta.url);
    const sample = read(new URL('patients.csv', folder), ',');
    const others = Object.fromEntries(
      suggestRoles(profileTable(sample), sample).map(({ column, alternatives }) => [
        column,
        alternatives.map(({ type }) => type),
      ]),
    );
    expect(others).toMatchObject({
      patient_id: ['pseudonymization'],
      birth_date: ['age', 'date-truncation'],
      postal_code: ['postal-code'],
      admission_date: ['date-truncation', 'date-shift'],
      sex: ['cell-suppression'],
      weight_kg: ['microaggregation', 'rank-swapping'],
      note: ['redaction'],
    });
    // each as it stands makes a recipe that works
    for (const { column, role, alternatives } of suggestRoles(profileTable(sample), sample))
      for (const technique of alternatives) {
        const columns = Object.fromEntries(
          sample.columns.map(({ name }) => [name, { role: 'other', technique: { type: 'none' } }]),
        );
        const recipe = parseRecipe(
          utf8(JSON.stringify({ bulla: 'recipe/1', columns: { ...columns, [column]: { role, technique } } })),
        );
        checkRecipe(
          recipe,
          sample.columns.map(({ name }) => name),
        );
        expect(transformTable(sample, recipe, TOOLS, QUIET_TASK).get(column)?.column.name).toBe(column);
      }
  });

  const adult = new URL('../../../../shared/data/adult/adult.csv', import.meta.url);
  it.skipIf(!existsSync(adult))('fit Adult', () => {
    const { 'salary-class': salary, ...others } = rolesOf(read(adult, ';'));
    expect(salary).toBe('sensitive');
    expect(new Set(Object.values(others))).toEqual(new Set(['quasi-identifier']));
    expect(Object.keys(others)).toHaveLength(8);
  });

  it('are told by the values where the header says nothing', () => {
    const many = (make: (at: number) => string) => Array.from({ length: 40 }, (_, at) => make(at));
    const roles = rolesOf(
      table({
        a: many((at) => `person${at}@example.org`),
        b: many((at) => `code-${at}`),
        c: many((at) => `2024-01-${String((at % 28) + 1).padStart(2, '0')}`),
        d: many((at) => `The patient number ${at} said that it hurts on the left side.`),
        e: many((at) => (at % 2 === 0 ? 'red' : 'blue')),
        f: many((at) => String(at * 1.37)),
      }),
    );
    expect(roles).toEqual({
      a: 'direct-identifier',
      b: 'direct-identifier',
      c: 'quasi-identifier',
      d: 'direct-identifier',
      e: 'other',
      f: 'other',
    });
  });

  it.each([
    ['PatientName', 'name'],
    ['prénom', 'name'],
    ['main_illness', 'diagnosis'],
    ['GEBURTSDATUM', 'birth-date'],
    ['code_postal', 'postal-code'],
    ['sexe', 'sex'],
    ['Straße', 'address'],
    ['brandname', null],
    ['wage', 'income'],
    ['village', 'place'],
    ['emailAddress', 'e-mail'],
  ])('header %s', (header, meaning) => {
    expect(headerMeaning(header)).toBe(meaning);
  });

  it.each([
    ['ann@example.org', 'e-mail-pattern'],
    ['GB82 WEST 1234 5698 7654 32', 'iban-pattern'],
    ['GB82 WEST 1234 5698 7654 33', null],
    ['4111 1111 1111 1111', 'card-number-pattern'],
    ['4111 1111 1111 1112', null],
    ['85.07.30-033.28', 'national-number-pattern'],
    ['85.07.30-033.29', null],
    ['12345678Z', 'national-number-pattern'],
    ['12345678A', null],
    ['756.9217.0769.85', 'national-number-pattern'],
    ['943 476 5919', 'national-number-pattern'],
    ['131052-308T', 'national-number-pattern'],
    ['+44 20 7946 0958', 'phone-pattern'],
    ['2024-03-05', null],
    ['0000001', null],
    ['12.5', null],
    ['192.0.2.17', 'ip-address-pattern'],
    ['https://example.org/a', 'url-pattern'],
    ['', null],
  ])('value %j', (value, pattern) => {
    expect(identifierPattern(value)).toBe(pattern);
  });
});
