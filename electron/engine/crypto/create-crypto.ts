/** The one implementation of `CryptoPort`: node:crypto for bulk work, tweetnacl for keys of persons. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hash, randomBytes } from 'node:crypto';
import { type Bytes, concat } from '@shared/std/bytes.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import * as curve25519 from './curve25519.ts';

const CIPHER = 'aes-256-gcm';
/** Always passed: without it a shorter tag would be accepted. */
const TAG_BYTES = 16;

export function createCrypto(): CryptoPort {
  return {
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    sha256: (bytes) => plain(hash('sha256', bytes, 'buffer')), // half the time of createHash; the log hashes each entry
    sha256Hasher() {
      const hasher = createHash('sha256');
      return { update: (bytes) => void hasher.update(bytes), digest: () => plain(hasher.digest()) };
    },
    hmacSha256: (key, bytes) => hmac('sha256', key, bytes),
    hkdfExpandSha512: (key, info, length) => expand('sha512', key, info, length),
    hkdfExtractSha256: (salt, input) => hmac('sha256', salt, input),
    hkdfExpandSha256: (key, info, length) => expand('sha256', key, info, length),
    aeadSeal,
    aeadOpen,
    ...curve25519,
  };
}

function hmac(algorithm: 'sha256' | 'sha512', key: Bytes, bytes: Bytes): Bytes {
  return plain(createHmac(algorithm, key).update(bytes).digest());
}

/** RFC 5869, section 2.3. node:crypto has no expansion without extraction. */
function expand(hash: 'sha256' | 'sha512', key: Bytes, info: Bytes, length: number): Bytes {
  const blocks: Bytes[] = [];
  let block: Bytes = new Uint8Array(0);
  for (let counter = 1, have = 0; have < length; counter++, have += block.length) {
    block = hmac(hash, key, concat(block, info, Uint8Array.of(counter)));
    blocks.push(block);
  }
  return concat(...blocks).slice(0, length);
}

function aeadSeal(key: Bytes, nonce: Bytes, plaintext: Bytes, associated: Bytes): Bytes {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated);
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

function aeadOpen(key: Bytes, nonce: Bytes, sealed: Bytes, associated: Bytes): Bytes | null {
  if (sealed.length < TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const plaintext = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    return concat(plaintext, decipher.final());
  } catch {
    return null;
  }
}

/** A Buffer may be a window on a shared pool; a copy is not. */
function plain(buffer: Buffer): Bytes {
  return new Uint8Array(buffer);
}
