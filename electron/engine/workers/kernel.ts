/** The thread's own entry: runs one kernel at a time, tells progress at most ten times a second. */
import { parentPort } from 'node:worker_threads';
import { toErrorData } from '@shared/std/app-error.ts';
import { cancelled, type Progress } from '@shared/std/task.ts';
import type { FromThread, ToThread } from '../jobs/threads.ts';
import type { KernelPort } from './kernel-port.ts';
import { kernels } from './kernels.ts';

const PROGRESS_INTERVAL_MS = 100;

parentPort?.on('message', async ({ name, input, flag }: ToThread) => {
  let last = 0;
  const send = (message: FromThread) => parentPort?.postMessage(message);
  const port: KernelPort = {
    report(progress: Progress) {
      const now = performance.now();
      if (now - last < PROGRESS_INTERVAL_MS) return;
      last = now;
      send({ type: 'progress', progress });
    },
    checkpoint() {
      if (Atomics.load(flag, 0) === 1) throw cancelled();
    },
    emit: (message) => send({ type: 'message', message }),
  };
  try {
    const kernel = kernels[name] as (input: unknown, port: KernelPort) => unknown;
    send({ type: 'result', output: await kernel(input, port) });
  } catch (error) {
    send({ type: 'error', error: toErrorData(error) });
  }
});
