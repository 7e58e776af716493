/**
 * What the engine's rooms share. `create-engine.ts` builds one context; handlers receive it and nothing else, so a test can
 * stand in for any part of it.
 */
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { ChangedTopic } from '@shared/contract/messages.ts';
import type { OperationName, OutputOf, ValidInputOf } from '@shared/contract/api.ts';
import type { Recipe, Source } from '@shared/deidentification/recipe.ts';
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import type { ColumnProfile, Table } from '@shared/table/table.ts';
import type { FileGrants } from './io/file-grants.ts';
import type { AsyncTask } from './jobs/async-task.ts';
import type { Threads } from './jobs/threads.ts';
import type { Store } from './store/store.ts';
import type { UsageLog } from './store/usage-log.ts';
import type { Identities } from './crypto/identities.ts';

export interface Clock {
  /** Milliseconds UTC. */
  now(): number;
  /** Milliseconds since some moment in this boot; never goes back. */
  monotonic(): number;
}

export interface Context {
  readonly version: string;
  /** The person's folder: identity, trust, log, recents. */
  readonly profile: string;
  /** Folder of shipped files (samples, templates). */
  readonly resources: string;
  readonly clock: Clock;
  readonly crypto: CryptoPort;
  readonly files: FileGrants;
  readonly threads: Threads;
  readonly store: Store;
  readonly log: UsageLog;
  readonly identities: Identities;
  readonly datasets: Datasets;
  notify(topic: ChangedTopic): void;
}

/** Open datasets of the researcher, by the id the face chose. */
export interface Datasets {
  get(dataset: string): OpenDataset;
  find(dataset: string): OpenDataset | undefined;
  set(dataset: string, open: OpenDataset): void;
  delete(dataset: string): void;
  clear(): void;
}

export interface OpenDataset {
  readonly path: string;
  readonly name: string;
  readonly source: Required<Source>;
  /** Grows while the file is read (`isComplete` false), then stays. */
  table: Table;
  isComplete: boolean;
  profiles: readonly ColumnProfile[];
  /** Identifies the bytes that were read: size, mtime, and SHA-256 once known. */
  fingerprint: { readonly size: number; readonly mtimeMs: number };
  /** The release of the last recipe that ran. */
  release: Release | null;
}

export interface Release {
  readonly recipeHash: string;
  readonly recipe: Recipe;
  readonly table: Table;
  readonly report: ProtectionReport;
  /** Row i of the release is row keptRows[i] of the dataset's table. */
  readonly keptRows: Uint32Array;
  /** The population that the recipe names, in its original values and as the release writes it; null when it names none. */
  readonly population: { readonly original: Table; readonly released: Table } | null;
}

export type Handlers = {
  [Name in OperationName]: (input: ValidInputOf<Name>, task: AsyncTask) => Promise<OutputOf<Name>> | OutputOf<Name>;
};
export type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<OperationName, `${Prefix}.${string}`>>;
