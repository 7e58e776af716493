import { describe, expect, it } from 'vitest';
import { dateOrderOf, parseDate } from '@shared/table/dates.ts';
import { frameOf } from '@shared/table/frame.ts';
import { inferType } from '@shared/table/infer-type.ts';
import { profileColumn, profileTable } from '@shared/table/profile.ts';
import { columnFrom, tableOf } from '../../support/table.ts';

describe('inferType', () => {
  it.each([
    ['integer', ['0', '-7', '123456789012345']],
    ['string', ['1', '020']],
    ['string', ['1234567890123456']],
    ['string', ['+49']],
    ['number', ['1', '2.5', '-0.25', '.5', '1e-3']],
    ['string', ['1.5', '01.5']],
    ['string', ['1e999']],
    ['string', ['1,5']],
    ['string', [' 1']],
    ['boolean', ['true', 'False']],
    ['boolean', ['Yes', 'no', 'yes']],
    ['string', ['yes']],
    ['integer', ['0', '1']],
    ['date', ['2020-02-29', '1999-12-31']],
    ['date', ['31.12.2020', '1.2.2021']],
    ['date', ['03/04/2020']],
    ['string', ['31/12/2020', '12/31/2020']],
    ['string', ['2023-02-29']],
    ['string', ['2020-13-01']],
    ['datetime', ['2020-01-01T12:00:00Z', '2020-01-01 13:30']],
    ['datetime', ['2020-01-01', '2020-01-01T00:00:00.5+02:00']],
    ['string', ['2020-01-01 25:00']],
    ['string', ['2020-01/01']],
    ['string', []],
    ['string', ['A', '1']],
  ])('%s: %j', (type, texts) => {
    expect(inferType(texts).type).toBe(type);
  });
});

describe('dates', () => {
  it('are moments in UTC', () => {
    expect(parseDate('2024-02-29', 'year-month-day')).toBe(Date.UTC(2024, 1, 29));
    expect(parseDate('0033-04-03', 'year-month-day')).toBe(Date.parse('0033-04-03T00:00:00Z'));
    expect(parseDate('2020-01-01T00:30:00.250+02:00', 'year-month-day')).toBe(Date.parse('2019-12-31T22:30:00.250Z'));
    expect(parseDate('4/3/2020', 'day-month-year')).toBe(Date.UTC(2020, 2, 4));
    expect(parseDate('4/3/2020', 'month-day-year')).toBe(Date.UTC(2020, 3, 3));
    expect(parseDate('4/3/2020', 'year-month-day')).toBeNaN();
  });

  it('have one order in a column: one date above 12 settles it', () => {
    expect(dateOrderOf(['01/02/2020', '13/02/2020'])).toBe('day-month-year');
    expect(dateOrderOf(['01/02/2020', '02/13/2020'])).toBe('month-day-year');
    expect(dateOrderOf(['01/02/2020'])).toBe('day-month-year');
    expect(dateOrderOf([])).toBeNull();
  });
});

describe('profileColumn', () => {
  it('counts rows, not values', () => {
    const profile = profileColumn(columnFrom('town', ['Ulm', null, '', 'Bonn', 'Ulm', '', null, 'Ulm']));
    expect(profile).toEqual({
      name: 'town',
      type: 'string',
      distinct: 3,
      missing: 2,
      empty: 2,
      longest: 4,
      distribution: [
        { label: 'Ulm', count: 3 },
        { label: '', count: 2 },
        { label: 'Bonn', count: 1 },
      ],
      distributionKind: 'frequency',
    });
  });

  it('gives numbers round intervals without gaps, and the extremes as they are written', () => {
    const ages = profileColumn(columnFrom('age', ['17', '90', '20', '21', null, '', '24']));
    expect(ages).toMatchObject({
      type: 'integer',
      minimum: '17',
      maximum: '90',
      distributionKind: 'range',
      missing: 1,
    });
    expect(ages.distribution[0]).toEqual({ label: '15-19', count: 1 });
    expect(ages.distribution[1]).toEqual({ label: '20-24', count: 3 });
    expect(ages.distribution).toHaveLength(16);
    expect(ages.distribution.at(-1)).toEqual({ label: '90-94', count: 1 });

    const few = profileColumn(columnFrom('n', ['-1', '1', '1']));
    expect(few.distribution).toEqual([
      { label: '-1', count: 1 },
      { label: '0', count: 0 },
      { label: '1', count: 2 },
    ]);
    const below = profileColumn(columnFrom('n', ['-100', '100']));
    expect(below.distribution[0]!.label).toBe('-100 to -91');

    const weights = profileColumn(columnFrom('kg', ['0.10', '0.30', '0.35', '1.0']));
    expect(weights).toMatchObject({ type: 'number', minimum: '0.10', maximum: '1.0' });
    expect(weights.distribution[0]).toEqual({ label: '0.10-0.15', count: 1 });
    expect(weights.distribution.find((bar) => bar.label === '0.30-0.35')!.count).toBe(1);
  });

  it('stands numbers of any size', () => {
    for (const texts of [
      ['1e308', '-1e308'],
      ['5e-324', '0'],
      ['0', '0.0'],
      ['1e300', '1.0000000001e300'],
      ['123456789012345'],
    ]) {
      const { distribution } = profileColumn(columnFrom('n', texts));
      expect(distribution.reduce((sum, bar) => sum + bar.count, 0)).toBe(texts.length);
      expect(distribution.length).toBeLessThanOrEqual(24);
    }
  });

  it.each([
    [
      ['2020-03-01', '2020-03-03'],
      ['2020-03-01', '2020-03-02', '2020-03-03'],
    ],
    [
      ['2019-11-05', '2020-01-20', '2020-01-21'],
      ['2019-11', '2019-12', '2020-01'],
    ],
    [
      ['2017-02-01', '2020-01-01'],
      ['2017-Q1', '2017-Q2'],
    ],
    [
      ['1990-02-01', '2003-01-01'],
      ['1990', '1991'],
    ],
    [
      ['1905-02-01', '2019-01-01'],
      ['1905-1909', '1910-1914'],
    ],
    [
      ['2020-01-01 22:10', '2020-01-02 01:00'],
      ['2020-01-01 22:00', '2020-01-01 23:00'],
    ],
  ])('gives dates calendar units: %j', (texts, labels) => {
    const { distribution, minimum, maximum } = profileColumn(columnFrom('d', texts));
    expect(distribution.slice(0, labels.length).map((bar) => bar.label)).toEqual(labels);
    expect(distribution.reduce((sum, bar) => sum + bar.count, 0)).toBe(texts.length);
    expect(distribution.length).toBeLessThanOrEqual(24);
    expect([minimum, maximum]).toEqual([texts[0], texts.at(-1)]);
  });

  it('shows the 23 most frequent values, and the others together', () => {
    const cells = Array.from({ length: 30 }, (_, i) => Array<string>(i < 5 ? 2 : 1).fill(`v${i}`)).flat();
    const { distribution, distinct } = profileColumn(columnFrom('v', cells.reverse()));
    expect(distinct).toBe(30);
    expect(distribution).toHaveLength(24);
    expect(distribution.slice(0, 6).map((bar) => [bar.label, bar.count])).toEqual([
      ['v4', 2],
      ['v3', 2],
      ['v2', 2],
      ['v1', 2],
      ['v0', 2],
      ['v29', 1],
    ]);
    expect(distribution.at(-1)).toEqual({ label: 'other', count: 7 });
    expect(
      profileColumn(
        columnFrom(
          'v',
          cells.filter((cell) => Number(cell.slice(1)) < 24),
        ),
      ).distribution,
    ).toHaveLength(24);
  });

  it('does not count values that no row has any more, and cuts long labels', () => {
    const long = 'x'.repeat(300);
    const profile = profileColumn({ name: 'a', codes: Uint32Array.of(2), values: ['', 'gone', long] });
    expect(profile).toMatchObject({ distinct: 1, longest: 300 });
    expect(profile.distribution[0]!.label).toHaveLength(80);
  });

  it('says nothing of what is not there', () => {
    expect(profileColumn(columnFrom('a', [null, '']))).toEqual({
      name: 'a',
      type: 'string',
      distinct: 1,
      missing: 1,
      empty: 1,
      longest: 0,
      distribution: [{ label: '', count: 1 }],
      distributionKind: 'frequency',
    });
    expect(profileTable(tableOf(['a'], []))[0]).toMatchObject({ distinct: 0, distribution: [] });
  });
});

describe('frameOf', () => {
  const table = tableOf(
    ['n'],
    Array.from({ length: 700 }, (_, i) => [i % 10 === 0 ? null : String(i)]),
  );

  it('cuts a window out of the rows, missing cells as null', () => {
    expect(frameOf(table, 9, 3)).toEqual({ start: 9, rowCount: 3, columns: [{ name: 'n', cells: ['9', null, '11'] }] });
  });

  it('gives at most 500 rows, and none past the end', () => {
    expect(frameOf(table, 0, 100_000).columns[0]!.cells).toHaveLength(500);
    expect(frameOf(table, 690, 500).rowCount).toBe(10);
    expect(frameOf(table, 700, 10)).toEqual({ start: 700, rowCount: 0, columns: [{ name: 'n', cells: [] }] });
    expect(frameOf(table, 1e9, 10).rowCount).toBe(0);
  });
});
