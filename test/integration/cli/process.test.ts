/** The command line as a process: how it ends, how it is interrupted, and how two of them share a profile. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bulla, CLI, outcomeOf, spawnBulla } from './built-cli.ts';

const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: PATIENCE_MS });

const folder = mkdtempSync(join(tmpdir(), 'bulla-process-'));
const at = (name: string) => join(folder, name);
const here = { cwd: folder };

beforeAll(() => {
  writeFileSync(at('small.csv'), 'a,b\n1,2\n3,4\n');
  // 1,500 columns: the JSON profile is many times what a pipe holds.
  const names = Array.from({ length: 1500 }, (_, at) => `column number ${at}`).join(',');
  writeFileSync(at('wide.csv'), `${names}\n${names.replaceAll(/[a-z ]+/g, '')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the end', () => {
  test('a pipe with a slow reader gets the whole document', async () => {
    const child = spawnBulla(['profile', 'wide.csv', '--profile', 'p-wide', '--json'], folder);
    child.stdout.pause();
    await new Promise((resume) => setTimeout(resume, 1500));
    const outcome = outcomeOf(child);
    child.stdout.resume();
    const { code, stdout } = await outcome;
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(2 * 65_536);
    expect(JSON.parse(stdout).columns).toHaveLength(1500);
  });

  test('the process ends by itself: nothing calls exit while threads and databases are alive', async () => {
    writeFileSync(
      at('trap.mjs'),
      `process.reallyExit = () => { process._rawDebug('forced'); process.kill(process.pid, 'SIGABRT'); };`,
    );
    for (const args of [
      ['profile', 'small.csv'],
      ['profile', 'none.csv'],
      ['seal', 'small.csv'],
    ]) {
      const child = spawn(process.execPath, ['--import', at('trap.mjs'), CLI, ...args, '--profile', 'p-end'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const { code, stderr } = await outcomeOf(child);
      expect(stderr).not.toContain('forced');
      expect(code).toBe(args[1] === 'none.csv' ? 7 : args[0] === 'seal' ? 2 : 0);
    }
  });

  test('a reader who has seen enough is no error', async () => {
    const child = spawnBulla(['profile', 'wide.csv', '--profile', 'p-wide', '--json'], folder);
    child.stdout.once('data', () => child.stdout.destroy());
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    expect(await ended).toEqual({ code: 0, signal: null });
  });
});

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops cleanly', async (signal) => {
    const pending = at(`pending-${signal}`);
    // The profile is held, so that the command is certainly waiting when the signal comes.
    expect((await bulla(['log', 'verify', '--profile', pending], here)).code).toBe(0);
    const holder = hold(pending);
    const child = spawnBulla(['profile', 'small.csv', '--profile', pending, '--json'], folder);
    const outcome = outcomeOf(child);
    setTimeout(() => child.kill(signal), 1000);
    const { code, stdout, stderr } = await outcome;
    holder.close();
    expect({ code, stderr, error: JSON.parse(stdout).error.code }).toEqual({
      code: 130,
      stderr: '',
      error: 'job.cancelled',
    });
  });

  test('Ctrl-C before the first file is touched', async () => {
    writeFileSync(
      at('early.mjs'),
      `process.on('newListener', (name) => name === 'SIGINT' && queueMicrotask(() => process.kill(process.pid, name)));`,
    );
    const child = spawn(
      process.execPath,
      ['--import', at('early.mjs'), CLI, 'profile', 'small.csv', '--profile', at('p-early'), '--json'],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const { code, stdout } = await outcomeOf(child);
    expect({ code, error: JSON.parse(stdout || '{}').error?.code }).toEqual({ code: 130, error: 'job.cancelled' });
    expect(existsSync(at('p-early'))).toBe(false);
  });
});

describe('the profile', () => {
  test('is waited for while another process has it', async () => {
    expect((await bulla(['log', 'verify', '--profile', 'p-busy'], here)).code).toBe(0);
    const holder = hold(at('p-busy'));
    const waiting = bulla(['profile', 'small.csv', '--profile', 'p-busy', '--json'], here);
    await new Promise((resume) => setTimeout(resume, 3000));
    holder.close();
    expect((await waiting).code).toBe(0);
  });

  test('is refused when the other process stays', async () => {
    expect((await bulla(['log', 'verify', '--profile', 'p-held'], here)).code).toBe(0);
    const holder = hold(at('p-held'));
    const { code, stdout } = await bulla(['profile', 'small.csv', '--profile', 'p-held', '--json'], here);
    holder.close();
    expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 7, error: 'profile.in-use' });
  });

  test('five commands at once take turns', async () => {
    const all = Array.from({ length: 5 }, () =>
      bulla(['profile', 'small.csv', '--profile', 'p-turns', '--json'], here),
    );
    expect((await Promise.all(all)).map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  });

  test.skipIf(process.platform !== 'linux')('a folder that cannot be made is refused', async () => {
    symlinkSync(at('nowhere'), at('dangling'));
    for (const profile of ['/proc/nope/x', join(at('small.csv'), 'x'), at('dangling'), at('x'.repeat(300))]) {
      const { code, stdout } = await bulla(['log', 'verify', '--profile', profile, '--json'], here);
      expect({ profile, code, error: JSON.parse(stdout).error.code }).toEqual({
        profile,
        code: 7,
        error: 'store.not-writable',
      });
    }
  });
});

/** Has the profile as another window would. */
function hold(profile: string): Database.Database {
  const database = new Database(join(profile, 'bulla.db'));
  database.pragma('locking_mode = EXCLUSIVE');
  database.exec('BEGIN IMMEDIATE; COMMIT');
  return database;
}
