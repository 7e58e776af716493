/**
 * Runs kernels in worker threads. A kernel is named in workers/kernels.ts; its input and output are structured-cloned, columns
 * lie in SharedArrayBuffers and cost nothing. Cancel sets a flag that the kernel's `checkpoint` reads; a thread that does
 * not answer at once is ended.
 */
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorData } from '@shared/std/app-error.ts';
import { cancelled, type Progress } from '@shared/std/task.ts';
import type { AsyncTask } from './async-task.ts';
import type { KernelInput, KernelName, KernelOutput } from '../workers/kernels.ts';

export interface Threads {
  /** `onMessage` receives what the kernel sends early (`emit`), such as the first rows of a file. */
  run<Name extends KernelName>(
    name: Name,
    input: KernelInput<Name>,
    task: AsyncTask,
    onMessage?: (message: unknown) => void,
  ): Promise<KernelOutput<Name>>;
  /** Ends every thread; resolves when they are gone. */
  close(): Promise<void>;
}

export type ToThread = {
  readonly name: KernelName;
  readonly input: unknown;
  readonly flag: Int32Array<SharedArrayBuffer>;
};
export type FromThread =
  | { readonly type: 'result'; readonly output: unknown }
  | { readonly type: 'error'; readonly error: ErrorData }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'message'; readonly message: unknown };

/** Whoever cancels waits no longer than a fifth of a second; a thread costs a twentieth to start again. */
const STUCK_THREAD_MS = 150;
/** A started thread is kept for the next kernel; two, for a machine of two cores. */
const MAX_IDLE = 2;

export function workerThreads(script: URL): Threads {
  const idle: Worker[] = [];
  const busy = new Set<Worker>();
  let isClosed = false;

  function start(): Worker {
    const worker = new Worker(script);
    // One that dies between two kernels must neither end the engine nor be chosen again.
    worker.on('error', () => {});
    worker.on('exit', () => {
      const at = idle.indexOf(worker);
      if (at >= 0) idle.splice(at, 1);
    });
    return worker;
  }

  function run<Name extends KernelName>(
    name: Name,
    input: KernelInput<Name>,
    task: AsyncTask,
    onMessage?: (message: unknown) => void,
  ): Promise<KernelOutput<Name>> {
    if (isClosed || task.signal.aborted) return Promise.reject(cancelled());
    const worker = idle.pop() ?? start();
    busy.add(worker);
    const flag = new Int32Array(new SharedArrayBuffer(4));
    return new Promise((resolve, reject) => {
      let stuck: NodeJS.Timeout | undefined;
      const onAbort = () => {
        Atomics.store(flag, 0, 1);
        stuck = setTimeout(() => {
          void worker.terminate();
          finish(false);
          reject(cancelled());
        }, STUCK_THREAD_MS);
      };
      const finish = (reuse: boolean) => {
        clearTimeout(stuck);
        task.signal.removeEventListener('abort', onAbort);
        // By name: the thread's own listeners start and stop its port, and without them it would never be heard again.
        worker.off('message', onMessageEvent);
        worker.off('error', onError);
        worker.off('exit', onExit);
        busy.delete(worker);
        if (reuse && idle.length < MAX_IDLE) idle.push(worker);
        else void worker.terminate();
      };
      const onMessageEvent = (message: FromThread) => {
        if (message.type === 'progress') task.report(message.progress);
        else if (message.type === 'message') onMessage?.(message.message);
        else if (message.type === 'error') {
          finish(true);
          reject(AppError.fromData(message.error));
        } else {
          finish(true);
          resolve(message.output as KernelOutput<Name>);
        }
      };
      const onError = (error: Error & { code?: string }) => {
        finish(false);
        const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(
          outOfMemory
            ? new AppError('input', 'job.out-of-memory')
            : new AppError('internal', 'internal.thread', { name: error.name }),
        );
      };
      const onExit = () => {
        finish(false);
        reject(new AppError('internal', 'internal.thread', { name: 'exit' }));
      };
      task.signal.addEventListener('abort', onAbort, { once: true });
      worker.on('message', onMessageEvent);
      worker.on('error', onError);
      worker.on('exit', onExit);
      try {
        worker.postMessage({ name, input, flag } satisfies ToThread);
      } catch (error) {
        finish(true); // the input cannot be cloned: the thread never heard of it
        reject(error);
      }
    });
  }

  return {
    run,
    async close() {
      isClosed = true;
      await Promise.all([...idle, ...busy].map((worker) => worker.terminate()));
    },
  };
}
