import type { AsyncTask } from './async-task.ts';

/** Two parts at once; the failure of one ends the other. */
export async function together<One, Two>(
  task: AsyncTask,
  start: (part: AsyncTask) => readonly [Promise<One>, Promise<Two>],
): Promise<[One, Two]> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  task.signal.addEventListener('abort', stop, { once: true });
  const parts = start({ ...task, signal: abort.signal });
  try {
    return await Promise.all(parts);
  } catch (error) {
    abort.abort();
    await Promise.allSettled(parts);
    throw error;
  } finally {
    task.signal.removeEventListener('abort', stop);
  }
}
