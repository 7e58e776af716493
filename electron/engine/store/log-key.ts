/**
 * The key that signs the log's heads: Ed25519 by node:crypto (35 microseconds a signature, where tweetnacl needs 5
 * milliseconds), so that every entry can have its own. It lies in `log.key` (0600), not in the vault: the log also
 * records what happens while the identity is locked. Whoever reads this file can rewrite what no outside copy fixes.
 */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Bytes, fromBase64Url, toBase64Url, utf8 } from '@shared/std/bytes.ts';
import { replaceFile } from '../io/replace-file.ts';

export interface LogKey {
  readonly publicKey: Bytes;
  sign(message: Bytes): Bytes;
}

const SEED_BYTES = 32;
/** RFC 8410: PKCS #8 of an Ed25519 private key, up to its 32 bytes. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export function createLogKey(path: string): LogKey {
  const seed = randomBytes(SEED_BYTES);
  replaceFile(path, utf8(`${toBase64Url(seed)}\n`));
  return logKey(seed);
}

/** Null when there is none or it cannot be read as one. */
export function readLogKey(path: string): LogKey | null {
  try {
    const seed = fromBase64Url(readFileSync(path, 'utf8').trimEnd());
    return seed.length === SEED_BYTES ? logKey(seed) : null;
  } catch {
    return null;
  }
}

function logKey(seed: Bytes): LogKey {
  const key: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x as string;
  return { publicKey: fromBase64Url(publicKey), sign: (message) => new Uint8Array(sign(null, message, key)) };
}
