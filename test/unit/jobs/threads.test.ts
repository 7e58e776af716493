import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AsyncTask } from '@engine/jobs/async-task.ts';
import { type Threads, workerThreads } from '@engine/jobs/threads.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

// A thread that answers as a kernel does: with its number, and on request ending while it is idle.
const SCRIPT = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ input, flag }) => {
  if (input.wait) {
    const timer = setInterval(() => {
      if (Atomics.load(flag, 0) === 0) return;
      clearInterval(timer);
      parentPort.postMessage({ type: 'error', error: { code: 'job.cancelled', category: 'cancelled', params: {} } });
    }, 5);
    return;
  }
  if (input.deaf) for (;;);
  if (input.dieNow) process.exit(1);
  parentPort.postMessage({ type: 'result', output: threadId });
  if (input.dieLater) setTimeout(() => { throw new Error('idle'); }, 20);
});`;

let folder: string;
let threads: Threads;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulla-threads-'));
  writeFileSync(join(folder, 'thread.mjs'), SCRIPT);
  threads = workerThreads(pathToFileURL(join(folder, 'thread.mjs')));
});
afterEach(async () => {
  await threads.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(input: object, signal = new AbortController().signal): Promise<unknown> {
  const task: AsyncTask = { signal, report() {}, checkpoint() {} };
  return threads.run('readCsv', input as never, task);
}

test('a thread is used again', async () => {
  const first = await run({});
  expect(await run({})).toBe(first);
  expect(await run({})).toBe(first);
});

test('a thread that died while it was idle is not chosen again', async () => {
  const first = await run({ dieLater: true });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const second = await run({});
  expect(second).not.toBe(first);
});

test('a thread that ends without an answer is told, and the next works', async () => {
  await expect(run({ dieNow: true })).rejects.toMatchObject({ code: 'internal.thread' });
  expect(await run({})).toBeTypeOf('number');
});

test('input that cannot be cloned is refused, and the thread goes on', async () => {
  await expect(run({ callback() {} })).rejects.toThrow();
  expect(await run({})).toBeTypeOf('number');
});

test('cancel reaches the thread', async () => {
  const abort = new AbortController();
  const running = run({ wait: true }, abort.signal);
  abort.abort();
  await expect(running).rejects.toMatchObject({ code: 'job.cancelled' });
});

test('a thread that does not hear the cancel is ended, and the next works', async () => {
  const abort = new AbortController();
  const running = run({ deaf: true }, abort.signal);
  setTimeout(() => abort.abort(), 100); // by then it is in its loop
  await expect(running).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(await run({})).toBeTypeOf('number');
});

test('nothing starts after the end', async () => {
  await threads.close();
  await expect(run({})).rejects.toMatchObject({ code: 'job.cancelled' });
});
