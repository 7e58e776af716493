/** Cells to dictionary codes while a file is read. Codes grow in pieces and end in one buffer of shared memory. */
import { AppError } from '@shared/std/app-error.ts';
import { type Column, MISSING_CODE } from '@shared/table/table.ts';
import { ByteCodes } from './csv-byte-codes.ts';

/** Excel's limit of a cell; a file beyond it is damaged more often than meant. */
export const MAX_CELL_UNITS = 32_767;
/** A JavaScript Map ends at 2^24 entries. */
const MAX_DISTINCT = 16_000_000;
const FIRST_PIECE_ROWS = 1 << 10;
const LAST_PIECE_ROWS = 1 << 18;
/** V8 makes a substring of this length or more a view that keeps the whole block of the file alive. */
const SLICED_UNITS = 13;
/** A short string, its entry in the map and its place in the dictionary: some 100 bytes besides its characters. */
const VALUE_BYTES = 100;

export class ColumnBuilder {
  readonly name: string;
  readonly #codeOf = new Map<string, number>();
  readonly #byteCodes = new ByteCodes();
  readonly #values: string[] = [''];
  #pieces: Uint32Array[] = [];
  #piece = new Uint32Array(FIRST_PIECE_ROWS);
  #filled = 0;
  #dictionaryBytes = 0;

  constructor(name: string, missing: readonly string[]) {
    this.name = name;
    for (const token of missing) this.#codeOf.set(token, MISSING_CODE);
  }

  /** Appends cell `at` of every row. `recordOf` gives the row's number in the file, for an error. */
  append(rows: readonly (readonly string[])[], at: number, recordOf: (index: number) => number): void {
    for (let index = 0; index < rows.length; index++) {
      const text = rows[index]![at]!;
      this.appendCode(this.#codeOf.get(text) ?? this.#add(text, recordOf, index));
    }
  }

  /** The code of the UTF-8 text from `start` to `end`, whose bytes have this hash; `record` is its row in the file, for an error. */
  codeOfBytes(bytes: Buffer, start: number, end: number, hash: number, record: number): number {
    const known = this.#byteCodes.find(bytes, start, end, hash);
    if (known >= 0) return known;
    const text = bytes.toString('utf8', start, end);
    const code = this.#codeOf.get(text) ?? this.#add(text, () => record, 0);
    this.#byteCodes.remember(bytes, start, end, hash, code);
    return code;
  }

  /** Appends a cell by a code that this builder gave. */
  appendCode(code: number): void {
    if (this.#filled === this.#piece.length) this.#grow();
    this.#piece[this.#filled++] = code;
  }

  /** Memory of the distinct values, estimated. */
  get dictionaryBytes(): number {
    return this.#dictionaryBytes;
  }

  /** The first rows as a column of their own, small enough to send. */
  head(rowCount: number): Column {
    const codes = new Uint32Array(new SharedArrayBuffer(4 * rowCount));
    let at = 0;
    for (const piece of [...this.#pieces, this.#piece]) {
      codes.set(piece.subarray(0, rowCount - at), at);
      at = Math.min(rowCount, at + piece.length);
    }
    const values = this.#values.slice(0, codes.reduce((most, code) => Math.max(most, code), 0) + 1);
    return { name: this.name, codes, values };
  }

  /** The whole column; the builder is empty afterwards. */
  finish(): Column {
    const rowCount = this.#pieces.reduce((sum, piece) => sum + piece.length, this.#filled);
    const codes = new Uint32Array(new SharedArrayBuffer(4 * rowCount));
    let at = 0;
    for (const piece of this.#pieces) {
      codes.set(piece, at);
      at += piece.length;
    }
    codes.set(this.#piece.subarray(0, this.#filled), at);
    this.#pieces = [];
    this.#codeOf.clear();
    return { name: this.name, codes, values: this.#values };
  }

  /** A value not met before: the only moment at which it needs to be looked at. */
  #add(text: string, recordOf: (index: number) => number, index: number): number {
    if (text.length > MAX_CELL_UNITS)
      throw new AppError('input', 'csv.cell-too-long', this.#where(recordOf(index), MAX_CELL_UNITS));
    if (text.includes('\0')) throw new AppError('input', 'csv.nul-byte', { row: recordOf(index), column: this.name });
    if (this.#values.length > MAX_DISTINCT)
      throw new AppError('input', 'csv.too-many-values', this.#where(recordOf(index), MAX_DISTINCT));
    const own = text.length < SLICED_UNITS ? text : Buffer.from(text, 'utf8').toString('utf8');
    const code = this.#values.push(own) - 1;
    this.#codeOf.set(own, code);
    this.#dictionaryBytes += VALUE_BYTES + 2 * own.length;
    return code;
  }

  #where(row: number, limit: number): { row: number; column: string; limit: number } {
    return { row, column: this.name, limit };
  }

  #grow(): void {
    this.#pieces.push(this.#piece);
    this.#piece = new Uint32Array(Math.min(LAST_PIECE_ROWS, this.#piece.length * 2));
    this.#filled = 0;
  }
}
