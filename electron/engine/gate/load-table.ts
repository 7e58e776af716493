/**
 * The tables of a package are CSV of one strict form (RFC 4180, UTF-8, comma): read here from memory, chunk by chunk, into
 * dictionary columns. Nothing is guessed and nothing is forgiven, since our own writer made them.
 *
 * Nothing between two commas is a missing cell, `""` is the empty string; in a table of one column, where a missing cell
 * has to be written as `""`, that is a missing cell.
 */
import { AppError } from '@shared/std/app-error.ts';
import type { Task } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { ColumnBuilder } from '../io/csv-columns.ts';

/** UTF-16 units of one row; beyond it a row cannot be one of ours. */
const MAX_ROW_UNITS = 1 << 23;
/** Stands for a missing cell while a row is taken apart; no cell holds it, a NUL is refused. */
const MISSING = '\0';

export interface ExpectedTable {
  readonly fields: readonly string[];
  readonly rowCount: number;
}

/**
 * Throws `data.not-the-schema` with the row, when the text is not of that form or not the table that was announced. The
 * table is complete only when `chunks` has ended, which is when its reader has verified the last byte.
 */
export async function loadTable(
  chunks: AsyncIterable<Uint8Array>,
  expected: ExpectedTable,
  task: Task,
): Promise<Table> {
  const { fields, rowCount } = expected;
  const builders = fields.map((name) => new ColumnBuilder(name, [MISSING]));
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let rows = -1; // the header is no row

  const take = (text: string, isEnd: boolean): string => {
    const { records, used } = splitRecords(text, isEnd, fields.length === 1, rows + 2);
    for (const record of records)
      if (record.length !== fields.length) throw notTheSchema(rows + 1 + records.indexOf(record));
    let first = 0;
    if (rows < 0 && records.length > 0) {
      if (!records[0]!.every((name, at) => (name === MISSING ? '' : name) === fields[at])) throw notTheSchema(0);
      rows = 0;
      first = 1;
    }
    const batch = first === 0 ? records : records.slice(first);
    if (rows + batch.length > rowCount) throw notTheSchema(rowCount + 1);
    builders.forEach((builder, at) => {
      builder.append(batch, at, (index) => rows + index + 1);
    });
    rows += batch.length;
    const left = text.slice(used);
    if (left.length > MAX_ROW_UNITS) throw notTheSchema(rows + 1);
    return left;
  };

  for await (const chunk of chunks) {
    task.checkpoint();
    rest = take(rest + decoded(() => decoder.decode(chunk, { stream: true }), rows), false);
    task.report({ phase: 'package.open', done: Math.max(0, rows), total: rowCount, unit: 'rows' });
  }
  take(rest + decoded(() => decoder.decode(), rows), true);
  if (rows !== rowCount) throw notTheSchema(Math.max(0, rows));
  return { rowCount, columns: builders.map((builder) => builder.finish()) };
}

function decoded(decode: () => string, rows: number): string {
  try {
    return decode();
  } catch {
    throw notTheSchema(rows + 1);
  }
}

/** Whole records of `text`, and how much of it they take up. At the end the last line break may be missing. */
function splitRecords(
  text: string,
  isEnd: boolean,
  isOneColumn: boolean,
  firstRow: number,
): { readonly records: string[][]; readonly used: number } {
  const records: string[][] = [];
  let record: string[] = [];
  let used = 0;
  let at = 0;
  const bad = () => notTheSchema(firstRow + records.length - 1);
  while (at < text.length || (isEnd && record.length > 0)) {
    let cell: string;
    if (text[at] === '"') {
      const end = closingQuote(text, at);
      // A quote at the very end may be the first of two.
      if (end < 0 || (end === text.length - 1 && !isEnd)) {
        if (isEnd) throw bad();
        break;
      }
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      if (cell.includes(MISSING)) throw bad();
      if (cell === '' && isOneColumn) cell = MISSING;
      at = end + 1;
    } else {
      const start = at;
      while (at < text.length && !isSpecial(text.charCodeAt(at))) at++;
      if (at === text.length && !isEnd) break;
      cell = text.slice(start, at);
      if (cell.includes(MISSING)) throw bad();
      if (cell === '') cell = MISSING;
    }
    record.push(cell);
    const separator = text[at];
    if (separator === ',') {
      at++;
      continue;
    }
    if (separator === '\r') {
      if (at + 1 === text.length && !isEnd) break;
      if (text[at + 1] !== '\n') throw bad();
      at += 2;
    } else if (separator === '\n') at++;
    else if (separator !== undefined || !isEnd) {
      if (separator !== undefined) throw bad();
      break;
    }
    records.push(record);
    record = [];
    used = at;
  }
  return { records, used };
}

/** The index of the quote that ends the cell starting at `start`; -1 when it is not there yet. */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"') return at;
    at++;
  }
  return -1;
}

/** Comma, line breaks, and the quote, which may not stand inside a cell without quotes. */
function isSpecial(unit: number): boolean {
  return unit === 0x2c || unit === 0x0a || unit === 0x0d || unit === 0x22;
}

function notTheSchema(row: number): AppError {
  return new AppError('integrity', 'data.not-the-schema', { row });
}
