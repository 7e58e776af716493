import { describe, expect, it } from 'vitest';
import {
  checkHierarchyTable,
  compileHierarchy,
  hierarchyRows,
  previewHierarchy,
} from '@shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '@shared/deidentification/hierarchy/hierarchy-csv.ts';
import { inlineHierarchies } from '@shared/deidentification/inline-hierarchies.ts';
import type { HierarchySpec } from '@shared/deidentification/recipe.ts';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { column } from '../../support/deid-columns.ts';

function rows(spec: HierarchySpec, ...values: (string | null)[]): string[][] {
  const target = column('c', values);
  return hierarchyRows(compileHierarchy(spec, target), target, 100);
}

function refusal(work: () => unknown): { code: string; params: unknown } {
  try {
    work();
  } catch (error) {
    return { code: (error as { code: string }).code, params: (error as { params: unknown }).params };
  }
  throw new Error('was not refused');
}

describe('a hierarchy from a table', () => {
  const spec: HierarchySpec = {
    type: 'table',
    rows: [
      ['a', 'x', '*'],
      ['b', 'x', '*'],
      ['c', 'y', '*'],
      ['d', 'y', '*'],
    ],
  };

  it('counts the leaves of the table, not the values of the data', () => {
    const hierarchy = compileHierarchy(spec, column('c', ['a', 'c']));
    expect(hierarchy.leaves).toBe(4);
    const level = hierarchy.levels[1]!;
    expect([...level.groups]).toEqual([0, 1, 2]);
    expect(level.labels).toEqual(['', 'x', 'y']);
    expect(level.shares[1]).toBe(0.5);
    expect(hierarchy.levels[0]!.shares[1]).toBe(0.25);
  });

  it('keeps a missing cell as its own value below the top', () => {
    const hierarchy = compileHierarchy(spec, column('c', ['a', null]));
    expect(hierarchy.levels.map((level) => level.labels[level.groups[0]!])).toEqual(['', '', '*']);
  });

  it('says how many values it does not know, and not which', () => {
    const target = column('c', ['a', 'q', 'r']);
    expect(refusal(() => compileHierarchy(spec, target))).toEqual({
      code: 'hierarchy.incomplete',
      params: { column: 'c', values: 2 },
    });
    expect(previewHierarchy(spec, target).missingValues).toBe(2);
    const kept = compileHierarchy(spec, target, 'keep');
    expect(hierarchyRows(kept, target, 100)).toEqual([
      ['a', 'x', '*'],
      ['q', 'q', '*'],
      ['r', 'r', '*'],
    ]);
  });

  it('adds the star where the table does not end with it', () => {
    expect(
      rows(
        {
          type: 'table',
          rows: [
            ['a', 'all'],
            ['b', 'all'],
          ],
        },
        'a',
      ),
    ).toEqual([['a', 'all', '*']]);
    expect(rows({ type: 'table', rows: [['a'], ['b']] }, 'a')).toEqual([['a', '*']]);
  });

  it.each([
    ['hierarchy.ragged', [['a', '*'], ['b']]],
    [
      'hierarchy.duplicate-value',
      [
        ['a', '*'],
        ['a', '*'],
      ],
    ],
    [
      'hierarchy.not-nested',
      [
        ['a', 'x', 'm', '*'],
        ['b', 'x', 'n', '*'],
      ],
    ],
    ['hierarchy.empty', []],
  ])('refuses with %s', (code, table) => {
    expect(refusal(() => rows({ type: 'table', rows: table }, 'a')).code).toBe(code);
  });
});

describe('intervals', () => {
  it('are half open, nested and reach below zero', () => {
    const spec: HierarchySpec = { type: 'intervals', origin: 0, widths: [5, 10] };
    expect(rows(spec, '5', '9.99', '10', '-0.5')).toEqual([
      ['5', '[5, 10)', '[0, 10)', '*'],
      ['9.99', '[5, 10)', '[0, 10)', '*'],
      ['10', '[10, 15)', '[10, 20)', '*'],
      ['-0.5', '[-5, 0)', '[-10, 0)', '*'],
    ]);
  });

  it('write decimals as the widths have them', () => {
    expect(rows({ type: 'intervals', origin: 0, widths: [0.1, 0.3] }, '0.35')).toEqual([
      ['0.35', '[0.3, 0.4)', '[0.3, 0.6)', '*'],
    ]);
  });

  it('refuses widths that are not multiples, and text', () => {
    const refused = (widths: number[]) => refusal(() => rows({ type: 'intervals', origin: 0, widths }, '1')).code;
    expect(refused([5, 12])).toBe('hierarchy.levels-not-rising');
    expect(refused([5, 5])).toBe('hierarchy.levels-not-rising');
    expect(refusal(() => rows({ type: 'intervals', origin: 0, widths: [5] }, '1', '1e400')).params).toEqual({
      column: 'c',
      values: 1,
    });
  });
});

describe('masking, dates and categories', () => {
  it('masks characters from one end', () => {
    expect(rows({ type: 'masking', direction: 'right', counts: [1, 3] }, '12345', '7', 'ä😀b')).toEqual([
      ['12345', '1234*', '12***', '*'],
      ['7', '*', '*', '*'],
      ['ä😀b', 'ä😀*', '***', '*'],
    ]);
    expect(rows({ type: 'masking', direction: 'left', counts: [2] }, 'abc')).toEqual([['abc', '**c', '*']]);
    expect(refusal(() => rows({ type: 'masking', direction: 'left', counts: [2, 1] }, 'abc')).code).toBe(
      'hierarchy.levels-not-rising',
    );
  });

  it('coarsens dates', () => {
    const levels = ['day', 'month', 'quarter', 'year', 'five-years', 'decade', 'twenty-years'] as const;
    expect(rows({ type: 'dates', levels: [...levels] }, '2024-02-29T23:10:00')).toEqual([
      ['2024-02-29T23:10:00', '2024-02-29', '2024-02', '2024-Q1', '2024', '2020-2024', '2020-2029', '2020-2039', '*'],
    ]);
    expect(rows({ type: 'dates', levels: ['month'] }, '03/04/2024', '25/12/2023')[0]).toEqual([
      '03/04/2024',
      '2024-04',
      '*',
    ]);
    expect(refusal(() => rows({ type: 'dates', levels: ['year', 'month'] }, '2024-01-01')).code).toBe(
      'hierarchy.levels-not-rising',
    );
    expect(refusal(() => rows({ type: 'dates', levels: ['year'] }, '2024-01-01', '2023-02-29')).code).toBe(
      'hierarchy.incomplete',
    );
  });

  it('follows a category tree', () => {
    const fruit = [
      { group: 'citrus', members: ['lemon', 'lime'] },
      { group: 'stone', members: ['plum'] },
    ];
    const spec: HierarchySpec = {
      type: 'categories',
      levels: [fruit, [{ group: 'fruit', members: ['citrus', 'stone'] }]],
    };
    expect(rows(spec, 'plum', 'lime')).toEqual([
      ['plum', 'stone', 'fruit', '*'],
      ['lime', 'citrus', 'fruit', '*'],
    ]);
    const broken = (levels: (typeof fruit)[]) => refusal(() => rows({ type: 'categories', levels }, 'plum')).code;
    expect(broken([fruit, [{ group: 'fruit', members: ['citrus'] }]])).toBe('hierarchy.group-without-place');
    expect(broken([[...fruit, { group: 'sour', members: ['lemon'] }]])).toBe('hierarchy.member-twice');
  });
});

describe('the automatic proposal', () => {
  const levels = (...values: string[]) => rows({ type: 'automatic' }, ...values)[0];

  it('follows the values of the column', () => {
    const ages = Array.from({ length: 74 }, (_, at) => String(at + 17));
    expect(levels(...ages)).toEqual(['17', '[15, 20)', '[10, 20)', '[0, 20)', '[0, 40)', '*']);
    const birth = ['2024-03-05', '2024-03', '2024-Q1', '2024', '2020-2024', '2020-2029', '2020-2039', '*'];
    expect(levels('2024-03-05', '1999-12-31')).toEqual(birth);
    expect(levels('2024-03-05', '2022-12-31')).toEqual([...birth.slice(0, 5), '*']);
    expect(levels('2024-03-05 10:00', '2024-03-06 11:00')).toEqual(['2024-03-05 10:00', '2024-03-05', '2024-03', '*']);
    expect(levels('01234', '99999')).toEqual(['01234', '0123*', '012**', '01***', '0****', '*']);
    expect(levels('red', 'green')).toEqual(['red', '*']);
    expect(levels('5')).toEqual(['5', '*']);
  });

  it('looks past empty cells, which stay a group of their own up to the top', () => {
    expect(rows({ type: 'automatic' }, '2024-03-05', '', '1999-12-31')[1]).toEqual(['', '', '', '', '', '', '', '*']);
    expect(levels('2024-03-05', '', '1999-12-31')).toEqual(levels('2024-03-05', '1999-12-31'));
    const ages = Array.from({ length: 74 }, (_, at) => String(at + 17));
    expect(levels(...ages, '')).toEqual(levels(...ages));
    expect(rows({ type: 'automatic' }, ...ages, '').at(-1)).toEqual(['', '', '', '', '', '*']);
    expect(rows({ type: 'automatic' }, 'red', '')).toEqual([
      ['red', '*'],
      ['', '*'],
    ]);
    const { hierarchy, missingValues } = previewHierarchy({ type: 'automatic' }, column('c', ['2024-03-05', '', null]));
    expect(missingValues).toBe(0);
    // missing, empty and the date are three groups below the top
    expect([...hierarchy.levels[1]!.groups]).toEqual([0, 1, 2].map((code) => hierarchy.levels[1]!.groups[code]));
    expect(new Set(hierarchy.levels[1]!.groups).size).toBe(3);
  });
});

describe('chosen bounds', () => {
  const ages = column('age', ['17', '18', '39.5', '64', '65', '', null, 'old']);

  it('make intervals with open ends, an empty cell stays empty', () => {
    const { hierarchy, missingValues } = previewHierarchy({ type: 'bounds', levels: [[18, 40, 65], [40]] }, ages);
    expect(hierarchyRows(hierarchy, ages, 10)).toEqual([
      ['17', '< 18', '< 40', '*'],
      ['18', '[18, 40)', '< 40', '*'],
      ['39.5', '[18, 40)', '< 40', '*'],
      ['64', '[40, 65)', '>= 40', '*'],
      ['65', '>= 65', '>= 40', '*'],
      ['', '', '', '*'],
      ['old', 'old', 'old', '*'],
    ]);
    expect(missingValues).toBe(1);
  });

  it.each([
    [[[40, 18]]],
    [[[18, 18]]],
    [[[18, 40], [30]]],
    [
      [
        [18, 40],
        [18, 40],
      ],
    ],
  ])('refuses %j', (levels) => {
    expect(refusal(() => previewHierarchy({ type: 'bounds', levels }, ages)).code).toBe('hierarchy.levels-not-rising');
  });
});

describe('quantiles', () => {
  it('have about as many records each, and nest', () => {
    const many = column(
      'n',
      Array.from({ length: 1_000 }, (_, at) => String((at * 37) % 1_000)),
    );
    const { levels } = compileHierarchy({ type: 'quantiles', counts: [8, 4, 2] }, many);
    expect(levels.map(({ labels }) => labels.length - 1)).toEqual([1_000, 8, 4, 2, 1]);
    const counts = new Map<number, number>();
    for (const code of many.codes)
      counts.set(levels[1]!.groups[code]!, (counts.get(levels[1]!.groups[code]!) ?? 0) + 1);
    expect([...counts.values()]).toEqual(Array(8).fill(125));
  });

  it('of values that repeat put equal ones together, and of one value say only *', () => {
    const skewed = column('n', [...Array(90).fill('1'), '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
    const { levels } = compileHierarchy({ type: 'quantiles', counts: [4, 2] }, skewed);
    expect(levels.map(({ labels }) => labels.length - 1)).toEqual([11, 1]);
    const flat = compileHierarchy({ type: 'quantiles', counts: [4] }, column('n', ['5', '5', null]));
    expect(flat.levels.map(({ labels }) => labels)).toEqual([
      ['', '5'],
      ['', '*'],
    ]);
    expect(refusal(() => compileHierarchy({ type: 'quantiles', counts: [6, 4] }, skewed)).code).toBe(
      'hierarchy.levels-not-rising',
    );
  });
});

describe('an order', () => {
  const values = ['none', 'school', 'college', 'master', 'doctorate'];

  it('makes runs of neighbours', () => {
    const degrees = column('d', ['college', 'doctorate', 'none']);
    const { hierarchy } = previewHierarchy({ type: 'order', values, sizes: [2, 4] }, degrees);
    expect(hierarchyRows(hierarchy, degrees, 9)).toEqual([
      ['college', 'college - master', 'none - master', '*'],
      ['doctorate', 'doctorate', 'doctorate', '*'],
      ['none', 'none - school', 'none - master', '*'],
    ]);
    expect(previewHierarchy({ type: 'order', values: ['none'], sizes: [2] }, degrees).missingValues).toBe(2);
  });

  it('refuses a value twice and sizes that do not nest', () => {
    const codeFor = (spec: { values: string[]; sizes: number[] }) =>
      refusal(() => previewHierarchy({ type: 'order', ...spec }, column('d', ['a']))).code;
    expect(codeFor({ values: ['a', 'b', 'a'], sizes: [2] })).toBe('hierarchy.duplicate-value');
    expect(codeFor({ values: ['a', 'b'], sizes: [2, 3] })).toBe('hierarchy.levels-not-rising');
  });
});

describe('a listing is refused before it is adopted', () => {
  it.each([
    ['hierarchy.ragged', 'a;x;*\nb;*'],
    ['hierarchy.duplicate-value', 'a;x;*\na;x;*'],
    ['hierarchy.gap', 'a;x;*\nb;;*'],
    ['hierarchy.not-nested', 'a;x;one\nb;x;two'],
  ])('%s', (code, text) => {
    expect(refusal(() => checkHierarchyTable(parseHierarchyCsv(text), 'city.csv')).code).toBe(code);
  });

  it('and taken otherwise, also with an empty value that stays empty', () => {
    expect(() => checkHierarchyTable(parseHierarchyCsv('a;x;*\n"";"";*'), 'city.csv')).not.toThrow();
  });
});

describe('hierarchy files', () => {
  it('are read as ARX writes them', () => {
    expect(parseHierarchyCsv('\uFEFFa;x;*\r\nb;x;*\r\n\r\n')).toEqual([
      ['a', 'x', '*'],
      ['b', 'x', '*'],
    ]);
    expect(parseHierarchyCsv('"a ""1""",x\nb,"y\nz"', ',')).toEqual([
      ['a "1"', 'x'],
      ['b', 'y\nz'],
    ]);
    expect(parseHierarchyCsv('a;\nb;*')).toEqual([
      ['a', ''],
      ['b', '*'],
    ]);
    expect(refusal(() => parseHierarchyCsv('"a;b')).code).toBe('hierarchy.unclosed-quote');
    expect(refusal(() => parseHierarchyCsv('\n\n')).code).toBe('hierarchy.empty');
  });

  it('take their place in the recipe', async () => {
    const recipe = parseRecipe(
      utf8(
        JSON.stringify({
          bulla: 'recipe/1',
          columns: {
            a: {
              role: 'quasi-identifier',
              technique: {
                type: 'generalization',
                hierarchy: { type: 'file', path: 'a.csv', delimiter: ';' },
                level: 1,
              },
            },
            b: { role: 'other' },
          },
        }),
      ),
    );
    const inlined = await inlineHierarchies(recipe, async (path) => (path === 'a.csv' ? '1;*' : ''));
    expect(inlined.columns.a!.technique).toEqual({
      type: 'generalization',
      hierarchy: { type: 'table', rows: [['1', '*']] },
      level: 1,
    });
    expect(inlined.columns.b).toEqual(recipe.columns.b);
  });

  it('take their place where models and postal codes name them', async () => {
    const recipe = parseRecipe(
      utf8(
        JSON.stringify({
          bulla: 'recipe/1',
          columns: {
            illness: { role: 'sensitive' },
            zip: {
              role: 'other',
              technique: { type: 'postal-code', digits: 3, population: { type: 'file', path: 'zip.csv' } },
            },
          },
          models: [
            {
              type: 't-closeness',
              t: 0.2,
              distance: 'hierarchical',
              sensitive: 'illness',
              hierarchy: { type: 'file', path: 'illness.csv' },
            },
          ],
        }),
      ),
    );
    const inlined = await inlineHierarchies(recipe, async (path) =>
      path === 'zip.csv' ? '94110,21000' : 'flu;cold;*',
    );
    expect(inlined.columns.zip!.technique).toMatchObject({ population: { type: 'table', rows: [['94110', '21000']] } });
    expect(inlined.models[0]).toMatchObject({ hierarchy: { type: 'table', rows: [['flu', 'cold', '*']] } });
  });
});
