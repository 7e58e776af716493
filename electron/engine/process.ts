/**
 * The engine's own process (Electron's utilityProcess). Main sends three things: where to work, a port of the window, and
 * files that the person chose; the window talks over its port.
 */
import { type ErrorParams, toErrorData } from '@shared/std/app-error.ts';
import type { FromEngine } from '@shared/contract/messages.ts';
import type { GrantedFile } from '@shared/contract/views.ts';
import { createEngine, type Engine } from './create-engine.ts';
import { workerThreads } from './jobs/threads.ts';
import { type EnginePort, servePort } from './serve-port.ts';

/** The part of Electron's MessagePortMain and ParentPort that is used here; the engine does not import 'electron'. */
interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
  start(): void;
}

export type MainToEngine =
  | { readonly type: 'start'; readonly version: string; readonly profile: string; readonly resources: string }
  | { readonly type: 'connect' }
  | { readonly type: 'grant'; readonly id: number; readonly path: string; readonly mode: 'read' | 'write' };

export type EngineToMain =
  | { readonly type: 'started' }
  | { readonly type: 'failed'; readonly code: string; readonly params: ErrorParams }
  | { readonly type: 'granted'; readonly id: number; readonly file: GrantedFile };

const parent = (process as unknown as { parentPort: Port }).parentPort;
/** One window: a reloaded page brings a new port. */
let face: EnginePort | undefined;
let engine: Engine | undefined;
let stopServing: (() => void) | undefined;

function tellMain(message: EngineToMain): void {
  parent.postMessage(message);
}

function start(options: Extract<MainToEngine, { type: 'start' }>): void {
  try {
    engine = createEngine({
      version: options.version,
      profile: options.profile,
      resources: options.resources,
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      threads: workerThreads(new URL('./kernel.js', import.meta.url)),
      onChanged: (topic) => face?.postMessage({ type: 'changed', topic }),
    });
    tellMain({ type: 'started' });
  } catch (error) {
    const { code, params } = toErrorData(error);
    tellMain({ type: 'failed', code, params });
  }
}

function connect(port: Port): void {
  if (!engine) return;
  if (stopServing) {
    // The page crashed or was loaded anew: nobody is left who knows of its calls, its datasets and its open packages.
    stopServing();
    engine.forgetFace();
  }
  face = {
    postMessage: (message: FromEngine) => port.postMessage(message),
    onMessage: (listener) => port.on('message', (event) => listener(event.data)),
  };
  stopServing = servePort(engine, face);
  port.start();
}

parent.on('message', ({ data, ports }) => {
  const message = data as MainToEngine;
  if (message.type === 'start') start(message);
  else if (message.type === 'connect' && ports[0]) connect(ports[0]);
  else if (message.type === 'grant' && engine)
    tellMain({ type: 'granted', id: message.id, file: engine.files.grant(message.path, message.mode) });
});

process.on('exit', () => engine?.close());
