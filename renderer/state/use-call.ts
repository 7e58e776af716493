/** Calls to the engine as React state. */
import type { InputOf, OperationName, OutputOf } from '@shared/contract/api.ts';
import type { ChangedTopic } from '@shared/contract/messages.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApp } from './app-context.tsx';

export interface Answer<Output> {
  /** The last answer; kept while a newer one is awaited. */
  readonly data: Output | null;
  readonly error: ErrorData | null;
  readonly isLoading: boolean;
  reload(): void;
}

/** Asks when the input changes (compared as JSON) and on `reload`. A null input asks nothing. */
export function useQuery<Name extends OperationName>(name: Name, input: InputOf<Name> | null): Answer<OutputOf<Name>> {
  const { client } = useApp();
  const key = JSON.stringify(input);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<Omit<Answer<OutputOf<Name>>, 'reload'>>({
    data: null,
    error: null,
    isLoading: input !== null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: round asks again
  useEffect(() => {
    const parsed = JSON.parse(key) as InputOf<Name> | null;
    if (parsed === null) {
      setAnswer({ data: null, error: null, isLoading: false });
      return;
    }
    const controller = new AbortController();
    setAnswer((old) => ({ ...old, isLoading: true }));
    client.call(name, parsed, { signal: controller.signal }).then(
      (data) => {
        if (!controller.signal.aborted) setAnswer({ data, error: null, isLoading: false });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setAnswer({ data: null, error: toErrorData(error), isLoading: false });
      },
    );
    return () => controller.abort();
  }, [client, name, key, round]);
  const reload = useCallback(() => setRound((value) => value + 1), []);
  return { ...answer, reload };
}

export interface Action {
  readonly error: ErrorData | null;
  readonly isRunning: boolean;
  /** Runs the work; undefined when it failed (then `error` is set) or was cancelled. A second run while one is under way is ignored. */
  run<Output>(work: () => Promise<Output>): Promise<Output | undefined>;
  clear(): void;
}

export function useAction(): Action {
  const [error, setError] = useState<ErrorData | null>(null);
  const [isRunning, setRunning] = useState(false);
  const busy = useRef(false);
  const run = useCallback(async <Output>(work: () => Promise<Output>) => {
    if (busy.current) return undefined;
    busy.current = true;
    setRunning(true);
    setError(null);
    try {
      return await work();
    } catch (reason) {
      const data = toErrorData(reason);
      if (data.category !== 'cancelled') setError(data);
      return undefined;
    } finally {
      busy.current = false;
      setRunning(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { error, isRunning, run, clear };
}

/** Runs the listener whenever the engine says that this topic changed. */
export function useChanged(topic: ChangedTopic, listener: () => void): void {
  const { client } = useApp();
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  useEffect(() => client.onChanged((changed) => changed === topic && current.current()), [client, topic]);
}
