import type { AsyncTask } from '@engine/jobs/async-task.ts';
import { sharedJob } from '@engine/jobs/shared-job.ts';
import type { Progress } from '@shared/std/task.ts';
import { describe, expect, it } from 'vitest';

const caller = () => {
  const abort = new AbortController();
  const seen: Progress[] = [];
  const task: AsyncTask = { signal: abort.signal, report: (progress) => seen.push(progress), checkpoint() {} };
  return { task, seen, cancel: () => abort.abort() };
};

function waitingJob() {
  let runs = 0;
  let inner: AsyncTask | undefined;
  let finish!: (value: number) => void;
  let fail!: (error: Error) => void;
  const job = sharedJob((task) => {
    runs++;
    inner = task;
    return new Promise<number>((resolve, reject) => {
      finish = resolve;
      fail = reject;
      task.signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  });
  return {
    job,
    runs: () => runs,
    inner: () => inner!,
    finish: (value: number) => finish(value),
    fail: (error: Error) => fail(error),
  };
}

describe('a job for several callers', () => {
  it('runs once and answers everybody', async () => {
    const { job, runs, inner, finish } = waitingJob();
    const [one, two] = [caller(), caller()];
    const answers = Promise.all([job.join(one.task), job.join(two.task)]);
    inner().report({ phase: 'p', done: 1, unit: 'steps' });
    finish(5);
    expect(await answers).toEqual([5, 5]);
    expect(runs()).toBe(1);
    expect(one.seen).toEqual(two.seen);
    expect(one.seen).toHaveLength(1);
  });

  it('goes on when one of two cancels', async () => {
    const { job, inner, finish } = waitingJob();
    const [one, two] = [caller(), caller()];
    const first = job.join(one.task);
    const second = job.join(two.task);
    one.cancel();
    await expect(first).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(inner().signal.aborted).toBe(false);
    finish(5);
    expect(await second).toBe(5);
  });

  it('ends when all have cancelled, and cannot be joined then', async () => {
    const { job, inner } = waitingJob();
    const [one, two] = [caller(), caller()];
    const answers = [job.join(one.task), job.join(two.task)];
    one.cancel();
    expect(job.isOpen()).toBe(true);
    two.cancel();
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(inner().signal.aborted).toBe(true);
    expect(job.isOpen()).toBe(false);
  });

  it('tells everybody of the failure', async () => {
    const { job, fail } = waitingJob();
    const answers = [job.join(caller().task), job.join(caller().task)];
    fail(new Error('no'));
    for (const answer of answers) await expect(answer).rejects.toThrow('no');
  });
});
