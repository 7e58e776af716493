/** Guesses how a CSV file is written from its first characters. Every guess can be corrected by the person. */
import { inferType } from '@shared/table/infer-type.ts';

/** 'mixed': some rows end in \r\n, others in \n. */
export type LineEnd = '\r\n' | '\n' | '\r' | 'mixed';

/** All rows of a text; the parser lives with its caller. */
export type ParseSample = (text: string, delimiter: string, lineEnd: LineEnd) => string[][];

const DELIMITERS = [',', ';', '\t', '|'];
const SAMPLE_ROWS = 200;

/** Line ends outside quotes; inside, any may stand. */
export function detectLineEnd(sample: string): LineEnd {
  let [both, feeds, returns] = [0, 0, 0];
  let isQuoted = false;
  for (let at = 0; at < sample.length; at++) {
    const unit = sample.charCodeAt(at);
    if (unit === 0x22) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (unit === 0x0a) feeds++;
    else if (unit === 0x0d) {
      if (sample.charCodeAt(at + 1) === 0x0a) {
        both++;
        at++;
      } else if (at + 1 < sample.length) returns++;
    }
  }
  if (both > 0) return feeds > 0 ? 'mixed' : '\r\n';
  return feeds === 0 && returns > 0 ? '\r' : '\n';
}

/** The delimiter that cuts most rows into as many fields as the first, which has more than one; else the comma. */
export function detectDelimiter(sample: string, isWhole: boolean, lineEnd: LineEnd, parse: ParseSample): string {
  let best = { delimiter: ',', agreement: 0, fields: 1 };
  for (const delimiter of DELIMITERS) {
    const rows = sampleRows(parse(sample, delimiter, lineEnd), isWhole);
    const fields = rows[0]?.length ?? 0;
    if (fields < 2) continue;
    const agreement = rows.filter((row) => row.length === fields).length / rows.length;
    const isBetter = agreement > best.agreement || (agreement === best.agreement && fields > best.fields);
    if (isBetter) best = { delimiter, agreement, fields };
  }
  return best.delimiter;
}

/** Rows of the sample that are complete and not blank. */
export function sampleRows(rows: readonly string[][], isWhole: boolean): readonly string[][] {
  const complete = isWhole || rows.length < 2 ? rows : rows.slice(0, -1);
  return complete.filter((row) => row.length > 1 || row[0] !== '').slice(0, SAMPLE_ROWS);
}

/**
 * Every column votes: its first cell is a name when it does not read as the numbers or dates below it do, and a value when it
 * does, or when it stands again below. Without a majority the first row is taken as names, as in nearly every file.
 */
export function detectHeader(rows: readonly string[][]): boolean {
  const [first, ...body] = rows;
  if (!first) return true;
  if (body.length === 0) return !first.some((cell) => cell !== '' && inferType([cell]).type !== 'string');
  let votes = 0;
  first.forEach((cell, at) => {
    const below = new Set(body.map((row) => row[at] ?? '').filter((text) => text !== ''));
    if (cell === '' || below.size === 0) return;
    const { type } = inferType([...below]);
    if (type === 'string' || type === 'boolean') votes -= below.has(cell) ? 1 : 0;
    else votes += inferType([...below, cell]).type === 'string' ? 1 : -1;
  });
  return votes >= 0;
}
