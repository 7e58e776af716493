/**
 * Reads a CSV file into dictionary-coded columns, streamed through papaparse. Rows are counted as a spreadsheet does: the
 * first record is row 1, header and blank lines included; errors name rows and columns and never a value.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import Papa from 'papaparse';
import type { Source } from '@shared/deidentification/recipe.ts';
import { AppError } from '@shared/std/app-error.ts';
import { profileTable } from '@shared/table/profile.ts';
import type { ColumnProfile, Table } from '@shared/table/table.ts';
import { ColumnBuilder } from '../io/csv-columns.ts';
import { detectDelimiter, detectHeader, detectLineEnd, type LineEnd, sampleRows } from '../io/csv-dialect.ts';
import { blockDecoder, type CsvEncoding, detectEncoding } from '../io/csv-encoding.ts';
import { mayBePlain, type PlainDialect, plainDialect, plainReader, takePlainRows } from '../io/csv-plain-rows.ts';
import { openSourceFile, type SourceFile } from '../io/source-file.ts';
import { memoryBudget } from '../jobs/memory.ts';
import type { KernelPort } from './kernel-port.ts';

export interface ReadCsvInput {
  readonly path: string;
  /** What the person said; the rest is detected. */
  readonly source?: Source;
}

export interface CsvWarning {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ReadCsvOutput {
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  readonly source: Required<Source>;
  readonly detected: { readonly delimiter: string; readonly header: boolean; readonly encoding: CsvEncoding };
  readonly warnings: readonly CsvWarning[];
  readonly fingerprint: { readonly size: number; readonly mtimeMs: number };
  /** Lower-case hexadecimal, of the raw bytes. */
  readonly sha256: string;
}

/** Sent with `emit` as soon as the first rows are parsed, and again when 500 are; a later one replaces an earlier one. */
export interface FirstRows {
  readonly kind: 'first-rows';
  readonly table: Table;
  readonly source: Required<Source>;
  readonly fingerprint: { readonly size: number; readonly mtimeMs: number };
}

export const MAX_COLUMNS = 2_000;
const MAX_ROWS = 50_000_000;
/** The codes of the dataset, of its release, and of what the measures make of them on the way, in bytes a cell. */
const CELL_BYTES = 12;
/** UTF-16 units of one row: 8 Mi. An unclosed quote makes one row of the rest of the file. */
export const MAX_ROW_UNITS = 1 << 23;
/** Some tenths of a second of papaparse. */
const MAX_QUOTE_STEPS = 2e8;
/** As in the recipe, which names columns. */
const MAX_NAME_UNITS = 1_000;
const FIRST_ROWS = 500;
const SAMPLE_BYTES = 1 << 16;
/** What a file may grow to. */
export interface Limits {
  readonly rows: number;
  /** Of memory, estimated for the dataset and its release. */
  readonly bytes: number;
}

const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Throws `file.*` (see source-file.ts), `csv.empty`, `csv.encoding`, `csv.nul-byte`, `csv.bad-delimiter`,
 * `csv.duplicate-column`, `csv.forbidden-column`, `csv.column-name-too-long`, `csv.too-many-columns`, `csv.row-too-wide`,
 * `csv.row-too-narrow`, `csv.row-too-long`, `csv.unclosed-quote`, `csv.cell-too-long`, `csv.too-many-rows`,
 * `csv.too-many-values`, `csv.too-large`, `job.out-of-memory`, `job.cancelled`.
 */
export async function readCsv(
  input: ReadCsvInput,
  port: KernelPort,
  limits: Limits = { rows: MAX_ROWS, bytes: memoryBudget() },
): Promise<ReadCsvOutput> {
  const file = await openSourceFile(input.path);
  try {
    let dialect = await detectDialect(file, input.source ?? {});
    for (;;) {
      const outcome = await readThrough(file, dialect, port, limits);
      if ('retry' in outcome) dialect = { ...dialect, ...outcome.retry };
      else return outcome.output;
    }
  } catch (error) {
    // SharedArrayBuffer and typed arrays that find no memory
    if (error instanceof RangeError) throw new AppError('input', 'job.out-of-memory');
    // A file that was cut while it was read looks malformed; the person should look for the other program, not for the row.
    if (error instanceof AppError && error.category === 'input') await file.assertUnchanged();
    throw error;
  } finally {
    await file.close();
  }
}

interface Dialect {
  readonly source: Required<Source> & { readonly delimiter: string; readonly encoding: CsvEncoding };
  readonly detected: ReadCsvOutput['detected'];
  readonly lineEnd: LineEnd;
  /** One column: then only the raw length tells a blank line from `""`. */
  readonly isSingle: boolean;
  /** What may still turn out wrong and is then tried the other way, once. */
  readonly mayChange: { readonly encoding: boolean; readonly lineEnd: boolean };
}

async function detectDialect(file: SourceFile, said: Source): Promise<Dialect> {
  const first = await file.blocks().next();
  if (first.done) throw new AppError('input', 'csv.empty', { file: file.name });
  const bytes = first.value.subarray(0, SAMPLE_BYTES);
  const isWhole = bytes.length === file.size;
  const guess = detectEncoding(bytes);
  const encoding = said.encoding ?? guess.encoding;
  const text = blockDecoder(encoding)(bytes, isWhole);
  if (text === null) throw new AppError('input', 'csv.encoding', { file: file.name, encoding, row: 1 });
  refuseNul(text);
  refuseCostlyQuotes(text, 1);
  if (said.delimiter !== undefined && /["\r\n\0\ufeff]/.test(said.delimiter))
    throw new AppError('usage', 'csv.bad-delimiter', { operation: 'read' });
  const lineEnd = detectLineEnd(text);
  const delimiter = detectDelimiter(text, isWhole, lineEnd, parseSample);
  const rows = sampleRows(parseSample(text, said.delimiter ?? delimiter, lineEnd), isWhole);
  const header = detectHeader(rows);
  return {
    source: {
      delimiter: said.delimiter ?? delimiter,
      header: said.header ?? header,
      encoding,
      missing: said.missing ?? [],
    },
    detected: { delimiter, header, encoding: guess.encoding },
    lineEnd,
    isSingle: (rows[0]?.length ?? 1) === 1,
    mayChange: { encoding: said.encoding === undefined && !guess.hasMark && encoding === 'utf-8', lineEnd: true },
  };
}

/** A program or an archive shows itself here, before its bytes are taken for very wide rows. */
function refuseNul(sample: string): void {
  const at = sample.indexOf('\0');
  if (at >= 0) throw new AppError('input', 'csv.nul-byte', { row: sample.slice(0, at).split('\n').length, column: '' });
}

function parseSample(text: string, delimiter: string, lineEnd: LineEnd): string[][] {
  return Papa.parse<string[]>(text, { delimiter, newline: newlineOf(lineEnd), quoteChar: '"' }).data;
}

function newlineOf(lineEnd: LineEnd): '\r\n' | '\n' | '\r' {
  return lineEnd === 'mixed' ? '\n' : lineEnd;
}

type Outcome = { readonly output: ReadCsvOutput } | { readonly retry: Partial<Dialect> };

async function readThrough(file: SourceFile, dialect: Dialect, port: KernelPort, limits: Limits): Promise<Outcome> {
  const { source } = dialect;
  const fingerprint = { size: file.size, mtimeMs: file.mtimeMs };
  const hash = createHash('sha256');
  const decode = blockDecoder(source.encoding);
  const reader = tableReader(dialect, limits, (table) => {
    port.emit({ kind: 'first-rows', table, source, fingerprint } satisfies FirstRows);
  });
  const parser = openParser(dialect, reader.take, () => reader.records() + 1);
  const plain = plainReader(reader.dialect, reader.takePlain);
  let bytes = 0;
  let waiting = '';
  try {
    for await (const block of file.blocks()) {
      port.checkpoint();
      hash.update(block);
      bytes += block.length;
      const text = decode(plain.next(block, waiting === '' && parser.pending() === 0), false);
      if (text === null) return undecodable(file, dialect, reader.records());
      waiting += text;
      // Twice as much each time while one row does not end, or papaparse would look at its start again for every block.
      const open = parser.pending();
      if (waiting.length < open && waiting.length + open <= MAX_ROW_UNITS) continue;
      await parser.write(waiting);
      waiting = '';
      refuseLongRow(parser, reader.records() + 1);
      port.report({ phase: 'csv.read', done: bytes, total: file.size, unit: 'bytes' });
    }
    const rest = decode(plain.rest(), true);
    if (rest === null) return undecodable(file, dialect, reader.records());
    await parser.write(waiting + rest);
    refuseLongRow(parser, reader.records() + 1);
    await parser.end();
  } catch (error) {
    if (error instanceof LineEndSurprise && dialect.mayChange.lineEnd)
      return { retry: { lineEnd: 'mixed', mayChange: { ...dialect.mayChange, lineEnd: false } } };
    throw error instanceof LineEndSurprise ? error.meaning : error;
  }
  const { table, warnings } = reader.finish(file.name);
  port.checkpoint();
  await file.assertUnchanged();
  if (bytes !== file.size) throw new AppError('io', 'file.changed', { file: file.name });
  const profiles = profileTable(table);
  const guessed =
    source.encoding === 'windows-1252' ? [{ code: 'csv.encoding-guessed', params: { encoding: source.encoding } }] : [];
  return {
    output: {
      table,
      profiles,
      source,
      detected: dialect.detected,
      warnings: [...guessed, ...warnings, ...emptyCells(profiles)],
      fingerprint,
      sha256: hash.digest('hex'),
    },
  };
}

/** A file that began as UTF-8 and goes on otherwise is read again as windows-1252, unless the person said UTF-8. */
function undecodable(file: SourceFile, dialect: Dialect, records: number): Outcome {
  const { encoding } = dialect.source;
  if (!dialect.mayChange.encoding)
    throw new AppError('input', 'csv.encoding', { file: file.name, encoding, row: records + 1 });
  return {
    retry: {
      source: { ...dialect.source, encoding: 'windows-1252' },
      detected: { ...dialect.detected, encoding: 'windows-1252' },
      mayChange: { ...dialect.mayChange, encoding: false },
    },
  };
}

function refuseLongRow(parser: Parser, row: number): void {
  if (parser.pending() <= MAX_ROW_UNITS) return;
  const code = parser.spansLines() ? 'csv.unclosed-quote' : 'csv.row-too-long';
  throw new AppError('input', code, { row, limit: MAX_ROW_UNITS });
}

/** An empty cell is the empty string, a value; the window offers to read it as missing. */
function emptyCells(profiles: readonly ColumnProfile[]): CsvWarning[] {
  const columns = profiles.filter((profile) => profile.empty > 0);
  if (columns.length === 0) return [];
  const cells = columns.reduce((sum, profile) => sum + profile.empty, 0);
  return [{ code: 'csv.empty-cells', params: { cells, columns: columns.length } }];
}

/**
 * After every quotation mark that does not end its cell papaparse looks at the blanks before the next delimiter: marks times
 * blanks, which a file made for that could raise to hours. Text that anybody means stays far below the bound.
 */
function refuseCostlyQuotes(text: string, row: number): void {
  if (!text.includes('"')) return;
  const blanks = (text.match(/\s{256,}/g) ?? []).reduce((sum, run) => sum + run.length, 0);
  if (blanks > 0 && blanks * text.split('"').length > MAX_QUOTE_STEPS)
    throw new AppError('input', 'csv.unclosed-quote', { row, limit: MAX_ROW_UNITS });
}

/** Rows that papaparse completed, in order. */
interface Batch {
  readonly rows: string[][];
  /** Indices into `rows` of malformed quotes. */
  readonly strayQuotes: readonly number[];
  readonly unclosedQuote: number | undefined;
  readonly isBlank: (index: number) => boolean;
}

interface Parser {
  write(text: string): Promise<void>;
  end(): Promise<void>;
  /** UTF-16 units given since the last completed row. */
  pending(): number;
  /** Line ends among them: then a quotation mark is open. */
  spansLines(): boolean;
}

/**
 * papaparse on a Node stream, one text at a time: `write` answers when its rows were taken. `firstRow` is the number of the
 * row that is open.
 */
function openParser(
  { source, lineEnd, isSingle }: Dialect,
  take: (batch: Batch) => void,
  firstRow: () => number,
): Parser {
  const stream = new Readable({ objectMode: true, read() {} });
  const newline = newlineOf(lineEnd);
  const single: { rows: string[][]; blanks: Set<number>; errors: Papa.ParseError[]; cursor: number } = {
    rows: [],
    blanks: new Set(),
    errors: [],
    cursor: 0,
  };
  let given = 0;
  let taken = 0;
  let open = '';
  let done: { resolve: () => void; reject: (error: unknown) => void } | undefined;
  let failure: unknown;

  function batchOf(results: Papa.ParseResult<string[]>): Batch {
    const rows = isSingle ? single.rows : results.data;
    const errors = isSingle ? single.errors : results.errors;
    const blanks = single.blanks;
    single.rows = [];
    single.errors = [];
    single.blanks = new Set();
    const quotes = errors.filter((error) => error.type === 'Quotes' && (error.row ?? 0) < rows.length);
    return {
      rows,
      strayQuotes: [
        ...new Set(quotes.filter((error) => error.code === 'InvalidQuotes').map((error) => error.row ?? 0)),
      ],
      unclosedQuote: quotes.find((error) => error.code === 'MissingQuotes')?.row,
      isBlank: isSingle ? (index) => blanks.has(index) : (index) => rows[index]!.length === 1 && rows[index]![0] === '',
    };
  }

  /** Called for every row of a file of one column. `""` and its line end are longer than a line end. */
  function step(results: Papa.ParseStepResult<string[]>): void {
    const length = results.meta.cursor - single.cursor;
    single.cursor = results.meta.cursor;
    const row = single.rows.push(results.data) - 1;
    const text = results.data[0] === '\r' && lineEnd === 'mixed' ? '' : results.data[0];
    if (text === '' && results.data.length === 1 && length < newline.length + 2 && length > 0) single.blanks.add(row);
    for (const error of results.errors) single.errors.push({ ...error, row });
  }

  const config: Papa.ParseLocalConfig<string[], NodeJS.ReadableStream> = {
    delimiter: source.delimiter,
    newline,
    quoteChar: '"',
    skipEmptyLines: false,
    chunk(results: Papa.ParseResult<string[]>) {
      taken = Math.max(taken, results.meta.cursor);
      take(batchOf(results));
      done?.resolve();
    },
    complete: () => done?.resolve(),
    error(error: unknown) {
      failure = error;
      done?.reject(error);
    },
  };
  Papa.parse<string[], NodeJS.ReadableStream>(stream, isSingle ? { ...config, step } : config);

  function push(text: string | null): Promise<void> {
    if (failure !== undefined) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      done = { resolve, reject };
      stream.push(text);
    });
  }

  async function write(text: string): Promise<void> {
    if (text === '') return;
    const before = taken;
    refuseCostlyQuotes(open + text, firstRow());
    given += text.length;
    await push(text);
    open = taken > before ? text.slice(text.length - (given - taken)) : open + text;
  }

  return {
    write,
    end: () => push(null),
    pending: () => given - taken,
    spansLines: () => open.includes(newline),
  };
}

/** A row is too wide in a way that other line ends would explain. `meaning` is the error when they do not. */
class LineEndSurprise extends Error {
  readonly meaning: AppError;
  constructor(meaning: AppError) {
    super('line end');
    this.meaning = meaning;
  }
}

interface TableReader {
  take(batch: Batch): void;
  /** What a row must be for `takePlain`; null: none is plain. */
  readonly dialect: PlainDialect | null;
  /** Appends rows without quotes up to the first that `take` should look at; gives the bytes taken. */
  takePlain(bytes: Buffer): number;
  /** Records seen so far, blank ones too. */
  records(): number;
  finish(file: string): { table: Table; warnings: CsvWarning[] };
}

function tableReader(
  { source, lineEnd, isSingle }: Dialect,
  limits: Limits,
  onFirstRows: (table: Table) => void,
): TableReader {
  const dialect = isSingle ? null : plainDialect(source.delimiter, lineEnd, source.encoding);
  const warnings: CsvWarning[] = [];
  let builders: ColumnBuilder[] | undefined;
  let records = 0;
  let rowCount = 0;
  let blankLines = 0;
  let stray = { rows: 0, first: 0 };
  let sent = 0;

  function take(batch: Batch): void {
    const base = records;
    if (batch.unclosedQuote !== undefined)
      throw new AppError('input', 'csv.unclosed-quote', { row: base + batch.unclosedQuote + 1, limit: MAX_ROW_UNITS });
    noteStrayQuotes(batch, base);
    if (lineEnd === 'mixed') for (const row of batch.rows) stripReturn(row);
    const { rows, recordOf } = withoutBlanks(batch, base);
    records += batch.rows.length;
    blankLines += batch.rows.length - rows.length;
    if (rows.length === 0) return;
    const body = builders ? rows : takeHeader(rows, recordOf(0));
    const offset = rows.length - body.length;
    const at = (index: number) => recordOf(index + offset);
    refuseRagged(body, builders!.length, at, lineEnd);
    for (const [column, builder] of builders!.entries()) builder.append(body, column, at);
    addRows(body.length);
  }

  function takePlain(bytes: Buffer): number {
    if (!dialect || !builders || !mayBePlain(builders)) return 0;
    const { rows, end } = takePlainRows(bytes, builders, dialect, records);
    records += rows;
    addRows(rows);
    return end;
  }

  function addRows(count: number): void {
    rowCount += count;
    if (rowCount > limits.rows) throw new AppError('input', 'csv.too-many-rows', { limit: limits.rows });
    refuseLarge();
    sendFirstRows();
  }

  function refuseLarge(): void {
    const dictionaries = builders!.reduce((sum, builder) => sum + builder.dictionaryBytes, 0);
    if (rowCount * builders!.length * CELL_BYTES + dictionaries > limits.bytes)
      throw new AppError('input', 'csv.too-large', { row: records, limit: Math.round(limits.bytes / 2 ** 20) });
  }

  function noteStrayQuotes(batch: Batch, base: number): void {
    for (const index of batch.strayQuotes) {
      const row = base + index + 1;
      // A quote that closes in a later line than it should swallows the rows between: never silently.
      if (batch.rows[index]!.some((cell) => /[\r\n]/.test(cell)))
        throw new AppError('input', 'csv.unclosed-quote', { row, limit: MAX_ROW_UNITS });
      stray = { rows: stray.rows + 1, first: stray.first || row };
    }
  }

  function takeHeader(rows: string[][], record: number): string[][] {
    const width = rows[0]!.length;
    if (width > MAX_COLUMNS)
      throw new AppError('input', 'csv.too-many-columns', { row: record, fields: width, limit: MAX_COLUMNS });
    const names = source.header ? headerNames(rows[0]!, warnings) : rows[0]!.map((_, at) => `column_${at + 1}`);
    builders = names.map((name) => new ColumnBuilder(name, source.missing ?? []));
    return source.header ? rows.slice(1) : rows;
  }

  function sendFirstRows(): void {
    if (sent >= FIRST_ROWS || (sent > 0 && rowCount < FIRST_ROWS)) return;
    sent = Math.min(rowCount, FIRST_ROWS);
    onFirstRows({ rowCount: sent, columns: builders!.map((builder) => builder.head(sent)) });
  }

  function finish(file: string): { table: Table; warnings: CsvWarning[] } {
    if (!builders) throw new AppError('input', 'csv.empty', { file });
    if (rowCount === 0) warnings.push({ code: 'csv.no-rows', params: {} });
    if (blankLines > 0) warnings.push({ code: 'csv.blank-lines', params: { lines: blankLines } });
    if (stray.rows > 0) warnings.push({ code: 'csv.stray-quote', params: { rows: stray.rows, row: stray.first } });
    if (lineEnd === 'mixed') warnings.push({ code: 'csv.mixed-line-ends', params: {} });
    return { table: { rowCount, columns: builders.map((builder) => builder.finish()) }, warnings };
  }

  return { take, dialect, takePlain, records: () => records, finish };
}

function stripReturn(row: string[]): void {
  const last = row.length - 1;
  if (row[last]!.endsWith('\r')) row[last] = row[last]!.slice(0, -1);
}

/** Rows that hold something, with their number in the file. Nearly always these are all, and nothing is copied. */
function withoutBlanks(batch: Batch, base: number): { rows: string[][]; recordOf: (index: number) => number } {
  const isBlank = (_: unknown, index: number) => batch.isBlank(index);
  if (!batch.rows.some(isBlank)) return { rows: batch.rows, recordOf: (index) => base + index + 1 };
  const kept = [...batch.rows.keys()].filter((index) => !batch.isBlank(index));
  return { rows: kept.map((index) => batch.rows[index]!), recordOf: (index) => base + kept[index]! + 1 };
}

/** Throws unless every row has as many fields as there are columns: a shifted cell would be read under a wrong name. */
function refuseRagged(
  rows: readonly string[][],
  columns: number,
  recordOf: (index: number) => number,
  lineEnd: LineEnd,
): void {
  const index = rows.findIndex((row) => row.length !== columns);
  if (index < 0) return;
  const row = rows[index]!;
  const params = { row: recordOf(index), fields: row.length, columns };
  if (row.length < columns) throw new AppError('input', 'csv.row-too-narrow', params);
  const error = new AppError('input', 'csv.row-too-wide', params);
  const isJoined = lineEnd === '\r\n' && row.some((cell) => /(?<!\r)\n/.test(cell));
  throw isJoined ? new LineEndSurprise(error) : error;
}

/** Names as they stand; one that is empty becomes `column_3`, with a warning. */
function headerNames(cells: readonly string[], warnings: CsvWarning[]): string[] {
  const firstOf = new Map<string, number>();
  const given = new Set(cells);
  return cells.map((cell, at) => {
    const position = at + 1;
    if (cell.length > MAX_NAME_UNITS)
      throw new AppError('input', 'csv.column-name-too-long', { position, limit: MAX_NAME_UNITS });
    if (cell.includes('\0')) throw new AppError('input', 'csv.nul-byte', { row: 1, column: `column_${position}` });
    if (FORBIDDEN_NAMES.has(cell)) throw new AppError('input', 'csv.forbidden-column', { column: cell, position });
    if (cell.trim() === '') {
      const name = freeName(`column_${position}`, given);
      given.add(name);
      warnings.push({ code: 'csv.empty-column-name', params: { position, column: name } });
      return name;
    }
    const first = firstOf.get(cell);
    if (first !== undefined) throw new AppError('input', 'csv.duplicate-column', { column: cell, first, position });
    firstOf.set(cell, position);
    return cell;
  });
}

function freeName(wish: string, taken: ReadonlySet<string>): string {
  let name = wish;
  for (let suffix = 2; taken.has(name); suffix++) name = `${wish}_${suffix}`;
  return name;
}
