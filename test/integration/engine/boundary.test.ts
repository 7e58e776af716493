/** Whatever a face sends, the engine answers with a known error and goes on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, type Engine } from '@engine/create-engine.ts';
import { inlineThreads } from '../../support/inline-threads.ts';
import { type EnginePort, servePort } from '@engine/serve-port.ts';
import { kernels } from '@engine/workers/kernels.ts';
import { api, type OperationName } from '@shared/contract/api.ts';
import type { FromEngine } from '@shared/contract/messages.ts';
import { toErrorData } from '@shared/std/app-error.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'bulla-boundary-'));
let engine: Engine;
beforeAll(() => {
  engine = createEngine({
    version: '0.0.0-test',
    profile: join(folder, 'profile'),
    resources: resolve(import.meta.dirname, '../../../resources'),
    clock: { now: () => Date.UTC(2026, 10, 23, 12), monotonic: () => performance.now() },
    threads: inlineThreads(kernels),
    scryptLogN: 10,
  });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const NAMES = Object.keys(api) as OperationName[];

async function codeOf(name: OperationName, input: unknown): Promise<string> {
  try {
    await engine.call(name, input as never);
    return '';
  } catch (error) {
    return toErrorData(error).code;
  }
}

describe.each(NAMES)('%s', (name) => {
  test('refuses nonsense as invalid input', async () => {
    for (const input of [
      undefined,
      null,
      1,
      'x',
      { unexpected: true },
      JSON.parse('{"__proto__":{"file":"x"},"nonsense":1}'),
    ]) {
      const code = await codeOf(name, input);
      expect(code, JSON.stringify(input)).toBe('call.invalid-input');
    }
  });

  test('answers any input of the right shape of names with a known error', async () => {
    const token = fc.oneof(fc.constant('0'.repeat(32)), fc.string());
    const value = fc.oneof(
      fc.constant('none'),
      fc.integer({ min: 0, max: 600 }),
      fc.boolean(),
      fc.string({ maxLength: 20 }),
      fc.constant({}),
      fc.constant([]),
      fc.constant(null),
    );
    const input = fc.dictionary(
      fc.constantFrom(
        'file',
        'dataset',
        'session',
        'id',
        'start',
        'count',
        'purpose',
        'passphrase',
        'name',
        'filter',
        'recipe',
        'draft',
        'recipients',
        'spec',
        'source',
        'card',
        'column',
        'project',
        'preset',
        'acceptAgreement',
      ),
      fc.oneof(token, value),
      { maxKeys: 6 },
    );
    await fc.assert(
      fc.asyncProperty(input, async (random) => {
        expect(await codeOf(name, random)).not.toMatch(/^internal\./);
      }),
      { numRuns: 60 },
    );
  });
});

test('an unknown operation is refused', async () => {
  for (const name of ['nothing', '__proto__', 'constructor', 'toString'])
    expect(await codeOf(name as OperationName, {})).toBe('call.unknown');
});

describe('the port', () => {
  function connect() {
    const sent: FromEngine[] = [];
    let receive: (message: unknown) => void = () => {};
    const port: EnginePort = {
      postMessage: (message) => sent.push(message),
      onMessage: (listener) => {
        receive = listener;
      },
    };
    servePort(engine, port);
    return { sent, receive: (message: unknown) => receive(message) };
  }

  test('drops what is no message and answers what is', async () => {
    const { sent, receive } = connect();
    for (const message of [
      null,
      1,
      'call',
      {},
      { type: 'call' },
      { type: 'call', id: 1.5, name: 'app.status' },
      { type: 'call', id: 1, name: 'constructor' },
      { type: 'other', id: 1 },
      { type: 'cancel', id: 99 },
    ])
      receive(message);
    receive({ type: 'call', id: 7, name: 'app.status', input: {} });
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]).toMatchObject({ type: 'result', id: 7, output: { identity: null } });
  });

  test('a face that is gone is not heard', async () => {
    const sent: FromEngine[] = [];
    let receive: (message: unknown) => void = () => {};
    const stop = servePort(engine, {
      postMessage: (message) => sent.push(message),
      onMessage: (listener) => {
        receive = listener;
      },
    });
    stop();
    receive({ type: 'call', id: 1, name: 'app.status', input: {} });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent).toEqual([]);
  });

  test('the same number twice and too many calls at once are refused', async () => {
    const { sent, receive } = connect();
    for (let id = 0; id < 300; id++) receive({ type: 'call', id, name: 'app.status', input: {} });
    receive({ type: 'call', id: 5, name: 'app.status', input: {} });
    await expect.poll(() => sent.length).toBe(301);
    const refused = sent.filter((message) => message.type === 'error');
    expect(refused).toHaveLength(45);
    expect(new Set(refused.map((message) => message.error.code))).toEqual(new Set(['call.too-many']));
  });
});
