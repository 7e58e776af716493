/**
 * What a command works with: the engine, opened only when something is asked of it, files granted by their path, and the
 * passphrase, read only when a key is needed.
 */
import type { Engine } from '@engine/create-engine.ts';
import type { InputOf, OperationName, OutputOf } from '@shared/contract/api.ts';
import type { IdentityView } from '@shared/contract/views.ts';
import { AppError } from '@shared/std/app-error.ts';
import { cancelled, type Progress } from '@shared/std/task.ts';
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
  /** Resolves when the databases are closed and the threads have ended. */
  close(): Promise<void>;
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
  /** Another process has the profile, and is waited for. */
  onWait(): void;
  say(text: string): void;
}

/** Another command may just be ending: one command after the other is how scripts work. */
const PROFILE_WAIT_MS = 5000;
const PROFILE_RETRY_MS = 50;

export function createBench(options: BenchOptions): Bench {
  let engine: Promise<Engine> | undefined;
  let opened: Engine | undefined;

  // Loaded on demand: `help` and a misspelt option should not wait for a database.
  async function open(): Promise<Engine> {
    const [{ createEngine }, { workerThreads }] = await Promise.all([
      import('@engine/create-engine.ts'),
      import('@engine/jobs/threads.ts'),
    ]);
    const threads = workerThreads(options.kernel);
    // A signal that came while all this was loading is heard when the loop turns.
    await new Promise((resume) => setImmediate(resume));
    const since = performance.now();
    for (;;) {
      goOn();
      try {
        opened = createEngine({
          version: options.version,
          profile: options.profile,
          resources: options.resources,
          clock: { now: () => Date.now(), monotonic: () => performance.now() },
          threads,
        });
        return opened;
      } catch (error) {
        const isInUse = error instanceof AppError && error.code === 'profile.in-use';
        if (!isInUse || performance.now() - since >= PROFILE_WAIT_MS) throw error;
        options.onWait();
        await new Promise((resume) => setTimeout(resume, PROFILE_RETRY_MS));
      }
    }
  }

  function ready(): Promise<Engine> {
    engine ??= open();
    return engine;
  }

  /** Asked before every file: not each operation has a place where it can be interrupted. */
  function goOn(): void {
    if (options.signal.aborted) throw cancelled();
  }

  async function grant(path: string, mode: 'read' | 'write'): Promise<string> {
    goOn();
    return (await ready()).files.grant(path, mode).token;
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
    reading: (path) => grant(path, 'read'),
    writing: (path) => grant(path, 'write'),
    call,
    passphrase,
    unlock: () => call('identity.unlock', { passphrase: passphrase() }),
    say: options.say,
    close: async () => opened?.close(),
  };
}
