/** Binds a draft to a package, to people and to their key grants: the licence document that the issuer signs. */
import { AppError } from '../std/app-error.ts';
import { type Bytes, toHex, utf8 } from '../std/bytes.ts';
import type { Json } from '../std/canonical-json.ts';
import { draftErrors } from './check-draft.ts';
import { dataUse } from './data-use.ts';
import { NON_COMMERCIAL_PURPOSES, purposeIri } from './duo.ts';
import { type KeyGrant, LICENCE_CONTEXT, LICENCE_PROFILE } from './licence.ts';
import { parseLicence } from './parse-licence.ts';
import { type Action, DATA_ACTIONS, type LicenceDraft } from './terms.ts';
import { parseUtc } from './utc.ts';

export interface LicenceInput {
  readonly draft: LicenceDraft;
  readonly issuer: { readonly id: string; readonly name: string };
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly organisation: string;
    readonly device: string;
  }[];
  readonly packageId: string;
  readonly packageDigest: string;
  readonly uid: string;
  readonly series: string;
  readonly serial: number;
  readonly issued: string;
  readonly keyGrants: readonly KeyGrant[];
  readonly sha256: (bytes: Bytes) => Bytes;
}

/** Results of these actions are held to the minimum cell size. */
const AGGREGATE_ACTIONS: readonly Action[] = ['bulla:tabulate', 'bulla:exportResults'];

/** Prohibitions are grouped by the refrain code that they express. */
const BASES: readonly { readonly basis: string; readonly actions: readonly Action[] }[] = [
  { basis: 'hl7:NOINTEGRATE', actions: ['bulla:combine'] },
  { basis: 'hl7:NORELINK', actions: ['bulla:reidentify', 'bulla:contactSubjects'] },
  { basis: 'hl7:NORDSCLCD', actions: ['odrl:distribute'] },
  { basis: 'hl7:NOREUSE', actions: ['odrl:secondaryUse'] },
  {
    basis: 'bulla:controlledEnvironmentOnly',
    actions: DATA_ACTIONS,
  },
];
/** Acts outside the application: nobody but the person can tell of an infringement. */
const OUTSIDE_BASES: readonly string[] = ['hl7:NOINTEGRATE', 'hl7:NORELINK', 'hl7:NORDSCLCD', 'hl7:NOREUSE'];

/**
 * Throws `licence.draft-refused` with the first error that `checkDraft` finds, and what `parseLicence` throws: nothing is
 * issued that a reader would not accept.
 */
export function buildLicence(input: LicenceInput): Json {
  const { draft, issuer, members } = input;
  const issued = parseUtc(input.issued) ?? Number.NaN;
  const problem = draftErrors(draft, { recipients: members.length, now: issued })[0];
  if (problem) throw new AppError('usage', 'licence.draft-refused', { problem: problem.code });
  const licence: Json = {
    '@context': [...LICENCE_CONTEXT],
    '@type': 'odrl:Agreement',
    uid: input.uid,
    profile: LICENCE_PROFILE,
    conflict: 'odrl:prohibit',
    assigner: issuer.id,
    assignee: members.map((member) => member.id),
    'bulla:title': draft.title,
    'bulla:series': input.series,
    'bulla:serial': input.serial,
    'bulla:issued': input.issued,
    'bulla:package': { id: input.packageId, digest: input.packageDigest },
    'bulla:issuer': { id: issuer.id, name: issuer.name, contact: draft.contact },
    'bulla:members': members.map(({ id, name, organisation }) => ({ id, name, organisation, roles: [...draft.roles] })),
    'bulla:keyGrants': input.keyGrants.map(({ member, device, kem, enc, ct }) => ({ member, device, kem, enc, ct })),
    'bulla:dataUse': { ...dataUse(draft), project: draft.project },
    'bulla:agreement': agreementOf(input),
    permission: permissionsOf(input),
    prohibition: prohibitionsOf(input),
    obligation: draft.attribution === '' ? [] : [{ action: 'odrl:attribute', 'bulla:text': draft.attribution }],
  };
  parseLicence(licence);
  return licence;
}

function hasAgreement(draft: LicenceDraft): boolean {
  return draft.agreement.text.trim() !== '';
}

function agreementOf({ draft, sha256 }: LicenceInput): Json {
  if (!hasAgreement(draft)) return null;
  const { title, text } = draft.agreement;
  return { title, text, sha256: toHex(sha256(utf8(text))), acceptance: 'required' };
}

function permissionsOf(input: LicenceInput): Json {
  const { draft, packageId, issuer } = input;
  const permitted = new Set<Action>([...draft.permitted, 'bulla:viewMetadata']);
  const aggregate = AGGREGATE_ACTIONS.filter((action) => permitted.has(action));
  const other = [...permitted].filter((action) => !AGGREGATE_ACTIONS.includes(action)).sort();
  const duty: Json[] = [{ action: 'odrl:acceptTracking', 'odrl:trackingParty': issuer.id }];
  if (hasAgreement(draft)) duty.push({ action: 'bulla:acceptAgreement' });
  const common = constraintsOf(input);
  const permission = (action: readonly Action[], constraint: readonly Json[]): Json => ({
    target: packageId,
    action: [...action],
    constraint,
    duty,
  });
  const minimum = { leftOperand: 'bulla:minCellSize', operator: 'odrl:gteq', rightOperand: draft.minimumCellSize };
  return aggregate.length === 0
    ? [permission(other, common)]
    : [permission(other, common), permission(aggregate, [...common, minimum])];
}

/** In the order in which a refusal names them: time, purpose, device, role. */
function constraintsOf({ draft, members }: LicenceInput): readonly Json[] {
  const instant = (operator: string, at: string): Json => ({
    leftOperand: 'odrl:dateTime',
    operator,
    rightOperand: { '@value': at, '@type': 'xsd:dateTime' },
  });
  const isAnyOf = (leftOperand: string, values: readonly string[]): Json => ({
    leftOperand,
    operator: 'odrl:isAnyOf',
    rightOperand: values.map((value) => ({ '@id': value })),
  });
  const constraints = [
    instant('odrl:gteq', draft.validFrom),
    instant('odrl:lteq', draft.validUntil),
    isAnyOf('odrl:purpose', draft.purposes.map(purposeIri)),
  ];
  if (draft.nonCommercialOnly) constraints.push(isAnyOf('odrl:purpose', NON_COMMERCIAL_PURPOSES));
  // Within an institution people change machines: there the key alone decides, not the device.
  if (draft.preset !== 'institution')
    constraints.push(isAnyOf('bulla:device', [...new Set(members.map((member) => member.device))]));
  if (draft.roles.length > 0) constraints.push(isAnyOf('bulla:role', draft.roles));
  return constraints;
}

function prohibitionsOf({ draft, packageId, issuer }: LicenceInput): Json {
  return BASES.flatMap(({ basis, actions }) => {
    const prohibited = actions.filter((action) => draft.prohibited.includes(action));
    if (prohibited.length === 0) return [];
    const rule = { target: packageId, action: prohibited, 'bulla:basis': basis };
    return OUTSIDE_BASES.includes(basis)
      ? [{ ...rule, remedy: [{ action: 'odrl:inform', 'odrl:informedParty': issuer.id }] }]
      : [rule];
  });
}
