/**
 * Starts the engine's process and starts it again when it dies. Main passes it files that a person chose and a port for the
 * window; it never looks at what is said over that port.
 */
import { join } from 'node:path';
import { app, MessageChannelMain, type MessagePortMain, utilityProcess, type UtilityProcess } from 'electron';
import type { EngineToMain, MainToEngine } from '../engine/process.ts';
import type { GrantedFile } from '@shared/contract/views.ts';
import type { ErrorParams } from '@shared/std/app-error.ts';

export interface EngineHost {
  grant(path: string, mode: 'read' | 'write'): Promise<GrantedFile>;
  /** A fresh port for a page that was just loaded. */
  connect(): Promise<MessagePortMain>;
  stop(): void;
}

export interface EngineHostOptions {
  readonly profile: string;
  readonly resources: string;
  /** The engine refused to start, for example because another process works in the profile. */
  onFailed(code: string, params: ErrorParams): void;
  /** It ended unexpectedly and runs again. */
  onRestarted(): void;
}

/** An engine that dies this soon after its start would only die again. */
const SHORTEST_LIFE_MS = 3000;

export function startEngine(options: EngineHostOptions): EngineHost {
  /** Asked for and not yet answered. An engine that died is no answer: the next one is asked again. */
  const grants = new Map<number, { readonly message: MainToEngine; readonly resolve: (file: GrantedFile) => void }>();
  let nextGrant = 1;
  let stopped = false;
  let child = fork();
  let started = begin(child);

  function fork(): UtilityProcess {
    return utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [], {
      serviceName: 'Bulla engine',
      stdio: 'inherit',
    });
  }

  function send(message: MainToEngine, ports: MessagePortMain[] = []): void {
    child.postMessage(message, ports);
  }

  function begin(engine: UtilityProcess): Promise<void> {
    const since = Date.now();
    engine.once('exit', () => {
      if (stopped) return;
      if (Date.now() - since < SHORTEST_LIFE_MS) {
        options.onFailed('engine.ended', {});
        return;
      }
      child = fork();
      started = begin(child);
      void started.then(() => {
        for (const { message } of grants.values()) send(message);
        options.onRestarted();
      });
    });
    return new Promise((resolve) => {
      engine.on('message', (message: EngineToMain) => {
        if (message.type === 'started') resolve();
        else if (message.type === 'failed') options.onFailed(message.code, message.params);
        else if (message.type === 'granted') {
          grants.get(message.id)?.resolve(message.file);
          grants.delete(message.id);
        }
      });
      engine.postMessage({
        type: 'start',
        version: app.getVersion(),
        profile: options.profile,
        resources: options.resources,
      } satisfies MainToEngine);
    });
  }

  return {
    async grant(path, mode) {
      await started;
      const id = nextGrant++;
      return new Promise((resolve) => {
        const message: MainToEngine = { type: 'grant', id, path, mode };
        grants.set(id, { message, resolve });
        send(message);
      });
    },
    async connect() {
      await started;
      const { port1, port2 } = new MessageChannelMain();
      send({ type: 'connect' }, [port1]);
      return port2;
    },
    stop() {
      stopped = true;
      child.kill();
    },
  };
}
