import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AppError } from '@shared/std/app-error.ts';
import { parseTabulateSpec } from '../../../electron/cli/tabulate-spec.ts';

test.each([
  ['sex,diagnosis_code', { groupBy: ['sex', 'diagnosis_code'], measure: { type: 'count' }, filters: [] }],
  ['count', { groupBy: [], measure: { type: 'count' }, filters: [] }],
  ['count by sex', { groupBy: ['sex'], measure: { type: 'count' }, filters: [] }],
  [
    'mean(weight_kg) by sex, age',
    { groupBy: ['sex', 'age'], measure: { type: 'mean', column: 'weight_kg' }, filters: [] },
  ],
  ['sum( cost )', { groupBy: [], measure: { type: 'sum', column: 'cost' }, filters: [] }],
  [
    'count by sex where smoker=yes|no and "home town" = "St. Ives, ""upper"""',
    {
      groupBy: ['sex'],
      measure: { type: 'count' },
      filters: [
        { column: 'smoker', values: ['yes', 'no'] },
        { column: 'home town', values: ['St. Ives, "upper"'] },
      ],
    },
  ],
  ['sex where age=30', { groupBy: ['sex'], measure: { type: 'count' }, filters: [{ column: 'age', values: ['30'] }] }],
  // Columns that are called like a word of the language: only where nothing else could be meant, or quoted.
  ['count,sex', { groupBy: ['count', 'sex'], measure: { type: 'count' }, filters: [] }],
  ['mean', { groupBy: ['mean'], measure: { type: 'count' }, filters: [] }],
  ['"by"', { groupBy: ['by'], measure: { type: 'count' }, filters: [] }],
  ['count by "count"', { groupBy: ['count'], measure: { type: 'count' }, filters: [] }],
  ['x where y=""', { groupBy: ['x'], measure: { type: 'count' }, filters: [{ column: 'y', values: [''] }] }],
])('%s', (spec, expected) => {
  expect(parseTabulateSpec(spec)).toEqual(expected);
});

test.each([
  ['', 1, 'a column'],
  ['sex,', 5, 'a column'],
  ['sex age', 5, 'a comma, "by", "where", "and" or the end'],
  ['mean(weight', 12, ')'],
  ['mean() by sex', 6, 'a column'],
  ['count by', 9, 'a column'],
  ['sex where', 10, 'a column'],
  ['sex where age', 14, '='],
  ['sex where age=', 15, 'a value'],
  ['"sex', 1, 'a closing quote'],
  ['sex,sex', 5, 'a column that was not named yet'],
  ['a,b,c,d,e', 9, 'at most 4 columns'],
])('%s is refused at letter %i', (spec, position, expected) => {
  try {
    parseTabulateSpec(spec);
    expect.unreachable();
  } catch (error) {
    expect((error as AppError).toData()).toEqual({
      code: 'cli.tabulate-spec',
      category: 'usage',
      params: { position, expected },
    });
  }
});

test('any names survive quoting', () => {
  const names = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(names, fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 3 }), (columns, of, values) => {
      const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
      const spec = `mean(${quote(of)}) by ${columns.map(quote).join(',')} where ${quote(of)}=${values.map(quote).join('|')}`;
      expect(parseTabulateSpec(spec)).toEqual({
        groupBy: columns,
        measure: { type: 'mean', column: of },
        filters: [{ column: of, values }],
      });
    }),
  );
});
