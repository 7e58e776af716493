/**
 * The small language of --tabulate.
 *
 *   spec    = [ measure [ "by" ] ] [ columns ] [ "where" filters ]
 *   measure = "count" | "sum" "(" name ")" | "mean" "(" name ")"        count when left out
 *   columns = name { "," name }                                          at most four
 *   filters = filter { "and" filter }
 *   filter  = name "=" name { "|" name }
 *   name    = letters without space and without , | = ( ) "   or   "quoted", a quote doubled
 *
 * 'sex,diagnosis_code'   'mean(weight_kg) by sex,age'   'count by sex where smoker=yes|no and "home town"="Bath"'
 */
import type { Tabulation } from '@shared/contract/api.ts';
import { AppError } from '@shared/std/app-error.ts';

interface Token {
  readonly type: 'word' | 'quoted' | 'symbol' | 'end';
  readonly text: string;
  /** Of its first letter, from 1. */
  readonly position: number;
}

const MAX_LENGTH = 10_000;
const MAX_COLUMNS = 4;
const KEYWORDS = new Set(['by', 'where', 'and']);

/** Throws `cli.tabulate-spec` with the position and what was expected there. */
export function parseTabulateSpec(spec: string): Tabulation {
  if (spec.length > MAX_LENGTH) throw wrong(MAX_LENGTH, 'the end');
  const reader = readerOf(tokensOf(spec));
  const measure = readMeasure(reader);
  const groupBy = measure === null || reader.takeWord('by') ? readColumns(reader) : [];
  const filters = reader.takeWord('where') ? readFilters(reader) : [];
  reader.expectEnd();
  return { groupBy, measure: measure ?? { type: 'count' }, filters };
}

type Reader = ReturnType<typeof readerOf>;

function readMeasure(reader: Reader): Tabulation['measure'] | null {
  const [first, second] = [reader.peek(0), reader.peek(1)];
  if (first.type !== 'word') return null;
  if ((first.text === 'sum' || first.text === 'mean') && second.text === '(' && second.type === 'symbol') {
    reader.skip(2);
    const column = reader.name('a column');
    reader.symbol(')');
    return { type: first.text, column };
  }
  const isAlone = second.type === 'end' || (second.type === 'word' && KEYWORDS.has(second.text));
  if (first.text !== 'count' || !isAlone) return null;
  reader.skip(1);
  return { type: 'count' };
}

function readColumns(reader: Reader): string[] {
  const columns: string[] = [];
  do {
    const { position } = reader.peek(0);
    const column = reader.name('a column');
    if (columns.length === MAX_COLUMNS) throw wrong(position, `at most ${MAX_COLUMNS} columns`);
    if (columns.includes(column)) throw wrong(position, 'a column that was not named yet');
    columns.push(column);
  } while (reader.takeSymbol(','));
  return columns;
}

function readFilters(reader: Reader): { column: string; values: string[] }[] {
  const filters: { column: string; values: string[] }[] = [];
  do {
    const column = reader.name('a column');
    reader.symbol('=');
    const values: string[] = [];
    do values.push(reader.name('a value'));
    while (reader.takeSymbol('|'));
    filters.push({ column, values });
  } while (reader.takeWord('and'));
  return filters;
}

function readerOf(tokens: readonly Token[]) {
  let at = 0;
  const peek = (ahead: number): Token => tokens[Math.min(at + ahead, tokens.length - 1)]!;
  const take = (type: Token['type'], text: string): boolean => {
    const token = peek(0);
    if (token.type !== type || token.text !== text) return false;
    at++;
    return true;
  };
  return {
    peek,
    skip(count: number): void {
      at += count;
    },
    takeWord: (word: string) => take('word', word),
    takeSymbol: (symbol: string) => take('symbol', symbol),
    symbol(symbol: string): void {
      if (!take('symbol', symbol)) throw wrong(peek(0).position, symbol);
    },
    name(expected: string): string {
      const token = peek(0);
      const isName = token.type === 'quoted' || (token.type === 'word' && !KEYWORDS.has(token.text));
      if (!isName) throw wrong(token.position, expected);
      at++;
      return token.text;
    },
    expectEnd(): void {
      if (peek(0).type !== 'end') throw wrong(peek(0).position, 'a comma, "by", "where", "and" or the end');
    },
  };
}

const TOKEN = /\s+|"((?:[^"]|"")*)"|([,|=()])|([^\s,|=()"]+)/y;

function tokensOf(spec: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < spec.length) {
    const position = TOKEN.lastIndex + 1;
    const match = TOKEN.exec(spec);
    if (!match) throw wrong(position, 'a closing quote');
    const [, quoted, symbol, word] = match;
    if (quoted !== undefined) tokens.push({ type: 'quoted', text: quoted.replaceAll('""', '"'), position });
    else if (symbol !== undefined) tokens.push({ type: 'symbol', text: symbol, position });
    else if (word !== undefined) tokens.push({ type: 'word', text: word, position });
  }
  tokens.push({ type: 'end', text: '', position: spec.length + 1 });
  return tokens;
}

function wrong(position: number, expected: string): AppError {
  return new AppError('usage', 'cli.tabulate-spec', { position, expected });
}
