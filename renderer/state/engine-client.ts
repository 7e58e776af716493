/** Calls to the engine as promises: numbers the calls, matches the answers, passes on progress and cancels. */
import type { InputOf, OperationName, OutputOf } from '@shared/contract/api.ts';
import type { Bridge } from '@shared/contract/bridge.ts';
import type { ChangedTopic } from '@shared/contract/messages.ts';
import { AppError } from '@shared/std/app-error.ts';
import { cancelled, type Progress } from '@shared/std/task.ts';

export interface CallOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface EngineClient {
  readonly bridge: Bridge;
  /** Rejects with an AppError. After a cancel the promise settles when the engine says how the work ended. */
  call<Name extends OperationName>(name: Name, input: InputOf<Name>, options?: CallOptions): Promise<OutputOf<Name>>;
  /** Returns a function that stops listening. */
  onChanged(listener: (topic: ChangedTopic) => void): () => void;
  /** The engine ended and was started again: datasets, sessions and file grants are gone. */
  onRestart(listener: () => void): () => void;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: AppError): void;
  readonly onProgress: CallOptions['onProgress'];
}

export function createEngineClient(bridge: Bridge): EngineClient {
  const pending = new Map<number, Pending>();
  const changed = new Set<(topic: ChangedTopic) => void>();
  const restarted = new Set<() => void>();
  let lastId = 0;

  bridge.onMessage((message) => {
    if (message.type === 'changed') {
      for (const listener of [...changed]) listener(message.topic);
      return;
    }
    const call = pending.get(message.id);
    if (!call) return;
    if (message.type === 'progress') {
      call.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.type === 'result') call.resolve(message.output);
    else call.reject(AppError.fromData(message.error));
  });

  bridge.onEngineRestart(() => {
    // Nobody will answer these any more.
    const lost = [...pending.values()];
    pending.clear();
    for (const call of lost) call.reject(new AppError('internal', 'engine.restarted'));
    for (const listener of [...restarted]) listener();
  });

  return {
    bridge,
    call(name, input, { onProgress, signal } = {}) {
      if (signal?.aborted) return Promise.reject(cancelled());
      lastId += 1;
      const id = lastId;
      const abort = () => bridge.send({ type: 'cancel', id });
      const answer = new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress });
      });
      signal?.addEventListener('abort', abort, { once: true });
      bridge.send({ type: 'call', id, name, input });
      return answer.finally(() => signal?.removeEventListener('abort', abort)) as never;
    },
    onChanged: (listener) => subscribe(changed, listener),
    onRestart: (listener) => subscribe(restarted, listener),
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
