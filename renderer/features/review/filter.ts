/** The filter as the person sees it, and as the engine takes it. */
import type { InputOf } from '@shared/contract/api.ts';
import type { UsageEvent } from '@shared/audit/usage-event.ts';

export type LogFilter = InputOf<'audit.list'>['filter'];
export type Outcome = UsageEvent['outcome'];

export interface FilterChoice {
  readonly kind: string | null;
  readonly outcome: Outcome | null;
  readonly package: string | null;
  /** Days as YYYY-MM-DD in the time zone of this computer, '' when open. The last day is included. */
  readonly fromDay: string;
  readonly toDay: string;
}

export const NO_FILTER: FilterChoice = { kind: null, outcome: null, package: null, fromDay: '', toDay: '' };

export function isFiltering(choice: FilterChoice): boolean {
  return JSON.stringify(choice) !== JSON.stringify(NO_FILTER);
}

/** `source` is a verified export; null is this profile's own log. */
export function toLogFilter(choice: FilterChoice, source: string | null): LogFilter {
  const from = startOfDay(choice.fromDay, 0);
  const to = startOfDay(choice.toDay, 1);
  return {
    ...(choice.kind === null ? {} : { kinds: [choice.kind] }),
    ...(choice.outcome === null ? {} : { outcome: choice.outcome }),
    ...(choice.package === null ? {} : { package: choice.package }),
    ...(from === null ? {} : { from }),
    // The engine's range takes in its end.
    ...(to === null ? {} : { to: to - 1 }),
    ...(source === null ? {} : { source }),
  };
}

/** Milliseconds UTC at which that day, or the one `daysLater`, begins here; null for no day. */
function startOfDay(day: string, daysLater: number): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!match) return null;
  const [, year, month, date] = match.map(Number);
  const time = new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + daysLater).getTime();
  return Number.isNaN(time) ? null : time;
}

/** 'urn:uuid:6f1c2b0e-8a4d-…' -> '6f1c2b0e': enough to tell packages apart on a screen. */
export function shortPackage(id: string | undefined): string {
  return id === undefined ? '' : (id.split(':').at(-1)?.slice(0, 8) ?? id);
}
