/** Who works here and what was opened lately: the engine's `app.status`, asked again whenever the engine says so. */
import type { AppStatus } from '@shared/contract/views.ts';
import { type AppError, type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineClient } from './engine-client.ts';

export interface StatusState {
  /** Null until the first answer. */
  readonly status: AppStatus | null;
  readonly error: ErrorData | null;
  /** Asks again; never rejects. Only the latest answer counts. */
  refresh(): Promise<void>;
}

export type StatusStore = StoreApi<StatusState>;

export function createStatusStore(client: EngineClient): StatusStore {
  let latest = 0;
  return createStore<StatusState>((set) => ({
    status: null,
    error: null,
    async refresh() {
      latest += 1;
      const request = latest;
      try {
        const status = await client.call('app.status', {});
        if (request === latest) set({ status, error: null });
      } catch (error) {
        if (request === latest) set({ error: toErrorData(error as AppError) });
      }
    },
  }));
}

export function isUnlocked(status: AppStatus | null): boolean {
  return status !== null && status.identity !== null && !status.locked;
}
