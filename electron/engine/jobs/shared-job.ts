/**
 * One running job for several callers who want the same: each has its own progress and its own Cancel, and the work ends early only
 * when all of them have cancelled.
 */
import { cancelled, type Progress } from '@shared/std/task.ts';
import type { AsyncTask } from './async-task.ts';

export interface SharedJob<Result> {
  /** False once every caller has cancelled: then it cannot be joined any more. */
  isOpen(): boolean;
  join(task: AsyncTask): Promise<Result>;
}

export function sharedJob<Result>(work: (task: AsyncTask) => Promise<Result>): SharedJob<Result> {
  const abort = new AbortController();
  const callers = new Set<AsyncTask>();
  let result: Promise<Result> | undefined;
  const inner: AsyncTask = {
    signal: abort.signal,
    report(progress: Progress) {
      for (const caller of callers) caller.report(progress);
    },
    checkpoint() {
      if (abort.signal.aborted) throw cancelled();
    },
  };

  function join(task: AsyncTask): Promise<Result> {
    if (task.signal.aborted) return Promise.reject(cancelled());
    callers.add(task);
    result ??= work(inner);
    return new Promise((resolve, reject) => {
      const leave = () => {
        task.signal.removeEventListener('abort', onAbort);
        callers.delete(task);
      };
      const onAbort = () => {
        leave();
        if (callers.size === 0) abort.abort();
        reject(cancelled());
      };
      task.signal.addEventListener('abort', onAbort, { once: true });
      result!.then(
        (value) => {
          leave();
          resolve(value);
        },
        (error: unknown) => {
          leave();
          reject(error);
        },
      );
    });
  }

  return { isOpen: () => !abort.signal.aborted, join };
}
