/**
 * Rows without a quotation mark, straight from the bytes of a UTF-8 file: a cell that was met before is found by its bytes and never
 * becomes text. Most files are nothing else, and reading them so takes a third of the time. Whatever is not plain (a blank line, a
 * row of another width) is left to the parser, so that both ways read every file alike.
 */
import { isUtf8 } from 'node:buffer';
import type { ColumnBuilder } from './csv-columns.ts';
import type { LineEnd } from './csv-dialect.ts';
import type { CsvEncoding } from './csv-encoding.ts';

export interface PlainDialect {
  /** One ASCII character. */
  readonly delimiter: string;
  readonly lineEnd: '\r\n' | '\n';
}

export interface PlainRows {
  readonly rows: number;
  /** Bytes that were taken: whole rows. */
  readonly end: number;
}

const NEW_LINE = 10;
const RETURN = 13;
const QUOTE = 34;
/** FNV-1a */
const HASH_START = 0x811c9dc5 | 0;
const HASH_FACTOR = 0x01000193;

/** Above this width the memories of the columns (csv-byte-codes.ts) would be large. */
const MAX_COLUMNS = 256;

export interface PlainReader {
  /** What of a block the parser is to read: all of it, or what is not plain. Rows that are cut wait for the next block. */
  next(block: Uint8Array, isBetweenRows: boolean): Uint8Array;
  /** What waits when the file ends. */
  rest(): Uint8Array;
}

/** `take` appends plain rows and gives the bytes taken; null `dialect`: no row is plain. */
export function plainReader(dialect: PlainDialect | null, take: (rows: Buffer) => number): PlainReader {
  let waiting = Buffer.alloc(0);
  return {
    next(block, isBetweenRows) {
      if (!dialect) return block;
      const bytes = Buffer.concat([waiting, block]);
      const after = bytes.lastIndexOf(dialect.lineEnd) + dialect.lineEnd.length;
      const end = after < dialect.lineEnd.length ? bytes.length : after;
      waiting = bytes.subarray(end);
      const rows = bytes.subarray(0, end);
      const isPlain = isBetweenRows && end === after && !rows.includes(QUOTE) && isUtf8(rows);
      return isPlain ? rows.subarray(take(rows)) : rows;
    },
    rest: () => waiting,
  };
}

/** Null where the parser has to read every row. */
export function plainDialect(delimiter: string, lineEnd: LineEnd, encoding: CsvEncoding): PlainDialect | null {
  if (encoding !== 'utf-8' || (lineEnd !== '\n' && lineEnd !== '\r\n')) return null;
  return delimiter.length === 1 && delimiter < '\x80' ? { delimiter, lineEnd } : null;
}

export function mayBePlain(builders: readonly ColumnBuilder[]): boolean {
  return builders.length > 1 && builders.length <= MAX_COLUMNS;
}

/**
 * Appends whole rows to the columns up to the first that is not plain. `bytes` is valid UTF-8 without a quotation mark and ends with
 * a row; `records` were read before. Throws what `ColumnBuilder` throws.
 */
export function takePlainRows(
  bytes: Buffer,
  builders: readonly ColumnBuilder[],
  { delimiter, lineEnd }: PlainDialect,
  records: number,
): PlainRows {
  const separator = delimiter.charCodeAt(0);
  const isCrLf = lineEnd === '\r\n';
  const last = builders.length - 1;
  const codes = new Uint32Array(builders.length);
  let rows = 0;
  let rowStart = 0;
  let column = 0;
  for (let at = 0; at < bytes.length; at++) {
    const start = at;
    let hash = HASH_START;
    let byte = bytes[at]!;
    while (byte !== separator && (byte !== NEW_LINE || (isCrLf && bytes[at - 1] !== RETURN))) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      byte = bytes[++at]!;
    }
    const isLast = byte !== separator;
    if (isLast !== (column === last)) break;
    const end = isLast && isCrLf ? at - 1 : at;
    codes[column] = builders[column]!.codeOfBytes(bytes, start, end, hash, records + rows + 1);
    column++;
    if (!isLast) continue;
    for (let index = 0; index <= last; index++) builders[index]!.appendCode(codes[index]!);
    rows++;
    rowStart = at + 1;
    column = 0;
  }
  return { rows, end: rowStart };
}
