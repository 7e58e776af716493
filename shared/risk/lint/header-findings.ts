/** What a released column's name promises. Its values may have been made harmless: look at it. */
import { headerMeaning, headerWords } from '../../deidentification/header-words.ts';
import type { LintCode, SafeHarborItem } from './lint-report.ts';

export interface HeaderFinding {
  readonly code: LintCode;
  readonly item: SafeHarborItem;
}

/** Items of Safe Harbor that `headerMeaning` has no word for; the more telling ones first. */
const BY_WORDS: readonly (readonly [RegExp, LintCode, SafeHarborItem])[] = [
  [/\b(?:photo|photograph|picture|portrait|foto|image face|face image)\b/, 'biometric-header', 'Q'],
  [
    /\b(?:biometric|fingerprint|finger print|retina|iris scan|voice print|voiceprint|empreinte|fingerabdruck)\b/,
    'biometric-header',
    'P',
  ],
  [/\b(?:fax|telefax)\b/, 'contact-header', 'E'],
  [/\b(?:ip address|ip addr|ipv4|ipv6|ip)\b/, 'number-header', 'O'],
  [/\b(?:url|website|web site|homepage|web page)\b/, 'number-header', 'N'],
  [/\b(?:vin|license plate|licence plate|plate number|vehicle|kennzeichen|matricula)\b/, 'number-header', 'L'],
  [/\b(?:device id|device serial|serial number|serial no|imei|mac address|implant serial)\b/, 'number-header', 'M'],
  [/\b(?:mrn|medical record|chart number|record number|patient number)\b/, 'number-header', 'H'],
  [/\b(?:beneficiary|health plan|insurance number|policy number|member id|versichertennummer)\b/, 'number-header', 'I'],
  [/\b(?:iban|account number|account no|bank account|kontonummer)\b/, 'number-header', 'J'],
  [/\b(?:certificate|licen[cs]e number|licen[cs]e no|passport)\b/, 'number-header', 'K'],
];

export function headerFinding(name: string): HeaderFinding | null {
  const words = headerWords(name);
  const special = BY_WORDS.find(([pattern]) => pattern.test(words));
  if (special) return { code: special[1], item: special[2] };
  switch (headerMeaning(name)) {
    case 'name':
      return { code: 'name-header', item: 'A' };
    case 'address':
      return { code: 'address-header', item: 'B' };
    case 'phone':
      return { code: 'contact-header', item: 'D' };
    case 'e-mail':
      return { code: 'contact-header', item: 'F' };
    case 'personal-number':
      return { code: 'number-header', item: 'G' };
    default:
      return null;
  }
}

export type ValueMeaning = 'age' | 'postal-code' | 'coordinate' | null;

/** What the header says of how its values are to be read. */
export function valueMeaning(name: string): ValueMeaning {
  if (
    /\b(?:lat|latitude|lon|lng|long|longitude|geo|gps|coordinate|coordinates|breitengrad|laengengrad|latitud|longitud)\b/.test(
      headerWords(name),
    )
  )
    return 'coordinate';
  const meaning = headerMeaning(name);
  return meaning === 'age' || meaning === 'postal-code' ? meaning : null;
}
