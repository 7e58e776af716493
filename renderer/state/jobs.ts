/** Long work that is under way, so that its progress and its cancel stay reachable from every screen. */
import type { Progress } from '@shared/std/task.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { api, type InputOf, type OperationName } from '@shared/contract/api.ts';
import type { CallOptions, EngineClient } from './engine-client.ts';

export interface RunningJob {
  readonly id: number;
  readonly label: string;
  readonly progress: Progress | null;
  /** Milliseconds of the given clock. */
  readonly startedAt: number;
  readonly isCancelling: boolean;
  cancel(): void;
}

export interface JobsState {
  readonly running: readonly RunningJob[];
  /** Runs the work with a signal and a progress listener; the job leaves the list however it ends. */
  run<Output>(label: string, work: (options: Required<CallOptions>) => Promise<Output>): Promise<Output>;
}

export type JobsStore = StoreApi<JobsState>;

export function createJobsStore(now: () => number): JobsStore {
  let lastId = 0;
  return createStore<JobsState>((set) => ({
    running: [],
    async run(label, work) {
      lastId += 1;
      const id = lastId;
      const controller = new AbortController();
      const update = (change: Partial<RunningJob>) =>
        set((state) => ({ running: state.running.map((job) => (job.id === id ? { ...job, ...change } : job)) }));
      const job: RunningJob = {
        id,
        label,
        progress: null,
        startedAt: now(),
        isCancelling: false,
        cancel() {
          update({ isCancelling: true });
          controller.abort();
        },
      };
      set((state) => ({ running: [...state.running, job] }));
      try {
        return await work({ signal: controller.signal, onProgress: (progress) => update({ progress }) });
      } finally {
        set((state) => ({ running: state.running.filter((other) => other.id !== id) }));
      }
    },
  }));
}

/** The same client; what the contract calls a job is listed while it runs. */
export function listJobs(client: EngineClient, jobs: JobsStore): EngineClient {
  return {
    ...client,
    call<Name extends OperationName>(name: Name, input: InputOf<Name>, options: CallOptions = {}) {
      if (api[name].kind !== 'job') return client.call(name, input, options);
      return jobs.getState().run(name, ({ signal, onProgress }) =>
        client.call(name, input, {
          signal: options.signal && signal ? AbortSignal.any([signal, options.signal]) : signal,
          onProgress(progress) {
            onProgress?.(progress);
            options.onProgress?.(progress);
          },
        }),
      );
    },
  };
}
