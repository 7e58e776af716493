import type { AppError } from '@shared/std/app-error.ts';
import type { Json } from '@shared/std/canonical-json.ts';
import { parseLicence } from '@shared/license/parse-licence.ts';
import { PRESETS } from '@shared/license/terms.ts';
import { expect, test } from 'vitest';
import { ALICE, BOB, documentOf, draftOf, ISSUER, PACKAGE_ID } from '../../support/licence.ts';

type Document = Record<string, Json>;
interface Rule {
  target: string;
  action: string[];
  constraint: { leftOperand: string; operator: string; rightOperand: Json; extra?: number }[];
  duty: Record<string, Json>[];
}
const permission = (document: Document) => document.permission as unknown as Rule[];
const prohibition = (document: Document) => document.prohibition as unknown as Record<string, Json>[];
const dateTime = (value: Json) => ({ '@value': value, '@type': 'xsd:dateTime' });

function refusal(change: (document: Document) => void): [string, unknown] {
  const document = documentOf(draftOf('aggregate-only'));
  change(document);
  try {
    parseLicence(document);
  } catch (error) {
    const { code, params } = error as AppError;
    return [code, params.term ?? params.action ?? params.where];
  }
  return ['', ''];
}

test.each(PRESETS)('what %s says comes back', (preset) => {
  const draft = draftOf(preset, { project: 'Study 114' });
  const licence = parseLicence(documentOf(draft));
  expect(licence).toMatchObject({
    issuer: { ...ISSUER, contact: draft.contact },
    title: draft.title,
    project: 'Study 114',
    package: { id: PACKAGE_ID, digest: 'c'.repeat(64) },
    validFrom: draft.validFrom,
    validUntil: draft.validUntil,
    purposes: draft.purposes,
    nonCommercialOnly: draft.nonCommercialOnly,
    minimumCellSize: 10,
    attribution: draft.attribution,
    agreement: draft.agreement,
    serial: 1,
  });
  expect(licence.members).toEqual([
    { id: ALICE.id, name: ALICE.name, organisation: ALICE.organisation, roles: draft.roles },
  ]);
  expect(new Set(licence.permissions.flatMap((rule) => rule.actions))).toEqual(new Set(draft.permitted));
  expect(new Set(licence.prohibitions.flatMap((rule) => rule.actions))).toEqual(new Set(draft.prohibited));
});

test.each<[string, (document: Document) => void, string, unknown]>([
  [
    'another profile',
    (d) => {
      d.profile = 'urn:other';
    },
    'licence.unsupported-term',
    'profile',
  ],
  [
    'a context from elsewhere',
    (d) => {
      d['@context'] = ['http://evil.example/odrl.jsonld', 'urn:bulla:context:v1'];
    },
    'licence.unsupported-term',
    '@context',
  ],
  [
    'another conflict strategy',
    (d) => {
      d.conflict = 'odrl:perm';
    },
    'licence.unsupported-term',
    'conflict',
  ],
  [
    'an unknown member',
    (d) => {
      d.inheritFrom = 'urn:x';
    },
    'licence.unsupported-term',
    'inheritFrom',
  ],
  [
    'a missing member',
    (d) => {
      delete d.obligation;
    },
    'licence.malformed',
    'obligation',
  ],
  [
    'an unknown action',
    (d) => {
      permission(d)[0]!.action.push('odrl:print');
    },
    'licence.unsupported-term',
    'odrl:print',
  ],
  [
    'an unknown left operand',
    (d) => {
      permission(d)[0]!.constraint[2]!.leftOperand = 'odrl:spatial';
    },
    'licence.unsupported-term',
    'odrl:spatial',
  ],
  [
    'an operator that the operand does not take',
    (d) => {
      permission(d)[0]!.constraint[0]!.operator = 'odrl:eq';
    },
    'licence.unsupported-term',
    'odrl:eq',
  ],
  [
    'an unknown member of a constraint',
    (d) => {
      permission(d)[0]!.constraint[0]!.extra = 1;
    },
    'licence.unsupported-term',
    'extra',
  ],
  [
    'a nested constraint',
    (d) => {
      permission(d)[0]!.constraint.push({ or: [] } as never);
    },
    'licence.unsupported-term',
    'or',
  ],
  [
    'an unknown duty',
    (d) => {
      permission(d)[0]!.duty.push({ action: 'odrl:compensate' });
    },
    'licence.unsupported-term',
    'odrl:compensate',
  ],
  [
    'an unknown remedy',
    (d) => {
      prohibition(d)[0]!.remedy = [{ action: 'bulla:suspend' }];
    },
    'licence.unsupported-term',
    'bulla:suspend',
  ],
  [
    'an unknown obligation',
    (d) => {
      d.obligation = [{ action: 'odrl:delete' }];
    },
    'licence.unsupported-term',
    'odrl:delete',
  ],
  [
    'an unknown role',
    (d) => {
      (d['bulla:members'] as unknown as { roles: string[] }[])[0]!.roles = ['bulla:owner'];
    },
    'licence.unsupported-term',
    'bulla:owner',
  ],
  [
    'an unknown purpose',
    (d) => {
      permission(d)[0]!.constraint[2]!.rightOperand = [{ '@id': 'obo:DUO_9999999' }];
    },
    'licence.unsupported-term',
    'obo:DUO_9999999',
  ],
  [
    'a term with hidden letters is shown without them',
    (d) => {
      permission(d)[0]!.action.push('odrl:\u202eprint');
    },
    'licence.unsupported-term',
    'odrl:?print',
  ],
  [
    'an unknown kind of key grant',
    (d) => {
      (d['bulla:keyGrants'] as unknown as { kem: string }[])[0]!.kem = 'none';
    },
    'licence.unsupported-term',
    'none',
  ],

  [
    '31 February',
    (d) => {
      permission(d)[0]!.constraint[1]!.rightOperand = dateTime('2027-02-31T00:00:00Z');
    },
    'licence.malformed',
    'permission[0].constraint[1].rightOperand.@value',
  ],
  [
    '29 February of a common year',
    (d) => {
      d['bulla:issued'] = '2027-02-29T00:00:00Z';
    },
    'licence.malformed',
    'bulla:issued',
  ],
  [
    'a time without a zone',
    (d) => {
      permission(d)[0]!.constraint[0]!.rightOperand = dateTime('2026-11-23T00:00:00');
    },
    'licence.malformed',
    'permission[0].constraint[0].rightOperand.@value',
  ],
  [
    'a time in another zone',
    (d) => {
      d['bulla:issued'] = '2026-11-23T09:00:00+01:00';
    },
    'licence.malformed',
    'bulla:issued',
  ],
  [
    'the 25th hour',
    (d) => {
      d['bulla:issued'] = '2026-11-23T24:00:00Z';
    },
    'licence.malformed',
    'bulla:issued',
  ],
  [
    'a date that is only text',
    (d) => {
      permission(d)[0]!.constraint[0]!.rightOperand = '2026-11-23T00:00:00Z';
    },
    'licence.malformed',
    'permission[0].constraint[0].rightOperand',
  ],
  [
    'no end',
    (d) => {
      permission(d)[0]!.constraint.splice(1, 1);
    },
    'licence.malformed',
    'permission[0].constraint',
  ],
  [
    'two ends',
    (d) => {
      permission(d)[0]!.constraint.push(permission(d)[0]!.constraint[1]!);
    },
    'licence.malformed',
    'permission[0].constraint',
  ],
  [
    'no purpose at all',
    (d) => {
      for (const rule of permission(d))
        rule.constraint = rule.constraint.filter((c) => c.leftOperand !== 'odrl:purpose');
    },
    'licence.malformed',
    'permission',
  ],
  [
    'an empty purpose',
    (d) => {
      permission(d)[0]!.constraint[2]!.rightOperand = [];
    },
    'licence.malformed',
    'permission[0].constraint[2].rightOperand',
  ],
  [
    'kinds of research and commerciality in one',
    (d) => {
      permission(d)[0]!.constraint[2]!.rightOperand = [{ '@id': 'obo:DUO_0000006' }, { '@id': 'dpv:AcademicResearch' }];
    },
    'licence.malformed',
    'permission[0].constraint[2].rightOperand',
  ],
  [
    'a cell size of nought',
    (d) => {
      permission(d)[1]!.constraint.at(-1)!.rightOperand = 0;
    },
    'licence.malformed',
    'permission[1].constraint[6].rightOperand',
  ],
  [
    'a fractional cell size',
    (d) => {
      permission(d)[1]!.constraint.at(-1)!.rightOperand = 9.5;
    },
    'licence.malformed',
    'permission[1].constraint[6].rightOperand',
  ],
  [
    'assignees that are not the members',
    (d) => {
      d.assignee = [BOB.id];
    },
    'licence.malformed',
    'assignee',
  ],
  [
    'an assigner that is not the issuer',
    (d) => {
      d.assigner = BOB.id;
    },
    'licence.malformed',
    'assigner',
  ],
  [
    'a rule about another package',
    (d) => {
      permission(d)[0]!.target = 'urn:uuid:00000000-0000-4000-8000-000000000000';
    },
    'licence.malformed',
    'permission[0].target',
  ],
  [
    'tracking by somebody else',
    (d) => {
      permission(d)[0]!.duty[0]!['odrl:trackingParty'] = BOB.id;
    },
    'licence.malformed',
    'permission[0].duty[0].odrl:trackingParty',
  ],
  [
    'a grant for a stranger',
    (d) => {
      (d['bulla:keyGrants'] as unknown as { member: string }[])[0]!.member = BOB.id;
    },
    'licence.malformed',
    'bulla:keyGrants[0].member',
  ],
  [
    'a grant that is too short',
    (d) => {
      (d['bulla:keyGrants'] as unknown as { ct: string }[])[0]!.ct = 'AAAA';
    },
    'licence.malformed',
    'bulla:keyGrants[0].ct',
  ],
  [
    'codes that say more than the rules',
    (d) => {
      (d['bulla:dataUse'] as unknown as { hl7: string[] }).hl7.push('NOAUTH');
    },
    'licence.malformed',
    'bulla:dataUse.hl7',
  ],
  [
    'codes that say less than the rules',
    (d) => {
      (d['bulla:dataUse'] as unknown as { duo: string[] }).duo.shift();
    },
    'licence.malformed',
    'bulla:dataUse.duo',
  ],
  [
    'an agreement to accept that is not there',
    (d) => {
      d['bulla:agreement'] = null;
    },
    'licence.malformed',
    'bulla:agreement',
  ],
  [
    'a name that turns letters around',
    (d) => {
      (d['bulla:issuer'] as unknown as { name: string }).name = 'Hospital \u202elatipsoH';
    },
    'licence.malformed',
    'bulla:issuer.name',
  ],
  [
    'a serial of nought',
    (d) => {
      d['bulla:serial'] = 0;
    },
    'licence.malformed',
    'bulla:serial',
  ],
  [
    'permissions that are no list',
    (d) => {
      d.permission = {};
    },
    'licence.malformed',
    'permission',
  ],
  [
    '65 prohibitions',
    (d) => {
      d.prohibition = Array.from({ length: 65 }, () => prohibition(d)[0]!);
    },
    'licence.malformed',
    'prohibition',
  ],

  [
    'an action both permitted and prohibited',
    (d) => {
      prohibition(d)[0]!.action = ['bulla:tabulate'];
    },
    'licence.contradictory',
    'bulla:tabulate',
  ],
])('refuses %s', (_, change, code, where) => {
  expect(refusal(change)).toEqual([code, where]);
});

test('a document that is no object is refused', () => {
  for (const json of [null, true, 1, 'x', []] as const) expect(() => parseLicence(json)).toThrow('licence.malformed');
});
