/**
 * The usage log of a profile (`audit.db`, better-sqlite3, WAL, synchronous FULL). `append` returns only when the entry is
 * durable; the gate releases nothing before that.
 */
import type { LogVerdict, UsageEntry, UsageEvent } from '@shared/audit/usage-event.ts';

export interface LogQuery {
  readonly kinds?: readonly string[] | undefined;
  readonly outcome?: string | undefined;
  readonly package?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface UsageLog {
  /** Durable when it returns. Throws `log.unavailable` (and then nothing may be released) when it cannot be written. */
  append(event: UsageEvent): UsageEntry;
  readonly size: number;
  /** '' or the slug of what start-up found wrong ('audit.rolled-back' ...): data stays closed, the log can be exported. */
  readonly problem: string;
  list(
    query: LogQuery,
    start: number,
    count: number,
  ): { readonly total: number; readonly entries: readonly UsageEntry[] };
  /** Every entry in order, for export and verification; bounded memory. */
  entries(): Iterable<{ readonly seq: number; readonly body: Uint8Array }>;
  verify(): LogVerdict;
  close(): void;
}
