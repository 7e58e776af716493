import type { UsageEvent } from '@shared/audit/usage-event.ts';
import type { Context } from '../context.ts';

/**
 * Writes an act to the log that releases no data. When the log cannot be trusted it takes no entries; these acts (unlocking,
 * looking at a package, knowing people) go on then, or nobody could even read whom to ask.
 */
export function record({ log, notify }: Pick<Context, 'log' | 'notify'>, event: UsageEvent): void {
  if (log.problem !== '') return;
  log.append(event);
  notify('log');
}
