import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Technique } from '@shared/deidentification/recipe.ts';
import { TECHNIQUE_DESCRIPTIONS } from '@shared/deidentification/technique/catalogue.ts';
import { offsetFrom } from '@shared/deidentification/technique/date-shift.ts';
import { SMALL_AREAS_2000 } from '@shared/deidentification/technique/postal-code.ts';
import type { TechniqueContext } from '@shared/deidentification/technique/technique.ts';
import { table } from '../../support/deid-columns.ts';
import { transformed } from '../../support/technique-context.ts';

function apply(technique: Technique, values: (string | null)[], changes: Partial<TechniqueContext> = {}) {
  return transformed(table({ c: values }), ['c'], technique, changes).columns[0]!;
}

const codeOf = (work: () => unknown) => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the catalogue', () => {
  it('names every parameter of every technique, and no other', () => {
    for (const option of Technique.options) {
      const { type, ...parameters } = option.entries;
      const { parameters: described } = TECHNIQUE_DESCRIPTIONS[type.literal];
      expect(described.map(({ name }) => name).toSorted(), type.literal).toEqual(Object.keys(parameters).toSorted());
    }
  });

  it('never says that data are anonymous or safe', () => {
    expect(JSON.stringify(TECHNIQUE_DESCRIPTIONS)).not.toMatch(
      /anonym(?!ization)|cannot be copied|\bsafe\b(?! harbor)/i,
    );
  });
});

describe('cell suppression', () => {
  it('removes listed and rare values, and leaves missing cells missing', () => {
    const values = ['a', 'a', 'b', null, 'c', 'c', ''];
    expect(apply({ type: 'cell-suppression', rarerThan: 2 }, values)).toEqual(['a', 'a', '*', null, 'c', 'c', '*']);
    expect(apply({ type: 'cell-suppression', values: ['c'] }, values)).toEqual(['a', 'a', 'b', null, '*', '*', '']);
  });
});

describe('masking by a pattern', () => {
  const by = (pattern: string, hideLength = false): Technique => ({
    type: 'masking',
    keepStart: 0,
    keepEnd: 0,
    hideLength,
    pattern,
  });

  it('keeps what stands under #, and hides what lies beyond', () => {
    expect(apply(by('##*#'), ['12345', '1😀34', null])).toEqual(['12*4*', '1😀*4', null]);
  });

  it('never shows a value as a whole', () => {
    expect(apply(by('####'), ['12', '12345'])).toEqual(['**', '1234*']);
  });

  it('hides the length', () => {
    expect(apply(by('##', true), ['123', '123456', '12'])).toEqual(['12***', '12***', '***']);
    expect(apply(by('#**#', true), ['1234', '12345678'])).toEqual(['1***4***', '1***4***']);
  });
});

describe('pseudonyms', () => {
  const scoped = (scope: 'profile' | 'project' | 'release', project?: string): Technique => ({
    type: 'pseudonymization',
    length: 16,
    scope,
    ...(project === undefined ? {} : { project }),
  });

  it('differ from scope to scope, project to project and release to release', () => {
    const values = ['ada'];
    const made = [
      apply(scoped('profile'), values),
      apply(scoped('project', 'north'), values),
      apply(scoped('project', 'south'), values),
      apply(scoped('release'), values),
      apply(scoped('release'), values, { releaseDigest: () => new Uint8Array(32).fill(3) }),
    ].map(([pseudonym]) => pseudonym);
    expect(new Set(made).size).toBe(5);
    expect(apply(scoped('release'), values)[0]).toBe(made[3]);
    expect(apply({ type: 'pseudonymization', length: 16 }, values)[0]).toBe(made[0]);
  });
});

describe('dates', () => {
  it('are truncated, and an empty cell stays', () => {
    expect(apply({ type: 'date-truncation', level: 'quarter' }, ['2024-05-06', '', null])).toEqual([
      '2024-Q2',
      '',
      null,
    ]);
    expect(codeOf(() => apply({ type: 'date-truncation', level: 'year' }, ['2024-05-06', 'soon']))).toBe(
      'technique.not-a-date',
    );
  });

  it('become completed years', () => {
    const born = ['2000-03-01', '2000-02-29', '2000-03-02', '1930-01-01', null];
    expect(apply({ type: 'age', on: '2023-03-01', top: 90 }, born)).toEqual(['23', '23', '22', '90+', null]);
    expect(apply({ type: 'age', on: '2023-02-28' }, ['2000-02-29'])).toEqual(['22']);
    expect(codeOf(() => apply({ type: 'age', on: '1999-01-01' }, ['2000-02-29']))).toBe('technique.born-after');
  });

  const visits = table({
    person: ['ada', 'bob', 'ada', null, null],
    seen: ['31.12.2023', '1.1.2024', '2.1.2024', '5.5.2024', null],
    left: ['3.1.2024', '1.1.2024', '2.1.2024', '7.5.2024', '1.1.2000'],
  });
  const shift: Technique = { type: 'date-shift', days: 5, person: 'person' };
  const dayOf = (text: string | null) => {
    const [day, month, year] = text!.split('.').map(Number);
    return Date.UTC(year!, month! - 1, day) / 86_400_000;
  };

  it('shift by person, keep the days between them and the way they are written', () => {
    const { columns } = transformed(visits, ['seen', 'left'], shift);
    const [seen, left] = columns as [(string | null)[], (string | null)[]];
    expect(seen[4]).toBeNull();
    expect(seen.slice(0, 4).every((text) => /^\d{1,2}\.\d{1,2}\.\d{4}$/.test(text!))).toBe(true);
    const offset = (at: number) => dayOf(seen[at]!) - dayOf(['31.12.2023', '1.1.2024', '2.1.2024', '5.5.2024'][at]!);
    expect(offset(0)).toBe(offset(2));
    for (const at of [0, 1, 2, 3]) {
      expect(Math.abs(offset(at))).toBeGreaterThanOrEqual(1);
      expect(Math.abs(offset(at))).toBeLessThanOrEqual(5);
    }
    expect(dayOf(left[0]!) - dayOf(seen[0]!)).toBe(3);
    // nobody's record, but one record's dates
    expect(dayOf(left[3]!) - dayOf(seen[3]!)).toBe(2);
  });

  it('shift another way under another key', () => {
    const many = table({ person: Array.from({ length: 40 }, (_, at) => `p${at}`), seen: Array(40).fill('2024-06-15') });
    const under = (byte: number) =>
      transformed(many, ['seen'], { ...shift, days: 1000 } as Technique, {
        pseudonymKey: new Uint8Array(32).fill(byte),
      });
    expect(under(1).columns).not.toEqual(under(2).columns);
    expect(codeOf(() => transformed(many, ['seen'], shift, { pseudonymKey: null }))).toBe('identity.locked');
  });

  it('reach every offset but none', () => {
    const offsets = Array.from({ length: 12 }, (_, number) => offsetFrom(number, 3));
    expect(offsets).toEqual([-3, -2, -1, 1, 2, 3, -3, -2, -1, 1, 2, 3]);
  });

  it('refuse to leave the calendar', () => {
    const end = table({ person: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], seen: Array(8).fill('9999-12-31') });
    expect(codeOf(() => transformed(end, ['seen'], { ...shift, days: 3000 } as Technique))).toBe(
      'technique.date-beyond',
    );
  });
});

describe('postal codes', () => {
  const rows = [
    ['code', 'people'],
    ['94110', '15000'],
    ['94112', '5001'],
    ['03601', '20000'],
  ];
  const by = (population: object): Technique =>
    ({ type: 'postal-code', digits: 3, threshold: 20_000, population }) as Technique;

  it('stay where more than the threshold live, and are zeros elsewhere', () => {
    const values = ['94110', '03601', '99999', '94', '', null, ' 94112'];
    expect(apply(by({ type: 'table', rows }), values)).toEqual(['941', '000', '000', '000', '', null, '941']);
  });

  it('know the small areas of 2000', () => {
    expect(SMALL_AREAS_2000).toHaveLength(17);
    expect(apply(by({ type: 'small-areas' }), ['89301', '94110', '03612'])).toEqual(['000', '941', '000']);
    expect(apply(by({ type: 'small-areas', areas: ['941'] }), ['89301', '94110'])).toEqual(['893', '000']);
  });

  it('refuse a table without numbers, by its line', () => {
    expect(
      codeOf(() =>
        apply(
          by({
            type: 'table',
            rows: [
              ['94110', '1'],
              ['94111', 'many'],
            ],
          }),
          ['94110'],
        ),
      ),
    ).toBe('technique.population-table');
    expect(codeOf(() => apply(by({ type: 'file', path: 'zip.csv' }), ['94110']))).toBe('technique.file-not-read');
  });
});

describe('microaggregation', () => {
  it('suppresses numbers that have no k records to hide among, and leaves missing and empty cells', () => {
    const mixed = table({ x: ['1', '2', '3', null, '9'], y: ['1', '2', '3', '4', ''] });
    const { columns } = transformed(mixed, ['x', 'y'], { type: 'microaggregation', k: 3, method: 'mdav' });
    expect(columns).toEqual([
      ['2.00', '2.00', '2.00', null, '*'],
      ['2.00', '2.00', '2.00', '*', ''],
    ]);
  });

  it('and correlated noise refuse what is no number or whose square is none', () => {
    const techniques: Technique[] = [
      { type: 'microaggregation', k: 2, method: 'mdav' },
      { type: 'microaggregation', k: 2, method: 'univariate' },
      { type: 'correlated-noise', level: 0.1, group: 'g' },
    ];
    for (const technique of techniques)
      for (const text of ['1e400', '1e200', 'NaN', '1,5', 'Infinity'])
        expect(codeOf(() => apply(technique, ['1', '2', text]))).toBe('technique.not-a-number');
  });

  it('of columns without spread, and of no rows', () => {
    const flat = table({ x: ['5', '5', '5', '5'] });
    expect(transformed(flat, ['x'], { type: 'microaggregation', k: 2, method: 'mdav' }).columns).toEqual([
      ['5.00', '5.00', '5.00', '5.00'],
    ]);
    expect(
      transformed(table({ x: [] }), ['x'], { type: 'microaggregation', k: 2, method: 'univariate' }).columns,
    ).toEqual([[]]);
  });
});

describe('docs/techniques.md', () => {
  it('says what the catalogue says', () => {
    const text = readFileSync(new URL('../../../docs/techniques.md', import.meta.url), 'utf8');
    for (const [type, { title, iso, summary, parameters, pitfalls }] of Object.entries(TECHNIQUE_DESCRIPTIONS))
      for (const words of [
        `## ${type}\n`,
        title,
        iso,
        summary,
        ...pitfalls,
        ...parameters.map(({ meaning }) => meaning),
      ])
        expect(text).toContain(words);
  });
});
