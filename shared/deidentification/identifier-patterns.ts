/** Texts that name a person or a thing of one person, told by their form and, where there is one, by their check digits. */

export type IdentifierPattern =
  | 'e-mail-pattern'
  | 'iban-pattern'
  | 'card-number-pattern'
  | 'national-number-pattern'
  | 'phone-pattern'
  | 'url-pattern'
  | 'ip-address-pattern';

/** Longer cells are never one identifier. */
const LONGEST = 254;

const TESTS: readonly (readonly [IdentifierPattern, (text: string) => boolean])[] = [
  ['e-mail-pattern', (text) => /^[^\s@<>,;]+@[^\s@<>,;]+\.[a-z]{2,}$/i.test(text)],
  ['iban-pattern', isIban],
  ['national-number-pattern', isNationalNumber],
  ['card-number-pattern', isCardNumber],
  ['ip-address-pattern', isIpAddress],
  ['url-pattern', (text) => /^(?:https?:\/\/|www\.)\S+\.\S+$/i.test(text)],
  ['phone-pattern', isPhone],
];

/** The first pattern that a text has; null when none. */
export function identifierPattern(text: string): IdentifierPattern | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST) return null;
  return TESTS.find(([, test]) => test(trimmed))?.[0] ?? null;
}

/** ISO 13616: the first four characters moved to the end, letters as 10..35, remainder 1 modulo 97. */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  const moved = plain.slice(4) + plain.slice(0, 4);
  return remainder97([...moved].map((sign) => Number.parseInt(sign, 36)).join('')) === 1;
}

/** ISO/IEC 7812: 13 to 19 digits with a Luhn check digit. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  return /^[3-6]\d{12,18}$/.test(digits) && hasLuhnDigit(digits);
}

export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Numbers that a state gives to a person, those with check digits: Belgium (modulo 97), France (97), Spain (letter, 23),
 * the Netherlands (11), Switzerland (EAN-13), Great Britain's NHS (11), Sweden (Luhn), Finland (31), Poland (10); and the
 * forms of the Italian tax code and the American social security number, which have none or a rare one.
 */
export function isNationalNumber(text: string): boolean {
  const plain = text.replace(/[ .\-/]/g, '').toUpperCase();
  if (/^\d{3}-\d{2}-\d{4}$/.test(text)) return !/^(?:000|666|9)|-00-|-0000$/.test(text);
  if (/^[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/.test(plain)) return true;
  if (/^(?:\d{8}|[XYZ]\d{7})[A-Z]$/.test(plain)) return isSpanish(plain);
  if (/^\d{6}[-+A]\d{3}[0-9A-Y]$/i.test(text)) return isFinnish(text.toUpperCase());
  if (/^\d{15}$/.test(plain)) return 97 - remainder97(plain.slice(0, 13)) === Number(plain.slice(13));
  if (/^756\d{10}$/.test(plain)) return weightedSum(plain, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
  if (/^\d{11}$/.test(plain)) return isBelgian(plain) || isPolish(plain);
  if (/^\d{10}$/.test(plain)) return isNhs(plain) || (/[-+]/.test(text) && isDatePart(plain) && hasLuhnDigit(plain));
  if (/^\d{9}$/.test(plain))
    return weightedSum(plain, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && plain !== '000000000';
  return false;
}

function isBelgian(digits: string): boolean {
  const check = Number(digits.slice(9));
  const serial = digits.slice(0, 9);
  return 97 - (Number(serial) % 97) === check || 97 - (Number(`2${serial}`) % 97) === check;
}

function isPolish(digits: string): boolean {
  return (
    /^\d\d(?:[02468][1-9]|[13579][0-2])/.test(digits) &&
    weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  );
}

function isSpanish(plain: string): boolean {
  const digits = plain.slice(0, 8).replace(/^[XYZ]/, (sign) => String('XYZ'.indexOf(sign)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === plain[8];
}

function isFinnish(text: string): boolean {
  const digits = text.slice(0, 6) + text.slice(7, 10);
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] === text[10];
}

function isNhs(digits: string): boolean {
  const check = 11 - (weightedSum(digits.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === Number(digits[9]);
}

/** YYMMDD at the start. */
function isDatePart(digits: string): boolean {
  return /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(digits);
}

export function isIpAddress(text: string): boolean {
  const parts = text.split('.');
  if (parts.length === 4) return parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}$/i.test(text) && /[0-9a-f]/i.test(text);
}

/** Seven to fifteen digits (ITU-T E.164), written as a telephone number: with a plus, a leading zero or separators. */
export function isPhone(text: string): boolean {
  if (!/^\+?[\d ().\-/]{7,24}$/.test(text) || /^\d{4}[-/.]\d\d?[-/.]\d\d?$|^\d\d?[-/.]\d\d?[-/.]\d{4}$/.test(text))
    return false;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || /^\d+\.\d+$/.test(text)) return false;
  // digits alone with leading zeros are as often a padded record number
  if (/^\d+$/.test(text)) return /^0[1-9]\d{7,9}$|^00[1-9]\d{8,12}$/.test(text);
  return text.startsWith('+') || /^\(?0\d/.test(text) || /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(text);
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
}

/** Of a number too long for a double. */
function remainder97(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}
