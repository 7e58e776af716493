/**
 * Verifies an exported log on any machine, without secrets and without network, in memory bounded by one block of lines.
 * docs/usage-log.md describes the same steps for somebody who writes a verifier of their own.
 */
import type { IdentityCard } from '../package-format/identity-card.ts';
import { MAX_CARD_BYTES } from '../package-format/dsse.ts';
import { BLOCK, type ByteSource, memberHeader, memberPadding } from '../package-format/ustar.ts';
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat, equalBytes, fromBase64Url, toHex, utf8 } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import type { Task } from '../std/task.ts';
import { CSV_HEADER, csvRow } from './csv.ts';
import { LOG_MAGIC, MEMBERS } from './export-bundle.ts';
import { type Head, headCode, logOrigin, MAX_NOTE_BYTES, readHead, verifyHead } from './head.ts';
import { MAX_CERTIFICATE_BYTES, readLogCertificate } from './log-certificate.ts';
import type { LogVerdict, UsageEntry } from './usage-event.ts';
import { attempt, type Check, failed, firstFailure, type KnownHead, logVerifier, passed } from './verify-log.ts';

export interface ExportQuestions {
  readonly crypto: CryptoPort;
  readonly task: Task;
  /** Heads of this log that were seen before. */
  earlierHeads(origin: string): readonly KnownHead[];
  /** '' when this owner is known and wanted, and this is the log of the owner's computer, else the code. */
  refuseOwner(owner: IdentityCard, origin: string): string;
  /** For an index: every readable entry with the place of its bytes in the file. */
  onEntry(entry: UsageEntry, offset: number, length: number): void;
}

export interface ExportFindings {
  readonly verdict: LogVerdict;
  /** The first failure; undefined when everything holds. */
  readonly failure: Check | undefined;
  readonly head: Head | null;
  readonly owner: IdentityCard | null;
}

/** 8 GiB of archive; the format cannot say more. */
const MAX_EXPORT_BYTES = 8 * 1024 ** 3;
const READ_BYTES = 1 << 18;
const LINE_FEED = 0x0a;

interface Members {
  readonly note: Bytes;
  readonly card: Bytes | null;
  readonly certificate: Bytes | null;
  readonly entries: Range;
  readonly csv: Range;
}

interface Range {
  readonly offset: number;
  readonly size: number;
}

/** Throws only what `source.read` and `task.checkpoint` throw; everything about the file is in the findings. */
export async function verifyExport(source: ByteSource, questions: ExportQuestions): Promise<ExportFindings> {
  let members: Members;
  try {
    members = await readMembers(source);
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('audit.')) throw error;
    return unreadable(failed('file', error.code));
  }
  const { crypto } = questions;
  const claimed = tryReadHead(members.note);
  if (!claimed) return unreadable(failed('signature', 'audit.head-forged'));
  const earlier = questions.earlierHeads(claimed.origin);
  const verifier = logVerifier(claimed, earlier, crypto.sha256);
  const { csvMatches, genesisKey, certified } = await readEntries(source, members, verifier, questions);
  const { checks, root, clockWentBack } = verifier.finish();

  const { owner, key, check: ownerCheck } = checkOwner(members, claimed, certified, questions);
  const all: readonly Check[] = [
    passed('file'),
    attempt('signature', () => verifySignature(members.note, key ?? genesisKey, crypto)),
    ...checks.slice(0, -1),
    csvMatches ? passed('table') : failed('table', 'audit.csv-differs'),
    ownerCheck,
    ...checks.slice(-1), // continuity, last: it only means something for a log that holds by itself
  ];
  const failure = firstFailure(all);
  const assurance = [
    'signed-by-log-key',
    'log-key-certified-by-owner',
    earlier.length > 0 ? 'extends-last-seen' : 'first-seen',
    ...(clockWentBack ? ['clock-went-back'] : []),
  ];
  const verdict = {
    intact: !failure,
    size: claimed.size,
    root: toHex(root),
    headCode: headCode({ ...claimed, root }, crypto.sha256),
    checks: all,
    assurance: failure ? [] : assurance,
  };
  return { verdict, failure, head: claimed, owner };
}

function unreadable(failure: Check): ExportFindings {
  const verdict = { intact: false, size: 0, root: '', headCode: '', checks: [failure], assurance: [] };
  return { verdict, failure, head: null, owner: null };
}

function tryReadHead(note: Bytes): Head | null {
  try {
    const { origin, size, root, time } = readHead(note);
    return { origin, size, root, time };
  } catch {
    return null;
  }
}

function verifySignature(note: Bytes, key: Bytes | null, crypto: CryptoPort): void {
  const head = key && crypto.isSafeSigningKey(key) ? verifyHead(note, key, crypto.verify, crypto.sha256) : null;
  if (!key || head?.origin !== logOrigin(key, crypto.sha256)) throw new AppError('integrity', 'audit.head-forged');
}

/** `key` is the log's key as the certificate has it: its hash is the origin, whoever signed. */
function checkOwner(
  { card, certificate }: Members,
  head: Head,
  certified: string,
  { crypto, refuseOwner }: ExportQuestions,
): { owner: IdentityCard | null; key: Bytes | null; check: Check } {
  if (!card || !certificate) return { owner: null, key: null, check: failed('owner', 'audit.no-owner') };
  let owner: IdentityCard | null = null;
  let key: Bytes | null = null;
  const check = attempt('owner', () => {
    const read = readLogCertificate(certificate, card, crypto);
    if (read.origin !== head.origin) throw new AppError('integrity', 'audit.owner-forged');
    key = read.publicKey;
    // The log itself names its certificate: somebody else's, though sound, does not make it theirs.
    if (toHex(crypto.sha256(certificate)) !== certified) throw new AppError('integrity', 'audit.owner-forged');
    owner = read.owner;
    const refusal = refuseOwner(read.owner, read.origin);
    if (refusal !== '') throw new AppError('integrity', refusal);
  });
  return { owner, key, check };
}

/** Throws `audit.not-an-export`, `audit.damaged-file`. */
async function readMembers(source: ByteSource): Promise<Members> {
  const start = await source.read(0, Math.min(source.size, 2 * BLOCK));
  const expected = concat(memberHeader(MEMBERS.magic, LOG_MAGIC.length), LOG_MAGIC, memberPadding(LOG_MAGIC.length));
  const name = utf8(`${MEMBERS.magic}\0`);
  if (!equalBytes(start.subarray(0, name.length), name)) throw new AppError('input', 'audit.not-an-export');
  if (!equalBytes(start, expected) || source.size > MAX_EXPORT_BYTES) throw damaged();

  let at = 2 * BLOCK;
  /** The member of this name, if it stands here. */
  async function next(member: string, maxBytes: number): Promise<Range | null> {
    if (at + BLOCK > source.size) throw damaged();
    const header = await source.read(at, BLOCK);
    const digits = String.fromCharCode(...header.subarray(124, 135));
    const size = /^[0-7]{11}$/.test(digits) ? Number.parseInt(digits, 8) : 0;
    if (!equalBytes(header, memberHeader(member, size))) return null;
    const padding = memberPadding(size);
    const end = at + BLOCK + size + padding.length;
    if (size > maxBytes || end > source.size) throw damaged();
    if (!equalBytes(await source.read(end - padding.length, padding.length), padding)) throw damaged();
    const range = { offset: at + BLOCK, size };
    at = end;
    return range;
  }
  const content = async (range: Range | null) => range && source.read(range.offset, range.size);

  const note = await content(await next(MEMBERS.head, MAX_NOTE_BYTES));
  const card = await content(await next(MEMBERS.card, MAX_CARD_BYTES));
  const certificate = await content(await next(MEMBERS.certificate, MAX_CERTIFICATE_BYTES));
  const entries = await next(MEMBERS.entries, MAX_EXPORT_BYTES);
  const csv = await next(MEMBERS.csv, MAX_EXPORT_BYTES);
  if (!note || !entries || !csv || source.size !== at + 2 * BLOCK) throw damaged();
  if (!equalBytes(await source.read(at, 2 * BLOCK), new Uint8Array(2 * BLOCK))) throw damaged();
  return { note, card, certificate, entries, csv };
}

function damaged(): AppError {
  return new AppError('integrity', 'audit.damaged-file');
}

async function readEntries(
  source: ByteSource,
  { entries, csv }: Members,
  verifier: ReturnType<typeof logVerifier>,
  { task, onEntry }: ExportQuestions,
): Promise<{ csvMatches: boolean; genesisKey: Bytes | null; certified: string }> {
  let genesisKey: Bytes | null = null;
  /** SHA-256 of the newest certificate, as the log has it. */
  let certified = '';
  let csvAt = 0;
  let csvMatches = true;
  async function compareCsv(text: string): Promise<void> {
    const expected = utf8(text);
    if (!csvMatches || csvAt + expected.length > csv.size) csvMatches = false;
    else csvMatches = equalBytes(await source.read(csv.offset + csvAt, expected.length), expected);
    csvAt += expected.length;
  }
  await compareCsv(CSV_HEADER);

  for (let at = 0; at < entries.size; ) {
    task.checkpoint();
    const block = await source.read(entries.offset + at, Math.min(READ_BYTES, entries.size - at));
    let start = 0;
    let rows = '';
    while (start < block.length) {
      const end = block.indexOf(LINE_FEED, start);
      const isLast = at + block.length === entries.size;
      // The rest of a block is read again with the next one, unless it can be no entry: then it is taken as a malformed one.
      if (end < 0 && !isLast && start > 0) break;
      const body = block.subarray(start, end < 0 ? block.length : end);
      const entry = verifier.push(end < 0 ? concat(body, Uint8Array.of(0)) : body);
      genesisKey ??= entry && keyOf(entry);
      if (entry?.kind === 'log.certify') certified = String(entry.details?.certificate ?? '');
      if (entry) onEntry(entry, entries.offset + at + start, body.length);
      if (entry) rows += csvRow(entry, verifier.leaf);
      start = end < 0 ? block.length : end + 1;
    }
    at += start;
    await compareCsv(rows);
    task.report({ phase: 'audit.verify', done: at, total: entries.size, unit: 'bytes' });
  }
  return { csvMatches: csvMatches && csvAt === csv.size, genesisKey, certified };
}

/** The first entry names the log's key; its hash is the log's origin. */
function keyOf(entry: UsageEntry): Bytes | null {
  const key = entry.kind === 'log.genesis' ? entry.details?.key : undefined;
  if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(key)) return null;
  try {
    return fromBase64Url(key);
  } catch {
    return null;
  }
}
