import fc from 'fast-check';
import { type EvaluationSession, evaluate } from '@shared/license/evaluate.ts';
import type { Constraint, Licence, Permission, Prohibition } from '@shared/license/licence.ts';
import { purposeIri } from '@shared/license/duo.ts';
import { ACTIONS, type Action, PURPOSES, ROLES } from '@shared/license/terms.ts';
import { expect, test } from 'vitest';
import { ALICE, BOB, licenceOf, NOW, SESSION } from '../../support/licence.ts';

const HOUR = 3_600_000;
const actions = fc.subarray([...ACTIONS], { minLength: 1 });
const constraint: fc.Arbitrary<Constraint> = fc.oneof(
  fc.record({
    leftOperand: fc.constant('odrl:dateTime' as const),
    operator: fc.constantFrom('odrl:gt' as const, 'odrl:gteq' as const, 'odrl:lt' as const, 'odrl:lteq' as const),
    instant: fc.integer({ min: -3, max: 3 }).map((hours) => NOW + hours * HOUR),
  }),
  fc.record({
    leftOperand: fc.constant('odrl:purpose' as const),
    operator: fc.constantFrom('odrl:isAnyOf' as const, 'odrl:isNoneOf' as const),
    values: fc.subarray([...PURPOSES.map(({ code }) => purposeIri(code)), 'dpv:NonCommercialResearch'], {
      minLength: 1,
    }),
  }),
  fc.record({
    leftOperand: fc.constant('bulla:device' as const),
    operator: fc.constant('odrl:isAnyOf' as const),
    values: fc.subarray([ALICE.device, BOB.device], { minLength: 1 }),
  }),
  fc.record({
    leftOperand: fc.constant('bulla:role' as const),
    operator: fc.constant('odrl:isAnyOf' as const),
    values: fc.subarray([...ROLES], { minLength: 1 }),
  }),
  fc.record({
    leftOperand: fc.constant('bulla:minCellSize' as const),
    operator: fc.constant('odrl:gteq' as const),
    value: fc.integer({ min: 1, max: 30 }),
  }),
);
const constraints = fc.array(constraint, { maxLength: 4 });
const permission: fc.Arbitrary<Permission> = fc.record({
  actions,
  constraints,
  duties: fc.subarray(['odrl:acceptTracking' as const, 'bulla:acceptAgreement' as const]),
});
const prohibition: fc.Arbitrary<Prohibition> = fc.record({
  actions,
  constraints,
  basis: fc.constant(''),
  remedies: fc.constant([]),
});
const base = licenceOf('institution');
const licence: fc.Arbitrary<Licence> = fc
  .record({
    permissions: fc.array(permission, { maxLength: 4 }),
    prohibitions: fc.array(prohibition, { maxLength: 2 }),
  })
  .map((rules) => ({ ...base, ...rules }));
const session: fc.Arbitrary<EvaluationSession> = fc.record({
  member: fc.constantFrom(ALICE.id, ALICE.id, BOB.id),
  device: fc.constantFrom(ALICE.device, BOB.device),
  purpose: fc.constantFrom(...PURPOSES.map(({ code }) => code)),
  nonCommercial: fc.boolean(),
  agreementAccepted: fc.boolean(),
});
const action: fc.Arbitrary<Action> = fc.constantFrom(...ACTIONS);
const now = fc.integer({ min: -3, max: 3 }).map((hours) => NOW + hours * HOUR);
const OK = { clock: '' } as const;
const RUNS = { numRuns: 2000 };

test('adding a prohibition never allows more', () => {
  fc.assert(
    fc.property(licence, prohibition, session, action, now, (before, added, who, what, when) => {
      const after = { ...before, prohibitions: [...before.prohibitions, added] };
      const request = { action: what, now: when };
      if (evaluate(after, request, who, OK).allowed) expect(evaluate(before, request, who, OK).allowed).toBe(true);
    }),
    RUNS,
  );
});

test('narrowing a permission never allows more, and never a smaller cell', () => {
  fc.assert(
    fc.property(licence, fc.nat(), constraint, session, action, now, (before, index, added, who, what, when) => {
      fc.pre(before.permissions.length > 0);
      const at = index % before.permissions.length;
      const narrowed = before.permissions.map((rule, place) =>
        place === at ? { ...rule, constraints: [...rule.constraints, added] } : rule,
      );
      const request = { action: what, now: when };
      const after = evaluate({ ...before, permissions: narrowed }, request, who, OK);
      if (after.allowed) expect(evaluate(before, request, who, OK).allowed).toBe(true);
    }),
    RUNS,
  );
});

test('taking a permission away never allows more', () => {
  fc.assert(
    fc.property(licence, fc.nat(), session, action, now, (before, index, who, what, when) => {
      const permissions = before.permissions.filter((_, place) => place !== index % before.permissions.length);
      const request = { action: what, now: when };
      if (evaluate({ ...before, permissions }, request, who, OK).allowed)
        expect(evaluate(before, request, who, OK).allowed).toBe(true);
    }),
    RUNS,
  );
});

test('a yes always comes from a permission for a member, a no always has its reason', () => {
  fc.assert(
    fc.property(licence, session, action, now, (of, who, what, when) => {
      const decision = evaluate(of, { action: what, now: when }, who, OK);
      if (decision.allowed) {
        expect(of.permissions.some((rule) => rule.actions.includes(what))).toBe(true);
        expect(who.member).toBe(ALICE.id);
        expect(decision.because).toBe('');
        expect(decision.minimumCellSize).toBeGreaterThanOrEqual(1);
      } else {
        expect(decision.because).toMatch(/^licence\.[a-z-]+$/);
        expect(decision.duties).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('accepting the agreement and working non-commercially never loses a right under the presets', () => {
  for (const preset of ['aggregate-only', 'row-access', 'institution', 'teaching'] as const)
    for (const what of ACTIONS) {
      const request = { action: what, now: NOW };
      const decide = (changes: Partial<EvaluationSession>) =>
        evaluate(licenceOf(preset), request, { ...SESSION, ...changes }, OK).allowed;
      for (const less of [{ agreementAccepted: false }, { nonCommercial: false }])
        if (decide(less)) expect(decide({})).toBe(true);
    }
});
