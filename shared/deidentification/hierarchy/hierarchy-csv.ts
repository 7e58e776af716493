/** ARX-style hierarchy files: no header, one line a value, `value;level 1;level 2;...`. Quotes as in RFC 4180. */
import { AppError } from '../../std/app-error.ts';

const MAX_CHARACTERS = 64 * 1024 * 1024;
const MAX_ROWS = 200_000;
const MAX_LEVELS = 64;

/** Throws `hierarchy.too-large`, `hierarchy.empty`, `hierarchy.unclosed-quote`. Rows may differ in length; compiling refuses that. */
export function parseHierarchyCsv(text: string, delimiter?: string): string[][] {
  if (text.length > MAX_CHARACTERS) throw new AppError('input', 'hierarchy.too-large', { limit: MAX_ROWS });
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const rows = splitRows(body, delimiter ?? guessDelimiter(body));
  if (rows.length === 0) throw new AppError('input', 'hierarchy.empty', { column: '' });
  return rows;
}

/** ARX writes semicolons; otherwise the sign that stands most often in the first line. */
function guessDelimiter(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string) => line.split(sign).length;
  return [',', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ';');
}

function splitRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const field = readField(text, at, delimiter, rows.length + 1);
    row.push(field.value);
    at = field.end;
    if (text[at] === delimiter) {
      at++;
      // a line that ends with the delimiter has one more, empty cell
      if (at < text.length) continue;
      row.push('');
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    const isBlank = row.length === 1 && row[0] === '';
    if (!isBlank) rows.push(row);
    if (rows.length > MAX_ROWS || row.length > MAX_LEVELS)
      throw new AppError('input', 'hierarchy.too-large', { limit: MAX_ROWS });
    row = [];
  }
  return rows;
}

function readField(text: string, start: number, delimiter: string, row: number): { value: string; end: number } {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
    return { value: text.slice(start, end), end };
  }
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new AppError('input', 'hierarchy.unclosed-quote', { row });
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      at = quote + 1;
      break;
    }
    value += '"';
    at = quote + 2;
  }
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: value + text.slice(at, end), end };
}

/** The same form with semicolons, which ARX reads; what is written here reads back as it was. */
export function formatHierarchyCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quotedCell).join(';')}\r\n`).join('');
}

/** A row of one empty cell would be a blank line, which is skipped. */
function quotedCell(value: string): string {
  return value === '' || /[";\r\n\uFEFF]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
