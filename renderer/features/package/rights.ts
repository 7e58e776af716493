import { errorText } from '@shared/contract/error-text.ts';
import type { SessionView } from '@shared/contract/views.ts';
import type { Action } from '@shared/license/terms.ts';

export function isAllowed(session: SessionView, action: Action): boolean {
  return session.rights[action]?.allowed === true;
}

/** Why not, in a sentence or two; '' when it is allowed. */
export function whyNot(session: SessionView, action: Action): string {
  const decision = session.rights[action];
  if (decision?.allowed === true) return '';
  if (!decision) return 'The licence does not mention it, and what it does not mention is not permitted.';
  const { title, detail } = errorText({ code: decision.because, category: 'licence', params: decision.params });
  return detail === '' ? `${title}.` : detail;
}
