/**
 * A draft or a licence in plain sentences, each with how it is kept. Nothing is promised that software cannot do: what
 * happens outside the application is kept by the agreement alone, and says so.
 */
import { ACTION_NAMES } from './check-draft.ts';
import { purposeLabel } from './duo.ts';
import type { Licence } from './licence.ts';
import {
  type Action,
  DATA_ACTIONS,
  type LicenceDraft,
  type LicenceSentence,
  type MemberRole,
  type PurposeCode,
} from './terms.ts';

/** What draft and licence have in common. */
interface Terms {
  readonly contact: string;
  readonly project: string;
  readonly roles: readonly MemberRole[];
  readonly isDeviceBound: boolean;
  readonly permitted: readonly Action[];
  readonly prohibited: readonly Action[];
  readonly purposes: readonly PurposeCode[];
  readonly nonCommercialOnly: boolean;
  readonly minimumCellSize: number;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly agreementTitle: string;
  readonly attribution: string;
}

const ROLE_NAMES: Readonly<Record<MemberRole, string>> = {
  'bulla:principalInvestigator': 'principal investigator',
  'bulla:analyst': 'analyst',
  'bulla:student': 'student',
};

const ALLOWED: Partial<Readonly<Record<Action, string>>> = {
  'bulla:viewMetadata': 'May open the package and read its data dictionary.',
  'bulla:viewRows': 'May look at rows in the application.',
  'bulla:tabulate': 'May make tables of counts, sums and means.',
  'bulla:exportResults': 'May export such tables.',
  'bulla:exportRows': 'May export the rows. Once exported, only the agreement protects them.',
};

const NOT_ALLOWED: Readonly<Record<Action, Omit<LicenceSentence, 'group'>>> = {
  'bulla:viewMetadata': { text: 'May not open the package.', kept: 'application' },
  'bulla:viewRows': { text: 'May not look at rows.', kept: 'application' },
  'bulla:tabulate': { text: 'May not make tables.', kept: 'application' },
  'bulla:exportResults': { text: 'May not export tables.', kept: 'application' },
  'bulla:exportRows': { text: 'May not export rows.', kept: 'application' },
  'bulla:combine': { text: 'May not combine the data with other data.', kept: 'contract' },
  'bulla:reidentify': { text: 'May not try to find out who anybody in the data is.', kept: 'contract' },
  'bulla:contactSubjects': { text: 'May not contact the people in the data.', kept: 'contract' },
  'odrl:distribute': { text: 'May not pass the data on to anybody.', kept: 'contract' },
  'odrl:secondaryUse': { text: 'May not use the data for anything else.', kept: 'contract' },
};

/** `recipients` are names; for a licence the names in it are taken when none are given. */
export function readLicence(
  draftOrLicence: LicenceDraft | Licence,
  recipients: readonly string[],
): readonly LicenceSentence[] {
  const isDraft = 'preset' in draftOrLicence;
  const terms = isDraft ? termsOfDraft(draftOrLicence) : termsOfLicence(draftOrLicence);
  const names = isDraft || recipients.length > 0 ? recipients : draftOrLicence.members.map((member) => member.name);
  return [
    ...who(terms, names),
    ...allowed(terms),
    ...notAllowed(terms),
    ...purpose(terms),
    ...time(terms),
    ...duties(terms),
  ];
}

function who(terms: Terms, names: readonly string[]): readonly LicenceSentence[] {
  const sentences: LicenceSentence[] = [
    {
      group: 'who',
      text:
        names.length === 0 ? 'Nobody can open the package yet.' : `Only ${joined(names, 'and')} can open the package.`,
      kept: 'cryptography',
    },
  ];
  if (terms.isDeviceBound)
    sentences.push({ group: 'who', text: 'Only on the computer that the identity card names.', kept: 'application' });
  if (terms.roles.length > 0)
    sentences.push({
      group: 'who',
      text: `In the role of ${joined(
        terms.roles.map((role) => ROLE_NAMES[role]),
        'or',
      )}.`,
      kept: 'contract',
    });
  return sentences;
}

function allowed(terms: Terms): readonly LicenceSentence[] {
  const sentences: LicenceSentence[] = terms.permitted.map((action) => ({
    group: 'allowed',
    text: ALLOWED[action] ?? `May ${ACTION_NAMES[action]}.`,
    kept: ALLOWED[action] ? 'application' : 'contract',
  }));
  if (terms.permitted.includes('bulla:tabulate') && terms.minimumCellSize > 1)
    sentences.push({
      group: 'allowed',
      text: `Tables show no group of fewer than ${terms.minimumCellSize} records.`,
      kept: 'application',
    });
  return sentences;
}

function notAllowed(terms: Terms): readonly LicenceSentence[] {
  // refused by default
  const silent = DATA_ACTIONS.filter(
    (action) => !terms.permitted.includes(action) && !terms.prohibited.includes(action),
  );
  return [...terms.prohibited, ...silent].map((action) => ({ group: 'not-allowed', ...NOT_ALLOWED[action] }));
}

function purpose(terms: Terms): readonly LicenceSentence[] {
  const purposes = terms.purposes.map((code) => purposeLabel(code).toLowerCase());
  const sentences: LicenceSentence[] = [
    {
      group: 'purpose',
      text:
        purposes.length === 0
          ? 'No purpose is permitted yet.'
          : `Only for ${joined(purposes, 'or')}. The purpose is stated at each opening and written to the log.`,
      kept: 'evident',
    },
  ];
  if (terms.nonCommercialOnly) sentences.push({ group: 'purpose', text: 'Not for commercial use.', kept: 'evident' });
  if (terms.project !== '')
    sentences.push({ group: 'purpose', text: `Only for the project "${terms.project}".`, kept: 'contract' });
  return sentences;
}

function time(terms: Terms): readonly LicenceSentence[] {
  return [
    { group: 'time', text: `From ${moment(terms.validFrom)}.`, kept: 'application' },
    {
      group: 'time',
      text: `Until ${moment(terms.validUntil)}. After that the application stops opening the data; a renewal needs no new data.`,
      kept: 'application',
    },
  ];
}

function duties(terms: Terms): readonly LicenceSentence[] {
  const sentences: LicenceSentence[] = [
    {
      group: 'duty',
      text: 'Every use and every refusal in the application is written to a log that shows later changes.',
      kept: 'evident',
    },
  ];
  if (terms.agreementTitle !== '')
    sentences.push({
      group: 'duty',
      text: `"${terms.agreementTitle}" must be accepted before the package opens.`,
      kept: 'application',
    });
  if (terms.prohibited.some((action) => NOT_ALLOWED[action].kept === 'contract'))
    sentences.push({
      group: 'duty',
      text: 'Whoever breaks one of the rules that the agreement alone keeps must tell the issuer at once.',
      kept: 'contract',
    });
  if (terms.attribution !== '') sentences.push({ group: 'duty', text: sentence(terms.attribution), kept: 'contract' });
  if (terms.contact !== '')
    sentences.push({ group: 'duty', text: `Questions and renewals: ${terms.contact}.`, kept: 'contract' });
  return sentences;
}

function termsOfDraft(draft: LicenceDraft): Terms {
  return {
    ...draft,
    isDeviceBound: draft.preset !== 'institution',
    agreementTitle: draft.agreement.text.trim() === '' ? '' : draft.agreement.title,
  };
}

function termsOfLicence(licence: Licence): Terms {
  const unique = <Term>(terms: readonly Term[]) => [...new Set(terms)];
  return {
    contact: licence.issuer.contact,
    project: licence.project,
    roles: unique(licence.members.flatMap((member) => member.roles)),
    isDeviceBound: licence.permissions.every((rule) => rule.constraints.some((c) => c.leftOperand === 'bulla:device')),
    permitted: unique(licence.permissions.flatMap((rule) => rule.actions)),
    prohibited: unique(licence.prohibitions.flatMap((rule) => rule.actions)),
    purposes: licence.purposes,
    nonCommercialOnly: licence.nonCommercialOnly,
    minimumCellSize: licence.minimumCellSize,
    validFrom: licence.validFrom,
    validUntil: licence.validUntil,
    agreementTitle: licence.agreement?.title ?? '',
    attribution: licence.attribution,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** '2027-02-21T23:59:59Z' -> '21 Feb 2027, 23:59 UTC' */
function moment(utc: string): string {
  const month = MONTHS[Number(utc.slice(5, 7)) - 1];
  return `${Number(utc.slice(8, 10))} ${month} ${utc.slice(0, 4)}, ${utc.slice(11, 16)} UTC`;
}

/** ['a', 'b', 'c'] -> 'a, b and c' */
function joined(parts: readonly string[], word: 'and' | 'or'): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
