/** The lint on what is really written: the release as CSV, read back by the lint's own reader and by the engine's. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvBytes } from '@engine/io/csv-write.ts';
import { lintRelease } from '@shared/risk/lint/lint-release.ts';
import { readWritten } from '@shared/risk/lint/read-written.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { readBytes, rowsOf } from '../../support/read-csv.ts';
import { tableOf } from '../../support/table.ts';

async function written(table: Table): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of csvBytes(table)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

test('every table comes back as it was written', async () => {
  const cell = fc.option(fc.string({ maxLength: 6, unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '*') }));
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 2, max: 4 })
        .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 })),
      async (rows) => {
        const width = rows[0]?.length ?? 2;
        const table = tableOf(
          Array.from({ length: width }, (_, at) => `c${at}`),
          rows,
        );
        const { table: read, raggedRows } = readWritten(decode(await written(table)));
        expect(raggedRows).toBe(0);
        expect(rowsOf(read)).toEqual(rows);
        expect(read.columns.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
      },
    ),
    { numRuns: 100 },
  );
});

test('an identifier behind quotes and line breaks is found in the file, by both readers', async () => {
  const release = tableOf(
    ['note', 'age'],
    [
      ['said "call me",\nann@example.org', '30-39'],
      ['nothing', '*'],
      [null, '90-99'],
    ],
  );
  const bytes = await written(release);
  const own = readWritten(decode(bytes));
  const engine = await readBytes(bytes);
  for (const table of [own.table, engine.table]) {
    const { findings } = lintRelease({ release: table, selected: ['note', 'age'], keptRows: null }, QUIET_TASK);
    expect(findings.map(({ code, column, count }) => [code, column, count])).toEqual([
      ['e-mail', 'note', 1],
      ['age-above-89', 'age', 1],
    ]);
  }
});

test('rows that do not fit the header, and a quote that never closes', () => {
  expect(readWritten('a,b\r\n1,2\r\n3\r\n4,5,6\r\n').raggedRows).toBe(2);
  expect(readWritten('a,b\n1,"2\n3,4').raggedRows).toBe(1);
  expect(readWritten('').table).toEqual({ rowCount: 0, columns: [] });
  const { table, raggedRows } = readWritten('a,b\n1,2\n3\n');
  expect(lintRelease({ release: table, selected: null, keptRows: null, raggedRows }, QUIET_TASK).findings).toEqual([
    { code: 'ragged-row', column: null, count: 1, item: null, severity: 'error' },
  ]);
});
