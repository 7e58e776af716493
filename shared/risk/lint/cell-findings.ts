/** What one released text holds that names a person or a thing of a person, or is more exact than Safe Harbor allows. */
import { type IdentifierPattern, identifierPattern } from '../../deidentification/identifier-patterns.ts';
import {
  findCards,
  findDates,
  findEmails,
  findIbans,
  findIpAddresses,
  findNationalNumbers,
  findPhones,
  findUrls,
  readText,
} from '../../deidentification/technique/redaction-spans.ts';
import { type DateOrder, parseDate } from '../../table/dates.ts';
import type { ValueMeaning } from './header-findings.ts';
import type { LintCode, SafeHarborItem } from './lint-report.ts';

/** Characters of a cell that are looked at. */
export const LONGEST_TEXT = 2_000;

export const ITEM_OF: Readonly<Partial<Record<LintCode, SafeHarborItem>>> = {
  'e-mail': 'F',
  phone: 'D',
  iban: 'J',
  'card-number': 'J',
  'national-number': 'G',
  url: 'N',
  'ip-address': 'O',
  'device-number': 'M',
  'vehicle-number': 'L',
  'day-date': 'C',
  'age-above-89': 'C',
  'postal-code': 'B',
  coordinates: 'B',
  'nearly-unique': 'R',
  'row-index': 'R',
  'original-row-number': 'R',
};

const BY_PATTERN: Readonly<Record<IdentifierPattern, LintCode>> = {
  'e-mail-pattern': 'e-mail',
  'iban-pattern': 'iban',
  'card-number-pattern': 'card-number',
  'national-number-pattern': 'national-number',
  'phone-pattern': 'phone',
  'url-pattern': 'url',
  'ip-address-pattern': 'ip-address',
};

const ORDERS: readonly DateOrder[] = ['year-month-day', 'day-month-year', 'month-day-year'];
const COORDINATES = /(?<![\d.])-?\d{1,2}\.\d{2,}\s*[,;/ ]\s*-?\d{1,3}\.\d{2,}(?![\d.])/;
const MAC_ADDRESS = /^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i;
/** Words of a sentence; fewer are a label. */
const FREE_TEXT_WORDS = 6;
const FREE_TEXT_LENGTH = 40;

/** Every code that a text earns, each once. `isNumeric`: the column is plain numbers, so its header has to be believed. */
export function textFindings(text: string, meaning: ValueMeaning, isNumeric: boolean): LintCode[] {
  const plain = text.trim().slice(0, LONGEST_TEXT);
  if (plain === '') return [];
  const whole = wholeFinding(plain);
  const found: LintCode[] = whole === null ? embeddedFindings(plain, isNumeric) : [whole];
  if (meaning === 'age' && isAgeAbove89(plain)) found.push('age-above-89');
  if (meaning === 'postal-code' && isExactPostalCode(plain)) found.push('postal-code');
  if (meaning !== 'postal-code' && /^\d{5}-\d{4}$/.test(plain)) found.push('postal-code');
  if (meaning === 'coordinate' ? /^-?\d{1,3}\.\d{2,}$/.test(plain) : COORDINATES.test(plain)) found.push('coordinates');
  if (plain.length >= FREE_TEXT_LENGTH && plain.split(/\s+/).length >= FREE_TEXT_WORDS) found.push('free-text');
  return found;
}

/** Every form needs six signs, and a digit or an @ or a colon: most texts are told by that. */
const NO_IDENTIFIER = /^(?:.{0,5}|[^\d@:.]*|-?\d{1,5}\.\d*|-?\d{1,8})$/s;

function wholeFinding(plain: string): LintCode | null {
  if (NO_IDENTIFIER.test(plain)) return null;
  if (MAC_ADDRESS.test(plain)) return 'device-number';
  if (isVehicleNumber(plain)) return 'vehicle-number';
  if (ORDERS.some((order) => !Number.isNaN(parseDate(plain, order)))) return 'day-date';
  const pattern = identifierPattern(plain);
  return pattern === null ? null : BY_PATTERN[pattern];
}

/** Inside a sentence, by the rules of the redaction technique. A plain number holds nothing more than itself. */
function embeddedFindings(plain: string, isNumeric: boolean): LintCode[] {
  if (isNumeric || plain.length < 6 || !/\d|@|www\.|:\/\//.test(plain)) return [];
  const read = readText(plain);
  const found: LintCode[] = [];
  if (findEmails(read).length > 0) found.push('e-mail');
  if (findUrls(read).length > 0) found.push('url');
  if (!read.hasDigit) return found;
  if (findIbans(read).length > 0) found.push('iban');
  if (findCards(read).length > 0) found.push('card-number');
  if (findNationalNumbers(read).length > 0) found.push('national-number');
  if (findPhones(read).length > 0) found.push('phone');
  if (findIpAddresses(read).length > 0) found.push('ip-address');
  // A month with its year, or a year alone, is no day.
  if (findDates(read).some(({ start, end }) => namesDay(plain.slice(start, end)))) found.push('day-date');
  return found;
}

function namesDay(date: string): boolean {
  const numbers = date.match(/\d+/g) ?? [];
  return numbers.length >= 3 || (/\p{L}{3}/u.test(date) && numbers.some((number) => number.length <= 2));
}

/** ISO 3779 with the check digit of North America: 17 characters, transliterated and weighted, modulo 11. */
export function isVehicleNumber(text: string): boolean {
  const plain = text.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(plain) || !/[A-Z]/.test(plain)) return false;
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * digitOf(plain[at]!), 0) % 11;
  return plain[8] === (sum === 10 ? 'X' : String(sum));
}

function digitOf(sign: string): number {
  if (sign >= '0' && sign <= '9') return Number(sign);
  return Number('12345678012345070923456789'[sign.charCodeAt(0) - 65]);
}

/** '92', '95-99', '[90, 100['; not '90+' or the '90' of top coding, in which everybody above is one group. */
function isAgeAbove89(plain: string): boolean {
  const found = /^[^\d-]{0,2}(\d{1,3})(?:\.\d+)?(?!\d)(.{0,24})$/s.exec(plain);
  if (!found) return false;
  const age = Number(found[1]);
  const rest = found[2]!.trim();
  if (age < 90 || age > 130) return false;
  if (/^\s*(?:\+|and over|or over|or older|plus|und älter|et plus)/i.test(rest) || /^[≥>]/.test(plain)) return false;
  return age > 90 || rest !== '';
}

/** Five digits or more, or as many letters and digits as a code of another country has; '750**' and '75' are areas. */
function isExactPostalCode(plain: string): boolean {
  if (/[*]/.test(plain) || plain.length > 10) return false;
  return (
    /^\d{4,6}(?:-\d{3,4})?$/.test(plain) ||
    /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$|^[A-Z]\d[A-Z] ?\d[A-Z]\d$|^\d{4} ?[A-Z]{2}$/i.test(plain)
  );
}
