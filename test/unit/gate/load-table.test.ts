import fc from 'fast-check';
import { loadTable } from '@engine/gate/load-table.ts';
import { csvBytes } from '@engine/io/csv-write.ts';
import { AppError } from '@shared/std/app-error.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { cell, type Table } from '@shared/table/table.ts';
import { expect, test } from 'vitest';
import { tableOf } from '../../support/table.ts';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const load = (text: string | Uint8Array, fields: string[], rowCount: number, size = 1 << 16) =>
  loadTable(chunked(typeof text === 'string' ? utf8(text) : text, size), { fields, rowCount }, QUIET_TASK);
const cells = (table: Table) =>
  Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cell(column, row)));

test('missing and empty are kept apart, leading zeros stay', async () => {
  expect(cells(await load('a,b\r\n007,""\r\n,"x ""y"", z"\r\n', ['a', 'b'], 2))).toEqual([
    ['007', ''],
    [null, 'x "y", z'],
  ]);
});

test('whatever the table and however its bytes come, it comes back', async () => {
  const text = fc
    .oneof(fc.string(), fc.constantFrom('', '"', ',', '\r\n', '\n', 'ä', '💾', "'=1", '\ufeff'))
    .filter((t) => !t.includes('\0'));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.option(text), { minLength: 3, maxLength: 3 }), { maxLength: 8 }),
      fc.uniqueArray(text, { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('\r\n' as const, '\n' as const),
      async (rows, names, size, lineEnd) => {
        const table = tableOf(names, rows);
        const parts: Uint8Array[] = [];
        for await (const part of csvBytes(table, { lineEnd })) parts.push(part);
        expect(cells(await load(Buffer.concat(parts), names, rows.length, size))).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});

test('one column: a missing cell is written as two quotes', async () => {
  expect(cells(await load('a\r\n""\r\nx\r\n', ['a'], 2))).toEqual([[null], ['x']]);
});

test.each<[string, string, string[], number]>([
  ['another header', 'a,c\r\n1,2\r\n', ['a', 'b'], 1],
  ['no header', '', ['a'], 0],
  ['a row too few', 'a\r\n1\r\n', ['a'], 2],
  ['a row too many', 'a\r\n1\r\n2\r\n', ['a'], 1],
  ['a short row', 'a,b\r\n1\r\n', ['a', 'b'], 1],
  ['a long row', 'a,b\r\n1,2,3\r\n', ['a', 'b'], 1],
  ['a quote in the middle', 'a\r\nx"y\r\n', ['a'], 1],
  ['text after a quote', 'a\r\n"x"y\r\n', ['a'], 1],
  ['a quote that never ends', 'a\r\n"x\r\n', ['a'], 1],
  ['a lone carriage return', 'a\r\nx\ry\r\n', ['a'], 1],
  ['a zero byte', 'a\r\nx\0y\r\n', ['a'], 1],
  ['a quoted zero byte', 'a\r\n"\0"\r\n', ['a'], 1],
  ['a zero byte alone', 'a,b\r\n\0,1\r\n', ['a', 'b'], 1],
])('refuses %s, however it is cut', async (_, text, fields, rowCount) => {
  for (const size of [1, 2, 1000])
    await expect(load(text, fields, rowCount, size)).rejects.toThrow('data.not-the-schema');
});

test('refuses bytes that are no UTF-8, and tells no cell', async () => {
  const bytes = Uint8Array.of(...utf8('a\r\nsecret'), 0xff, 0x0d, 0x0a);
  const error = await load(bytes, ['a'], 1).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(AppError);
  expect(JSON.stringify((error as AppError).toData())).toBe(
    '{"code":"data.not-the-schema","category":"integrity","params":{"row":0}}',
  );
});
