/**
 * Proposes a role and a technique for every column, with the reasons as slugs. A proposal errs on the side of protection: the
 * person can say that a column is harmless, the program cannot.
 */
import { type ColumnProfile, columnOf, type Table } from '../table/table.ts';
import { type HeaderMeaning, headerMeaning } from './header-words.ts';
import { type IdentifierPattern, identifierPattern } from './identifier-patterns.ts';
import type { Role, Technique } from './recipe.ts';
import { alternativesFor, tableHints } from './suggest-techniques.ts';

export interface RoleSuggestion {
  readonly column: string;
  readonly role: Role;
  readonly technique: Technique;
  /** What else would fit, the most useful first. */
  readonly alternatives: readonly Technique[];
  /** Slugs such as 'name-in-header', 'nearly-unique', 'e-mail-pattern'; the face words them. */
  readonly reasons: readonly string[];
}

/** Distinct values that are looked at, evenly over the dictionary. */
const SAMPLE = 1_000;
/** A pattern counts when this share of the sample has it. */
const PATTERN_SHARE = 0.8;
/** Columns with at least this share of distinct cells tell nearly every record apart. */
const NEARLY_UNIQUE = 0.9;
/** Below this many records distinctness says little. */
const FEW_RECORDS = 20;
const FREE_TEXT_LENGTH = 30;

const SUPPRESSION: Technique = { type: 'suppression' };
const NONE: Technique = { type: 'none' };
const GENERALIZATION: Technique = { type: 'generalization', hierarchy: { type: 'automatic' } };

const BY_MEANING: Readonly<Record<HeaderMeaning, Role>> = {
  name: 'direct-identifier',
  'e-mail': 'direct-identifier',
  phone: 'direct-identifier',
  address: 'direct-identifier',
  'personal-number': 'direct-identifier',
  'record-number': 'other',
  'birth-date': 'quasi-identifier',
  age: 'quasi-identifier',
  sex: 'quasi-identifier',
  'postal-code': 'quasi-identifier',
  place: 'quasi-identifier',
  origin: 'quasi-identifier',
  'civil-status': 'quasi-identifier',
  education: 'quasi-identifier',
  occupation: 'quasi-identifier',
  'event-date': 'quasi-identifier',
  diagnosis: 'sensitive',
  health: 'sensitive',
  income: 'sensitive',
  belief: 'sensitive',
  'free-text': 'direct-identifier',
};

export function suggestRoles(profiles: readonly ColumnProfile[], table: Table): RoleSuggestion[] {
  const hints = tableHints(profiles, table);
  return profiles.map((profile) => {
    const sample = sampleOf(table, profile.name);
    const proposal = suggest(profile, sample, table.rowCount);
    const isText = proposal.reasons.some((reason) => reason.startsWith('free-text'));
    const { role, technique } = proposal;
    return { ...proposal, alternatives: alternativesFor(profile, role, technique, isText, sample, hints) };
  });
}

type Proposal = Omit<RoleSuggestion, 'alternatives'>;

function suggest(profile: ColumnProfile, sample: readonly string[], rowCount: number): Proposal {
  const { name: column, type } = profile;
  const meaning = headerMeaning(column);
  const header = meaning === null ? [] : [`${meaning}-in-header`];
  const present = rowCount - profile.missing - profile.empty;
  // an empty cell names nobody
  const distinct = profile.distinct - (profile.empty > 0 ? 1 : 0);
  const isNearlyUnique = present >= FEW_RECORDS && distinct >= NEARLY_UNIQUE * present;
  const isCodeOrWord = type === 'string' || type === 'integer';

  const pattern = commonPattern(sample);
  const isDate = type === 'date' || type === 'datetime';
  // a running number can look like a telephone number; its header is the better witness
  const isMisread = pattern === 'phone-pattern' && meaning === 'record-number';
  if (pattern !== null && !isDate && !isMisread)
    return { column, role: 'direct-identifier', technique: SUPPRESSION, reasons: [pattern, ...header] };
  if (meaning === 'free-text' || isFreeText(sample))
    return {
      column,
      role: 'direct-identifier',
      technique: SUPPRESSION,
      reasons: [...(isFreeText(sample) ? ['free-text'] : []), ...header],
    };
  if (meaning === 'record-number' && isNearlyUnique && isCodeOrWord)
    return { column, role: 'direct-identifier', technique: SUPPRESSION, reasons: [...header, 'nearly-unique'] };
  if (meaning !== null && meaning !== 'record-number' && (meaning !== 'event-date' || isDate))
    return byMeaning(profile, meaning, sample, isNearlyUnique && isCodeOrWord);
  if (isDate) return { column, role: 'quasi-identifier', technique: GENERALIZATION, reasons: ['date'] };
  if (isNearlyUnique && isCodeOrWord)
    return { column, role: 'direct-identifier', technique: SUPPRESSION, reasons: ['nearly-unique'] };
  return { column, role: 'other', technique: NONE, reasons: ['nothing-found'] };
}

function byMeaning(
  { name: column, type }: ColumnProfile,
  meaning: HeaderMeaning,
  sample: readonly string[],
  isNearlyUnique: boolean,
): Proposal {
  const role = BY_MEANING[meaning];
  const reasons = [`${meaning}-in-header`];
  if (type === 'date' || type === 'datetime') reasons.push('date');
  if (isNearlyUnique) reasons.push('nearly-unique');
  if (role === 'direct-identifier') return { column, role, technique: SUPPRESSION, reasons };
  if (role === 'quasi-identifier') {
    const technique = meaning === 'postal-code' ? prefixes(sample) : GENERALIZATION;
    return { column, role, technique, reasons };
  }
  return { column, role, technique: NONE, reasons };
}

/** A postal code's first characters name the larger area, also where all of it are digits. */
function prefixes(sample: readonly string[]): Technique {
  const longest = Math.min(16, Math.max(2, ...sample.map((value) => [...value].length)));
  const counts = Array.from({ length: longest - 1 }, (_, index) => index + 1);
  return { type: 'generalization', hierarchy: { type: 'masking', direction: 'right', counts } };
}

function commonPattern(sample: readonly string[]): IdentifierPattern | null {
  const counts = new Map<IdentifierPattern, number>();
  for (const value of sample) {
    const pattern = identifierPattern(value);
    if (pattern !== null) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  for (const [pattern, count] of counts) if (count >= PATTERN_SHARE * sample.length && count > 1) return pattern;
  return null;
}

/** Several words a cell, long, and nearly always another text. */
function isFreeText(sample: readonly string[]): boolean {
  if (sample.length < FEW_RECORDS) return false;
  const characters = sample.reduce((sum, value) => sum + value.length, 0);
  const sentences = sample.filter((value) => value.trim().split(/\s+/).length >= 4).length;
  return characters / sample.length >= FREE_TEXT_LENGTH && sentences >= 0.5 * sample.length;
}

function sampleOf(table: Table, name: string): string[] {
  const values = columnOf(table, name)?.values ?? [];
  const step = Math.max(1, Math.ceil((values.length - 1) / SAMPLE));
  const sample: string[] = [];
  for (let code = 1; code < values.length; code += step) if (values[code] !== '') sample.push(values[code]!);
  return sample;
}
