/**
 * A signed tree head in the checkpoint form of C2SP (tlog-checkpoint over signed-note): three lines of text that say the log,
 * its size and its Merkle root, one line with the time, and one signature by the log's key.
 *
 *     urn:bulla:log:0f...        origin: names the log by the hash of its first key
 *     42                         number of entries
 *     base64(root)
 *     time 1795468572000         milliseconds UTC, claimed
 *     (an empty line)
 *     — urn:bulla:log:0f... base64(key hash, 4 bytes || Ed25519 signature, 64 bytes)
 */
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat, equalBytes, fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../std/bytes.ts';
import { LAST_TIME } from './entry.ts';
import type { Sha256 } from './merkle.ts';

export interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
  readonly time: number;
}

export const MAX_NOTE_BYTES = 1024;
const ALGORITHM_ED25519 = Uint8Array.of(1);
const NOTE =
  /^(urn:bulla:log:[0-9a-f]{32})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (0|[1-9][0-9]{0,15})\n\n\u2014 (urn:bulla:log:[0-9a-f]{32}) ([A-Za-z0-9+/]{91}=)\n$/;

/** 'urn:bulla:log:' and half of the SHA-256 of the log's first public key. */
export function logOrigin(firstPublicKey: Bytes, sha256: Sha256): string {
  return `urn:bulla:log:${toHex(sha256(firstPublicKey)).slice(0, 32)}`;
}

export function signHead(head: Head, publicKey: Bytes, sign: (message: Bytes) => Bytes, sha256: Sha256): string {
  const text = headText(head);
  const signature = concat(keyHash(head.origin, publicKey, sha256), sign(utf8(text)));
  return `${text}\n\u2014 ${head.origin} ${toBase64(signature)}\n`;
}

/** Reads without trusting. Throws `audit.head-forged` when it is not such a note in its one spelling. */
export function readHead(note: Bytes): Head & { readonly text: string; readonly signature: Bytes } {
  if (note.length > MAX_NOTE_BYTES) throw forged();
  try {
    const [, origin, size, root, time, signer, signature] = NOTE.exec(fromUtf8(note)) ?? [];
    const head = { origin: origin!, size: Number(size), root: fromBase64(root!), time: Number(time) };
    if (origin !== signer || !Number.isSafeInteger(head.size) || head.time > LAST_TIME) throw forged();
    return { ...head, text: headText(head), signature: fromBase64(signature!) };
  } catch {
    throw forged();
  }
}

/** Throws `audit.head-forged` unless `publicKey` signed this note. */
export function verifyHead(
  note: Bytes,
  publicKey: Bytes,
  verify: (publicKey: Bytes, message: Bytes, signature: Bytes) => boolean,
  sha256: Sha256,
): Head {
  const { text, signature, ...head } = readHead(note);
  const isByKey = equalBytes(signature.slice(0, 4), keyHash(head.origin, publicKey, sha256));
  if (!isByKey || !verify(publicKey, utf8(text), signature.slice(4))) throw forged();
  return head;
}

/** Twelve letters and digits (base32) that stand for log, size and root: to read out, print or write down. */
export function headCode(head: Pick<Head, 'origin' | 'size' | 'root'>, sha256: Sha256): string {
  const digest = sha256(utf8(`${head.origin}\n${head.size}\n${toBase64(head.root)}\n`));
  let bits = 0n;
  for (const byte of digest.slice(0, 8)) bits = (bits << 8n) | BigInt(byte);
  let code = '';
  for (let shift = 59n; shift > 0n; shift -= 5n) code += BASE32[Number((bits >> shift) & 31n)];
  return code;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function headText({ origin, size, root, time }: Head): string {
  return `${origin}\n${size}\n${toBase64(root)}\ntime ${time}\n`;
}

/** C2SP signed-note: the first four bytes of SHA-256(name || LF || algorithm || key). */
function keyHash(name: string, publicKey: Bytes, sha256: Sha256): Bytes {
  return sha256(concat(utf8(`${name}\n`), ALGORITHM_ED25519, publicKey)).slice(0, 4);
}

function toBase64(bytes: Bytes): string {
  const text = toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** Canonical only, as `fromBase64Url`. */
function fromBase64(text: string): Bytes {
  return fromBase64Url(text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
}

function forged(): AppError {
  return new AppError('integrity', 'audit.head-forged');
}
