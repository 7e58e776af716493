/** The composition root: gives the rooms their tools and puts every call through one door. */
import * as v from 'valibot';
import { api, type InputOf, type OperationName, type OutputOf } from '@shared/contract/api.ts';
import type { ChangedTopic } from '@shared/contract/messages.ts';
import { AppError } from '@shared/std/app-error.ts';
import { cancelled, type Progress } from '@shared/std/task.ts';
import type { Clock, Context, Handlers } from './context.ts';
import type { AsyncTask } from './jobs/async-task.ts';
import { createCrypto } from './crypto/create-crypto.ts';
import { openIdentities } from './crypto/open-identities.ts';
import { appHandlers } from './handlers/app.ts';
import { auditHandlers } from './handlers/audit.ts';
import { datasetHandlers } from './handlers/dataset.ts';
import { identityHandlers } from './handlers/identity.ts';
import { licenceHandlers } from './handlers/licence.ts';
import { packageHandlers } from './handlers/package.ts';
import { projectHandlers, recipeHandlers } from './handlers/project.ts';
import { protectHandlers } from './handlers/protect.ts';
import { sessionHandlers } from './handlers/session.ts';
import { trustHandlers } from './handlers/trust.ts';
import { type FileGrants, fileGrants } from './io/file-grants.ts';
import { openDatasets } from './jobs/datasets.ts';
import type { Threads } from './jobs/threads.ts';
import { certifyingIdentities } from './store/certify-log.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { openUsageLog } from './store/open-usage-log.ts';

export interface EngineOptions {
  readonly version: string;
  readonly profile: string;
  readonly resources: string;
  readonly clock: Clock;
  readonly threads: Threads;
  readonly onChanged?: (topic: ChangedTopic) => void;
  /** log2 of scrypt's N; only tests lower it. */
  readonly scryptLogN?: number;
}

export interface Engine {
  readonly files: FileGrants;
  /** Locks the identity, so that packages close, and drops the datasets of a face that is gone. */
  forgetFace(): void;
  call<Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
    options?: { onProgress?: (progress: Progress) => void; signal?: AbortSignal },
  ): Promise<OutputOf<Name>>;
  /** The databases are closed when it returns, the threads have ended when it resolves. */
  close(): Promise<void>;
}

export function createEngine(options: EngineOptions): Engine {
  const { profile, clock, threads } = options;
  const crypto = createCrypto();
  const files = fileGrants();
  const store = openStore(profile);
  const log = orClose(store, () => openUsageLog({ profile, clock, crypto, version: options.version }));
  const identities = certifyingIdentities(
    openIdentities({ profile, clock, crypto, version: options.version, scryptLogN: options.scryptLogN ?? 17 }),
    { log, crypto, clock },
  );
  const notify = (topic: ChangedTopic) => options.onChanged?.(topic);
  const context: Context = {
    version: options.version,
    profile,
    resources: options.resources,
    clock,
    crypto,
    files,
    threads,
    store,
    log,
    identities,
    datasets: openDatasets(),
    notify,
  };

  const handlers: Handlers = {
    ...appHandlers(context),
    ...identityHandlers(context),
    ...trustHandlers(context),
    ...datasetHandlers(context),
    ...protectHandlers(context),
    ...projectHandlers(context),
    ...recipeHandlers(context),
    ...licenceHandlers(context),
    ...packageHandlers(context),
    ...sessionHandlers(context),
    ...auditHandlers(context),
  };

  return {
    files,
    forgetFace() {
      identities.lock();
      context.datasets.clear();
      notify('status');
    },
    async call(name, input, { onProgress, signal } = {}) {
      if (!Object.hasOwn(api, name)) throw new AppError('usage', 'call.unknown');
      const parsed = v.safeParse(api[name].input, input);
      // The path of the first issue says what is wrong; its value is never repeated.
      if (!parsed.success)
        throw new AppError('usage', 'call.invalid-input', {
          operation: name,
          where: v.getDotPath(parsed.issues[0]) ?? '',
        });
      const abort = signal ?? new AbortController().signal;
      const task: AsyncTask = {
        signal: abort,
        report: (progress) => onProgress?.(progress),
        checkpoint() {
          if (abort.aborted) throw cancelled();
        },
      };
      const handler = handlers[name] as (input: unknown, task: AsyncTask) => unknown;
      return (await handler(parsed.output, task)) as never;
    },
    async close() {
      const ended = threads.close();
      identities.lock();
      try {
        log.close();
      } finally {
        store.close();
        await ended;
      }
    },
  };
}

/** An engine that cannot start keeps nothing: a store that stayed open would hold the profile's lock. */
function orClose<Result>(store: Store, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    store.close();
    throw error;
  }
}
