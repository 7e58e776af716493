/** Values of options that need reading: dates, purposes, row ranges, presets. */
import type { Source } from '@shared/deidentification/recipe.ts';
import { AppError } from '@shared/std/app-error.ts';
import { PRESETS, type PresetName, PURPOSES, type PurposeCode } from '@shared/license/terms.ts';
import type { OptionValues } from './command.ts';

/** 2027-02-28 is the end of that day in UTC; 2027-02-28T12:00:00Z is that instant. */
export function readUntil(text: string): string {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text;
  const isInstant = /^20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(instant);
  // Date accepts 30 February and moves it to March: writing it back shows that.
  const time = isInstant ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString() !== instant.replace('Z', '.000Z'))
    throw invalid('--until', 'a date such as 2027-02-28, or 2027-02-28T12:00:00Z');
  return instant;
}

/** HMB, 0000006 or DUO:0000006. */
export function readPurpose(text: string): PurposeCode {
  const wanted = text.toUpperCase();
  const found = PURPOSES.find(({ code, short }) => wanted === code || wanted === short || `DUO:${wanted}` === code);
  if (!found) throw invalid('--purpose', PURPOSES.map(({ code, short }) => `${short} (${code})`).join(', '));
  return found.code;
}

/** '1:20' is rows 1 to 20. */
export function readRange(text: string): { readonly start: number; readonly count: number } {
  const [, first, last] = /^(\d{1,10}):(\d{1,10})$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 1 && to >= from)) throw invalid('--rows', 'two row numbers such as 1:20, the first row is 1');
  return { start: from - 1, count: to - from + 1 };
}

export function readPreset(name: string): PresetName {
  const found = PRESETS.find((preset) => preset === name);
  if (!found) throw invalid('--licence', `a file, or ${PRESETS.map((preset) => `preset:${preset}`).join(', ')}`);
  return found;
}

export function readCount(option: string, text: string, limit: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > limit) throw invalid(option, `a whole number from 1 to ${limit}`);
  return count;
}

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

/** How the file is written, as far as the command line says it; the rest is detected. */
export function readSource(options: OptionValues): Source {
  const { delimiter, encoding, missing } = options;
  return {
    ...(delimiter === undefined ? {} : { delimiter: readDelimiter(delimiter) }),
    ...(encoding === undefined ? {} : { encoding: readEncoding(encoding) }),
    ...(options['no-header'] ? { header: false } : {}),
    ...(missing === undefined ? {} : { missing: [...missing] }),
  };
}

function readDelimiter(text: string): string {
  const delimiter = text === 'tab' || text === '\\t' ? '\t' : text;
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter))
    throw invalid('--delimiter', "one letter such as ; or 'tab'");
  return delimiter;
}

function readEncoding(text: string): NonNullable<Source['encoding']> {
  const found = ENCODINGS.find((encoding) => encoding === text.toLowerCase());
  if (!found) throw invalid('--encoding', ENCODINGS.join(', '));
  return found;
}

function invalid(option: string, expected: string): AppError {
  return new AppError('usage', 'cli.invalid-value', { option, expected });
}
