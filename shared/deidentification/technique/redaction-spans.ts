/**
 * Finds what names a person inside a text. Each finder reads the text once, with patterns of bounded length and without nested
 * repetition, so that no text takes longer than its length times a constant.
 */
import { isCardNumber, isIban, isNationalNumber, isPhone } from '../identifier-patterns.ts';
import { type DateOrder, parseDate } from '../../table/dates.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Finder = (read: ReadText) => Span[];

const ORDERS: readonly DateOrder[] = ['year-month-day', 'day-month-year', 'month-day-year'];
/** English, German, French, Spanish, Italian, Dutch and Portuguese, from their first three letters on. */
const MONTH =
  '(?:jan|feb|f[eé]v|mar|mär|mrt|maa|apr|avr|abr|mai|may|maj|mei|mag|maio|jun|jui|giu|jul|lug|aug|aoû|aou|ago|sep|set|oct|okt|ott|out|nov|dec|dez|déc|dic)[\\p{L}]{0,8}';
const DAY = '\\d{1,2}(?:st|nd|rd|th|er|[.ºª])?';
const NUMERIC_DATE = /(?<![\d.])\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?![\d]|[-/.]\d)/gu;
const MONTH_NAME = new RegExp(MONTH, 'iu');
const WORDED_DATES = [
  new RegExp(
    `(?<![\\p{L}\\d])${DAY} (?:of |de |di |d')?${MONTH}\\.?(?:,? (?:de |del )?\\d{2,4})?(?![\\p{L}\\d])`,
    'giu',
  ),
  new RegExp(`(?<![\\p{L}\\d])${MONTH}\\.? ${DAY}(?:,? \\d{4})?(?![\\p{L}\\d])`, 'giu'),
  new RegExp(`(?<![\\p{L}\\d])${MONTH}\\.?,? (?:de |del )?\\d{4}(?![\\p{L}\\d])`, 'giu'),
] as const;
const URL_START = /(?:https?:\/\/|ftp:\/\/|(?<![\p{L}\p{N}])www\.)[^\s<>"'`]{1,4000}/giu;
const E_MAIL =
  /[\p{L}\p{N}.!#$%&*+/=?^_{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}[\p{L}]{2,24}/gu;
const IP_V4 = /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\d|\.\d)/g;
const IP_V6 = /(?<![\p{L}\p{N}:])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\p{L}\p{N}:])/giu;

/** English, German, French, Spanish, Portuguese, Italian and Dutch. */
const TITLED_NAME =
  /(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|Sr|Sra|Srta|Sig|Sigra|Dhr|Mevr)\.? (\p{Lu}[\p{L}\p{M}'’-]{1,40}(?: \p{Lu}[\p{L}\p{M}'’-]{1,40}){0,2})/gu;

/** Longest written form: a French number of 15 digits, an IBAN of 34 in fours. */
const LONGEST_WINDOW = 44;
const MOST_ATOMS = 12;

/** A text read into its runs of letters and digits once for all rules that look at numbers. */
export interface ReadText {
  readonly text: string;
  readonly hasDigit: boolean;
  readonly atoms: readonly Atom[];
}

export function readText(text: string): ReadText {
  const hasDigit = /\d/.test(text);
  return { text, hasDigit, atoms: hasDigit ? atomsOf(text) : [] };
}

export const findUrls: Finder = ({ text }) =>
  text.includes('://') || /www\./i.test(text)
    ? [...text.matchAll(URL_START)].map(({ index, 0: found }) => ({
        start: index,
        end: index + found.replace(/[.,;:!?)\]}]{1,8}$/, '').length,
      }))
    : [];

export const findEmails: Finder = ({ text }) => (text.includes('@') ? spansOf(text, E_MAIL, () => true) : []);

/** Every written form has a digit. */
export const findDates: Finder = ({ text, hasDigit }) =>
  hasDigit
    ? [
        ...spansOf(text, NUMERIC_DATE, isWrittenDate),
        ...(MONTH_NAME.test(text) ? WORDED_DATES.flatMap((pattern) => spansOf(text, pattern, () => true)) : []),
      ]
    : [];

export const findIpAddresses: Finder = ({ text, hasDigit }) => [
  ...(/:[0-9a-f]{0,4}:/i.test(text) ? spansOf(text, IP_V6, isIpV6) : []),
  ...(hasDigit ? spansOf(text, IP_V4, (found) => found.split('.').every((part) => Number(part) <= 255)) : []),
];

export const findIbans: Finder = (read) => windows(read, /^[A-Z]{2}\d\d/i, { letters: 2, digits: 2, all: 15 }, isIban);
export const findCards: Finder = (read) => windows(read, /^\d/, { letters: 0, digits: 13, all: 13 }, isCardNumber);
export const findPhones: Finder = (read) => windows(read, /^\d/, { letters: 0, digits: 7, all: 7 }, isPhone);
export const findNationalNumbers: Finder = (read) =>
  windows(
    read,
    /^\d|^[XYZ]\d|^[A-Z]{6}\d\d/i,
    { letters: 0, digits: 7, all: 9 },
    (found) => isNationalNumber(found) && hasUsualGroups(found),
  );

/** What stands behind a form of address, up to three words in capitals: 'Ms Ada Lovelace'. The form of address stays. */
export const findTitledNames: Finder = ({ text }) =>
  [...text.matchAll(TITLED_NAME)].map(({ index, 0: found, 1: name = '' }) => ({
    start: index + found.length - name.length,
    end: index + found.length,
  }));

/** Whole words of the list, whatever their case and accents; a name may have several words. */
export function nameFinder(names: readonly string[]): Finder {
  const listed = new Set<string>();
  let mostWords = 0;
  for (const name of names) {
    const words = [...name.matchAll(WORD)].map((match) => folded(match[0]));
    if (words.length === 0) continue;
    listed.add(words.join(' '));
    mostWords = Math.max(mostWords, words.length);
  }
  return ({ text }) => {
    if (mostWords === 0) return [];
    const words = [...text.matchAll(WORD)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      word: folded(match[0]),
    }));
    const spans: Span[] = [];
    for (let first = 0; first < words.length; first++) {
      const start = words[first]!.start;
      let phrase = '';
      for (let last = first; last < words.length && last < first + mostWords; last++) {
        if (last > first && !/^[ .,'’\-\u00a0]{1,2}$/.test(text.slice(words[last - 1]!.end, words[last]!.start))) break;
        phrase += (last > first ? ' ' : '') + words[last]!.word;
        if (listed.has(phrase)) spans.push({ start, end: words[last]!.end });
      }
    }
    return spans;
  };
}

const WORD = /[\p{L}\p{M}]+/gu;

function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function spansOf(text: string, pattern: RegExp, test: (found: string) => boolean): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: found } of text.matchAll(pattern))
    if (test(found)) spans.push({ start: index, end: index + found.length });
  return spans;
}

export interface Atom extends Span {
  readonly found: string;
  readonly digits: number;
  /** Number of the last atom that may belong to a number that starts here. */
  readonly last: number;
}

/** Runs of letters and digits, and how far a number written in groups could reach from each. */
function atomsOf(text: string): Atom[] {
  const runs = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
    found,
    digits: found.replace(/\D/g, '').length,
  }));
  const isJoined = runs.map(
    ({ start }, at) => at > 0 && /^[ .\-/()+\u00a0]{1,3}$/.test(text.slice(runs[at - 1]!.end, start)),
  );
  return runs.map((run, first) => {
    let last = first;
    while (isJoined[last + 1] && last + 1 < first + MOST_ATOMS && runs[last + 1]!.end - run.start <= LONGEST_WINDOW)
      last++;
    return { ...run, last };
  });
}

/**
 * Numbers may be written in groups. A window is a run of letters and digits, or several with up to three separators between them;
 * the longest that passes the test is taken. `least` is what every such number has.
 */
function windows(
  { text, atoms }: ReadText,
  start: RegExp,
  least: { readonly letters: number; readonly digits: number; readonly all: number },
  test: (found: string) => boolean,
): Span[] {
  const spans: Span[] = [];
  for (let first = 0; first < atoms.length; first++) {
    const atom = atoms[first]!;
    if (atom.digits === 0 && least.letters === 0 && atom.found.length < 6) continue;
    if (!start.test(atom.found)) continue;
    const from = withOpening(text, atom.start);
    let digits = 0;
    for (let at = first; at <= atom.last; at++) digits += atoms[at]!.digits;
    for (let last = atom.last; last >= first && digits >= least.digits; last--) {
      const end = atoms[last]!.end;
      if (end - from < least.all) break;
      if (test(text.slice(from, end).replaceAll('\u00a0', ' '))) {
        spans.push({ start: from, end });
        first = last;
        break;
      }
      digits -= atoms[last]!.digits;
    }
  }
  return spans;
}

/** The plus or bracket that a telephone number starts with. */
function withOpening(text: string, start: number): number {
  let from = start;
  while (from > 0 && from > start - 2 && /[(+]/.test(text[from - 1]!)) from--;
  return from;
}

/** Figures that stand side by side are no number of a person, unless they are grouped as one is. */
function hasUsualGroups(found: string): boolean {
  if (!found.includes(' ')) return true;
  const groups = found.split(' ').map((group) => group.length);
  const digits = found.replace(/\D/g, '').length;
  if (digits === 9) return groups.join('-') === '3-3-3';
  if (digits === 10) return groups.join('-') === '3-3-4';
  return digits >= 11;
}

function isWrittenDate(found: string): boolean {
  if (ORDERS.some((order) => !Number.isNaN(parseDate(found, order)))) return true;
  const parts = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2}$/.exec(found);
  if (!parts) return false;
  const [one, other] = [Number(parts[1]), Number(parts[2])];
  return one >= 1 && other >= 1 && Math.min(one, other) <= 12 && Math.max(one, other) <= 31;
}

/** RFC 4291 section 2.2: eight groups, or fewer around one '::'; the last two may be written as an IPv4 address. */
function isIpV6(found: string): boolean {
  const point = found.indexOf('.');
  const whole = point < 0 ? found : found.replace(/\d{1,3}(?:\.\d{1,3}){3}$/, '0:0');
  if (whole.includes('.') || whole.split(':').length < 3) return false;
  const halves = whole.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const isWellFormed = groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
  return isWellFormed && groups.length > 0 && (halves.length === 2 ? groups.length < 8 : groups.length === 8);
}
