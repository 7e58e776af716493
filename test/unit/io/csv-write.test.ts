import { describe, expect, it } from 'vitest';
import { csvBytes, type CsvOptions } from '@engine/io/csv-write.ts';
import { AppError } from '@shared/std/app-error.ts';
import type { Table } from '@shared/table/table.ts';

async function textOf(table: Table, options?: CsvOptions): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of csvBytes(table, options)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const people: Table = {
  rowCount: 4,
  columns: [
    { name: 'name', codes: Uint32Array.of(1, 2, 3, 4), values: ['', 'Ann', 'O"Hara', 'a,b', 'x\ny'] },
    { name: 'post code', codes: Uint32Array.of(1, 0, 2, 3), values: ['', '00123', '', '*'] },
  ],
};

describe('csvBytes', () => {
  it('writes RFC 4180, a missing cell as nothing and an empty one as ""', async () => {
    expect(await textOf(people)).toBe('name,post code\r\nAnn,00123\r\n"O""Hara",\r\n"a,b",""\r\n"x\ny",*\r\n');
  });

  it('takes another delimiter and line end', async () => {
    expect(await textOf(people, { delimiter: ';', lineEnd: '\n' })).toBe(
      'name;post code\nAnn;00123\n"O""Hara";\na,b;""\n"x\ny";*\n',
    );
  });

  it('keeps the row of a missing cell in a table of one column', async () => {
    const table: Table = { rowCount: 2, columns: [{ name: 'a', codes: Uint32Array.of(0, 1), values: ['', 'x'] }] };
    expect(await textOf(table)).toBe('a\r\n""\r\nx\r\n');
  });

  it('hands on many chunks of a large table, and the same text', async () => {
    const rowCount = 200_000;
    const table: Table = {
      rowCount,
      columns: [{ name: 'n', codes: new Uint32Array(rowCount).fill(1), values: ['', 'é€😀'] }],
    };
    let chunks = 0;
    let bytes = 0;
    for await (const chunk of csvBytes(table, { lineEnd: '\n' })) {
      chunks++;
      bytes += chunk.length;
    }
    expect(chunks).toBeGreaterThan(3);
    expect(bytes).toBe(2 + rowCount * 10);
  });

  it.each(['"', '\n', '\r', '', ';;'])('refuses %j as a delimiter', async (delimiter) => {
    await expect(textOf(people, { delimiter })).rejects.toThrowError(
      new AppError('usage', 'csv.bad-delimiter', { operation: 'write' }),
    );
  });
});
