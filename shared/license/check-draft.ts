/** What is wrong or doubtful in a draft, said while it is written. An error keeps the package from being sealed. */
import { isPlainLine, isPlainText } from '../std/plain-text.ts';
import type { Action, LicenceDraft, LicenceWarning } from './terms.ts';
import { parseUtc } from './utc.ts';

const DAY_MS = 86_400_000;
const LONG_TERM_DAYS = 3 * 366;
/** Published floors lie between 5 and 11; below 5 a cell is close to a person. */
const SMALL_CELL = 5;
const OUTSIDE_ACTIONS: readonly Action[] = [
  'bulla:combine',
  'bulla:reidentify',
  'bulla:contactSubjects',
  'odrl:distribute',
  'odrl:secondaryUse',
];

export interface DraftCircumstances {
  readonly recipients: number;
  /** Milliseconds UTC. */
  readonly now: number;
}

export function checkDraft(draft: LicenceDraft, circumstances: DraftCircumstances): readonly LicenceWarning[] {
  return [...draftErrors(draft, circumstances), ...draftDoubts(draft, circumstances)];
}

export function draftErrors(draft: LicenceDraft, { recipients, now }: DraftCircumstances): readonly LicenceWarning[] {
  const found: LicenceWarning[] = [];
  const error = (code: string, text: string) => found.push({ code, severity: 'error', text });
  const from = parseUtc(draft.validFrom);
  const until = parseUtc(draft.validUntil);
  if (recipients === 0) error('no-recipients', 'Nobody is named: add the identity card of at least one recipient.');
  if (draft.title.trim() === '') error('no-title', 'The licence has no title.');
  const lines = [draft.title, draft.project, draft.contact, draft.attribution, draft.agreement.title];
  if (!lines.every((line) => isPlainLine(line, 500)) || !isPlainText(draft.agreement.text, 100_000))
    error('hidden-characters', 'A text is too long, or holds characters that hide or reorder others.');
  if (draft.agreement.text.trim() !== '' && draft.agreement.title.trim() === '')
    error('no-agreement-title', 'The agreement has no title.');
  if (draft.purposes.length === 0) error('no-purpose', 'No purpose is permitted, so the data could never be opened.');
  if (draft.roles.length === 0) error('no-role', 'Nobody is given a role, so nobody would be permitted anything.');
  if (from === null || until === null) error('bad-date', 'The start or the end is not a real date.');
  else if (until <= from) error('end-before-start', 'The licence ends before it starts.');
  else if (until <= now) error('already-over', 'The licence is over before it is issued.');
  for (const action of draft.permitted)
    if (draft.prohibited.includes(action))
      error('contradiction', `"${ACTION_NAMES[action]}" is both permitted and prohibited.`);
  if (draft.prohibited.includes('bulla:viewMetadata'))
    error('opening-prohibited', 'Opening the package is prohibited, so the licence permits nothing.');
  if (draft.permitted.includes('bulla:exportResults') && !draft.permitted.includes('bulla:tabulate'))
    error('export-without-tabulate', 'Results may be exported, but there is no permission to make any.');
  return found;
}

function draftDoubts(draft: LicenceDraft, { now }: DraftCircumstances): readonly LicenceWarning[] {
  const found: LicenceWarning[] = [];
  const warn = (code: string, text: string) => found.push({ code, severity: 'warning', text });
  if (draft.contact.trim() === '') warn('no-contact', 'Nobody is named whom the recipient can ask.');
  const permits = (action: Action) => draft.permitted.includes(action);
  const from = parseUtc(draft.validFrom);
  const until = parseUtc(draft.validUntil);
  if (from !== null && until !== null) {
    const days = Math.round((until - from) / DAY_MS);
    if (days > LONG_TERM_DAYS)
      warn('long-term', `The licence runs for ${days} days. A shorter term with a renewal keeps you in control.`);
    if (until > now && until - now < 7 * DAY_MS) warn('ends-soon', 'The licence ends within a week.');
  }
  if (!draft.permitted.some((action) => action !== 'bulla:viewMetadata'))
    warn('nothing-permitted', 'The recipient may read the data dictionary, and nothing else.');
  if (permits('bulla:tabulate') && draft.minimumCellSize < SMALL_CELL)
    warn(
      'small-cells',
      `A table may show groups of ${draft.minimumCellSize} ${draft.minimumCellSize === 1 ? 'record' : 'records'}. At least 10 is usual.`,
    );
  if ((permits('bulla:viewRows') || permits('bulla:exportRows')) && draft.minimumCellSize > 1)
    warn(
      'cells-beside-rows',
      'Rows may be seen, so the minimum group size keeps nothing back from this recipient. It still holds for exported tables.',
    );
  if (permits('bulla:exportRows'))
    warn('rows-leave', 'Exported rows leave the application: from then on only the agreement protects them.');
  if (permits('bulla:exportRows') && !draft.prohibited.includes('odrl:distribute'))
    warn('rows-may-spread', 'Rows may be exported and passing them on is not prohibited.');
  if (draft.purposes.includes('DUO:0000007') && draft.project.trim() === '')
    warn('disease-not-named', 'Disease-specific research is permitted: name the disease in the project.');
  for (const action of OUTSIDE_ACTIONS)
    if (permits(action)) warn('outside-act-permitted', `The licence permits "${ACTION_NAMES[action]}".`);
  if (!draft.prohibited.includes('bulla:reidentify') && !permits('bulla:reidentify'))
    warn('reidentification-open', 'Re-identification is not prohibited. Nothing but the agreement could forbid it.');
  if (draft.agreement.text.trim() === '')
    warn('no-agreement', 'There is no agreement to accept, so rules outside the application bind nobody.');
  return found;
}

/** What an action is called in a sentence. */
export const ACTION_NAMES: Readonly<Record<Action, string>> = {
  'bulla:viewMetadata': 'open the package and read its data dictionary',
  'bulla:viewRows': 'look at rows',
  'bulla:tabulate': 'make tables of counts, sums and means',
  'bulla:exportResults': 'export tables of results',
  'bulla:exportRows': 'export rows',
  'bulla:combine': 'combine with other data',
  'bulla:reidentify': 're-identify people',
  'bulla:contactSubjects': 'contact the people in the data',
  'odrl:distribute': 'pass the data on',
  'odrl:secondaryUse': 'use the data for anything else',
};
