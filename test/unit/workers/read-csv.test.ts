import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBytes, recordingPort, rowsOf } from '../../support/read-csv.ts';

const namesOf = (table: { columns: readonly { name: string }[] }) => table.columns.map((column) => column.name);

describe('readCsv', () => {
  it('keeps text as it stands: leading zeros, spaces, quotes, line ends in cells', async () => {
    const { table, profiles, sha256 } = await readBytes(
      'id,plz,note\n1,00123," a ""b"", c"\n2,4567,"x\r\ny"\n3,089, z \n',
    );
    expect(namesOf(table)).toEqual(['id', 'plz', 'note']);
    expect(rowsOf(table)).toEqual([
      ['1', '00123', ' a "b", c'],
      ['2', '4567', 'x\r\ny'],
      ['3', '089', ' z '],
    ]);
    expect(profiles.map((profile) => profile.type)).toEqual(['integer', 'string', 'string']);
    expect(sha256).toBe(
      createHash('sha256').update('id,plz,note\n1,00123," a ""b"", c"\n2,4567,"x\r\ny"\n3,089, z \n').digest('hex'),
    );
  });

  it('keeps the codes in shared memory', async () => {
    const { table } = await readBytes('a\nx\n');
    expect(table.columns[0]!.codes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(table.columns[0]!.codes.byteLength).toBe(4);
  });

  it('takes an empty cell as a value and says how many there are; a token is missing only when the person says so', async () => {
    const text = 'a,b\n,1\nNA,\nNA,2\n';
    const asIs = await readBytes(text);
    expect(rowsOf(asIs.table)).toEqual([
      ['', '1'],
      ['NA', ''],
      ['NA', '2'],
    ]);
    expect(asIs.warnings).toEqual([{ code: 'csv.empty-cells', params: { cells: 2, columns: 2 } }]);
    expect(asIs.profiles.map(({ missing, empty, distinct }) => [missing, empty, distinct])).toEqual([
      [0, 1, 2],
      [0, 1, 3],
    ]);

    const said = await readBytes(text, { missing: ['', 'NA'] });
    expect(rowsOf(said.table)).toEqual([
      [null, '1'],
      [null, null],
      [null, '2'],
    ]);
    expect(said.warnings).toEqual([]);
    expect(said.profiles.map(({ missing, empty, distinct }) => [missing, empty, distinct])).toEqual([
      [3, 0, 0],
      [1, 0, 2],
    ]);
  });

  it.each([
    [',', 'name,age\nAnn,30\nBob,40\n'],
    [';', 'name;size\nAnn;1,5\nBob;2,5\n'],
    ['\t', 'name\tage\nAnn, the first\t30\nBob\t40\n'],
    ['|', 'name|age\nAnn; x|30\nBob; y|40\n'],
    [';', 'name;note\n"a,b,c";x\n"d,e,f";y\n'],
    [',', 'name\nAnn\n'],
  ])('detects the delimiter %j', async (delimiter, text) => {
    const { source, detected } = await readBytes(text);
    expect(detected.delimiter).toBe(delimiter);
    expect(source.delimiter).toBe(delimiter);
  });

  it.each([
    [true, 'name,age\nAnn,30\nBob,40\n'],
    [true, 'name,town\nAnn,Ulm\nBob,Bonn\n'],
    [true, 'a,b,c\n'],
    [false, 'Ann,30\nBob,40\nCem,50\n'],
    [false, '2020-01-01,M\n2020-01-02,F\n'],
    [false, 'M,Ulm\nF,Bonn\nM,Ulm\nM,Ulm\n'],
    [false, '1,2,3\n'],
  ])('detects a header: %s', async (header, text) => {
    expect((await readBytes(text)).detected.header).toBe(header);
  });

  it('does as the person says, and still tells what was detected', async () => {
    const { source, detected, table } = await readBytes('a;b,c\n1;2,3\n', { delimiter: ';', header: false });
    expect(detected).toMatchObject({ header: true });
    expect(source).toEqual({ delimiter: ';', header: false, encoding: 'utf-8', missing: [] });
    expect(namesOf(table)).toEqual(['column_1', 'column_2']);
    expect(table.rowCount).toBe(2);
  });

  it.each([
    ['utf-8', Buffer.from('näme\nZoë €\n')],
    ['utf-8', Buffer.from('\ufeffnäme\nZoë €\n')],
    ['utf-16le', Buffer.from('\ufeffnäme\nZoë €\n', 'utf16le')],
    ['utf-16le', Buffer.from('näme\nZoë €\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffnäme\nZoë €\n', 'utf16le').swap16()],
    ['utf-16be', Buffer.from('näme\nZoë €\n', 'utf16le').swap16()],
    ['windows-1252', Buffer.from('n\xe4me\nZo\xeb \x80\n', 'latin1')],
  ])('detects %s', async (encoding, bytes) => {
    const { source, table, warnings } = await readBytes(bytes, { header: true });
    expect(source.encoding).toBe(encoding);
    expect(namesOf(table)).toEqual(['näme']);
    expect(rowsOf(table)).toEqual([['Zoë €']]);
    expect(warnings.map((warning) => warning.code)).toEqual(
      encoding === 'windows-1252' ? ['csv.encoding-guessed'] : [],
    );
  });

  it('reads again as windows-1252 when the first other letter comes late', async () => {
    const text = `name,n\n${'Ann,1\n'.repeat(40_000)}Zo\xeb,2\n`;
    const { source, table, warnings } = await readBytes(Buffer.from(text, 'latin1'));
    expect(source.encoding).toBe('windows-1252');
    expect(table.rowCount).toBe(40_001);
    expect(rowsOf(table).at(-1)).toEqual(['Zoë', '2']);
    expect(warnings.map((warning) => warning.code)).toEqual(['csv.encoding-guessed']);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    'does not break letters between blocks of %s',
    async (encoding) => {
      const text = `a,b\n${Array.from({ length: 60_000 }, (_, i) => `€😀${'x'.repeat(i % 3)},é\n`).join('')}`;
      const bytes = encoding === 'utf-8' ? Buffer.from(text) : Buffer.from(`\ufeff${text}`, 'utf16le');
      const { table } = await readBytes(encoding === 'utf-16be' ? bytes.swap16() : bytes);
      expect(table.rowCount).toBe(60_000);
      expect(new Set(rowsOf(table).flat())).toEqual(new Set(['€😀', '€😀x', '€😀xx', 'é']));
    },
  );

  it.each([
    ['\\n', 'a,b\n1,2\n3,4\n'],
    ['\\r\\n', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['\\r', 'a,b\r1,2\r3,4\r'],
    ['none at the end', 'a,b\n1,2\n3,4'],
  ])('reads rows that end with %s', async (_, text) => {
    const { table, warnings } = await readBytes(text);
    expect(rowsOf(table)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(warnings).toEqual([]);
  });

  it('reads mixed line ends, also when the second kind comes late', async () => {
    const early = await readBytes('a,b\r\n1,2\n3,4\r\n');
    expect(rowsOf(early.table)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(early.warnings).toEqual([{ code: 'csv.mixed-line-ends', params: {} }]);
    const late = await readBytes(`a,b\r\n${'1,2\r\n'.repeat(30_000)}5,6\n7,8\r\n`);
    expect(late.table.rowCount).toBe(30_002);
    expect(late.warnings).toEqual([{ code: 'csv.mixed-line-ends', params: {} }]);
  });

  it('skips blank lines with a warning, and counts rows on', async () => {
    const { table, warnings } = await readBytes('\na,b\n\n1,2\n\n\n3,4\n\n');
    expect(rowsOf(table)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(warnings).toEqual([{ code: 'csv.blank-lines', params: { lines: 5 } }]);
    await expect(readBytes('a,b\n\n1,2\n3\n')).rejects.toMatchObject({
      code: 'csv.row-too-narrow',
      params: { row: 4 },
    });
  });

  it('tells a blank line from a quoted empty cell in a file of one column', async () => {
    const { table, warnings } = await readBytes('a\r\n""\r\n\r\nx\r\n""\r\n');
    expect(rowsOf(table)).toEqual([[''], ['x'], ['']]);
    expect(warnings.map((warning) => warning.code)).toEqual(['csv.blank-lines', 'csv.empty-cells']);
  });

  it('allows a header only', async () => {
    const { table, warnings, profiles } = await readBytes('a,b');
    expect(table).toMatchObject({ rowCount: 0 });
    expect(profiles.map((profile) => profile.distribution)).toEqual([[], []]);
    expect(warnings).toEqual([{ code: 'csv.no-rows', params: {} }]);
  });

  it('names a column that has no name', async () => {
    const { table, warnings } = await readBytes('column_2,, \n1,2,3\n');
    expect(namesOf(table)).toEqual(['column_2', 'column_2_2', 'column_3']);
    expect(warnings).toEqual([
      { code: 'csv.empty-column-name', params: { position: 2, column: 'column_2_2' } },
      { code: 'csv.empty-column-name', params: { position: 3, column: 'column_3' } },
    ]);
  });

  it('keeps a quotation mark that is not doubled, with a warning', async () => {
    const { table, warnings } = await readBytes('a,b\n1,"Ann "the one" Bee"\n2,5" disk\n');
    expect(rowsOf(table)).toEqual([
      ['1', 'Ann "the one" Bee'],
      ['2', '5" disk'],
    ]);
    expect(warnings).toEqual([{ code: 'csv.stray-quote', params: { rows: 1, row: 2 } }]);
  });

  it('sends the first rows before the end, and tells progress in bytes', async () => {
    const port = recordingPort();
    const text = `n,t\n${Array.from({ length: 100_000 }, (_, i) => `${i},x\n`).join('')}`;
    const { fingerprint } = await readBytes(text, undefined, port);
    expect(port.early).toHaveLength(1);
    const [first] = port.early;
    expect(first).toMatchObject({ kind: 'first-rows', fingerprint });
    expect(rowsOf(first!.table)).toEqual(Array.from({ length: 500 }, (_, i) => [String(i), 'x']));
    expect(first!.table.columns[0]!.values).toHaveLength(501);
    expect(port.progress.length).toBeGreaterThan(2);
    expect(port.progress.at(-1)).toEqual({
      phase: 'csv.read',
      done: text.length,
      total: text.length,
      unit: 'bytes',
    });
  });

  it('sends fewer first rows of a wide file, then 500', async () => {
    const port = recordingPort();
    const row = `${Array(300).fill('12345').join(',')}\n`;
    await readBytes(`${Array.from({ length: 300 }, (_, i) => `c${i}`).join(',')}\n${row.repeat(700)}`, undefined, port);
    expect(port.early.map((message) => message.table.rowCount > 0)).toEqual([true, true]);
    expect(port.early.at(-1)!.table.rowCount).toBe(500);
  });

  it('stops at a checkpoint', async () => {
    let checkpoints = 0;
    const port = recordingPort(() => {
      if (++checkpoints === 3) throw new Error('stop');
    });
    await expect(readBytes('a,b\n'.repeat(500_000), undefined, port)).rejects.toThrow('stop');
  });
});
