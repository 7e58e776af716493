import { CSV_HEADER, csvRow } from '@shared/audit/csv.ts';
import type { UsageEntry } from '@shared/audit/usage-event.ts';
import Papa from 'papaparse';
import { expect, test } from 'vitest';

const ENTRY: UsageEntry = {
  v: 1,
  seq: 3,
  prev: '',
  time: Date.UTC(2026, 10, 20, 9),
  mono: 0,
  boot: '',
  kind: 'export.rows',
  outcome: 'refused',
  reason: 'licence.expired',
  package: '=1+1',
  purpose: 'a "quoted", text\nin two lines',
  actor: '-x',
  session: '@y',
  licence: '\tz',
  details: { rows: 1 },
};

test('a row holds every field, and none that a spreadsheet would run', () => {
  const { data } = Papa.parse<Record<string, string>>(CSV_HEADER + csvRow(ENTRY, 'ab'), {
    header: true,
    newline: '\r\n',
    skipEmptyLines: true,
  });
  expect(data).toEqual([
    {
      seq: '3',
      time: '2026-11-20T09:00:00.000Z',
      kind: 'export.rows',
      outcome: 'refused',
      reason: 'licence.expired',
      package: "'=1+1",
      licence: "'\tz",
      actor: "'-x",
      session: "'@y",
      purpose: 'a "quoted", text\nin two lines',
      details: '{"rows":1}',
      leaf: 'ab',
    },
  ]);
});
