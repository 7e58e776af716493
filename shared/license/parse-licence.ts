/**
 * Reads a licence document strictly. The profile is closed: what this reader does not know it cannot keep, so an unknown
 * member, action, operand, operator, duty or value voids the whole licence.
 *
 * Throws `licence.unsupported-term` (something unknown), `licence.malformed` (something missing, of the wrong form, or not
 * agreeing with the rest) and `licence.contradictory` (an action permitted and prohibited).
 */
import { AppError } from '../std/app-error.ts';
import { fromBase64Url } from '../std/bytes.ts';
import type { Json } from '../std/canonical-json.ts';
import { canonicalJson } from '../std/canonical-json.ts';
import { isPlainLine, isPlainText } from '../std/plain-text.ts';
import { dataUse } from './data-use.ts';
import { NON_COMMERCIAL_PURPOSES, purposeOfIri } from './duo.ts';
import {
  type Constraint,
  KEY_GRANT_KEM,
  type KeyGrant,
  LICENCE_CONTEXT,
  LICENCE_PROFILE,
  type Licence,
  type LicenceAgreement,
  type LicenceMember,
  type Permission,
  type PermissionDuty,
  type Prohibition,
} from './licence.ts';
import { ACTIONS, type Action, type MemberRole, type PurposeCode, ROLES } from './terms.ts';
import { formatUtc, parseUtc } from './utc.ts';

const MAX_LINE = 500;
const MAX_AGREEMENT = 100_000;
const MAX_MEMBERS = 64;
const MAX_GRANTS = 128;
const MAX_RULES = 64;
const MAX_CONSTRAINTS = 32;
const MAX_CELL_SIZE = 1_000_000;

const PARTY = /^did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DEVICE = /^urn:bulla:device:[0-9a-f]{32}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const BASES = ['hl7:NOINTEGRATE', 'hl7:NORELINK', 'hl7:NORDSCLCD', 'hl7:NOREUSE', 'bulla:controlledEnvironmentOnly'];

export function parseLicence(json: Json): Licence {
  const document = membersOf(json, '', [
    '@context',
    '@type',
    'uid',
    'profile',
    'conflict',
    'assigner',
    'assignee',
    'bulla:title',
    'bulla:series',
    'bulla:serial',
    'bulla:issued',
    'bulla:package',
    'bulla:issuer',
    'bulla:members',
    'bulla:keyGrants',
    'bulla:dataUse',
    'bulla:agreement',
    'permission',
    'prohibition',
    'obligation',
  ]);
  constant(document['@context']!, '@context', [...LICENCE_CONTEXT]);
  constant(document['@type']!, '@type', 'odrl:Agreement');
  constant(document.profile!, 'profile', LICENCE_PROFILE);
  constant(document.conflict!, 'conflict', 'odrl:prohibit');

  const bound = membersOf(document['bulla:package']!, 'bulla:package', ['id', 'digest']);
  const packageId = matching(bound.id!, 'bulla:package.id', UUID);
  const issuer = issuerOf(document['bulla:issuer']!);
  agrees(document.assigner!, issuer.id, 'assigner');
  const members = list(document['bulla:members']!, 'bulla:members', MAX_MEMBERS, 1).map(memberOf);
  agrees(
    document.assignee!,
    members.map((member) => member.id),
    'assignee',
  );
  distinct(
    members.map((member) => member.id),
    'bulla:members',
  );
  const keyGrants = list(document['bulla:keyGrants']!, 'bulla:keyGrants', MAX_GRANTS).map((grant, at) =>
    keyGrantOf(grant, at, members),
  );
  distinct(
    keyGrants.map((grant) => `${grant.member} ${grant.device}`),
    'bulla:keyGrants',
  );

  const parties = { packageId, issuer: issuer.id };
  const permissions = list(document.permission!, 'permission', MAX_RULES, 1).map((rule, at) =>
    permissionOf(rule, `permission[${at}]`, parties),
  );
  const prohibitions = list(document.prohibition!, 'prohibition', MAX_RULES).map((rule, at) =>
    prohibitionOf(rule, `prohibition[${at}]`, parties),
  );
  refuseContradiction(permissions, prohibitions);
  const agreement = agreementOf(document['bulla:agreement']!);
  if (agreement === null && permissions.some((rule) => rule.duties.includes('bulla:acceptAgreement')))
    throw malformed('bulla:agreement');

  const all = permissions.flatMap((rule) => rule.constraints);
  const purposes = purposesOf(all);
  const nonCommercialOnly = permissions.every(isNonCommercialOnly);
  const use = membersOf(document['bulla:dataUse']!, 'bulla:dataUse', ['duo', 'hl7', 'project']);
  const project = line(use.project!, 'bulla:dataUse.project');
  const prohibited = unconditionallyProhibited(prohibitions);
  const codes = dataUse({ purposes, nonCommercialOnly, prohibited: [...prohibited], project });
  agrees(use.duo!, codes.duo, 'bulla:dataUse.duo');
  agrees(use.hl7!, codes.hl7, 'bulla:dataUse.hl7');

  return {
    uid: matching(document.uid!, 'uid', UUID),
    series: matching(document['bulla:series']!, 'bulla:series', UUID),
    serial: wholeNumber(document['bulla:serial']!, 'bulla:serial', 1, 1_000_000),
    issued: formatUtc(instant(document['bulla:issued']!, 'bulla:issued')),
    issuer,
    title: line(document['bulla:title']!, 'bulla:title'),
    project,
    members,
    keyGrants,
    package: { id: packageId, digest: matching(bound.digest!, 'bulla:package.digest', DIGEST) },
    validFrom: formatUtc(Math.min(...instants(all, ['odrl:gt', 'odrl:gteq']))),
    validUntil: formatUtc(Math.max(...instants(all, ['odrl:lt', 'odrl:lteq']))),
    purposes,
    nonCommercialOnly,
    permissions,
    prohibitions,
    agreement,
    minimumCellSize: Math.max(1, ...all.map((c) => (c.leftOperand === 'bulla:minCellSize' ? c.value : 1))),
    attribution: attributionOf(document.obligation!),
    raw: json,
  };
}

function issuerOf(json: Json): Licence['issuer'] {
  const issuer = membersOf(json, 'bulla:issuer', ['id', 'name', 'contact']);
  return {
    id: matching(issuer.id!, 'bulla:issuer.id', PARTY),
    name: line(issuer.name!, 'bulla:issuer.name'),
    contact: line(issuer.contact!, 'bulla:issuer.contact'),
  };
}

function memberOf(json: Json, at: number): LicenceMember {
  const where = `bulla:members[${at}]`;
  const member = membersOf(json, where, ['id', 'name', 'organisation', 'roles']);
  const roles = list(member.roles!, `${where}.roles`, ROLES.length).map((role, index) =>
    oneOf<MemberRole>(role, `${where}.roles[${index}]`, ROLES),
  );
  distinct(roles, `${where}.roles`);
  return {
    id: matching(member.id!, `${where}.id`, PARTY),
    name: line(member.name!, `${where}.name`),
    organisation: line(member.organisation!, `${where}.organisation`),
    roles,
  };
}

function keyGrantOf(json: Json, at: number, members: readonly LicenceMember[]): KeyGrant {
  const where = `bulla:keyGrants[${at}]`;
  const grant = membersOf(json, where, ['member', 'device', 'kem', 'enc', 'ct']);
  const member = text(grant.member!, `${where}.member`);
  if (!members.some((known) => known.id === member)) throw malformed(`${where}.member`);
  return {
    member,
    device: matching(grant.device!, `${where}.device`, DEVICE),
    kem: oneOf(grant.kem!, `${where}.kem`, [KEY_GRANT_KEM]),
    enc: base64Url(grant.enc!, `${where}.enc`, 32),
    ct: base64Url(grant.ct!, `${where}.ct`, 48),
  };
}

function agreementOf(json: Json): LicenceAgreement | null {
  if (json === null) return null;
  const where = 'bulla:agreement';
  const agreement = membersOf(json, where, ['title', 'text', 'sha256', 'acceptance']);
  constant(agreement.acceptance!, `${where}.acceptance`, 'required');
  const body = text(agreement.text!, `${where}.text`);
  if (body.trim() === '' || !isPlainText(body, MAX_AGREEMENT)) throw malformed(`${where}.text`);
  return {
    title: line(agreement.title!, `${where}.title`),
    text: body,
    sha256: matching(agreement.sha256!, `${where}.sha256`, DIGEST),
  };
}

interface Parties {
  readonly packageId: string;
  readonly issuer: string;
}

function permissionOf(json: Json, where: string, parties: Parties): Permission {
  const rule = membersOf(json, where, ['target', 'action', 'constraint', 'duty']);
  agrees(rule.target!, parties.packageId, `${where}.target`);
  const constraints = constraintsOf(rule.constraint!, `${where}.constraint`);
  // Every permission starts and ends: a licence without an end cannot be written.
  for (const bounds of [
    ['odrl:gt', 'odrl:gteq'],
    ['odrl:lt', 'odrl:lteq'],
  ])
    if (instants(constraints, bounds).length !== 1) throw malformed(`${where}.constraint`);
  const duties = list(rule.duty!, `${where}.duty`, 8).map((duty, at) => dutyOf(duty, `${where}.duty[${at}]`, parties));
  distinct(duties, `${where}.duty`);
  return { actions: actionsOf(rule.action!, `${where}.action`), constraints, duties };
}

function dutyOf(json: Json, where: string, { issuer }: Parties): PermissionDuty {
  const duty = membersOf(json, where, ['action'], ['odrl:trackingParty']);
  const action = oneOf<PermissionDuty>(duty.action!, `${where}.action`, [
    'odrl:acceptTracking',
    'bulla:acceptAgreement',
  ]);
  const party = duty['odrl:trackingParty'];
  if (action === 'odrl:acceptTracking') agrees(party ?? null, issuer, `${where}.odrl:trackingParty`);
  else if (party !== undefined) throw unsupported('odrl:trackingParty');
  return action;
}

function prohibitionOf(json: Json, where: string, { packageId, issuer }: Parties): Prohibition {
  const rule = membersOf(json, where, ['target', 'action'], ['constraint', 'bulla:basis', 'remedy']);
  agrees(rule.target!, packageId, `${where}.target`);
  const remedies = list(rule.remedy ?? [], `${where}.remedy`, 8).map((remedy, at) => {
    const place = `${where}.remedy[${at}]`;
    const duty = membersOf(remedy, place, ['action'], ['odrl:informedParty']);
    const action = oneOf(duty.action!, `${place}.action`, ['odrl:inform'] as const);
    agrees(duty['odrl:informedParty'] ?? null, issuer, `${place}.odrl:informedParty`);
    return action;
  });
  const constraints = constraintsOf(rule.constraint ?? [], `${where}.constraint`);
  // It binds results and never fails: on a prohibition it would mean nothing.
  if (constraints.some((c) => c.leftOperand === 'bulla:minCellSize')) throw unsupported('bulla:minCellSize');
  return {
    actions: actionsOf(rule.action!, `${where}.action`),
    constraints,
    basis: rule['bulla:basis'] === undefined ? '' : oneOf(rule['bulla:basis'], `${where}.bulla:basis`, BASES),
    remedies,
  };
}

function attributionOf(json: Json): string {
  const duties = list(json, 'obligation', 1);
  if (duties.length === 0) return '';
  const duty = membersOf(duties[0]!, 'obligation[0]', ['action'], ['bulla:text']);
  oneOf(duty.action!, 'obligation[0].action', ['odrl:attribute']);
  const attribution = line(duty['bulla:text'] ?? null, 'obligation[0].bulla:text');
  if (attribution === '') throw malformed('obligation[0].bulla:text');
  return attribution;
}

function actionsOf(json: Json, where: string): readonly Action[] {
  const actions = list(json, where, ACTIONS.length, 1).map((action, at) =>
    oneOf<Action>(action, `${where}[${at}]`, ACTIONS),
  );
  distinct(actions, where);
  return actions;
}

function constraintsOf(json: Json, where: string): readonly Constraint[] {
  return list(json, where, MAX_CONSTRAINTS).map((constraint, at) => constraintOf(constraint, `${where}[${at}]`));
}

const ANY_OF = ['odrl:isAnyOf'] as const;

function constraintOf(json: Json, where: string): Constraint {
  const { leftOperand, operator, rightOperand } = membersOf(json, where, ['leftOperand', 'operator', 'rightOperand']);
  const operand = oneOf<Constraint['leftOperand']>(leftOperand!, `${where}.leftOperand`, [
    'odrl:dateTime',
    'odrl:purpose',
    'bulla:device',
    'bulla:role',
    'bulla:minCellSize',
  ]);
  const right = `${where}.rightOperand`;
  switch (operand) {
    case 'odrl:dateTime':
      return {
        leftOperand: operand,
        operator: oneOf(operator!, `${where}.operator`, ['odrl:gt', 'odrl:gteq', 'odrl:lt', 'odrl:lteq']),
        instant: typedInstant(rightOperand!, right),
      };
    case 'odrl:purpose':
      return {
        leftOperand: operand,
        operator: oneOf(operator!, `${where}.operator`, ['odrl:isAnyOf', 'odrl:isNoneOf']),
        values: purposeIris(rightOperand!, right),
      };
    case 'bulla:device':
      return {
        leftOperand: operand,
        operator: oneOf(operator!, `${where}.operator`, ANY_OF),
        values: iris(rightOperand!, right, (iri) => DEVICE.test(iri)),
      };
    case 'bulla:role':
      return {
        leftOperand: operand,
        operator: oneOf(operator!, `${where}.operator`, ANY_OF),
        values: iris(rightOperand!, right, (iri) => ROLES.some((role) => role === iri)),
      };
    case 'bulla:minCellSize':
      return {
        leftOperand: operand,
        operator: oneOf(operator!, `${where}.operator`, ['odrl:gteq']),
        value: wholeNumber(rightOperand!, right, 1, MAX_CELL_SIZE),
      };
  }
}

function typedInstant(json: Json, where: string): number {
  const literal = membersOf(json, where, ['@value', '@type']);
  constant(literal['@type']!, `${where}.@type`, 'xsd:dateTime');
  return instant(literal['@value']!, `${where}.@value`);
}

function iris(json: Json, where: string, isKnown: (iri: string) => boolean): readonly string[] {
  const values = list(json, where, MAX_GRANTS, 1).map((value, at) => {
    const iri = text(membersOf(value, `${where}[${at}]`, ['@id'])['@id']!, `${where}[${at}].@id`);
    if (!isKnown(iri)) throw unsupported(iri);
    return iri;
  });
  distinct(values, where);
  return values;
}

/** One constraint speaks of one facet: kinds of research (DUO), or commerciality (DPV). */
function purposeIris(json: Json, where: string): readonly string[] {
  const values = iris(json, where, (iri) => purposeOfIri(iri) !== undefined || isNonCommercialIri(iri));
  if (values.some(isNonCommercialIri) && !values.every(isNonCommercialIri)) throw malformed(where);
  return values;
}

function isNonCommercialIri(iri: string): boolean {
  return NON_COMMERCIAL_PURPOSES.some((known) => known === iri);
}

function isNonCommercialOnly(rule: Permission): boolean {
  return rule.constraints.some(
    (c) => c.leftOperand === 'odrl:purpose' && c.operator === 'odrl:isAnyOf' && c.values.every(isNonCommercialIri),
  );
}

function purposesOf(constraints: readonly Constraint[]): readonly PurposeCode[] {
  const codes = constraints.flatMap((c) =>
    c.leftOperand === 'odrl:purpose' && c.operator === 'odrl:isAnyOf'
      ? c.values.flatMap((iri) => purposeOfIri(iri) ?? [])
      : [],
  );
  if (codes.length === 0) throw malformed('permission');
  return [...new Set(codes)];
}

function instants(constraints: readonly Constraint[], operators: readonly string[]): readonly number[] {
  return constraints.flatMap((c) =>
    c.leftOperand === 'odrl:dateTime' && operators.includes(c.operator) ? [c.instant] : [],
  );
}

function unconditionallyProhibited(prohibitions: readonly Prohibition[]): ReadonlySet<Action> {
  return new Set(prohibitions.flatMap((rule) => (rule.constraints.length === 0 ? rule.actions : [])));
}

/** Which of the two the issuer meant cannot be guessed. */
function refuseContradiction(permissions: readonly Permission[], prohibitions: readonly Prohibition[]): void {
  const prohibited = unconditionallyProhibited(prohibitions);
  const both = permissions.flatMap((rule) => rule.actions).find((action) => prohibited.has(action));
  if (both) throw new AppError('licence', 'licence.contradictory', { action: both });
}

// --- reading JSON strictly ---

type Members = Readonly<Record<string, Json>>;

/** An object with all of `required`, perhaps some of `optional`, and nothing else. */
function membersOf(json: Json, where: string, required: readonly string[], optional: readonly string[] = []): Members {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw malformed(where);
  const members = json as Members;
  for (const name of Object.keys(members))
    if (!required.includes(name) && !optional.includes(name)) throw unsupported(name);
  for (const name of required)
    if (!Object.hasOwn(members, name)) throw malformed(where === '' ? name : `${where}.${name}`);
  return members;
}

function list(json: Json, where: string, maximum: number, minimum = 0): readonly Json[] {
  if (!Array.isArray(json) || json.length > maximum || json.length < minimum) throw malformed(where);
  return json as readonly Json[];
}

function text(json: Json, where: string): string {
  if (typeof json !== 'string') throw malformed(where);
  return json;
}

function line(json: Json, where: string): string {
  const value = text(json, where);
  if (!isPlainLine(value, MAX_LINE)) throw malformed(where);
  return value;
}

function matching(json: Json, where: string, pattern: RegExp): string {
  const value = text(json, where);
  if (!pattern.test(value)) throw malformed(where);
  return value;
}

function base64Url(json: Json, where: string, length: number): string {
  const value = text(json, where);
  if (value.length > 2 * length) throw malformed(where);
  let decoded: number;
  try {
    decoded = fromBase64Url(value).length;
  } catch {
    throw malformed(where);
  }
  if (decoded !== length) throw malformed(where);
  return value;
}

function wholeNumber(json: Json, where: string, minimum: number, maximum: number): number {
  if (typeof json !== 'number' || !Number.isInteger(json) || json < minimum || json > maximum) throw malformed(where);
  return json;
}

function instant(json: Json, where: string): number {
  const value = parseUtc(text(json, where));
  if (value === null) throw malformed(where);
  return value;
}

function oneOf<Term extends string>(json: Json, where: string, known: readonly Term[]): Term {
  const value = text(json, where);
  const found = known.find((term) => term === value);
  if (found === undefined) throw unsupported(value);
  return found;
}

/** A literal of the profile. */
function constant(json: Json, where: string, expected: Json): void {
  if (canonicalJson(json) !== canonicalJson(expected)) throw unsupported(where);
}

/** Something said twice must say the same. */
function agrees(json: Json, expected: Json, where: string): void {
  if (canonicalJson(json) !== canonicalJson(expected)) throw malformed(where);
}

function distinct(values: readonly string[], where: string): void {
  if (new Set(values).size !== values.length) throw malformed(where);
}

function malformed(where: string): AppError {
  return new AppError('licence', 'licence.malformed', { where });
}

/** The term is shown, so it is cut and kept to plain letters. */
function unsupported(term: string): AppError {
  return new AppError('licence', 'licence.unsupported-term', { term: term.slice(0, 100).replace(/[^ -~]/g, '?') });
}
