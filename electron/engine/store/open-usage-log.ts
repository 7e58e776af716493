/**
 * Opens the log of a profile: `audit.db`, its key `log.key` and its anchor `audit.anchor`. docs/usage-log.md says what each proves.
 *
 * When something is wrong the log still opens: it can be read and exported, `problem` names the finding, and `append` throws, so
 * that no data is released. What was found stays as evidence; nothing here repairs it.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encodeEntry, indexedFields, NO_ENTRY } from '@shared/audit/entry.ts';
import { entryIndex } from '@shared/audit/entry-index.ts';
import { type Head, headCode, logOrigin, readHead, signHead, verifyHead } from '@shared/audit/head.ts';
import { appendLeaf, EMPTY_TREE, encodeFrontier, leafHash, treeRoot } from '@shared/audit/merkle.ts';
import type { LogVerdict, UsageEntry, UsageEvent, UsageKind } from '@shared/audit/usage-event.ts';
import { attempt, failed, firstFailure, logVerifier, tryDecode } from '@shared/audit/verify-log.ts';
import { AppError, type ErrorCategory } from '@shared/std/app-error.ts';
import { type Bytes, toBase64Url, toHex, utf8 } from '@shared/std/bytes.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { Task } from '@shared/std/task.ts';
import type { Clock } from '../context.ts';
import { readAnchor, writeAnchor } from './anchor-file.ts';
import { type CheckedState, checkAnchor, checkState } from './check-log.ts';
import { storeErrors } from './database.ts';
import { type LogDatabase, openLogDatabase, type StoredEntry } from './log-database.ts';
import { createLogKey, type LogKey, readLogKey } from './log-key.ts';
import type { LogOwner, UsageLog } from './usage-log.ts';

export interface UsageLogOptions {
  readonly profile: string;
  readonly clock: Clock;
  readonly crypto: CryptoPort;
  readonly version: string;
}

/** The anchor may lag behind by this much; for these kinds it never does. */
const ANCHOR_ENTRIES = 64;
const ANCHOR_MS = 1000;
const ANCHORED_AT_ONCE: ReadonlySet<UsageKind> = new Set(['log.genesis', 'log.certify', 'log.export', 'package.seal']);
/** `verify` lets the process breathe after this many entries. */
const VERIFY_SLICE = 2000;

interface Files {
  readonly database: string;
  readonly key: string;
  readonly anchor: string;
  /** Only looked for: an identity is made after the log, so where there is one, a log was. */
  readonly identity: string;
}

/** Throws `profile.in-use`, `store.not-writable`, `store.newer`, `file.disk-full`; damage and tampering become `problem`. */
export function openUsageLog(options: UsageLogOptions): UsageLog {
  const { profile } = options;
  const files = {
    database: join(profile, 'audit.db'),
    key: join(profile, 'log.key'),
    anchor: join(profile, 'audit.anchor'),
    identity: join(profile, 'identity.json'),
  };
  const wasThere = [files.key, files.anchor, files.identity].some((file) => existsSync(file));
  // An empty database made here would hide that the old one is gone.
  if (wasThere && !existsSync(files.database)) return unreadableLog('audit.missing');
  let database: LogDatabase;
  try {
    database = openLogDatabase(files.database);
  } catch (error) {
    if (error instanceof AppError && error.code === 'store.damaged') return unreadableLog('audit.damaged');
    throw error;
  }
  try {
    return startLog(database, files, options);
  } catch (error) {
    database.close();
    if (error instanceof AppError && error.code === 'store.damaged') return unreadableLog('audit.damaged');
    throw error;
  }
}

function startLog(database: LogDatabase, files: Files, options: UsageLogOptions): UsageLog {
  const { crypto } = options;
  const anchor = readAnchor(files.anchor);
  if (database.state() === undefined && database.lastSeq() < 0) {
    // The key of an interrupted first start is replaced: nothing was signed with it.
    if (existsSync(files.anchor) || existsSync(files.identity))
      return workingLog(database, files, options, { problem: 'audit.missing' });
    const key = storeErrors(files.key, () => createLogKey(files.key));
    const log = workingLog(database, files, options, { key, problem: '' });
    const details = { origin: log.origin, key: toBase64Url(key.publicKey), app: options.version };
    log.append({ kind: 'log.genesis', outcome: 'done', reason: '', details });
    return log;
  }
  const key = readLogKey(files.key);
  if (!key) return workingLog(database, files, options, { problem: 'audit.key-missing' });
  let state: CheckedState | undefined;
  try {
    const checked = checkState(database, key, crypto);
    if (anchor) checkAnchor(anchor, checked, database, key, crypto);
    state = checked;
  } catch (error) {
    return workingLog(database, files, options, { key, problem: problemOf(error) });
  }
  const log = workingLog(database, files, options, { key, state, problem: '' });
  if (!anchor) tellLostAnchor(log);
  return log;
}

/** On a full disk the log still opens for reading; the next start finds the anchor missing again. */
function tellLostAnchor(log: UsageLog): void {
  try {
    log.append({ kind: 'log.anchor-lost', outcome: 'failed', reason: 'audit.anchor-lost' });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error;
  return error.code.startsWith('audit.') ? error.code : 'audit.damaged';
}

interface Start {
  /** What the start-up check found; '' when `state` can be continued. */
  readonly problem: string;
  readonly key?: LogKey;
  readonly state?: CheckedState;
}

function workingLog(database: LogDatabase, files: Files, { clock, crypto }: UsageLogOptions, start: Start): UsageLog {
  const { sha256 } = crypto;
  const { key } = start;
  const origin = key ? logOrigin(key.publicKey, sha256) : '';
  const publicKey = key?.publicKey ?? new Uint8Array(0);
  const boot = randomBytes(8).toString('hex');
  const index = entryIndex();
  let indexed = 0;
  let tree = start.state?.tree ?? EMPTY_TREE;
  let lastLeaf = start.state?.lastLeaf ?? NO_ENTRY;
  let note: Bytes | undefined;
  /** What the last full verification found; the anchor file remembers it over restarts. */
  let found = readAnchor(files.anchor)?.problem ?? '';
  let anchoredSize = 0;
  let anchoredAt = Number.NEGATIVE_INFINITY;
  let anchorTimer: NodeJS.Timeout | undefined;

  const problem = () => start.problem || found;
  /** One past the newest entry; of a log that is not continued, as the table says. */
  const end = () => (start.problem === '' ? tree.size : database.lastSeq() + 1);

  function appendAll(events: readonly UsageEvent[], owner?: LogOwner): readonly UsageEntry[] {
    if (problem() !== '' || !key) throw unavailable(problem());
    const time = Math.max(0, Math.trunc(clock.now()));
    const mono = Math.max(0, Math.trunc(clock.monotonic()));
    const stored: StoredEntry[] = [];
    const entries: UsageEntry[] = [];
    let nextTree = tree;
    let prev = lastLeaf;
    for (const event of events) {
      const seq = nextTree.size;
      const { entry, body } = encodeEntry(event, { seq, prev, time, mono, boot });
      const leaf = leafHash(body, sha256);
      stored.push({ seq, leaf, body });
      entries.push(entry);
      nextTree = appendLeaf(nextTree, leaf, sha256);
      prev = toHex(leaf);
    }
    const head = { origin, size: nextTree.size, root: treeRoot(nextTree, sha256), time };
    const nextNote = utf8(signHead(head, publicKey, key.sign, sha256));
    const state = { size: nextTree.size, frontier: encodeFrontier(nextTree), note: nextNote };
    try {
      database.commit({ entries: stored, state, owner });
      // Only now: a transaction that failed must not leave this process on a branch of its own.
      tree = nextTree;
      lastLeaf = prev;
      note = nextNote;
      anchorAfter(events);
    } catch (error) {
      throw error instanceof AppError
        ? unavailable(error.code, error.category)
        : unavailable('store.not-writable', 'io');
    }
    return entries;
  }

  function anchorAfter(events: readonly UsageEvent[]): void {
    const isDue =
      tree.size - anchoredSize >= ANCHOR_ENTRIES ||
      clock.monotonic() - anchoredAt >= ANCHOR_MS ||
      events.some(({ kind }) => ANCHORED_AT_ONCE.has(kind));
    if (isDue) anchorNow();
    else if (!anchorTimer) anchorTimer = setTimeout(anchorLater, ANCHOR_MS).unref();
  }

  function anchorNow(): void {
    clearTimeout(anchorTimer);
    anchorTimer = undefined;
    if (!note) return;
    const anchor = { note, frontier: encodeFrontier(tree), problem: found };
    storeErrors(files.anchor, () => writeAnchor(files.anchor, anchor));
    anchoredSize = tree.size;
    anchoredAt = clock.monotonic();
  }

  function anchorLater(): void {
    try {
      anchorNow();
    } catch {
      // The entries are durable; the next append tries again, and is refused when that fails.
      anchoredAt = Number.NEGATIVE_INFINITY;
    }
  }

  function fillIndex(): void {
    for (const { seq, body } of database.range(indexed, end())) {
      const entry = indexedFields(body);
      if (entry) index.add(seq, entry);
      indexed = seq + 1;
    }
  }

  function newestHead(): { head: Head; note: Bytes } {
    const newest = note ?? database.state()?.note;
    if (!newest) throw unavailable(problem());
    const { origin: log, size, root, time } = readHead(newest);
    return { head: { origin: log, size, root, time }, note: new Uint8Array(newest) };
  }

  async function verify(task: Task): Promise<LogVerdict> {
    const { head, note: signed } = newestHead();
    const verifier = logVerifier(head, [], sha256);
    let done = 0;
    for (const { body } of database.range(0, head.size)) {
      verifier.push(body);
      if (++done % VERIFY_SLICE !== 0) continue;
      task.checkpoint();
      task.report({ phase: 'audit.verify', done, total: head.size, unit: 'rows' });
      await new Promise((resume) => setImmediate(resume));
    }
    const result = verifier.finish();
    const checks = [attempt('signature', () => verifyHead(signed, publicKey, crypto.verify, sha256)), ...result.checks];
    remember(firstFailure(checks)?.code ?? '');
    return {
      intact: problem() === '',
      size: head.size,
      root: toHex(result.root),
      headCode: headCode({ ...head, root: result.root }, sha256),
      checks: start.problem === '' ? checks : [failed('start', start.problem), ...checks],
      assurance: ['signed-by-log-key', ...(result.clockWentBack ? ['clock-went-back'] : [])],
    };
  }

  function remember(problemFound: string): void {
    if (problemFound === found) return;
    found = problemFound;
    const anchor = readAnchor(files.anchor);
    if (anchor) storeErrors(files.anchor, () => writeAnchor(files.anchor, { ...anchor, problem: found }));
  }

  return {
    append: (event) => appendAll([event])[0] as UsageEntry,
    appendAll: (events) => appendAll(events),
    get size() {
      return end();
    },
    get problem() {
      return problem();
    },
    origin,
    publicKey,
    list(query, first, count) {
      fillIndex();
      const { total, places } = index.page(query, first, count);
      return { total, entries: places.flatMap((seq) => tryDecode((database.entry(seq) as StoredEntry).body) ?? []) };
    },
    timeline(query) {
      fillIndex();
      return index.timeline(query);
    },
    entries: () => database.range(0, end()),
    head: newestHead,
    get owner() {
      return database.owner() ?? null;
    },
    certify(owner) {
      const certificate = toHex(sha256(owner.certificate));
      appendAll([{ kind: 'log.certify', outcome: 'done', reason: '', details: { certificate } }], owner);
    },
    verify,
    close() {
      try {
        if (anchorTimer) anchorNow();
      } finally {
        database.close(); // also where the anchor cannot be written: an open database holds the profile's lock
      }
    },
  };
}

/** A log whose database is gone or is no database: nothing can be read, nothing is written over it. */
function unreadableLog(problem: string): UsageLog {
  const refuse = () => {
    throw unavailable(problem);
  };
  return {
    append: refuse,
    appendAll: refuse,
    size: 0,
    problem,
    origin: '',
    publicKey: new Uint8Array(0),
    list: () => ({ total: 0, entries: [] }),
    timeline: (query) => entryIndex().timeline(query),
    entries: () => [],
    head: refuse,
    owner: null,
    certify: refuse,
    verify: async () => ({
      intact: false,
      size: 0,
      root: '',
      headCode: '',
      checks: [failed('start', problem)],
      assurance: [],
    }),
    close() {},
  };
}

/** The refusal is the same, but a full disk is no tampering: the category says which it is. */
function unavailable(problem: string, category: ErrorCategory = 'integrity'): AppError {
  return new AppError(category, 'log.unavailable', { problem });
}
