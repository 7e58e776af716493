/**
 * What a profile remembers in `bulla.db` (better-sqlite3): one repository for each group of tables. This is the only file
 * that opens that database; `usage-log.ts` has its own.
 */
import type { CardView, ProjectDocument, RecentFile, SealedPackage } from '@shared/contract/views.ts';
import type { Expense, Ledger } from '@shared/privacy-model/differential-privacy/budget.ts';
import type { Bytes } from '@shared/std/bytes.ts';

export interface Store {
  readonly recents: {
    add(kind: RecentFile['kind'], path: string, now: number): void;
    list(): readonly RecentFile[];
    path(id: string): string | undefined;
  };
  /** Trusted identity cards; `card` is the signed envelope as it was imported. */
  readonly trust: {
    add(view: Omit<CardView, 'isSelf'>, card: Bytes): void;
    remove(id: string): void;
    list(): readonly { readonly view: Omit<CardView, 'isSelf'>; readonly card: Bytes }[];
    find(id: string): { readonly view: Omit<CardView, 'isSelf'>; readonly card: Bytes } | undefined;
  };
  /** Autosaved work, by the dataset's path. */
  readonly projects: {
    save(path: string, project: ProjectDocument, now: number): void;
    /** As it was kept, perhaps by another version: whoever uses it validates it. */
    find(path: string): unknown;
  };
  readonly issued: {
    /** `sealedKey` is the package key under the identity's vault, for later renewals. */
    add(sealed: SealedPackage, sealedKey: Bytes): void;
    list(): readonly SealedPackage[];
  };
  /** Agreements accepted here, by package digest and agreement digest. */
  readonly agreements: {
    accept(packageDigest: string, agreementDigest: string, now: number): void;
    isAccepted(packageDigest: string, agreementDigest: string): boolean;
  };
  /** What was spent of the privacy budget of each dataset (by a digest of its content), oldest first; never taken back. */
  readonly expenses: {
    add(dataset: string, expense: Expense): void;
    list(dataset: string): Ledger;
  };
  /** Clock marks and small state: `clock.hard`, `clock.soft`, `log.seen.<origin>` ... */
  readonly marks: {
    get(name: string): string | undefined;
    set(name: string, value: string): void;
  };
  close(): void;
}
