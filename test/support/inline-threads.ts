import type { Threads } from '@engine/jobs/threads.ts';
import type { Kernels } from '@engine/workers/kernels.ts';
import { cancelled, type Progress } from '@shared/std/task.ts';

/** The same contract without threads, for tests that run the sources. */
export function inlineThreads(kernels: Kernels): Threads {
  return {
    async run(name, input, task, onMessage) {
      const kernel = kernels[name] as (input: unknown, port: unknown) => unknown;
      const checkpoint = () => {
        if (task.signal.aborted) throw cancelled();
      };
      return (await kernel(input, {
        report: (progress: Progress) => task.report(progress),
        checkpoint,
        emit: (message: unknown) => onMessage?.(message),
      })) as never;
    },
    async close() {},
  };
}
