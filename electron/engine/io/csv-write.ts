/**
 * A table as CSV (RFC 4180, UTF-8 without a byte order mark). The same table and options give the same bytes.
 *
 * A missing cell is written as nothing, the empty string as `""`, so that a reader which keeps them apart can. In a table of
 * one column a missing cell is written as `""` too: a blank line is skipped by most readers, and a row would be lost.
 */
import { setImmediate } from 'node:timers/promises';
import { AppError } from '@shared/std/app-error.ts';
import { type Column, MISSING_CODE, type Table } from '@shared/table/table.ts';

export interface CsvOptions {
  readonly delimiter?: string;
  readonly lineEnd?: '\r\n' | '\n';
}

/** UTF-16 units gathered before they are encoded and handed on. */
const CHUNK_UNITS = 1 << 17;

export async function* csvBytes(table: Table, options: CsvOptions = {}): AsyncGenerator<Uint8Array, void, void> {
  const delimiter = options.delimiter ?? ',';
  const lineEnd = options.lineEnd ?? '\r\n';
  if (delimiter.length !== 1 || /["\r\n\0\ufeff]/.test(delimiter))
    throw new AppError('usage', 'csv.bad-delimiter', { operation: 'write' });
  const { columns, rowCount } = table;
  const missing = columns.length === 1 ? '""' : '';
  const cells = columns.map((column) => quotedCells(column, delimiter, missing));
  const encoder = new TextEncoder();
  let text = columns.map((column) => quoted(column.name, delimiter)).join(delimiter) + lineEnd;
  for (let row = 0; row < rowCount; row++) {
    for (let at = 0; at < cells.length; at++) {
      if (at > 0) text += delimiter;
      text += cells[at]!(row);
    }
    text += lineEnd;
    if (text.length >= CHUNK_UNITS) {
      yield encoder.encode(text);
      text = '';
      await setImmediate(); // other work of the engine goes on between two chunks
    }
  }
  if (text !== '') yield encoder.encode(text);
}

/** Each distinct value is quoted once, when it is first met. */
function quotedCells(column: Column, delimiter: string, missing: string): (row: number) => string {
  const { codes, values } = column;
  const written: string[] = [];
  written[MISSING_CODE] = missing;
  return (row) => {
    const code = codes[row]!;
    const known = written[code];
    if (known !== undefined) return known;
    const text = quoted(values[code] ?? '', delimiter);
    written[code] = text;
    return text;
  };
}

/** say "hi" -> "say ""hi""". A leading byte order mark is quoted, or a reader would take it for the file's own. */
function quoted(value: string, delimiter: string): string {
  const plain = value !== '' && !value.includes(delimiter) && !/["\r\n]|^\ufeff/.test(value);
  return plain ? value : `"${value.replaceAll('"', '""')}"`;
}
