/** English for the engine's slugs. Error codes have their own list: shared/contract/error-text.ts. */
import type { UsageEvent, UsageKind } from '@shared/audit/usage-event.ts';
import { ERROR_CODES, errorText } from '@shared/contract/error-text.ts';
import type { PackageCheck } from '@shared/contract/views.ts';
import type { Action, LicenceSentence } from '@shared/license/terms.ts';
import type { ErrorParams } from '@shared/std/app-error.ts';

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
  content: 'The content decrypts and matches its digests',
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
  'csv.read': 'Reading the file',
  'package.read': 'Reading the package',
  'package.inspect': 'Verifying the package',
  'package.verify': 'Verifying the package',
  'package.decrypt': 'Decrypting',
  'package.encrypt': 'Encrypting',
  'package.write': 'Writing the package',
  'session.load': 'Reading the data',
  'log.read': 'Reading the log',
  'log.verify': 'Recomputing the log',
  'log.export': 'Writing the log',
};

export const logKindWords = (kind: string): string => lookUp(LOG_KINDS, kind);
export const outcomeWords = (outcome: UsageEvent['outcome']): string => OUTCOMES[outcome];
export const packageCheckWords = (name: PackageCheck['name']): string => lookUp(PACKAGE_CHECKS, name);
export const checkStateWords = (state: PackageCheck['state']): string => CHECK_STATES[state];
export const licenceGroupWords = (group: LicenceSentence['group']): string => LICENCE_GROUPS[group];
export const keepingWords = (kept: LicenceSentence['kept']): Keeping => KEEPING[kept];
export const actionWords = (action: string): string => lookUp(ACTIONS, action);
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
