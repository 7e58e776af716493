import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_ROW_UNITS, readCsv } from '@engine/workers/read-csv.ts';
import { readBytes, recordingPort } from '../../support/read-csv.ts';

const SECRET = 'Secret-4711';
const numbered = (count: number) => Array.from({ length: count }, (_, at) => `c${at + 1}`).join(',');

describe('what a CSV file may not hold', () => {
  const cases: readonly (readonly [string, string | Uint8Array, string, object])[] = [
    ['nothing', '', 'csv.empty', { file: 'data.csv' }],
    ['a byte order mark only', '\ufeff', 'csv.empty', { file: 'data.csv' }],
    ['blank lines only', '\n\n\r\n\n', 'csv.empty', { file: 'data.csv' }],
    ['a wide row', `a,b\n1,2\n1,2,${SECRET}\n`, 'csv.row-too-wide', { row: 3, fields: 3, columns: 2 }],
    ['a narrow row', `a,b,c\n1,2,3\n${SECRET},2\n`, 'csv.row-too-narrow', { row: 3, fields: 2, columns: 3 }],
    ['a wide row in quotes', 'a,b\n"1\n\n2",2\n"1","2","3"\n', 'csv.row-too-wide', { row: 3, fields: 3, columns: 2 }],
    ['2,001 columns', `${numbered(2001)}\n`, 'csv.too-many-columns', { row: 1, fields: 2001, limit: 2000 }],
    ['a long cell', `a,b\n1,2\n${'x'.repeat(32_768)},2\n`, 'csv.cell-too-long', { row: 3, column: 'a', limit: 32_767 }],
    [
      'a 5 MB cell',
      `a,b\n1,"${'x\n'.repeat(2_500_000)}"\n`,
      'csv.cell-too-long',
      { row: 2, column: 'b', limit: 32_767 },
    ],
    ['a zero byte early', `a,b\n1,${SECRET}\0\n`, 'csv.nul-byte', { row: 2, column: '' }],
    ['a zero byte late', `a,b\n${'1,2\n'.repeat(40_000)}3,\0\n`, 'csv.nul-byte', { row: 40_002, column: 'b' }],
    [
      'a program',
      Buffer.from('7f454c4602010100000000000000000003003e00', 'hex'),
      'csv.nul-byte',
      { row: 1, column: '' },
    ],
    ['a name twice', 'id,age,id\n1,2,3\n', 'csv.duplicate-column', { column: 'id', first: 1, position: 3 }],
    ['__proto__', 'id,__proto__\n1,2\n', 'csv.forbidden-column', { column: '__proto__', position: 2 }],
    ['constructor', 'constructor\n1\n', 'csv.forbidden-column', { column: 'constructor', position: 1 }],
    ['prototype', 'a,prototype\n1,2\n', 'csv.forbidden-column', { column: 'prototype', position: 2 }],
    ['a long name', `a,${'n'.repeat(1001)}\n1,2\n`, 'csv.column-name-too-long', { position: 2, limit: 1000 }],
    ['an open quote', `a,b\n1,2\n3,"${SECRET}\n4,5\n`, 'csv.unclosed-quote', { row: 3, limit: MAX_ROW_UNITS }],
    ['a quote that swallows rows', 'a,b\n1,"x\n2,"y"\n', 'csv.unclosed-quote', { row: 2, limit: MAX_ROW_UNITS }],
  ];

  it.each(cases)('%s', async (_, bytes, code, params) => {
    const error = await readBytes(bytes).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', code, category: 'input' });
    expect(error.params).toEqual(params);
    expect(JSON.stringify(error)).not.toContain(SECRET);
  });

  it('2,000 columns and a cell of 32,767 characters are allowed', async () => {
    const { table } = await readBytes(`${numbered(2000)}\n${'x,'.repeat(1999)}${'y'.repeat(32_767)}\n`);
    expect(table.columns).toHaveLength(2000);
    expect(table.columns.at(-1)!.values[1]).toHaveLength(32_767);
  });

  it('an 8 MB open quote is refused with its row, full of quotes or not', async () => {
    for (const inside of ['x,\n', 'x,""\n']) {
      const text = `a,b\n1,2\n3,"${inside.repeat(Math.ceil((MAX_ROW_UNITS + 1_000_000) / inside.length))}`;
      await expect(readBytes(text)).rejects.toMatchObject({ code: 'csv.unclosed-quote', params: { row: 3 } });
    }
  });

  it('misplaced quotes before very many blanks are refused, early and late in the file', async () => {
    for (const before of ['a,b\n', `a,b\n${'1,2\n'.repeat(40_000)}`]) {
      const text = `${before}1,"${'"x'.repeat(40_000)}${' '.repeat(40_000)}\n`;
      await expect(readBytes(text)).rejects.toMatchObject({ code: 'csv.unclosed-quote' });
    }
  });

  it('quotes and padding as programs write them are not refused', async () => {
    const row = `"${'x'.padEnd(8000)}","say ""hi""","z"\n`;
    const { table } = await readBytes(`a,b,c\n${row.repeat(300)}`);
    expect(table.rowCount).toBe(300);
  });

  it('a row without end is refused', async () => {
    const text = `a,b\n1,2\n${'3,'.repeat(MAX_ROW_UNITS / 2 + 500_000)}`;
    await expect(readBytes(text)).rejects.toMatchObject({ code: 'csv.row-too-long', params: { row: 3 } });
  });

  it('bytes that are not in the encoding that the person said', async () => {
    const latin = Buffer.from(`a,b\n${'1,2\n'.repeat(40_000)}\xe4,2\n`, 'latin1');
    await expect(readBytes(latin, { encoding: 'utf-8' })).rejects.toMatchObject({
      code: 'csv.encoding',
      params: { file: 'data.csv', encoding: 'utf-8' },
    });
    const odd = Buffer.from('a\nx\n', 'utf16le').subarray(0, -1);
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      await expect(readBytes(odd, { encoding })).rejects.toMatchObject({ code: 'csv.encoding' });
    const marked = Buffer.concat([Buffer.from('\ufeffa,b\n'), Buffer.from('1,2\n'.repeat(40_000)), Buffer.of(0xff)]);
    await expect(readBytes(marked)).rejects.toMatchObject({ code: 'csv.encoding' });
  });

  it('UTF-16 read as UTF-8 holds zero bytes', async () => {
    await expect(readBytes(Buffer.from('a,b\n1,2\n', 'utf16le'), { encoding: 'utf-8' })).rejects.toMatchObject({
      code: 'csv.nul-byte',
    });
  });

  it.each(['"', '\n', '\r', '\0'])('%j as a delimiter', async (delimiter) => {
    await expect(readBytes('a,b\n1,2\n', { delimiter })).rejects.toMatchObject({ code: 'csv.bad-delimiter' });
  });
});

describe('what a file may not be or do', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bulla-refuse-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const read = (path: string, port = recordingPort()) => readCsv({ path }, port);

  it('more rows or longer values than the memory at hand would hold', async () => {
    const path = join(folder, 'data.csv');
    await writeFile(path, `a,b\n${'1,2\n'.repeat(1000)}`);
    const bytes = 1000 * 2 * 12;
    await expect(readCsv({ path }, recordingPort(), { rows: 1e6, bytes })).rejects.toMatchObject({
      code: 'csv.too-large',
      params: { row: 1001 },
    });
    await expect(readCsv({ path }, recordingPort(), { rows: 1e6, bytes: bytes + 500 })).resolves.toMatchObject({});
    await writeFile(path, `a,b\n${'x'.repeat(10_000)},2\n`);
    await expect(readCsv({ path }, recordingPort(), { rows: 1e6, bytes: 10_000 })).rejects.toMatchObject({
      code: 'csv.too-large',
    });
  });

  it('too many rows', async () => {
    const path = join(folder, 'data.csv');
    await writeFile(path, `a\n${'1\n'.repeat(11)}`);
    await expect(readCsv({ path }, recordingPort(), { rows: 10, bytes: 1e9 })).rejects.toMatchObject({
      code: 'csv.too-many-rows',
      params: { limit: 10 },
    });
    await expect(readCsv({ path }, recordingPort(), { rows: 11, bytes: 1e9 })).resolves.toMatchObject({
      table: { rowCount: 11 },
    });
  });

  it('missing', async () => {
    await expect(read(join(folder, 'no.csv'))).rejects.toMatchObject({
      code: 'file.not-found',
      category: 'io',
      params: { file: 'no.csv', reason: 'ENOENT' },
    });
    await symlink(join(folder, 'no.csv'), join(folder, 'link.csv'));
    await expect(read(join(folder, 'link.csv'))).rejects.toMatchObject({ code: 'file.not-found' });
  });

  it('a folder, a pipe, a link to a device', async () => {
    await mkdir(join(folder, 'sub.csv'));
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    await symlink('/dev/zero', join(folder, 'zero.csv'));
    for (const name of ['sub.csv', 'pipe.csv', 'zero.csv'])
      await expect(read(join(folder, name))).rejects.toMatchObject({
        code: 'file.not-regular',
        params: { file: name },
      });
  });

  it.skipIf(process.getuid?.() === 0)('without permission', async () => {
    await writeFile(join(folder, 'data.csv'), 'a\n1\n');
    await chmod(join(folder, 'data.csv'), 0);
    await expect(read(join(folder, 'data.csv'))).rejects.toMatchObject({ code: 'file.no-permission' });
  });

  const BIG = `a,b\n${'1,2\n'.repeat(300_000)}`;
  const changes: readonly (readonly [string, string, (path: string) => Promise<unknown>])[] = [
    ['grows', 'file.changed', (path) => appendFile(path, '3,4\n')],
    ['is cut', 'file.changed', (path) => truncate(path, 400_000)],
    ['is cut within a row', 'file.changed', (path) => truncate(path, 400_001)],
    ['is touched', 'file.changed', (path) => utimes(path, 1, 1)],
    [
      'is replaced',
      'file.changed',
      async (path) => {
        await writeFile(`${path}.new`, BIG);
        await rename(`${path}.new`, path);
      },
    ],
    ['vanishes', 'file.not-found', (path) => unlink(path)],
  ];
  it.each(changes)('%s while it is read', async (_, code, change) => {
    const path = join(folder, 'data.csv');
    await writeFile(path, BIG);
    const port = recordingPort();
    let changed: Promise<unknown> | undefined;
    const emit = () => {
      changed ??= change(path);
    };
    await expect(readCsv({ path }, { ...port, emit })).rejects.toMatchObject({ code, params: { file: 'data.csv' } });
    await changed;
  });
});
