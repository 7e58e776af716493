import { describe, expect, it, vi } from 'vitest';
import type { AppStatus, GrantedFile } from '@shared/contract/views.ts';
import { AppError } from '@shared/std/app-error.ts';
import type { EngineClient } from '../../../renderer/state/engine-client.ts';
import { createJobsStore, listJobs } from '../../../renderer/state/jobs.ts';
import { createNavigationStore, screenFor } from '../../../renderer/state/navigation.ts';
import { createStatusStore, isUnlocked } from '../../../renderer/state/status.ts';
import { createThemeStore, type ThemeHost } from '../../../renderer/state/theme.ts';

const STATUS: AppStatus = {
  version: '1',
  identity: null,
  locked: false,
  trusted: 0,
  logSize: 0,
  logProblem: '',
  recents: [],
};

function clientAnswering(call: () => Promise<AppStatus>): EngineClient {
  return { call } as unknown as EngineClient;
}

describe('the status', () => {
  it('keeps the latest answer when an older one comes late', async () => {
    const answers: ((status: AppStatus) => void)[] = [];
    const store = createStatusStore(clientAnswering(() => new Promise((resolve) => answers.push(resolve))));
    const first = store.getState().refresh();
    const second = store.getState().refresh();
    answers[1]?.({ ...STATUS, logSize: 2 });
    answers[0]?.({ ...STATUS, logSize: 1 });
    await Promise.all([first, second]);
    expect(store.getState().status?.logSize).toBe(2);
  });

  it('keeps what it knew and says what failed', async () => {
    const call = vi.fn<() => Promise<AppStatus>>().mockResolvedValueOnce(STATUS);
    call.mockRejectedValueOnce(new AppError('io', 'store.unreadable'));
    const store = createStatusStore(clientAnswering(call));
    await store.getState().refresh();
    await store.getState().refresh();
    expect(store.getState()).toMatchObject({ status: STATUS, error: { code: 'store.unreadable', category: 'io' } });
  });

  it('is unlocked only with an identity that is not locked', () => {
    const identity = { id: 'a' } as unknown as NonNullable<AppStatus['identity']>;
    expect(isUnlocked(null)).toBe(false);
    expect(isUnlocked(STATUS)).toBe(false);
    expect(isUnlocked({ ...STATUS, identity, locked: true })).toBe(false);
    expect(isUnlocked({ ...STATUS, identity })).toBe(true);
  });
});

describe('navigation', () => {
  const file: GrantedFile = { token: 'a', name: 'a.csv', folder: '/', kind: 'dataset' };

  it('keeps the screens that were visited, each once', () => {
    const store = createNavigationStore();
    store.getState().go('review');
    store.getState().go('home');
    store.getState().go('review');
    expect(store.getState()).toMatchObject({ screen: 'review', visited: ['home', 'review'] });
  });

  it('tells two openings of the same file apart', () => {
    const store = createNavigationStore();
    store.getState().open('protect', file);
    const first = store.getState().openings.protect;
    store.getState().open('protect', file);
    const second = store.getState().openings.protect;
    expect(store.getState().screen).toBe('protect');
    expect(second?.file).toBe(file);
    expect(second?.serial).not.toBe(first?.serial);
    store.getState().clear('protect');
    expect(store.getState().openings).toEqual({});
  });

  it('sends each kind of file to its screen and an unknown one nowhere', () => {
    const kinds = ['dataset', 'package', 'card', 'log-export', 'recipe', 'other'] as const;
    expect(kinds.map(screenFor)).toEqual(['protect', 'package', 'people', 'review', null, null]);
  });
});

describe('the theme', () => {
  function host(stored: string | null, dark: boolean) {
    let listener = () => {};
    const system = { dark };
    const applied: [string, string][] = [];
    const themeHost: ThemeHost = {
      load: () => stored,
      save: () => {},
      isSystemDark: () => system.dark,
      onSystemChange: (heard) => {
        listener = heard;
      },
      apply: (choice, theme) => void applied.push([choice, theme]),
    };
    return {
      themeHost,
      applied,
      setSystem(isDark: boolean) {
        system.dark = isDark;
        listener();
      },
    };
  }

  it('follows the system only when told to', () => {
    const { themeHost, applied, setSystem } = host(null, false);
    const store = createThemeStore(themeHost);
    setSystem(true);
    expect(store.getState()).toMatchObject({ choice: 'system', applied: 'dark' });
    store.getState().choose('light');
    setSystem(false);
    setSystem(true);
    expect(store.getState()).toMatchObject({ choice: 'light', applied: 'light' });
    expect(applied).toEqual([
      ['system', 'light'],
      ['system', 'dark'],
      ['light', 'light'],
    ]);
  });

  it('does not believe a stored word it does not know', () => {
    expect(createThemeStore(host('purple', true).themeHost).getState()).toMatchObject({
      choice: 'system',
      applied: 'dark',
    });
  });
});

describe('jobs', () => {
  it('lists a job with its progress while it runs, however it ends', async () => {
    const store = createJobsStore(() => 5);
    let finish: (text: string) => void = () => {};
    const running = store.getState().run('Verify', ({ onProgress }) => {
      onProgress?.({ phase: 'log.verify', done: 3, total: 9, unit: 'rows' });
      return new Promise<string>((resolve) => {
        finish = resolve;
      });
    });
    expect(store.getState().running).toMatchObject([{ label: 'Verify', progress: { done: 3 }, startedAt: 5 }]);
    finish('done');
    expect(await running).toBe('done');
    await expect(store.getState().run('Fail', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(store.getState().running).toEqual([]);
  });

  it('aborts the signal of the job that is cancelled and of no other', async () => {
    const store = createJobsStore(() => 0);
    const signals: AbortSignal[] = [];
    const work = ({ signal }: { signal: AbortSignal | undefined }) =>
      new Promise<void>((_resolve, reject) => {
        if (!signal) throw new Error('a job needs a signal');
        signals.push(signal);
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      });
    const first = store.getState().run('First', work);
    store
      .getState()
      .run('Second', work)
      .catch(() => {});
    store.getState().running[0]?.cancel();
    await expect(first).rejects.toThrow('stopped');
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
    expect(store.getState().running.map((job) => job.label)).toEqual(['Second']);
  });

  it('lists what the contract calls a job, and stops it by either signal', async () => {
    const store = createJobsStore(() => 0);
    const signals: (AbortSignal | undefined)[] = [];
    const call = (_name: string, _input: unknown, options: { signal?: AbortSignal } = {}) => {
      signals.push(options.signal);
      return new Promise((_resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(new Error('stopped')));
      });
    };
    const client = listJobs({ call } as unknown as EngineClient, store);
    client.call('trust.list', {}).catch(() => {});
    expect(store.getState().running).toEqual([]);
    const first = client.call('audit.verdict', {});
    const own = new AbortController();
    const second = client.call('audit.verdict', {}, { signal: own.signal });
    expect(store.getState().running.map((job) => job.label)).toEqual(['audit.verdict', 'audit.verdict']);
    own.abort();
    await expect(second).rejects.toThrow('stopped');
    store.getState().running[0]?.cancel();
    await expect(first).rejects.toThrow('stopped');
    expect(store.getState().running).toEqual([]);
  });
});
