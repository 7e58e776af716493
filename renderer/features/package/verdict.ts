/** The first line of the verdict page: what an inspection comes to, in a tone, a mark and words. */
import { errorText } from '@shared/contract/error-text.ts';
import type { PackageCheck, PackageInspection } from '@shared/contract/views.ts';
import type { Tone } from '../../ui/Callout.tsx';

/** What kind of failure it is: each has its own mark on the page. */
export type VerdictKind = 'good' | 'locked' | PackageCheck['name'];

export interface Verdict {
  readonly kind: VerdictKind;
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  readonly action: string;
}

/** Failures that speak against the file itself; the others are about circumstances that can change. */
const SERIOUS: readonly PackageCheck['name'][] = ['container', 'signature', 'licence', 'content'];

export function verdictOf(inspection: PackageInspection, isUnlocked: boolean): Verdict {
  if (inspection.code === '') {
    if (isUnlocked)
      return {
        kind: 'good',
        tone: 'success',
        title: 'Intact, signed by someone you trust, and sealed for you',
        detail: 'Read the terms, state your purpose, and open it.',
        action: '',
      };
    return {
      kind: 'locked',
      tone: 'info',
      title: 'Intact so far; your identity is locked',
      detail: 'Unlock your identity to see whether the package is sealed for you.',
      action: '',
    };
  }
  const failed = inspection.checks.find((check) => check.state === 'failed');
  const kind = failed?.name ?? 'container';
  const { title, detail, action } = errorText({
    code: inspection.code,
    category: SERIOUS.includes(kind) ? 'integrity' : 'licence',
    params: inspection.params,
  });
  return { kind, tone: SERIOUS.includes(kind) ? 'danger' : 'warning', title, detail, action };
}

/** Why a check failed, for the row's second line; '' when it did not. */
export function checkDetail(check: PackageCheck): string {
  if (check.state !== 'failed') return '';
  const { title, detail } = errorText({ code: check.code, category: 'integrity', params: check.params });
  return `${title}. ${detail}`;
}
