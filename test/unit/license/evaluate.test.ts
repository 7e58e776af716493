import { type EvaluationSession, evaluate } from '@shared/license/evaluate.ts';
import type { Licence } from '@shared/license/licence.ts';
import { parseLicence } from '@shared/license/parse-licence.ts';
import { ACTIONS, type Action, PRESETS } from '@shared/license/terms.ts';
import { expect, test } from 'vitest';
import { BOB, documentOf, draftOf, licenceOf, NOW, SESSION } from '../../support/licence.ts';

const aggregate = licenceOf('aggregate-only');
const rows = licenceOf('row-access');
const institution = licenceOf('institution');
const teaching = licenceOf('teaching');
const END = Date.parse(aggregate.validUntil);
const START = Date.parse(aggregate.validFrom);

/** [what a person would say, licence, action, what differs from the usual, the answer: '' is yes]. */
const CASES: readonly (readonly [string, Licence, Action, Partial<EvaluationSession> & { now?: number }, string])[] = [
  ['tables under an aggregate-only licence', aggregate, 'bulla:tabulate', {}, ''],
  ['the data dictionary', aggregate, 'bulla:viewMetadata', {}, ''],
  ['exporting tables', aggregate, 'bulla:exportResults', {}, ''],
  ['rows, which are prohibited', aggregate, 'bulla:viewRows', {}, 'licence.action-prohibited'],
  ['exporting rows, prohibited', aggregate, 'bulla:exportRows', {}, 'licence.action-prohibited'],
  ['merging, prohibited', aggregate, 'bulla:combine', {}, 'licence.action-prohibited'],
  [
    'merging, which the institution preset leaves out',
    institution,
    'bulla:combine',
    {},
    'licence.action-not-permitted',
  ],
  ['rows under row access', rows, 'bulla:viewRows', {}, ''],
  ['exporting rows under row access', rows, 'bulla:exportRows', {}, 'licence.action-prohibited'],
  ['exporting rows within the institution', institution, 'bulla:exportRows', {}, ''],

  ['in the first second', aggregate, 'bulla:tabulate', { now: START }, ''],
  ['a second too early', aggregate, 'bulla:tabulate', { now: START - 1000 }, 'licence.not-yet-valid'],
  ['in the last second', aggregate, 'bulla:tabulate', { now: END }, ''],
  ['a millisecond too late', aggregate, 'bulla:tabulate', { now: END + 1 }, 'licence.expired'],
  ['the data dictionary after the end', aggregate, 'bulla:viewMetadata', { now: END + 1 }, 'licence.expired'],
  [
    'a prohibition after the end is still a prohibition',
    aggregate,
    'bulla:viewRows',
    { now: END + 1 },
    'licence.action-prohibited',
  ],

  ['disease research under biomedical', aggregate, 'bulla:tabulate', { purpose: 'DUO:0000007' }, ''],
  [
    'ancestry under biomedical',
    aggregate,
    'bulla:tabulate',
    { purpose: 'DUO:0000011' },
    'licence.purpose-not-permitted',
  ],
  [
    'general under biomedical',
    aggregate,
    'bulla:tabulate',
    { purpose: 'DUO:0000042' },
    'licence.purpose-not-permitted',
  ],
  ['ancestry under general', institution, 'bulla:tabulate', { purpose: 'DUO:0000011' }, ''],
  ['disease research under general', institution, 'bulla:tabulate', { purpose: 'DUO:0000007' }, ''],
  [
    'commercial use where it is barred',
    aggregate,
    'bulla:tabulate',
    { nonCommercial: false },
    'licence.purpose-not-permitted',
  ],
  ['commercial use where it is not', teaching, 'bulla:tabulate', { nonCommercial: false }, ''],

  ['another computer', aggregate, 'bulla:tabulate', { device: BOB.device }, 'licence.other-device'],
  ['another computer of the institution', institution, 'bulla:tabulate', { device: BOB.device }, ''],
  ['another person', aggregate, 'bulla:tabulate', { member: BOB.id }, 'licence.not-for-you'],
  ['another person, whatever the action', aggregate, 'bulla:viewRows', { member: BOB.id }, 'licence.not-for-you'],
  [
    'without the agreement',
    aggregate,
    'bulla:tabulate',
    { agreementAccepted: false },
    'licence.agreement-not-accepted',
  ],
  [
    'without the agreement and late: the time is said',
    aggregate,
    'bulla:tabulate',
    { agreementAccepted: false, now: END + 1 },
    'licence.expired',
  ],
  ['passing on, never permitted', aggregate, 'odrl:distribute', {}, 'licence.action-prohibited'],
];

test.each(CASES)('%s', (_, licence, action, { now = NOW, ...differs }, because) => {
  const decision = evaluate(licence, { action, now }, { ...SESSION, ...differs }, { clock: '' });
  expect({ allowed: decision.allowed, because: decision.because }).toEqual({ allowed: because === '', because });
});

test.each(['clock.set-back', 'clock.before-issue'] as const)('nothing is allowed while the clock says %s', (clock) => {
  for (const preset of PRESETS)
    for (const action of ACTIONS) {
      const decision = evaluate(licenceOf(preset), { action, now: NOW }, SESSION, { clock });
      expect(decision).toMatchObject({ allowed: false, because: clock });
    }
});

test('a role that the permission does not name has no right', () => {
  const document = documentOf(draftOf('aggregate-only'));
  const [member] = document['bulla:members'] as { roles: string[] }[];
  member!.roles = ['bulla:student'];
  const decision = evaluate(parseLicence(document), { action: 'bulla:tabulate', now: NOW }, SESSION, { clock: '' });
  expect(decision).toMatchObject({ because: 'licence.role-lacks-right', params: { roles: 'bulla:student' } });
});

test('the minimum cell size and the duties come with the yes', () => {
  const licence = licenceOf('aggregate-only', { minimumCellSize: 7 });
  const decision = evaluate(licence, { action: 'bulla:tabulate', now: NOW }, SESSION, { clock: '' });
  expect(decision).toEqual({
    allowed: true,
    because: '',
    params: {},
    minimumCellSize: 7,
    duties: ['odrl:acceptTracking', 'bulla:acceptAgreement', 'odrl:attribute'],
  });
});

test('a later permission may allow what an earlier one does not', () => {
  const document = documentOf(draftOf('aggregate-only'));
  const [first, second] = document.permission as { constraint: { rightOperand: { '@value': string } }[] }[];
  const early = structuredClone(second!);
  early.constraint[1]!.rightOperand['@value'] = '2026-11-25T00:00:00Z';
  const licence = parseLicence({ ...document, permission: [first!, early, second!] as never });
  expect(evaluate(licence, { action: 'bulla:tabulate', now: NOW }, SESSION, { clock: '' }).allowed).toBe(true);
  const after = { action: 'bulla:tabulate', now: END + 1 } as const;
  expect(evaluate(licence, after, SESSION, { clock: '' }).params).toMatchObject({ at: '2026-11-25T00:00:00Z' });
});

test('a prohibition with a condition holds only under it', () => {
  const document = documentOf(draftOf('institution'));
  const until = {
    leftOperand: 'odrl:dateTime',
    operator: 'odrl:lt',
    rightOperand: { '@value': '2026-12-24T00:00:00Z', '@type': 'xsd:dateTime' },
  };
  (document.prohibition as unknown[]).push({
    target: document['bulla:package'] && (document['bulla:package'] as { id: string }).id,
    action: ['bulla:exportRows'],
    constraint: [until],
  });
  const licence = parseLicence(document);
  const decide = (now: number) =>
    evaluate(licence, { action: 'bulla:exportRows', now }, SESSION, { clock: '' }).because;
  expect(decide(NOW)).toBe('licence.action-prohibited');
  expect(decide(Date.parse('2026-12-24T00:00:00Z'))).toBe('');
});

test('a purpose can be left out of a wider one', () => {
  const document = documentOf(draftOf('institution'));
  for (const rule of document.permission as { constraint: unknown[] }[])
    rule.constraint.push({
      leftOperand: 'odrl:purpose',
      operator: 'odrl:isNoneOf',
      rightOperand: [{ '@id': 'obo:DUO_0000011' }],
    });
  const licence = parseLicence(document);
  const decide = (purpose: EvaluationSession['purpose']) =>
    evaluate(licence, { action: 'bulla:tabulate', now: NOW }, { ...SESSION, purpose }, { clock: '' }).because;
  expect(decide('DUO:0000011')).toBe('licence.purpose-not-permitted');
  expect(decide('DUO:0000006')).toBe('');
});
