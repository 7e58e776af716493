import { describe, expect, test } from 'vitest';
import { isVehicleNumber } from '@shared/risk/lint/cell-findings.ts';
import type { LintReport } from '@shared/risk/lint/lint-report.ts';
import { type LintInput, lintRelease } from '@shared/risk/lint/lint-release.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { shuffled } from '@shared/risk/attacks/singling-out.ts';
import { rowsOf } from '@shared/utility/sample-release.ts';
import { tableOf } from '../../../support/table.ts';

function lint(
  columns: Readonly<Record<string, readonly (string | null)[]>>,
  more: Partial<LintInput> = {},
): LintReport {
  const names = Object.keys(columns);
  const rows = (columns[names[0]!] ?? []).map((_, row) => names.map((name) => columns[name]![row] ?? null));
  return lintRelease({ release: tableOf(names, rows), selected: null, keptRows: null, ...more }, QUIET_TASK);
}

const codes = ({ findings }: LintReport) => findings.map(({ code }) => code);
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('rows of the original', () => {
  test('a column that counts the rows, from 0 or 1, shuffled too', () => {
    expect(codes(lint({ index: range(30).map(String) }))).toEqual(['row-index']);
    const mixed = shuffled(range(30), seededRandom(1, 'x')).map((row) => String(row + 1));
    expect(lint({ index: mixed }).findings).toEqual([
      { code: 'row-index', column: 'index', count: 30, item: 'R', severity: 'error' },
    ]);
  });

  test('a rising number that is none of its rows', () => {
    expect(codes(lint({ visit: range(30).map((row) => String(1000 + 3 * row)) }))).toEqual(['row-index']);
  });

  test('the original row number that is left when rows were suppressed (anjana keeps such a column)', () => {
    const keptRows = Uint32Array.from([7, 2, 9, 4, 11, 1]);
    const report = lint({ index: [...keptRows].map((row) => String(row + 1)) }, { keptRows });
    expect(report.findings).toEqual([
      { code: 'original-row-number', column: 'index', count: 6, item: 'R', severity: 'error' },
    ]);
  });

  test('the order of the original, and a shuffled one', () => {
    const rows = range(200).map((row) => [`town ${row % 7}`, `job ${(row * 3) % 11}`]);
    const original = tableOf(['town', 'job'], rows);
    const inOrder = Uint32Array.from(range(200).filter((row) => row % 5 !== 0));
    const ordered = lintRelease({ release: rowsOf(original, inOrder), selected: null, keptRows: inOrder }, QUIET_TASK);
    expect(ordered.findings).toEqual([
      { code: 'original-order', column: null, count: inOrder.length, item: null, severity: 'error' },
    ]);
    const backwards = inOrder.slice().reverse();
    const reversed = lintRelease(
      { release: rowsOf(original, backwards), selected: null, keptRows: backwards },
      QUIET_TASK,
    );
    expect(codes(reversed)).toEqual(['original-order']);
    for (let seed = 0; seed < 20; seed++) {
      const mixed = Uint32Array.from(shuffled([...inOrder], seededRandom(seed, 'order')));
      expect(
        codes(lintRelease({ release: rowsOf(original, mixed), selected: null, keptRows: mixed }, QUIET_TASK)),
      ).toEqual([]);
    }
  });

  test('long runs of the original in shuffled blocks', () => {
    const original = tableOf(
      ['a', 'b'],
      range(400).map((row) => [`a ${row % 13}`, `b ${row % 17}`]),
    );
    const blocks = shuffled(range(20), seededRandom(5, 'blocks'));
    const keptRows = Uint32Array.from(blocks.flatMap((block) => range(20).map((row) => 20 * block + row)));
    const report = lintRelease({ release: rowsOf(original, keptRows), selected: null, keptRows }, QUIET_TASK);
    expect(codes(report)).toEqual(['original-order']);
  });

  test('equal rows have no order that could be seen', () => {
    const original = tableOf(
      ['a'],
      range(60).map((row) => [row < 30 ? 'x' : 'y']),
    );
    const keptRows = Uint32Array.from([...range(30).map((row) => row + 30), ...range(30)]);
    const one = tableOf(
      ['a'],
      range(60).map(() => ['x']),
    );
    expect(
      codes(lintRelease({ release: one, selected: null, keptRows: Uint32Array.from(range(60)) }, QUIET_TASK)),
    ).toEqual([]);
    // nor do few different rows, that a shuffle by content puts into blocks
    expect(codes(lintRelease({ release: rowsOf(original, keptRows), selected: null, keptRows }, QUIET_TASK))).toEqual(
      [],
    );
  });
});

test('a column that nobody selected, one without a name and one twice', () => {
  const release = tableOf(['age', 'secret', '', 'age'], [['1', 'a', 'b', 'c']]);
  const report = lintRelease({ release, selected: ['age', ''], keptRows: null }, QUIET_TASK);
  expect(report.findings.map(({ code, column }) => [code, column])).toEqual([
    ['unselected-column', 'secret'],
    ['unselected-column', ''],
    ['unselected-column', 'age'],
  ]);
});

describe('identifiers in cells, also within a sentence', () => {
  const wordy = (text: string) => `please call back, ${text} (second visit)`;
  test.each([
    ['e-mail', 'F', 'ann.lee@example.org'],
    ['phone', 'D', '+32 470 12 34 56'],
    ['iban', 'J', 'GB82 WEST 1234 5698 7654 32'],
    ['card-number', 'J', '4111 1111 1111 1111'],
    ['national-number', 'G', '123-45-6789'],
    ['url', 'N', 'https://example.org/ann'],
    ['ip-address', 'O', '192.168.0.17'],
    ['day-date', 'C', '2021-03-04'],
  ])('%s is item %s', (code, item, text) => {
    for (const cell of [text, wordy(text)]) {
      const report = lint({ remark: ['fine', cell, 'fine', cell] });
      const found = report.findings.find((one) => one.code === code);
      expect(found).toMatchObject({ column: 'remark', count: 2, item });
      expect(report.items).toContain(item);
      expect(JSON.stringify(report)).not.toContain(text);
    }
  });

  test('check digits are checked', () => {
    expect(codes(lint({ remark: ['GB82 WEST 1234 5698 7654 33', '4111 1111 1111 1112'] }))).toEqual([]);
  });

  test('vehicles and devices', () => {
    expect(isVehicleNumber('1M8GDM9AXKP042788')).toBe(true);
    expect(isVehicleNumber('1M8GDM9AXKP042789')).toBe(false);
    expect(lint({ x: ['1M8GDM9AXKP042788', '00:1A:2b:3c:4d:5e'] }).items).toEqual(['L', 'M']);
  });

  test('incomes of nine digits are not national numbers by chance', () => {
    const incomes = range(300).map((row) => String(100_000_000 + 7919 * row * 13));
    expect(codes(lint({ income: incomes.map((income, at) => (at % 2 ? income : incomes[0]!)) }))).toEqual([]);
  });
});

test('days are dates of a person; months and years are none', () => {
  expect(codes(lint({ seen: ['04.03.2021', '2021-03', '2021', 'March 2021', '2021-Q1'] }))).toEqual(['day-date']);
  expect(lint({ seen: ['2021-03', '2021', 'March 2021'] }).findings).toEqual([]);
});

test('ages above 89, unless they are one group', () => {
  expect(codes(lint({ age: ['34', '90', '41'] }))).toEqual([]);
  expect(codes(lint({ age: ['34', '90+', '≥90', '90 and over'] }))).toEqual([]);
  expect(lint({ age: ['34', '91', '[90, 100[', '95-99', '[80, 90['] }).findings).toEqual([
    { code: 'age-above-89', column: 'age', count: 3, item: 'C', severity: 'warning' },
  ]);
  expect(codes(lint({ weight: ['91', '102'] }))).toEqual([]);
});

test('postal codes, coordinates, free text', () => {
  expect(codes(lint({ zip: ['02139', '021**', '021'] }))).toEqual(['postal-code']);
  expect(codes(lint({ zip: ['021**', '021', '02***'] }))).toEqual([]);
  expect(codes(lint({ latitude: ['48.8566', '48.9'] }))).toContain('coordinates');
  expect(codes(lint({ place: ['48.8566, 2.3522', 'Paris'] }))).toEqual(['coordinates']);
  expect(codes(lint({ note: ['He came in the evening and went home again with his brother'] }))).toEqual(['free-text']);
});

test('a column that is different in nearly every row, and one that is not', () => {
  const names = range(40).map((row) => `value ${row}`);
  expect(lint({ thing: names }).findings).toEqual([
    { code: 'nearly-unique', column: 'thing', count: 40, item: 'R', severity: 'warning' },
  ]);
  expect(codes(lint({ thing: names.map((_, row) => `value ${row % 20}`) }))).toEqual([]);
});

test('header words, and the items that only a header can tell', () => {
  const report = lint({
    patient_name: ['x', 'x'],
    street: ['x', 'x'],
    'fax no': ['x', 'x'],
    MRN: ['x', 'x'],
    'health plan': ['x', 'x'],
    'certificate no': ['x', 'x'],
    'licence plate': ['x', 'x'],
    fingerprint: ['x', 'x'],
    photo: ['x', 'x'],
  });
  expect(report.items).toEqual(['A', 'B', 'E', 'H', 'I', 'K', 'L', 'P', 'Q']);
  expect(report.findings.every(({ severity }) => severity === 'warning')).toBe(true);
  expect(codes(lint({ patient_name: ['*', '*'] }))).toEqual([]);
});

test('a pseudonym is told as unique and not taken for something else', () => {
  const pseudonyms = range(30).map((row) => `K${row}Q7`);
  expect(codes(lint({ name: pseudonyms }, { pseudonyms: ['name'] }))).toEqual(['nearly-unique']);
});

test.each([
  ['no rows', {}],
  ['one cell', { a: ['x'] }],
  ['all missing', { a: [null, null], b: [null, null] }],
  ['all suppressed', { a: ['*', '*'] }],
])('%s: nothing to find', (_, columns) => {
  expect(lint(columns).findings).toEqual([]);
});

test('a long cell is looked at in part, and that is said', () => {
  const report = lint({ note: [`${'a'.repeat(5_000)} ann@example.org`] });
  expect(report.isPartial).toBe(true);
});

test('equal rows that stand together, in the order of a hash, are no original order', () => {
  // 12 groups of 500 equal rows: a shuffle of groups has the correlation of twelve places, not of 6,000
  const random = seededRandom(3, 'groups');
  const group = range(6_000).map(() => random.below(12));
  for (let seed = 0; seed < 20; seed++) {
    const order = shuffled(range(12), seededRandom(seed, 'order'));
    const rank = new Map(order.map((name, at) => [name, at]));
    const keptRows = range(6_000).sort((a, b) => rank.get(group[a]!)! - rank.get(group[b]!)!);
    const report = lint({ group: keptRows.map((row) => `g${group[row]}`) }, { keptRows: Uint32Array.from(keptRows) });
    expect(codes(report)).toEqual([]);
  }
});
