/** Answers the calls of one face over one message port. Whatever arrives is checked before it is believed. */
import { type OperationName, api } from '@shared/contract/api.ts';
import type { FromEngine, ToEngine } from '@shared/contract/messages.ts';
import { AppError, toErrorData } from '@shared/std/app-error.ts';
import type { Engine } from './create-engine.ts';

export interface EnginePort {
  postMessage(message: FromEngine): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** More calls at once than any window makes; the rest is refused rather than queued without bound. */
const MAX_CALLS_AT_ONCE = 256;

/** Returns how to stop: what still runs is cancelled, and what still arrives is not heard. */
export function servePort(engine: Engine, port: EnginePort): () => void {
  const running = new Map<number, AbortController>();
  let isStopped = false;

  async function answer(id: number, name: OperationName, input: unknown): Promise<void> {
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const output = await engine.call(name, input as never, {
        signal: abort.signal,
        onProgress: (progress) => port.postMessage({ type: 'progress', id, progress }),
      });
      port.postMessage({ type: 'result', id, output });
    } catch (error) {
      port.postMessage({ type: 'error', id, error: toErrorData(error) });
    } finally {
      running.delete(id);
    }
  }

  port.onMessage((message) => {
    if (isStopped || !isToEngine(message)) return;
    if (message.type === 'cancel') running.get(message.id)?.abort();
    else if (running.has(message.id) || running.size >= MAX_CALLS_AT_ONCE)
      port.postMessage({ type: 'error', id: message.id, error: new AppError('usage', 'call.too-many').toData() });
    else void answer(message.id, message.name, message.input);
  });
  return () => {
    isStopped = true;
    for (const abort of running.values()) abort.abort();
  };
}

function isToEngine(message: unknown): message is ToEngine {
  if (typeof message !== 'object' || message === null) return false;
  const { type, id, name } = message as Record<string, unknown>;
  if (!Number.isSafeInteger(id)) return false;
  return type === 'cancel' || (type === 'call' && typeof name === 'string' && Object.hasOwn(api, name));
}
