/**
 * May this person do this now? A pure function: denies by default, a prohibition wins over any permission, and a refusal
 * names the first thing that did not hold.
 *
 * The order is part of the specification (docs/licence.md): clock, person, prohibitions, permissions (each: its constraints
 * in the order written, then its duties). The first permission whose constraints all hold decides, and its minimum cell
 * size binds the result.
 */
import type { ClockVerdict } from './clock.ts';
import { declaredPurposes, purposeAccepts } from './duo.ts';
import type { Constraint, Licence, LicenceMember, Permission } from './licence.ts';
import { memberNames } from './select-licence.ts';
import type { Action, Decision, PurposeCode } from './terms.ts';
import { formatUtc } from './utc.ts';

export interface EvaluationRequest {
  readonly action: Action;
  /** Milliseconds UTC, read once for one use. */
  readonly now: number;
}

/** What the person is and has declared. */
export interface EvaluationSession {
  readonly member: string;
  readonly device: string;
  readonly purpose: PurposeCode;
  readonly nonCommercial: boolean;
  readonly agreementAccepted: boolean;
}

export interface EvaluationState {
  readonly clock: ClockVerdict;
}

type Refusal = Pick<Decision, 'because' | 'params'>;

export function evaluate(
  licence: Licence,
  request: EvaluationRequest,
  session: EvaluationSession,
  state: EvaluationState,
): Decision {
  if (state.clock !== '') return refused({ because: state.clock, params: { now: formatUtc(request.now) } });
  const member = licence.members.find((known) => known.id === session.member);
  if (!member) return refused({ because: 'licence.not-for-you', params: { names: memberNames([licence]) } });

  const firstFailure = (constraints: readonly Constraint[]): Refusal | null => {
    for (const constraint of constraints) {
      const refusal = failureOf(constraint, request, session, member);
      if (refusal) return refusal;
    }
    return null;
  };

  const { action } = request;
  const isProhibited = licence.prohibitions.some(
    (rule) => rule.actions.includes(action) && firstFailure(rule.constraints) === null,
  );
  if (isProhibited) return refused({ because: 'licence.action-prohibited', params: { action } });

  let first: Refusal | null = null;
  for (const permission of licence.permissions.filter((rule) => rule.actions.includes(action))) {
    const failure = firstFailure(permission.constraints) ?? dutyFailure(permission, licence, session);
    if (failure === null) return allowed(permission, licence);
    first ??= failure;
  }
  return refused(first ?? { because: 'licence.action-not-permitted', params: { action } });
}

/** Null when the constraint holds. */
function failureOf(
  constraint: Constraint,
  { now }: EvaluationRequest,
  session: EvaluationSession,
  member: LicenceMember,
): Refusal | null {
  switch (constraint.leftOperand) {
    case 'odrl:dateTime':
      return instantFailure(constraint.operator, constraint.instant, now);
    case 'odrl:purpose': {
      const declared = declaredPurposes(session.purpose, session.nonCommercial);
      const isMet =
        constraint.operator === 'odrl:isAnyOf'
          ? constraint.values.some((permitted) => declared.some((purpose) => purposeAccepts(permitted, purpose)))
          : !constraint.values.some((forbidden) => declared.includes(forbidden));
      return isMet ? null : { because: 'licence.purpose-not-permitted', params: { purpose: session.purpose } };
    }
    case 'bulla:device':
      return constraint.values.includes(session.device) ? null : { because: 'licence.other-device', params: {} };
    case 'bulla:role':
      return constraint.values.some((role) => member.roles.some((held) => held === role))
        ? null
        : { because: 'licence.role-lacks-right', params: { roles: member.roles.join(', ') } };
    case 'bulla:minCellSize':
      return null;
  }
}

function instantFailure(operator: string, instant: number, now: number): Refusal | null {
  const params = { at: formatUtc(instant), now: formatUtc(now) };
  switch (operator) {
    case 'odrl:gteq':
      return now >= instant ? null : { because: 'licence.not-yet-valid', params };
    case 'odrl:gt':
      return now > instant ? null : { because: 'licence.not-yet-valid', params };
    case 'odrl:lteq':
      return now <= instant ? null : { because: 'licence.expired', params };
    default:
      return now < instant ? null : { because: 'licence.expired', params };
  }
}

function dutyFailure(permission: Permission, licence: Licence, session: EvaluationSession): Refusal | null {
  return permission.duties.includes('bulla:acceptAgreement') && !session.agreementAccepted
    ? { because: 'licence.agreement-not-accepted', params: { agreement: licence.agreement?.title ?? '' } }
    : null;
}

function allowed(permission: Permission, licence: Licence): Decision {
  const sizes = permission.constraints.map((c) => (c.leftOperand === 'bulla:minCellSize' ? c.value : 1));
  return {
    allowed: true,
    because: '',
    params: {},
    minimumCellSize: Math.max(1, ...sizes),
    duties: licence.attribution === '' ? permission.duties : [...permission.duties, 'odrl:attribute'],
  };
}

/** The strictest size stands in a refusal, so that a caller who forgets to look at `allowed` shows nothing small. */
function refused(refusal: Refusal): Decision {
  return { allowed: false, ...refusal, minimumCellSize: Number.MAX_SAFE_INTEGER, duties: [] };
}
