import { describe, expect, it, vi } from 'vitest';
import type { Bridge } from '@shared/contract/bridge.ts';
import type { FromEngine, ToEngine } from '@shared/contract/messages.ts';
import { AppError } from '@shared/std/app-error.ts';
import { createEngineClient } from '../../../renderer/state/engine-client.ts';

function listeningBridge() {
  const sent: ToEngine[] = [];
  const messages = new Set<(message: FromEngine) => void>();
  const restarts = new Set<() => void>();
  const bridge: Bridge = {
    platform: 'linux',
    send: (message) => void sent.push(message),
    onMessage: (listener) => {
      messages.add(listener);
      return () => messages.delete(listener);
    },
    onEngineRestart: (listener) => {
      restarts.add(listener);
      return () => restarts.delete(listener);
    },
    chooseFile: async () => null,
    chooseSave: async () => null,
    grantDropped: async () => null,
    printPdf: async () => ({ bytes: 0 }),
    onLaunchFile: () => () => {},
    onMenu: () => () => {},
    setTheme: () => {},
  };
  return {
    bridge,
    sent,
    answer: (message: FromEngine) => messages.forEach((listener) => void listener(message)),
    restart: () => restarts.forEach((listener) => void listener()),
  };
}

describe('the engine client', () => {
  it('matches answers that come in another order', async () => {
    const { bridge, sent, answer } = listeningBridge();
    const client = createEngineClient(bridge);
    const first = client.call('trust.list', {});
    const second = client.call('package.issued', {});
    expect(sent).toEqual([
      { type: 'call', id: 1, name: 'trust.list', input: {} },
      { type: 'call', id: 2, name: 'package.issued', input: {} },
    ]);
    answer({ type: 'result', id: 2, output: ['second'] });
    answer({ type: 'result', id: 1, output: ['first'] });
    expect(await first).toEqual(['first']);
    expect(await second).toEqual(['second']);
  });

  it('rejects with the AppError that the engine sent', async () => {
    const { bridge, answer } = listeningBridge();
    const call = createEngineClient(bridge).call('identity.unlock', { passphrase: 'wrong' });
    answer({
      type: 'error',
      id: 1,
      error: { code: 'identity.wrong-passphrase', category: 'identity', params: { tries: 2 } },
    });
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).toData()).toEqual({
      code: 'identity.wrong-passphrase',
      category: 'identity',
      params: { tries: 2 },
    });
  });

  it('passes progress to its own call only, and none after the answer', async () => {
    const { bridge, answer } = listeningBridge();
    const client = createEngineClient(bridge);
    const seen = vi.fn();
    const other = vi.fn();
    const call = client.call('audit.verdict', {}, { onProgress: seen });
    client.call('audit.verdict', {}, { onProgress: other }).catch(() => {});
    const progress = { phase: 'log.verify', done: 1, unit: 'rows' } as const;
    answer({ type: 'progress', id: 1, progress });
    answer({ type: 'result', id: 1, output: null });
    answer({ type: 'progress', id: 1, progress });
    await call;
    expect(seen.mock.calls).toEqual([[progress]]);
    expect(other).not.toHaveBeenCalled();
  });

  it('sends one cancel and lets the engine say how the work ended', async () => {
    const { bridge, sent, answer } = listeningBridge();
    const controller = new AbortController();
    const call = createEngineClient(bridge).call('audit.verdict', {}, { signal: controller.signal });
    controller.abort();
    controller.abort();
    expect(sent.filter((message) => message.type === 'cancel')).toEqual([{ type: 'cancel', id: 1 }]);
    // It was done before the cancel arrived: the result is not thrown away.
    answer({ type: 'result', id: 1, output: { intact: true } });
    expect(await call).toEqual({ intact: true });
  });

  it('sends no cancel for a call that has ended, and no call that was cancelled before', async () => {
    const { bridge, sent, answer } = listeningBridge();
    const client = createEngineClient(bridge);
    const controller = new AbortController();
    const call = client.call('trust.list', {}, { signal: controller.signal });
    answer({ type: 'result', id: 1, output: [] });
    await call;
    controller.abort();
    await expect(client.call('trust.list', {}, { signal: controller.signal })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    expect(sent).toHaveLength(1);
  });

  it('rejects what was under way when the engine restarts, and goes on', async () => {
    const { bridge, answer, restart } = listeningBridge();
    const client = createEngineClient(bridge);
    const heard = vi.fn();
    const stop = client.onRestart(heard);
    const lost = client.call('trust.list', {});
    restart();
    await expect(lost).rejects.toMatchObject({ code: 'engine.restarted', category: 'internal' });
    const next = client.call('trust.list', {});
    answer({ type: 'result', id: 2, output: [] });
    expect(await next).toEqual([]);
    stop();
    restart();
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('tells what changed, until told to stop', () => {
    const { bridge, answer } = listeningBridge();
    const client = createEngineClient(bridge);
    const heard = vi.fn();
    const stop = client.onChanged(heard);
    answer({ type: 'changed', topic: 'log' });
    stop();
    answer({ type: 'changed', topic: 'trust' });
    expect(heard.mock.calls).toEqual([['log']]);
  });
});
