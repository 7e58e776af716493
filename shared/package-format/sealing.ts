/**
 * Sections are sealed with Cobblestone-256 (C2SP chunked-encryption v1): chunks of 16 KiB under AES-256-GCM, each bound to its
 * place, with a commitment to the key. Truncation, reordering and splicing show; memory is one chunk.
 *
 *   key(32) || baseNonce(12) || commitment(32) = HKDF-Expand-SHA512(K, label || 00 || salt || context)
 *   section = salt(24) || commitment(32) || chunk 0 || chunk 1 || ...      chunk = ciphertext || tag(16)
 *
 * Every chunk but the last carries 16,384 bytes, the last carries fewer (maybe none): a section of whole chunks only has lost
 * its end. The nonce of chunk n is baseNonce XOR n (96 bits, big-endian).
 */
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat, equalBytes, u32, utf8 } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';

export const CIPHER_NAME = 'c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM';
export const CHUNK_BYTES = 16384;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + 16;
export const PREFIX_BYTES = 24 + 32;
const SALT_BYTES = 24;
const NOTHING: Bytes = new Uint8Array(0);

type SealingCrypto = Pick<CryptoPort, 'hkdfExpandSha512' | 'aeadSeal' | 'aeadOpen'>;

/** Bytes of a section that seals `storedBytes` bytes. */
export function sealedBytes(storedBytes: number): number {
  return PREFIX_BYTES + storedBytes + 16 * (Math.floor(storedBytes / CHUNK_BYTES) + 1);
}

/** What a package's key is bound to in the manifest: opening a grant gives this key or none. */
export function keyCommitment(packageKey: Bytes, crypto: Pick<CryptoPort, 'hkdfExpandSha512'>): Bytes {
  return crypto.hkdfExpandSha512(packageKey, utf8('bulla/1 package-key-commitment'), 32);
}

/** `packageId` is `urn:uuid:...`; its 16 bytes and the section's index stand in the context. */
export function sectionContext(packageId: string, index: number): Bytes {
  const uuid = packageId.slice('urn:uuid:'.length).replaceAll('-', '');
  const id = Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(uuid.slice(2 * at, 2 * at + 2), 16));
  return concat(utf8('bulla/1 section\0'), id, u32(index));
}

export interface Sealer {
  /** The first bytes of the section. */
  readonly prefix: Bytes;
  /** Sealed chunks that became full. */
  push(plaintext: Bytes): Bytes[];
  /** The last chunk; call once. */
  finish(): Bytes;
}

/** `salt` is 24 random bytes, fresh for every section. */
export function createSealer(packageKey: Bytes, context: Bytes, salt: Bytes, crypto: SealingCrypto): Sealer {
  const { key, baseNonce, commitment } = deriveKeys(packageKey, context, salt, crypto);
  let waiting: Bytes = NOTHING;
  let index = 0;
  const seal = (chunk: Bytes) => crypto.aeadSeal(key, chunkNonce(baseNonce, index++), chunk, NOTHING);
  return {
    prefix: concat(salt, commitment),
    push(plaintext) {
      const bytes = waiting.length === 0 ? plaintext : concat(waiting, plaintext);
      const chunks: Bytes[] = [];
      let at = 0;
      for (; bytes.length - at >= CHUNK_BYTES; at += CHUNK_BYTES)
        chunks.push(seal(bytes.subarray(at, at + CHUNK_BYTES)));
      waiting = bytes.slice(at);
      return chunks;
    },
    finish: () => seal(waiting),
  };
}

export interface Opener {
  /** Opens chunk `index`, which must be whole (`SEALED_CHUNK_BYTES`) unless it is the last. Throws `data.damaged-chunk`. */
  open(index: number, sealed: Bytes): Bytes;
  /** How many chunks the section has. */
  readonly chunks: number;
  /** Bytes of the last, sealed. */
  readonly lastBytes: number;
}

/** `prefix` is the section's first 56 bytes. Throws `data.other-key` (D01), `data.truncated` (D03). */
export function createOpener(
  packageKey: Bytes,
  context: Bytes,
  section: { readonly prefix: Bytes; readonly bytes: number },
  crypto: SealingCrypto,
): Opener {
  const body = section.bytes - PREFIX_BYTES;
  const lastBytes = body % SEALED_CHUNK_BYTES;
  if (section.prefix.length !== PREFIX_BYTES || body < 16 || lastBytes < 16) throw failure('data.truncated', 'D03');
  const salt = section.prefix.subarray(0, SALT_BYTES);
  const { key, baseNonce, commitment } = deriveKeys(packageKey, context, salt, crypto);
  if (!equalBytes(commitment, section.prefix.subarray(SALT_BYTES))) throw failure('data.other-key', 'D01');
  return {
    chunks: Math.floor(body / SEALED_CHUNK_BYTES) + 1,
    lastBytes,
    open(index, sealed) {
      const chunk = crypto.aeadOpen(key, chunkNonce(baseNonce, index), sealed, NOTHING);
      if (chunk === null) throw failure('data.damaged-chunk', 'D02', { offset: index * CHUNK_BYTES });
      return chunk;
    },
  };
}

/** A whole section in memory; for descriptors and small attachments. Throws `data.*`. */
export function openSection(packageKey: Bytes, context: Bytes, sealed: Bytes, crypto: SealingCrypto): Bytes {
  const prefix = sealed.subarray(0, PREFIX_BYTES);
  const opener = createOpener(packageKey, context, { prefix, bytes: sealed.length }, crypto);
  return concat(
    ...Array.from({ length: opener.chunks }, (_, index) => {
      const start = PREFIX_BYTES + index * SEALED_CHUNK_BYTES;
      return opener.open(index, sealed.subarray(start, start + SEALED_CHUNK_BYTES));
    }),
  );
}

function deriveKeys(packageKey: Bytes, context: Bytes, salt: Bytes, crypto: SealingCrypto) {
  const info = concat(utf8(`${CIPHER_NAME}\0`), salt, context);
  const bytes = crypto.hkdfExpandSha512(packageKey, info, 32 + 12 + 32);
  return { key: bytes.subarray(0, 32), baseNonce: bytes.subarray(32, 44), commitment: bytes.subarray(44) };
}

/** A section has fewer than 2^32 chunks: only the last four bytes of the nonce change. */
function chunkNonce(baseNonce: Bytes, index: number): Bytes {
  const nonce = baseNonce.slice();
  u32(index).forEach((byte, at) => {
    nonce[8 + at]! ^= byte;
  });
  return nonce;
}

function failure(code: string, reference: string, params: Record<string, number> = {}): AppError {
  return new AppError('integrity', code, { ...params, reference });
}
