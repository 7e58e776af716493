/**
 * The usage log of a profile (`audit.db`, better-sqlite3, WAL, synchronous FULL). `append` returns only when the entry is
 * durable; the gate releases nothing before that.
 */
import type { LogQuery } from '@shared/audit/entry-index.ts';
import type { Head } from '@shared/audit/head.ts';
import type { LogVerdict, UsageEntry, UsageEvent } from '@shared/audit/usage-event.ts';
import type { LogTimeline } from '@shared/contract/views.ts';
import type { Bytes } from '@shared/std/bytes.ts';
import type { Task } from '@shared/std/task.ts';

/** What binds the log to a person: the card, and the identity key's signature over the log's key. */
export interface LogOwner {
  readonly card: Bytes;
  readonly certificate: Bytes;
}

export interface UsageLog {
  /** Durable when it returns. Throws `log.unavailable` (and then nothing may be released) when it cannot be written. */
  append(event: UsageEvent): UsageEntry;
  /** Several entries in one transaction: all are durable, or none. */
  appendAll(events: readonly UsageEvent[]): readonly UsageEntry[];
  readonly size: number;
  /** '' or the slug of what start-up or `verify` found wrong ('audit.rolled-back' ...): data stays closed, the log can be exported. */
  readonly problem: string;
  /** Names this log in heads and certificates. '' when the database is missing or cannot be read. */
  readonly origin: string;
  /** Ed25519, signs the heads. */
  readonly publicKey: Bytes;
  list(
    query: LogQuery,
    start: number,
    count: number,
  ): { readonly total: number; readonly entries: readonly UsageEntry[] };
  timeline(query: LogQuery): LogTimeline;
  /** Every entry in order, for export and verification; bounded memory. Stops at the size of the moment it started. */
  entries(): Iterable<{ readonly seq: number; readonly body: Bytes }>;
  /** The newest signed head. Throws `log.unavailable` when there is none. */
  head(): { readonly head: Head; readonly note: Bytes };
  readonly owner: LogOwner | null;
  /** Keeps the owner's signature over this log's key and logs it. */
  certify(owner: LogOwner): void;
  /** Recomputes everything; what it finds is remembered as `problem`. */
  verify(task: Task): Promise<LogVerdict>;
  close(): void;
}
