import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdentityView } from '@shared/contract/views.ts';
import { errorText } from '@shared/contract/error-text.ts';
import { describe, expect, test } from 'vitest';
import { parseLine } from '../../../electron/cli/arguments.ts';
import type { Bench } from '../../../electron/cli/bench.ts';
import { licenceDraft } from '../../../electron/cli/licence-draft.ts';
import { readPassphrase } from '../../../electron/cli/passphrase.ts';
import { defaultProfile } from '../../../electron/cli/profile-folder.ts';
import { describe as describeProgress, progressLine } from '../../../electron/cli/progress-line.ts';
import { COMMANDS, run } from '../../../electron/cli/run.ts';
import { textTable } from '../../../electron/cli/text-table.ts';
import { readCount, readPreset, readPurpose, readRange, readUntil } from '../../../electron/cli/values.ts';

/** Lines that are answered before an engine is needed. */
async function bulla(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    version: '1.2.3',
    defaultProfile: '/nowhere',
    resources: '/nowhere',
    kernel: new URL('file:///nowhere'),
    environment: {},
    signal: new AbortController().signal,
    stdout: {
      write(text) {
        stdout += text;
      },
    },
    stderr: {
      write(text) {
        stderr += text;
      },
    },
  });
  return { code, stdout, stderr };
}

test('help lists every command, and each has its own', async () => {
  const { code, stdout } = await bulla('help');
  expect(code).toBe(0);
  for (const { name } of COMMANDS) {
    expect(stdout).toContain(`bulla ${name}`);
    expect((await bulla('help', ...name.split(' '))).stdout).toContain(`bulla ${name}`);
    expect((await bulla(...name.split(' '), '--help')).stdout).toContain(`bulla ${name}`);
  }
  expect((await bulla('--help')).stdout).toBe(stdout);
});

test('what an error names cannot move the cursor or recolour the terminal', async () => {
  const { stderr } = await bulla('\u001b[2J\u202egrofne');
  expect(stderr).toContain('grofne');
  expect(stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('a licence that is a pipe is refused, not waited for', async () => {
  const pipe = join(mkdtempSync(join(tmpdir(), 'bulla-cli-')), 'draft.json');
  execFileSync('mkfifo', [pipe]);
  const reading = licenceDraft({} as Bench, 'data.csv', {} as IdentityView, { licence: pipe });
  await expect(reading).rejects.toMatchObject({ code: 'file.not-regular' });
});

test('version', async () => {
  expect(await bulla('--version')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  expect(JSON.parse((await bulla('--version', '--json')).stdout)).toEqual({ version: '1.2.3' });
});

test.each([
  ['cli.no-command', []],
  ['cli.unknown-command', ['frobnicate']],
  ['cli.unknown-command', ['identity']],
  ['cli.unknown-command', ['identity', 'old']],
  ['cli.unknown-option', ['profile', 'x.csv', '--colour', 'red']],
  ['cli.unknown-option', ['profile', 'x.csv', '-v']],
  ['cli.option-not-here', ['profile', 'x.csv', '--recipe', 'r.json']],
  ['cli.missing-argument', ['profile']],
  ['cli.too-many-arguments', ['profile', 'a.csv', 'b.csv']],
  ['cli.missing-option', ['risk', 'x.csv']],
  ['cli.missing-value', ['risk', 'x.csv', '--recipe']],
  ['cli.missing-value', ['risk', 'x.csv', '--recipe', '--profile', 'p']],
  ['cli.repeated-option', ['risk', 'x.csv', '--recipe', 'a', '--recipe', 'b']],
  ['cli.unexpected-value', ['log', 'verify', '--json=yes']],
  ['cli.choose-one', ['open', 'x.bulla', '--purpose', 'HMB', '--accept']],
  ['cli.choose-one', ['open', 'x.bulla', '--purpose', 'HMB', '--rows', '1:2', '--export', 'y.csv']],
  ['cli.invalid-value', ['open', 'x.bulla', '--purpose', 'HMB', '--rows', '0:2']],
  ['cli.invalid-value', ['open', 'x.bulla', '--purpose', 'marketing', '--rows', '1:2']],
  ['cli.invalid-value', ['profile', 'x.csv', '--delimiter', 'ab']],
  ['cli.invalid-value', ['profile', 'x.csv', '--encoding', 'ebcdic']],
  ['cli.option-not-here', ['risk', 'x.csv', '--recipe', 'r.json', '--no-header']],
  ['cli.tabulate-spec', ['open', 'x.bulla', '--purpose', 'HMB', '--tabulate', 'sex,']],
])('%s: %j', async (expected, args) => {
  const { code, stdout, stderr } = await bulla(...args, '--json');
  expect(code).toBe(2);
  expect(stderr).toBe('');
  const { error } = JSON.parse(stdout);
  expect(error).toMatchObject({ code: expected, category: 'usage' });
  expect(error.title).not.toContain('Something went wrong');
  const text = await bulla(...args);
  expect(text.stdout).toBe('');
  expect(text.stderr).toContain(expected);
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulla-cli-'));
  const at = (name: string) => join(folder, name);
  mkdirSync(at('profile'));
  for (const name of ['d.csv', 'r.json', 'l.json', 'a.bulla-card', 'x.bulla', 'secret', 'profile/identity.json'])
    writeFileSync(at(name), 'as it was');
  symlinkSync(at('r.json'), at('link.json'));
  linkSync(at('r.json'), at('twin.json'));
  symlinkSync(folder, at('again'));
  const deidentify = ['deidentify', at('d.csv'), '--recipe', at('r.json'), '--out'];
  const seal = ['seal', at('d.csv'), '--recipe', at('r.json'), '--licence', at('l.json'), '--to', at('a.bulla-card')];

  test.each([
    ['the recipe', [...deidentify, at('r.json')]],
    ['the recipe through a symbolic link', [...deidentify, at('link.json')]],
    ['the recipe by another name', [...deidentify, at('twin.json')]],
    ['the data', [...deidentify, at('d.csv')]],
    ['the data, as a report', [...deidentify, at('new.csv'), '--report', at('d.csv')]],
    ['the report', [...deidentify, at('new.csv'), '--report', at('new.csv')]],
    ['the report through a linked folder', [...deidentify, at('new.csv'), '--report', at('again/new.csv')]],
    ['the licence', [...seal, '--out', at('l.json')]],
    ['a card', [...seal, '--out', at('a.bulla-card')]],
    ['the package', ['open', at('x.bulla'), '--purpose', 'HMB', '--tabulate', 'a', '--out', at('x.bulla')]],
    ['the passphrase', ['log', 'export', '--passphrase-file', at('secret'), '--out', at('secret')]],
    ['the identity', ['log', 'export', '--out', at('profile/identity.json')]],
  ])('nothing is written over %s', async (_, args) => {
    const { code, stdout } = await bulla(...args, '--profile', at('profile'), '--json');
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'cli.same-file', category: 'usage' });
    expect(code).toBe(2);
  });

  test.each([
    ['file.no-folder', [...deidentify, at('new.csv'), '--report', at('nodir/q.json')]],
    ['file.no-folder', [...deidentify, at('d.csv/new.csv')]],
    ['file.not-regular', [...deidentify, at('profile')]],
  ])('%s is said before anything is done', async (expected, args) => {
    const { code, stdout } = await bulla(...args, '--profile', at('profile'), '--json');
    expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 7, error: expected });
  });
});

test('an error says what can be done', () => {
  const codes = [
    ...['call.invalid-input', 'cli.choose-one', 'cli.invalid-value', 'cli.repeated-option', 'cli.same-file'],
    ...['json.forbidden-member', 'json.too-deep', 'json.too-large', 'licence.draft-invalid', 'passphrase.unreadable'],
  ];
  for (const code of codes)
    expect(errorText({ code, category: 'usage', params: {} }).action, code).toMatch(/^[A-Zb].*\.$/s);
});

test('a value given to an unknown option is not repeated: it may be a passphrase', async () => {
  const { stdout } = await bulla('log', 'export', '--out', 'x', '--passphrase=hunter2', '--json');
  expect(stdout).toContain('--passphrase');
  expect(stdout).not.toContain('hunter2');
});

test('options may stand anywhere, and after -- everything is a word', () => {
  expect(parseLine(['--json', 'profile', '--profile', 'p', 'x.csv'])).toEqual({
    words: ['profile', 'x.csv'],
    options: { json: true, profile: 'p' },
  });
  expect(parseLine(['profile', '--', '--strange.csv']).words).toEqual(['profile', '--strange.csv']);
  expect(parseLine(['seal', 'x', '--to', 'a', '--to=b']).options.to).toEqual(['a', 'b']);
});

describe('values', () => {
  test('until: a day is its end in UTC; days that are none are refused', () => {
    expect(readUntil('2027-02-28')).toBe('2027-02-28T23:59:59Z');
    expect(readUntil('2027-02-28T12:00:00Z')).toBe('2027-02-28T12:00:00Z');
    for (const bad of ['2027-02-29', '28.02.2027', '2027-02-28T12:00:00+01:00', '1999-01-01', ''])
      expect(() => readUntil(bad)).toThrow('cli.invalid-value');
  });

  test('purpose: short, with and without DUO', () => {
    for (const code of ['HMB', 'hmb', '0000006', 'DUO:0000006']) expect(readPurpose(code)).toBe('DUO:0000006');
    expect(() => readPurpose('6')).toThrow('cli.invalid-value');
  });

  test('rows, presets, counts', () => {
    expect(readRange('1:20')).toEqual({ start: 0, count: 20 });
    for (const bad of ['0:1', '5:4', '1', 'a:b', '1:2:3', '-1:2'])
      expect(() => readRange(bad)).toThrow('cli.invalid-value');
    expect(readPreset('row-access')).toBe('row-access');
    expect(() => readPreset('everything')).toThrow('cli.invalid-value');
    expect(readCount('--last', '5', 10)).toBe(5);
    for (const bad of ['0', '11', '1.5', 'x']) expect(() => readCount('--last', bad, 10)).toThrow('cli.invalid-value');
  });
});

describe('passphrase', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulla-cli-'));
  const file = join(folder, 'secret');
  writeFileSync(file, 'first line\r\nsecond\n');

  test('the first line of the file before the environment', () => {
    expect(readPassphrase(file, { BULLA_PASSPHRASE: 'other' })).toBe('first line');
    expect(readPassphrase(undefined, { BULLA_PASSPHRASE: 'other' })).toBe('other');
  });

  test('missing, empty, unreadable', () => {
    expect(() => readPassphrase(undefined, {})).toThrow('passphrase.missing');
    expect(() => readPassphrase(undefined, { BULLA_PASSPHRASE: '' })).toThrow('passphrase.missing');
    expect(() => readPassphrase(join(folder, 'none'), {})).toThrow('passphrase.unreadable');
  });
});

test('the default profile is the folder that the application uses', () => {
  expect(defaultProfile('linux', {}, '/home/a')).toBe('/home/a/.config/Bulla/profile');
  expect(defaultProfile('linux', { XDG_CONFIG_HOME: '/x' }, '/home/a')).toBe('/x/Bulla/profile');
  expect(defaultProfile('darwin', {}, '/Users/a')).toBe('/Users/a/Library/Application Support/Bulla/profile');
  expect(defaultProfile('win32', { APPDATA: '/r' }, '/u')).toBe('/r/Bulla/profile');
});

test('progress: a line on a terminal, silence anywhere else', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  progressLine({ write }).show({ phase: 'csv.read', done: 1, total: 2, unit: 'bytes' });
  expect(written).toEqual([]);
  const line = progressLine({ isTTY: true, write });
  line.show({ phase: 'csv.read', done: 1, total: 2, unit: 'bytes' });
  line.clear();
  expect(written.join('')).toContain('50 %');
  expect(describeProgress({ phase: 'other.thing', done: 7, unit: 'rows' })).toBe('other thing: 7 rows');
});

test('a table is aligned, and a cell cannot write to the terminal', () => {
  expect(
    textTable(
      [{ header: 'a' }, { header: 'n', isNumber: true }],
      [
        ['x\u001b[31m', '1'],
        ['longer', '1,000'],
      ],
    ),
  ).toBe('a           n\nx\ufffd[31m      1\nlonger  1,000');
});
