/** Exports as they should be and as they should not: each change with the reason that the auditor is told. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '@engine/context.ts';
import type { AsyncTask } from '@engine/jobs/async-task.ts';
import { openIdentities } from '@engine/crypto/open-identities.ts';
import { auditHandlers } from '@engine/handlers/audit.ts';
import { fileGrants } from '@engine/io/file-grants.ts';
import { certifyingIdentities } from '@engine/store/certify-log.ts';
import { openStore } from '@engine/store/open-store.ts';
import { encodeEntry, NO_ENTRY } from '@shared/audit/entry.ts';
import { signLogCertificate } from '@shared/audit/log-certificate.ts';
import { leafHash } from '@shared/audit/merkle.ts';
import type { UsageEntry } from '@shared/audit/usage-event.ts';
import type { LogExportVerdict } from '@shared/contract/views.ts';
import { readCard } from '@shared/package-format/identity-card.ts';
import { memberBytes } from '@shared/package-format/ustar.ts';
import { toHex } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyOf, crypto, openLog, temporaryFolder, testClock, viewEvent } from './audit-support.ts';

const TASK: AsyncTask = { ...QUIET_TASK, signal: new AbortController().signal };
const PASSPHRASE = 'a long passphrase for the tests';

interface Person {
  readonly folder: string;
  readonly card: Uint8Array | null;
  backup(): Uint8Array;
  use(entries: number): void;
  export(): Promise<Buffer>;
  verify(bytes: Uint8Array, card?: string): Promise<LogExportVerdict>;
  readonly audit: ReturnType<typeof auditHandlers>;
  trust(card: Uint8Array): void;
  certify(origin: string, publicKey: Uint8Array): Uint8Array;
  close(): void;
}

function person(name: string | null, folder = temporaryFolder(), backup: Uint8Array | null = null): Person {
  const clock = testClock();
  const log = openLog(folder, clock);
  const store = openStore(folder);
  const options = { profile: folder, clock, crypto, version: '0.1.0', scryptLogN: 10 };
  const identities = certifyingIdentities(openIdentities(options), { log, crypto, clock });
  if (name && identities.current()) identities.unlock(PASSPHRASE);
  else if (backup) identities.restore(backup, PASSPHRASE);
  else if (name) identities.create({ name, organisation: '', email: '' }, PASSPHRASE);
  const card = name ? identities.card() : null;
  const files = fileGrants();
  const context = { crypto, files, identities, log, store, clock, notify() {} } as unknown as Context;
  const audit = auditHandlers(context);
  const path = join(temporaryFolder(), 'x.bulla-log');
  return {
    folder,
    card,
    audit,
    backup: () => identities.backup(),
    use: (entries) => void log.appendAll(Array.from({ length: entries }, (_, number) => viewEvent(number))),
    async export() {
      await audit['audit.export']({ file: files.grant(path, 'write').token }, TASK);
      return readFileSync(path);
    },
    async verify(bytes, wanted) {
      writeFileSync(path, bytes);
      return audit['audit.verify']({ file: files.grant(path, 'read').token, card: wanted }, TASK);
    },
    trust(bytes) {
      const { id, name: called, organisation, email, device, words, created } = readCard(bytes, crypto);
      const trustedSince = '2026-11-20T09:00:00Z';
      store.trust.add({ id, name: called, organisation, email, device, words, created, trustedSince }, bytes);
    },
    certify(origin, publicKey) {
      const signer = { id: readCard(card!, crypto).id, sign: identities.sign };
      return signLogCertificate({ origin, publicKey, issued: '2026-11-20T09:00:00Z' }, signer);
    },
    close() {
      store.close();
      log.close();
    },
  };
}

/** An export in its parts, so that a test changes one of them and leaves the archive in good order. */
interface Parts {
  members: { name: string; content: Buffer }[];
}

function partsOf(archive: Buffer): Parts {
  const members: Parts['members'] = [];
  for (let at = 0; archive[at] !== 0; ) {
    const name = archive.toString('latin1', at, archive.indexOf(0, at));
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    members.push({ name, content: archive.subarray(at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return { members };
}

function archiveOf({ members }: Parts): Buffer {
  return Buffer.concat([...members.map(({ name, content }) => memberBytes(name, content)), new Uint8Array(1024)]);
}

const change = (archive: Buffer, name: string, edit: (content: Buffer) => Buffer | null) =>
  archiveOf({
    members: partsOf(archive).members.flatMap((member) => {
      if (member.name !== name) return [member];
      const content = edit(member.content);
      return content ? [{ name, content }] : [];
    }),
  });
const withLines = (archive: Buffer, edit: (lines: string[]) => string[]) =>
  change(archive, 'entries.ndjson', (content) =>
    Buffer.from(
      edit(content.toString().split('\n').slice(0, -1))
        .map((line) => `${line}\n`)
        .join(''),
    ),
  );
const part = (archive: Buffer, name: string) =>
  partsOf(archive).members.find((member) => member.name === name)!.content;

/** What a forger without the key can do: renumber and link everything anew. */
function relinked(lines: readonly string[]): string[] {
  let prev = NO_ENTRY;
  return lines.map((line, seq) => {
    const { v: _, seq: __, prev: ___, time, mono, boot, ...event } = JSON.parse(line) as UsageEntry;
    const { body } = encodeEntry(event, { seq, prev, time, mono, boot });
    prev = toHex(leafHash(body, crypto.sha256));
    return Buffer.from(body).toString();
  });
}

let ada: Person;
let auditor: Person;
let archive: Buffer;
beforeEach(async () => {
  ada = person('Ada');
  auditor = person('Ottó');
  auditor.trust(ada.card!);
  ada.use(30);
  archive = await ada.export();
});
afterEach(() => {
  ada.close();
  auditor.close();
});

describe('an export', () => {
  test('of a log that took the place of one that was seen before', async () => {
    expect((await auditor.verify(archive)).code).toBe('');
    ada.close();
    const identity = join(ada.folder, 'identity.json');
    const kept = readFileSync(identity);
    for (const file of ['audit.db', 'audit.anchor', 'log.key', 'identity.json']) rmSync(join(ada.folder, file));
    person(null, ada.folder).close(); // a new log
    writeFileSync(identity, kept);
    ada = person('Ada', ada.folder);
    const verdict = await auditor.verify(await ada.export());
    expect(verdict).toMatchObject({ code: 'audit.other-log', source: null, verdict: { intact: false } });
    expect((await auditor.verify(archive)).code).toBe('');
  });

  test('of the same person on another computer', async () => {
    expect((await auditor.verify(archive)).code).toBe('');
    const laptop = person('Ada', temporaryFolder(), ada.backup());
    expect((await auditor.verify(await laptop.export())).code).toBe('');
    laptop.close();
  });

  test('holds, and can be looked through', async () => {
    const verdict = await auditor.verify(archive);
    expect(verdict.code).toBe('');
    expect(verdict.verdict.intact).toBe(true);
    expect(verdict.verdict.size).toBe(33); // genesis, certificate, 30 uses, the export itself
    expect(verdict.owner).toMatchObject({ name: 'Ada', isSelf: false });
    expect(verdict.verdict.assurance).toEqual(['signed-by-log-key', 'log-key-certified-by-owner', 'first-seen']);
    const filter = { source: verdict.source!, outcome: 'refused' as const };
    const page = await auditor.audit['audit.list']({ filter, start: 1, count: 2 }, TASK);
    expect(page.total).toBe(6);
    expect(page.entries.map(({ details }) => details?.rows)).toEqual([20, 15]);
    const timeline = await auditor.audit['audit.timeline']({ filter }, TASK);
    expect(timeline.buckets.reduce((sum, { refused }) => sum + refused, 0)).toBe(6);
  });

  test('is the same file from the same log, and its members are what tar shows', () => {
    const { members } = partsOf(archive);
    expect(members.map(({ name }) => name)).toEqual([
      'bulla-log-1',
      'head.note',
      'owner.bulla-card',
      'certificate.dsse.json',
      'entries.ndjson',
      'entries.csv',
    ]);
    expect(archiveOf({ members }).equals(archive)).toBe(true);
  });

  test('verifies for its owner, too', async () => {
    const { code, owner } = await ada.verify(archive);
    expect([code, owner?.isSelf]).toEqual(['', true]);
  });

  test('can be made while the identity is locked, as soon as it was unlocked once', async () => {
    ada.close();
    ada = person(null, ada.folder);
    expect((await auditor.verify(await ada.export())).code).toBe('');
  });

  test('a longer one follows; then the shorter one is refused', async () => {
    ada.use(3);
    const longer = await ada.export();
    expect((await auditor.verify(archive)).code).toBe('');
    expect((await auditor.verify(longer)).verdict.assurance).toContain('extends-last-seen');
    const replayed = await auditor.verify(archive);
    expect(replayed).toMatchObject({ code: 'audit.shortened', params: { entries: 33, expected: 37 }, source: null });
  });

  test('of a profile that was set back and went another way is a fork', async () => {
    const before = copyOf(ada.folder);
    ada.use(5);
    expect((await auditor.verify(await ada.export())).code).toBe('');
    ada.close();
    cpSync(before, ada.folder, { recursive: true });
    ada = person('Ada', ada.folder);
    ada.use(9);
    expect((await auditor.verify(await ada.export())).code).toBe('audit.forked');
  });

  test('of somebody who is not known', async () => {
    const stranger = person('Eve');
    stranger.use(1);
    const bytes = await stranger.export();
    expect((await auditor.verify(bytes)).code).toBe('audit.unknown-owner');
    auditor.trust(stranger.card!);
    expect((await auditor.verify(bytes)).code).toBe('');
    expect((await auditor.verify(bytes, readCard(ada.card!, crypto).id)).code).toBe('audit.other-owner');
    stranger.close();
  });

  test('of a log that nobody has signed for', async () => {
    const nobody = person(null);
    nobody.use(2);
    expect((await auditor.verify(await nobody.export())).code).toBe('audit.no-owner');
    nobody.close();
  });

  test('that changes after it was verified is not read on', async () => {
    const { source } = await auditor.verify(archive);
    await auditor.verify(Buffer.concat([archive, archive]));
    const list = auditor.audit['audit.list']({ filter: { source: source! }, start: 0, count: 5 }, TASK);
    await expect(list).rejects.toThrow('file.changed');
  });
});

describe('an altered export', () => {
  const edit = (line: string) => line.replace('"rows":8', '"rows":9');
  type Alter = (good: Buffer) => Buffer;
  test.each<[string, string, Record<string, unknown>, Alter]>([
    [
      'an entry edited',
      'audit.entry-changed',
      { seq: 10 },
      (good) => withLines(good, (lines) => lines.map((line, i) => (i === 10 ? edit(line) : line))),
    ],
    [
      'a link edited',
      'audit.entry-changed',
      { seq: 10 },
      (good) =>
        withLines(good, (lines) =>
          lines.map((line, i) =>
            i === 10
              ? line.replace(/"prev":"./, '"prev":"g'.replace('g', line.includes('"prev":"0') ? '1' : '0'))
              : line,
          ),
        ),
    ],
    [
      'the first entry edited',
      'audit.entry-changed',
      { seq: 0 },
      (good) => withLines(good, (lines) => lines.map((line, i) => (i === 0 ? line.replace('0.1.0', '0.1.1') : line))),
    ],
    [
      'the last entry edited',
      'audit.rewritten',
      {},
      (good) =>
        withLines(good, (lines) => lines.map((line, i) => (i === 32 ? line.replace('allowed', 'refused') : line))),
    ],
    [
      'an entry edited and all linked anew',
      'audit.rewritten',
      {},
      (good) => withLines(good, (lines) => relinked(lines.map(edit))),
    ],
    [
      'the middle removed',
      'audit.entry-missing',
      { seq: 10 },
      (good) => withLines(good, (lines) => lines.toSpliced(10, 2)),
    ],
    ['the first removed', 'audit.entry-missing', { seq: 0 }, (good) => withLines(good, (lines) => lines.slice(1))],
    [
      'the middle removed and all linked anew',
      'audit.shortened',
      { entries: 31 },
      (good) => withLines(good, (lines) => relinked(lines.toSpliced(10, 2))),
    ],
    [
      'the tail cut',
      'audit.shortened',
      { entries: 30, expected: 33 },
      (good) => withLines(good, (lines) => lines.slice(0, 30)),
    ],
    [
      'everything cut',
      'audit.head-forged',
      {},
      (good) =>
        change(
          withLines(good, () => []),
          'head.note',
          (note) => Buffer.from(note.toString().replace('\n33\n', '\n0\n')),
        ),
    ],
    [
      'two entries swapped',
      'audit.reordered',
      { seq: 10 },
      (good) => withLines(good, (lines) => lines.with(10, lines[11]!).with(11, lines[10]!)),
    ],
    [
      'an entry doubled',
      'audit.entry-added',
      { seq: 11 },
      (good) => withLines(good, (lines) => lines.toSpliced(11, 0, lines[10]!)),
    ],
    [
      'an entry added at the end',
      'audit.entry-added',
      { seq: 33 },
      (good) => withLines(good, (lines) => relinked([...lines, lines[8]!])),
    ],
    [
      'a duplicate member',
      'audit.malformed',
      { seq: 10 },
      (good) => withLines(good, (lines) => lines.with(10, lines[10]!.replace('"v":1', '"v":1,"v":1'))),
    ],
    [
      'white space',
      'audit.malformed',
      { seq: 10 },
      (good) => withLines(good, (lines) => lines.with(10, `${lines[10]} `)),
    ],
    ['an empty line', 'audit.malformed', { seq: 10 }, (good) => withLines(good, (lines) => lines.toSpliced(10, 0, ''))],
    [
      'a line of a megabyte',
      'audit.malformed',
      { seq: 10 },
      (good) => withLines(good, (lines) => lines.with(10, 'x'.repeat(1 << 20))),
    ],
    [
      'no line end at the end',
      'audit.malformed',
      { seq: 32 },
      (good) => change(good, 'entries.ndjson', (content) => content.subarray(0, -1)),
    ],
    [
      'carriage returns',
      'audit.malformed',
      { seq: 0 },
      (good) => withLines(good, (lines) => lines.map((line) => `${line}\r`)),
    ],
    [
      'the size in the head',
      'audit.head-forged',
      {},
      (good) => change(good, 'head.note', (note) => Buffer.from(note.toString().replace('\n33\n', '\n32\n'))),
    ],
    ['the head empty', 'audit.head-forged', {}, (good) => change(good, 'head.note', () => Buffer.alloc(0))],
    [
      'a cell of the table',
      'audit.csv-differs',
      {},
      (good) => change(good, 'entries.csv', (csv) => Buffer.from(csv.toString().replace('refused', 'allowed'))),
    ],
    [
      'a row more in the table',
      'audit.csv-differs',
      {},
      (good) => change(good, 'entries.csv', (csv) => Buffer.concat([csv, Buffer.from('x\r\n')])),
    ],
    ['an empty table', 'audit.csv-differs', {}, (good) => change(good, 'entries.csv', () => Buffer.alloc(0))],
    [
      'the certificate edited',
      'audit.owner-forged',
      {},
      (good) =>
        change(good, 'certificate.dsse.json', (text) =>
          Buffer.from(text.toString().replace(/"payload":"./, '"payload":"A')),
        ),
    ],
    ['no certificate', 'audit.no-owner', {}, (good) => change(good, 'certificate.dsse.json', () => null)],
    ['no head', 'audit.damaged-file', {}, (good) => change(good, 'head.note', () => null)],
    ['the file cut', 'audit.damaged-file', {}, (good) => good.subarray(0, -600)],
    ['bytes after the end', 'audit.damaged-file', {}, (good) => Buffer.concat([good, Buffer.from('x')])],
    [
      'a header that says more',
      'audit.damaged-file',
      {},
      (good) => Buffer.from(good).fill('1', 1024 + 108, 1024 + 109),
    ],
    ['something else', 'audit.not-an-export', {}, () => Buffer.from('a,b\n1,2\n')],
    ['nothing', 'audit.not-an-export', {}, () => Buffer.alloc(0)],
  ])('%s: %s', async (_what, code, params, alter) => {
    const verdict = await auditor.verify(alter(archive));
    expect(verdict).toMatchObject({ code, params, source: null });
    expect(verdict.verdict.intact).toBe(false);
  });

  test("another log's head, or another person's certificate", async () => {
    const eve = person('Eve');
    auditor.trust(eve.card!);
    eve.use(30);
    const other = await eve.export();
    const swap = (...names: string[]) =>
      names.reduce((good, name) => change(good, name, () => part(other, name)), archive);
    expect((await auditor.verify(swap('head.note'))).code).toBe('audit.head-forged');
    expect((await auditor.verify(swap('certificate.dsse.json'))).code).toBe('audit.owner-forged');
    expect((await auditor.verify(swap('owner.bulla-card'))).code).toBe('audit.owner-forged');
    const stolen = await auditor.verify(swap('owner.bulla-card', 'certificate.dsse.json'));
    expect(stolen.code).toBe('audit.owner-forged');
    eve.close();
  });

  test('a certificate by which somebody makes it their own log', async () => {
    const eve = person('Eve');
    auditor.trust(eve.card!);
    const log = openLog(copyOf(ada.folder));
    const certificate = eve.certify(log.origin, log.publicKey);
    log.close();
    const claimed = change(
      change(archive, 'certificate.dsse.json', () => Buffer.from(certificate)),
      'owner.bulla-card',
      () => Buffer.from(eve.card!),
    );
    expect((await auditor.verify(claimed)).code).toBe('audit.owner-forged');
    eve.close();
  });

  test('leaves nothing behind: the good one still holds', async () => {
    await auditor.verify(withLines(archive, (lines) => relinked([...lines, lines[8]!])));
    expect((await auditor.verify(archive)).verdict.assurance).toContain('first-seen');
  });

  test('any one byte anywhere', async () => {
    const random = Array.from({ length: 30 }, (_, i) => Math.floor((archive.length / 30) * (i + 0.37)));
    for (const at of random) {
      const bytes = Buffer.from(archive);
      bytes[at]! ^= 0x10;
      expect((await auditor.verify(bytes)).code, `byte ${at}`).not.toBe('');
    }
  });

  test('entries over several blocks, with a long line across their border', async () => {
    ada.use(3000);
    const long = await ada.export();
    expect(part(long, 'entries.ndjson').length).toBeGreaterThan(3 * (1 << 18));
    expect((await auditor.verify(long)).code).toBe('');
    const altered = withLines(long, (lines) =>
      lines.map((line, i) => (i === 2500 ? line.replace('"first":true', '"first":false') : line)),
    );
    expect(await auditor.verify(altered)).toMatchObject({ code: 'audit.entry-changed', params: { seq: 2500 } });
  });
});

test('looking at the log is logged once a run', async () => {
  const list = () => ada.audit['audit.list']({ filter: { kinds: ['log.view'] }, start: 0, count: 5 }, TASK);
  await list();
  expect((await list()).total).toBe(1);
  expect((await list()).entries[0]?.actor).toMatch(/^did:key:/);
});
