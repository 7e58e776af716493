/** English for the engine's slugs. Error codes have their own list: shared/contract/error-text.ts. */
import type { UsageEvent, UsageKind } from '@shared/audit/usage-event.ts';
import { ERROR_CODES, errorText } from '@shared/contract/error-text.ts';
import type { PackageCheck } from '@shared/contract/views.ts';
import type { Action, LicenceSentence } from '@shared/license/terms.ts';
import type { ErrorParams } from '@shared/std/app-error.ts';
import type { ColumnType } from '@shared/table/table.ts';

export const TYPE_WORDS: Readonly<Record<ColumnType, string>> = {
  integer: 'Whole number',
  number: 'Number',
  date: 'Date',
  datetime: 'Date and time',
  boolean: 'Yes or no',
  string: 'Text',
};

const LOG_KINDS: Readonly<Record<UsageKind, string>> = {
  'log.genesis': 'Log started',
  'identity.create': 'Identity created',
  'identity.unlock': 'Identity unlocked',
  'identity.restore': 'Identity restored',
  'package.inspect': 'Package verified',
  'package.seal': 'Package sealed',
  'package.open': 'Package opened',
  'terms.accept': 'Terms accepted',
  'rows.view': 'Rows viewed',
  tabulate: 'Table made',
  'export.results': 'Table exported',
  'export.rows': 'Rows exported',
  'session.close': 'Package closed',
  'log.certify': 'Log bound to the identity',
  'log.anchor-lost': 'Record of the log’s end lost',
  'log.view': 'Log viewed',
  'log.export': 'Log exported',
  'clock.change': 'Clock changed',
  'trust.add': 'Person trusted',
  'trust.remove': 'Trust removed',
};

const OUTCOMES: Readonly<Record<UsageEvent['outcome'], string>> = {
  allowed: 'Allowed',
  refused: 'Refused',
  failed: 'Failed',
  done: 'Done',
};

/** What each check of a package asks, as the name of a row. */
const PACKAGE_CHECKS: Readonly<Record<PackageCheck['name'], string>> = {
  container: 'The file is whole',
  signature: 'Nothing was changed after signing',
  signer: 'You trust the person who signed',
  licence: 'The licence is well formed and understood',
  recipient: 'It is sealed for you',
  validity: 'The licence is valid today',
  clock: 'Your clock can be relied on',
  content: 'The content is the one that was signed',
};

const CHECK_STATES: Readonly<Record<PackageCheck['state'], string>> = {
  ok: 'Passed',
  failed: 'Failed',
  'not-checked': 'Not checked',
};

const LICENCE_GROUPS: Readonly<Record<LicenceSentence['group'], string>> = {
  who: 'Who may use it',
  allowed: 'Allowed',
  'not-allowed': 'Not allowed',
  purpose: 'For which purpose',
  time: 'For how long',
  duty: 'What you must do',
};

interface Keeping {
  readonly label: string;
  readonly explanation: string;
}

const KEEPING: Readonly<Record<LicenceSentence['kept'], Keeping>> = {
  cryptography: { label: 'Kept by encryption', explanation: 'Without the right key the data cannot be read at all.' },
  application: { label: 'Kept by Bulla', explanation: 'The application refuses it. A changed application might not.' },
  evident: { label: 'Shown in the log', explanation: 'It is not prevented, but it leaves an entry in the usage log.' },
  contract: {
    label: 'Kept by agreement',
    explanation: 'Nothing technical prevents it. It binds you as a contract does.',
  },
};

const ACTIONS: Readonly<Record<Action, string>> = {
  'bulla:viewMetadata': 'Read the data dictionary',
  'bulla:viewRows': 'See single rows',
  'bulla:tabulate': 'Make tables',
  'bulla:exportResults': 'Export tables',
  'bulla:exportRows': 'Export rows',
  'bulla:combine': 'Combine with other data',
  'bulla:reidentify': 'Identify people',
  'bulla:contactSubjects': 'Contact the people in the data',
  'odrl:distribute': 'Pass the data on',
  'odrl:secondaryUse': 'Use it for another purpose',
};

const PHASES: Readonly<Record<string, string>> = {
  'assess.attacks': 'Attacking the release',
  'assess.linkage': 'Linking the release to the original',
  'assess.lint': 'Looking through the released file',
  'assess.utility': 'Comparing analyses',
  'audit.export': 'Writing the log',
  'audit.verify': 'Recomputing the log',
  'csv.read': 'Reading the file',
  'csv.write': 'Writing the file',
  'package.open': 'Decrypting the package',
  'package.seal': 'Sealing the package',
  'package.verify': 'Verifying the package',
  'package.encrypt': 'Encrypting the package',
  'protect.microaggregation': 'Making small groups',
  'protect.release': 'Making and measuring the release',
  'protect.transform': 'Preparing the columns',
  'risk.assess': 'Measuring the risk in the population',
  'risk.measure': 'Measuring the risk',
  search: 'Searching for the best protection',
};

/** What each check of a log asks. */
const LOG_CHECKS: Readonly<Record<string, string>> = {
  file: 'The file is a log export',
  signature: 'The head is signed by the key of this log',
  entries: 'Every entry is well formed',
  sequence: 'No entry is missing, added or out of order',
  chain: 'Each entry follows from the one before',
  clock: 'Within one run of the application, time only goes forward',
  root: 'All entries together match the signed head',
  table: 'The table for spreadsheets shows the same entries',
  owner: 'The log belongs to a person you trust',
  continuity: 'It continues what was seen of it before',
  start: 'The log was whole when the application started',
};

/** What a good verdict proves and what it does not, one honest sentence each. */
const ASSURANCES: Readonly<Record<string, string>> = {
  'signed-by-log-key':
    'The entries up to the signed head were not changed, removed or reordered by anybody who lacks the key of this log. Whoever controls the computer and that key could have written another history.',
  'log-key-certified-by-owner': 'The owner named here signed the key of this log with their identity.',
  'no-owner': 'No identity vouches for the key of this log.',
  'extends-last-seen': 'It continues, unchanged, an export of this log that was verified here before.',
  'first-seen': 'This is the first export of this log seen here: that nothing was cut off its end cannot be shown yet.',
  'clock-went-back':
    'The clock of that computer was set back at least once. The order of entries is proven, their times are not.',
};

export const logKindWords = (kind: string): string => lookUp(LOG_KINDS, kind);
export const outcomeWords = (outcome: UsageEvent['outcome']): string => OUTCOMES[outcome];
export const packageCheckWords = (name: PackageCheck['name']): string => lookUp(PACKAGE_CHECKS, name);
export const checkStateWords = (state: PackageCheck['state']): string => CHECK_STATES[state];
export const licenceGroupWords = (group: LicenceSentence['group']): string => LICENCE_GROUPS[group];
export const keepingWords = (kept: LicenceSentence['kept']): Keeping => KEEPING[kept];
export const actionWords = (action: string): string => lookUp(ACTIONS, action);
export const logCheckWords = (name: string): string => lookUp(LOG_CHECKS, name);
export const assuranceWords = (slug: string): string => lookUp(ASSURANCES, slug);
export const phaseWords = (phase: string): string => lookUp(PHASES, phase);

/** A refusal's slug as a short sentence; an unknown one is shown as it is, never hidden. */
export function reasonWords(reason: string, params: ErrorParams = {}): string {
  if (reason === '') return '';
  if (!ERROR_CODES.includes(reason)) return humanize(reason);
  return errorText({ code: reason, category: 'licence', params }).title;
}

/** 'rows.view-all' -> 'Rows view all': the last resort for a slug that has no words yet. */
export function humanize(slug: string): string {
  const text = slug.replace(/^(bulla|odrl):/, '').replace(/[.\-_]+/g, ' ');
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

function lookUp(words: Readonly<Record<string, string>>, slug: string): string {
  return (Object.hasOwn(words, slug) ? words[slug] : undefined) ?? humanize(slug);
}
