/**
 * What a command works with: the engine, opened only when something is asked of it, files granted by their path, and the
 * passphrase, read only when a key is needed.
 */
import type { Engine } from '@engine/create-engine.ts';
import type { InputOf, OperationName, OutputOf } from '@shared/contract/api.ts';
import type { IdentityView } from '@shared/contract/views.ts';
import type { Progress } from '@shared/std/task.ts';
import { readPassphrase } from './passphrase.ts';

export interface Bench {
  /** Tokens for paths, as a person typed them. */
  reading(path: string): Promise<string>;
  writing(path: string): Promise<string>;
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** Throws `passphrase.missing`. */
  passphrase(): string;
  unlock(): Promise<IdentityView>;
  /** Something for a person to read before the answer; on standard error. */
  say(text: string): void;
  close(): void;
}

export interface BenchOptions {
  readonly version: string;
  readonly profile: string;
  readonly resources: string;
  /** The built entry of the worker threads, beside the command line's own file. */
  readonly kernel: URL;
  readonly passphraseFile: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
  onDone(): void;
  say(text: string): void;
}

export function createBench(options: BenchOptions): Bench {
  let engine: Promise<Engine> | undefined;
  let opened: Engine | undefined;

  // Loaded on demand: `help` and a misspelt option should not wait for a database.
  async function open(): Promise<Engine> {
    const [{ createEngine }, { workerThreads }] = await Promise.all([
      import('@engine/create-engine.ts'),
      import('@engine/jobs/threads.ts'),
    ]);
    opened = createEngine({
      version: options.version,
      profile: options.profile,
      resources: options.resources,
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      threads: workerThreads(options.kernel),
    });
    return opened;
  }

  function ready(): Promise<Engine> {
    engine ??= open();
    return engine;
  }

  async function call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    try {
      return await (await ready()).call(name, input, { onProgress: options.onProgress, signal: options.signal });
    } finally {
      options.onDone();
    }
  }

  const passphrase = () => readPassphrase(options.passphraseFile, options.environment);
  return {
    reading: async (path) => (await ready()).files.grant(path, 'read').token,
    writing: async (path) => (await ready()).files.grant(path, 'write').token,
    call,
    passphrase,
    unlock: () => call('identity.unlock', { passphrase: passphrase() }),
    say: options.say,
    close: () => opened?.close(),
  };
}
