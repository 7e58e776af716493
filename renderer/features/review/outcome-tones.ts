import type { UsageEvent } from '@shared/audit/usage-event.ts';
import type { Tone } from '../../ui/Callout.tsx';

export const OUTCOME_TONES: Readonly<Record<UsageEvent['outcome'], Tone>> = {
  allowed: 'success',
  refused: 'danger',
  failed: 'warning',
  done: 'neutral',
};
