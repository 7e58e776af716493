/**
 * Reads back a release as it was written (RFC 4180), for the lint: no guessing, nothing repaired. An unquoted empty cell is
 * missing; a row with another number of cells than the header, or with a quote that never closes, is counted and left out.
 */
import type { Column, Table } from '../../table/table.ts';

export interface Written {
  readonly table: Table;
  readonly raggedRows: number;
}

export function readWritten(text: string, delimiter = ','): Written {
  const rows = recordsOf(text, delimiter);
  const header = rows.shift() ?? [];
  const whole = rows.filter((row) => row.length === header.length);
  const columns = header.map((name, at) => columnOf(name ?? '', whole, at));
  return { table: { rowCount: whole.length, columns }, raggedRows: rows.length - whole.length };
}

function columnOf(name: string, rows: readonly (readonly (string | null)[])[], at: number): Column {
  const values = [''];
  const codeOf = new Map<string, number>();
  const codes = Uint32Array.from(rows, (row) => {
    const text = row[at]!;
    if (text === null) return 0;
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, values.length);
    return values.push(text) - 1;
  });
  return { name, codes, values };
}

function recordsOf(text: string, delimiter: string): (string | null)[][] {
  const records: (string | null)[][] = [];
  let record: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = cellAt(text, at, delimiter);
    record.push(cell.text);
    if (cell.isUnclosed) record.length = 0;
    at = cell.end;
    if (text[at] === delimiter) {
      at++;
      if (at < text.length) continue;
      record.push(null);
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    records.push(record);
    record = [];
  }
  return records;
}

interface Cell {
  readonly text: string | null;
  /** Where it ends in the file. */
  readonly end: number;
  readonly isUnclosed: boolean;
}

function cellAt(text: string, start: number, delimiter: string): Cell {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
    return { text: end === start ? null : text.slice(start, end), end, isUnclosed: false };
  }
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) return { text: null, end: text.length, isUnclosed: true };
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  return { text: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1, isUnclosed: false };
}
