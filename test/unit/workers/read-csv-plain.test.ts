/** Rows without quotation marks are read from their bytes, the others by the parser: a table must not tell which way it came. */
import { describe, expect, it } from 'vitest';
import { readBytes, rowsOf } from '../../support/read-csv.ts';

const ROWS = 12_000;
const WORDS = ['', 'nurse', 'Zürich', 'łódź', '\ufeff', ' ', '\r', 'a'.repeat(70), '🙂', '-', 'NA', '0'];

/** Some cells of few values, some of many, some longer than the memory of bytes keeps. */
function cellsOf(width: number): string[][] {
  return Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: width }, (_, at) =>
      at === 0
        ? `person ${row}`
        : WORDS[(row * (at + 7) + Math.floor(row / 13)) % WORDS.length]!.replace('\r', at === width - 1 ? '' : '\r'),
    ),
  );
}

function csvOf(cells: readonly string[][], isQuoted: (row: number) => boolean, lineEnd: string): string {
  const header = cells[0]!.map((_, at) => `column ${at}`).join(';');
  const rows = cells.map((row, at) => (isQuoted(at) ? row.map((cell) => `"${cell}"`) : row).join(';'));
  return [header, ...rows, ''].join(lineEnd);
}

const SOURCE = { delimiter: ';', header: true, encoding: 'utf-8', missing: ['NA'] } as const;

describe('rows without quotation marks', () => {
  for (const lineEnd of ['\n', '\r\n']) {
    it(`give the table that quoted rows give, with ${JSON.stringify(lineEnd)}`, async () => {
      const cells = cellsOf(5).map((row) => (lineEnd === '\n' ? row : row.map((cell) => cell.replace('\r', 'r'))));
      const [quoted, plain, mixed] = await Promise.all(
        [() => true, () => false, (row: number) => row % 5_000 === 4_000].map((isQuoted) =>
          readBytes(csvOf(cells, isQuoted, lineEnd), { ...SOURCE, missing: ['NA'] }),
        ),
      );
      expect(plain!.table).toEqual(quoted!.table);
      expect(mixed!.table).toEqual(quoted!.table);
      expect(plain!.profiles).toEqual(quoted!.profiles);
      const last = cells.at(-1)!.map((cell) => (cell === 'NA' ? null : cell));
      expect(rowsOf(plain!.table).at(-1)).toEqual(last);
    });
  }

  it('skips blank lines far into the file, and says so', async () => {
    const lines = csvOf(cellsOf(3), () => false, '\n').split('\n');
    const { table, warnings } = await readBytes(lines.toSpliced(9_000, 0, '', '').join('\n'), {
      ...SOURCE,
      missing: [],
    });
    expect(table.rowCount).toBe(ROWS);
    expect(warnings).toContainEqual({ code: 'csv.blank-lines', params: { lines: 2 } });
  });

  for (const [code, line] of [
    ['csv.row-too-narrow', 'a;b'],
    ['csv.row-too-wide', 'a;b;c;d'],
    ['csv.nul-byte', 'a;\0;c'],
    ['csv.cell-too-long', `a;${'b'.repeat(40_000)};c`],
  ] as const) {
    it(`refuses ${code} far into the file with its row`, async () => {
      const lines = csvOf(cellsOf(3), () => false, '\n').split('\n');
      await expect(
        readBytes(lines.toSpliced(9_000, 0, line).join('\n'), { ...SOURCE, missing: [] }),
      ).rejects.toMatchObject({
        code,
        params: { row: 9_001 },
      });
    });
  }

  it('is read as windows-1252 when a late row is no UTF-8', async () => {
    const bytes = Buffer.from(
      csvOf(
        cellsOf(3).map((row) => row.map((cell) => cell.replace(/[^ -~]/g, 'x'))),
        () => false,
        '\n',
      ),
    );
    bytes[bytes.length - 20] = 0xe9;
    const { source } = await readBytes(bytes);
    expect(source.encoding).toBe('windows-1252');
  });
});
