/** The engine's process may die at any moment; nobody waits for ever for what it was asked. */
import { EventEmitter } from 'node:events';
import { startEngine } from '../../../electron/main/engine-host.ts';
import type { MainToEngine } from '@engine/process.ts';
import { afterEach, expect, test, vi } from 'vitest';

class Child extends EventEmitter {
  readonly got: MainToEngine[] = [];
  postMessage(message: MainToEngine) {
    this.got.push(message);
  }
}

const { children } = vi.hoisted(() => ({ children: [] as unknown[] }));
vi.mock('electron', () => ({
  app: { getVersion: () => '0.0.0-test' },
  utilityProcess: {
    fork() {
      const child = new Child();
      children.push(child);
      return child;
    },
  },
}));

afterEach(() => {
  children.length = 0;
  vi.useRealTimers();
});

test('a file that was chosen while the engine died is granted by the next one', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const onRestarted = vi.fn();
  const host = startEngine({ profile: '/p', resources: '/r', onFailed: vi.fn(), onRestarted });
  const first = children[0] as Child;
  first.emit('message', { type: 'started' });
  const granted = host.grant('/data/patients.csv', 'read');
  await vi.waitFor(() => expect(first.got.map(({ type }) => type)).toEqual(['start', 'grant']));

  vi.setSystemTime(Date.now() + 60_000);
  first.emit('exit', 9);
  const second = children[1] as Child;
  second.emit('message', { type: 'started' });
  await vi.waitFor(() => expect(onRestarted).toHaveBeenCalledOnce());
  expect(second.got).toEqual([
    { type: 'start', version: '0.0.0-test', profile: '/p', resources: '/r' },
    { type: 'grant', id: 1, path: '/data/patients.csv', mode: 'read' },
  ]);
  const file = { token: 'a'.repeat(32), name: 'patients.csv', folder: '/data', kind: 'dataset' };
  second.emit('message', { type: 'granted', id: 1, file });
  expect(await granted).toEqual(file);
});
