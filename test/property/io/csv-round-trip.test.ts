import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvOptions, csvBytes } from '@engine/io/csv-write.ts';
import type { CsvEncoding } from '@engine/io/csv-encoding.ts';
import { readCsv } from '@engine/workers/read-csv.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { tableOf } from '../../support/table.ts';
import { recordingPort, rowsOf } from '../../support/read-csv.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulla-round-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const awkward = fc.constantFrom(
  '',
  ' ',
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  '*',
  '\ufeff',
  '00',
  'é',
  '€',
  '😀',
  "'",
  '\\',
);
const text = fc.oneof(
  fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replaceAll('\0', 'x').toWellFormed()),
  fc.constantFrom('0', '007', '1.50', '2020-01-01', 'NA', 'true'),
);
const name = text.filter((value) => value.trim() !== '' && !['__proto__', 'constructor', 'prototype'].includes(value));

/** A table as names and rows; `missing` cells are null only when `withMissing`, and then no cell is the empty string. */
function tables(withMissing: boolean) {
  const cell = withMissing
    ? fc.option(
        text.map((value) => value || 'x'),
        { nil: null },
      )
    : text;
  return fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).chain((names) =>
    fc.record({
      names: fc.constant(names),
      rows: fc.array(fc.array(cell, { minLength: names.length, maxLength: names.length }), { maxLength: 12 }),
    }),
  );
}

const options: fc.Arbitrary<Required<CsvOptions>> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\r\n' as const, '\n' as const),
});

async function written(table: ReturnType<typeof tableOf>, csv: CsvOptions): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of csvBytes(table, csv)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function encoded(bytes: Buffer, encoding: CsvEncoding): Buffer {
  if (encoding === 'utf-8') return bytes;
  const wide = Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le');
  return encoding === 'utf-16be' ? wide.swap16() : wide;
}

async function check(withMissing: boolean) {
  const path = join(folder, withMissing ? 'missing.csv' : 'plain.csv');
  await fc.assert(
    fc.asyncProperty(
      tables(withMissing),
      options,
      fc.constantFrom<CsvEncoding>('utf-8', 'utf-16le', 'utf-16be'),
      async ({ names, rows }, csv, encoding) => {
        await writeFile(path, encoded(await written(tableOf(names, rows), csv), encoding));
        const source = { delimiter: csv.delimiter, header: true, encoding, missing: withMissing ? [''] : [] };
        const { table } = await readCsv({ path, source }, recordingPort());
        expect(table.columns.map((column) => column.name)).toEqual(names);
        expect(rowsOf(table)).toEqual(rows);
      },
    ),
    { numRuns: 200 },
  );
}

test('a table without missing cells comes back as it was, whatever stands in its cells', () => check(false));
test('a table with missing cells comes back as it was when the empty cell means missing', () => check(true));

test('the same table is written as the same bytes, whatever its dictionary', async () => {
  await fc.assert(
    fc.asyncProperty(tables(true), options, async ({ names, rows }, csv) => {
      const table = tableOf(names, rows);
      const turned = {
        rowCount: table.rowCount,
        columns: table.columns.map(({ name, codes, values }) => ({
          name,
          values: ['', 'never used', ...values.slice(1).reverse()],
          codes: codes.map((code) => (code === 0 ? 0 : values.length + 1 - code)),
        })),
      };
      expect(await written(turned, csv)).toEqual(await written(table, csv));
    }),
  );
});
