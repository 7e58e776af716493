/** The gate from a face's side: through the handlers, with a log that can be made to fail and a clock that can be turned. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, HandlersOf } from '@engine/context.ts';
import type { AsyncTask } from '@engine/jobs/async-task.ts';
import { sessionHandlers } from '@engine/handlers/session.ts';
import { csvBytes } from '@engine/io/csv-write.ts';
import { fileGrants } from '@engine/io/file-grants.ts';
import type { OpenedPackage } from '@engine/io/package-file.ts';
import type { UsageEvent } from '@shared/audit/usage-event.ts';
import type { Licence } from '@shared/license/licence.ts';
import { AppError } from '@shared/std/app-error.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { ALICE, BOB, licenceOf, NOW, PACKAGE_ID } from '../../support/licence.ts';
import { tableOf } from '../../support/table.ts';

const SECRET = 'cell-value-7f3a';
const table = tableOf(
  ['sex', 'note'],
  Array.from({ length: 40 }, (_, at) => [at % 2 ? 'f' : 'm', at === 0 ? '=1+1' : SECRET]),
);
const aggregateSpec = { groupBy: ['sex'], measure: { type: 'count' as const }, filters: [] };

const opened = vi.hoisted(() => ({ current: null as unknown }));
vi.mock('@engine/io/package-file.ts', () => ({ openPackage: async () => opened.current }));

const task: AsyncTask = { ...QUIET_TASK, signal: new AbortController().signal };
let events: UsageEvent[];
/** In the order in which things happened: 'log <kind> <outcome>' and 'decrypt'. */
let happened: string[];
let logFails: boolean;
let logProblem: string;
let now: number;
let monotonic: number;
let marks: Map<string, string>;
let isLocked: boolean;
let lockListeners: (() => void)[];
let folder: string;
let context: Context;
let session: HandlersOf<'session'>;

beforeEach(async () => {
  events = [];
  happened = [];
  logFails = false;
  logProblem = '';
  now = NOW;
  monotonic = 0;
  marks = new Map();
  isLocked = false;
  lockListeners = [];
  folder = await mkdtemp(join(tmpdir(), 'bulla-gate-'));
  const accepted = new Set<string>();
  context = {
    clock: { now: () => now, monotonic: () => monotonic },
    crypto: {
      randomBytes: (length: number) => new Uint8Array(length).fill(events.length + 1),
      sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
    },
    files: fileGrants(),
    identities: {
      current: () => ({ id: ALICE.id, name: ALICE.name, device: ALICE.device }),
      get isLocked() {
        return isLocked;
      },
      onLock: (listener: () => void) => lockListeners.push(listener),
    },
    log: {
      append(event: UsageEvent) {
        if (logFails) throw new AppError('io', 'log.unavailable');
        happened.push(`log ${event.kind} ${event.outcome}`);
        events.push(event);
      },
      get problem() {
        return logProblem;
      },
    },
    store: {
      marks: { get: (name: string) => marks.get(name), set: (name: string, value: string) => marks.set(name, value) },
      agreements: {
        accept: (digest: string, agreement: string) => accepted.add(digest + agreement),
        isAccepted: (digest: string, agreement: string) => accepted.has(digest + agreement),
      },
      recents: { add() {} },
    },
    notify() {},
  } as unknown as Context;
  session = sessionHandlers(context);
});

function deliver(...licences: Licence[]): void {
  const fields = table.columns.map(({ name }) => ({
    name,
    type: 'string',
    'bulla:role': 'other',
    'bulla:transform': '',
  }));
  opened.current = {
    manifest: { packageId: PACKAGE_ID, created: '2026-11-20T09:00:00Z' },
    packageDigest: 'c'.repeat(64),
    licences,
    close: async () => {},
    async unlock() {
      happened.push('decrypt');
      return {
        descriptor: {
          title: 'Visits',
          resources: [{ path: 'visits.csv', schema: { fields }, 'bulla:rows': table.rowCount }],
          'bulla:anonymization': { rowsIn: 41, rowsOut: 40, suppressed: 1, models: [] },
        },
        table: () => csvBytes(table),
      };
    },
  } as unknown as OpenedPackage;
}

async function open(licence: Licence, changes: { purpose?: string; acceptAgreement?: string | null } = {}) {
  deliver(licence);
  const file = context.files.grant(join(folder, 'x.bulla'), 'read').token;
  const input = { file, purpose: 'HMB', nonCommercial: true, acceptAgreement: licence.agreement!.sha256, ...changes };
  return await session['session.open'](input, task);
}
const output = (name: string) => context.files.grant(join(folder, name), 'write').token;
const rows = async (id: string) => session['session.rows']({ session: id, start: 0, count: 5 }, task);
const counts = async (id: string) => session['session.tabulate']({ session: id, spec: aggregateSpec }, task);
const exportRows = (id: string) => session['session.exportRows']({ session: id, file: output('rows.csv') }, task);
const exportResults = (id: string) =>
  session['session.exportResults']({ session: id, spec: aggregateSpec, file: output('results.csv') }, task);

test('opening is logged before anything is decrypted', async () => {
  const view = await open(licenceOf('aggregate-only'));
  expect(happened).toEqual(['log terms.accept done', 'log package.open allowed', 'decrypt']);
  expect(view).toMatchObject({ title: 'Visits', rowCount: 40, purpose: 'DUO:0000006' });
  expect(view.rights['bulla:tabulate']).toMatchObject({ allowed: true, minimumCellSize: 10 });
  expect(view.rights['bulla:viewRows']).toMatchObject({ allowed: false, because: 'licence.action-prohibited' });
});

test('eight packages are open at most, also when more are asked for at once', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 12 }, () => open(licenceOf('aggregate-only'))));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.map(({ reason }) => reason.code)).toEqual(Array(4).fill('session.too-many'));
  expect(happened.filter((what) => what === 'decrypt')).toHaveLength(8);
});

test('rows that are not licensed are refused by the engine, and the log holds the refusal first', async () => {
  const { session: id } = await open(licenceOf('aggregate-only'));
  happened = [];
  const answer = rows(id).then(
    () => happened.push('rows released'),
    (error: AppError) => happened.push(`told ${error.code}`),
  );
  await answer;
  expect(happened).toEqual(['log rows.view refused', 'told licence.action-prohibited']);
  expect(events.at(-1)).toMatchObject({ reason: 'licence.action-prohibited', session: id, package: PACKAGE_ID });
  await expect(exportRows(id)).rejects.toThrow('licence.action-prohibited');
  expect(await readdir(folder)).toEqual([]);
});

test('what is licensed is released, logged, and true', async () => {
  const { session: id } = await open(licenceOf('institution'));
  expect((await rows(id)).columns[0]!.cells).toEqual(['m', 'f', 'm', 'f', 'm']);
  expect((await counts(id)).cells.map(({ count }) => count)).toEqual([20, 20]);
  const results = await exportResults(id);
  expect(await readFile(join(folder, 'results.csv'), 'utf8')).toBe('sex,count\r\nf,20\r\nm,20\r\n');
  const written = await exportRows(id);
  const text = await readFile(join(folder, 'rows.csv'), 'utf8');
  expect(text.split('\r\n')[1]).toBe('m,=1+1');
  for (const [result, name] of [
    [results, 'results.csv'],
    [written, 'rows.csv'],
  ] as const)
    expect(result).toMatchObject({
      file: name,
      sha256: createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex'),
    });
  expect(events.slice(2).map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'rows.view allowed',
    'tabulate allowed',
    'export.results allowed',
    'export.results done',
    'export.rows allowed',
    'export.rows done',
  ]);
  expect(events.at(-1)!.details).toMatchObject({ rows: 40, sha256: written.sha256, formulas: 1 });
});

test('a log that cannot be written releases nothing, by any handler', async () => {
  const { session: id } = await open(licenceOf('institution'));
  logFails = true;
  for (const use of [rows, counts, exportRows, exportResults]) await expect(use(id)).rejects.toThrow('log.unavailable');
  happened = [];
  await expect(open(licenceOf('institution'))).rejects.toThrow('log.unavailable');
  expect(happened).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test('a damaged log keeps the data closed', async () => {
  const { session: id } = await open(licenceOf('institution'));
  logProblem = 'audit.rolled-back';
  happened = [];
  for (const use of [rows, counts, exportRows, exportResults]) await expect(use(id)).rejects.toThrow('log.untrusted');
  await expect(open(licenceOf('institution'))).rejects.toThrow('log.untrusted');
  expect(happened).toEqual([]);
});

test('every use is decided afresh: the licence ends while the package is open', async () => {
  const licence = licenceOf('institution');
  const { session: id } = await open(licence);
  await rows(id);
  monotonic = Date.parse(licence.validUntil) + 1 - now;
  now += monotonic;
  for (const use of [rows, counts, exportRows, exportResults]) await expect(use(id)).rejects.toThrow('licence.expired');
  expect(events.filter(({ outcome }) => outcome === 'refused')).toHaveLength(4);
});

test('a clock that was set back refuses, also in another session and after a restart', async () => {
  const licence = licenceOf('institution');
  const { session: id } = await open(licence);
  await rows(id);
  now -= 16 * 60_000;
  await expect(rows(id)).rejects.toThrow('clock.set-back');
  expect(events.some(({ kind, details }) => kind === 'clock.change' && details?.seconds === -960)).toBe(true);
  session = sessionHandlers(context);
  await expect(open(licence)).rejects.toThrow('clock.set-back');
  now += 60_000;
  await open(licence);
});

test('the soft mark follows the clock; a wrong year moves it by a week only', async () => {
  const { session: id } = await open(licenceOf('institution'));
  expect(marks.get('clock.soft')).toBe(String(NOW));
  now += 3_600_000;
  monotonic += 3_600_000;
  await rows(id);
  expect(marks.get('clock.soft')).toBe(String(now));
  const before = now;
  now += 3650 * 86_400_000;
  await expect(rows(id)).rejects.toThrow('licence.expired');
  expect(Number(marks.get('clock.soft'))).toBeLessThan(before + 8 * 86_400_000);
});

test('a clock before the issue refuses and leaves no mark', async () => {
  now = Date.parse('2026-11-22T00:00:00Z');
  await expect(open(licenceOf('institution'))).rejects.toThrow('clock.before-issue');
  expect(Number(marks.get('clock.hard') ?? 0)).toBeLessThan(now);
  expect(marks.get('clock.soft')).toBeUndefined();
});

test('times that issuers signed are marks', async () => {
  await open(licenceOf('institution'));
  expect(marks.get('clock.hard')).toBe(String(Date.parse('2026-11-23T09:00:00Z')));
});

test('opening says no: purpose, person, agreement', async () => {
  const licence = licenceOf('aggregate-only');
  await expect(open(licence, { purpose: 'POA' })).rejects.toThrow('licence.purpose-not-permitted');
  await expect(open(licence, { purpose: 'curiosity' })).rejects.toThrow('session.unknown-purpose');
  deliver({ ...licence, members: [{ ...licence.members[0]!, id: BOB.id }] });
  const file = context.files.grant(join(folder, 'x.bulla'), 'read').token;
  const input = { file, purpose: 'HMB', nonCommercial: true, acceptAgreement: null };
  await expect(session['session.open'](input, task)).rejects.toThrow('licence.not-for-you');
  deliver();
  await expect(session['session.open'](input, task)).rejects.toThrow('licence.missing');
  expect(happened).not.toContain('decrypt');
  expect(events.filter(({ outcome }) => outcome === 'refused').map(({ reason }) => reason)).toEqual([
    'licence.purpose-not-permitted',
    'licence.not-for-you',
    'licence.missing',
  ]);
});

test('the agreement is accepted by its digest, once', async () => {
  const licence = licenceOf('aggregate-only');
  await expect(open(licence, { acceptAgreement: null })).rejects.toThrow('licence.agreement-not-accepted');
  await expect(open(licence, { acceptAgreement: '0'.repeat(64) })).rejects.toThrow('licence.agreement-not-accepted');
  await open(licence);
  await open(licence, { acceptAgreement: null });
  expect(events.filter(({ kind }) => kind === 'terms.accept')).toHaveLength(1);
});

test('an agreement whose digest is of another text is refused', async () => {
  const licence = licenceOf('aggregate-only');
  const forged = { ...licence, agreement: { ...licence.agreement!, text: 'Anything goes.' } };
  await expect(open(forged)).rejects.toThrow('licence.malformed');
});

test('of two licences the later renewal decides', async () => {
  const old = licenceOf('institution');
  const renewed = { ...licenceOf('aggregate-only'), serial: 2 };
  deliver(renewed, old);
  const file = context.files.grant(join(folder, 'x.bulla'), 'read').token;
  const view = await session['session.open'](
    { file, purpose: 'HMB', nonCommercial: true, acceptAgreement: renewed.agreement!.sha256 },
    task,
  );
  await expect(rows(view.session)).rejects.toThrow('licence.action-prohibited');
});

test('closing and locking forget the data', async () => {
  const first = await open(licenceOf('institution'));
  await session['session.close']({ session: first.session }, task);
  await expect(rows(first.session)).rejects.toThrow('session.closed');
  const second = await open(licenceOf('institution'));
  isLocked = true;
  for (const listener of lockListeners) listener();
  await expect(rows(second.session)).rejects.toThrow('session.closed');
  expect(events.filter(({ kind }) => kind === 'session.close')).toHaveLength(2);
  await expect(open(licenceOf('institution'))).rejects.toThrow('identity.locked');
});

test('an allowed use that fails is logged as failed', async () => {
  const { session: id } = await open(licenceOf('aggregate-only'));
  const spec = { ...aggregateSpec, filters: [{ column: 'note', values: ['=1+1'] }] };
  await expect(session['session.tabulate']({ session: id, spec }, task)).rejects.toThrow('tabulate.too-few-rows');
  expect(events.slice(-2).map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
    'allowed ',
    'failed tabulate.too-few-rows',
  ]);
});

test('no cell value stands in the log', async () => {
  const { session: id } = await open(licenceOf('institution'));
  await rows(id);
  const spec = { ...aggregateSpec, filters: [{ column: 'note', values: [SECRET] }] };
  await expect((async () => session['session.tabulate']({ session: id, spec }, task))()).rejects.toThrow(
    'tabulate.too-few-rows',
  );
  expect(JSON.stringify(events)).not.toContain(SECRET);
});
