/**
 * What the pure core needs of cryptography. The engine implements it once (electron/engine/crypto): node:crypto for bulk
 * work, tweetnacl for identities behind the key hygiene that both lack. All functions are synchronous and small.
 */
import type { Bytes } from './bytes.ts';

export interface KeyPair {
  readonly publicKey: Bytes;
  readonly secretKey: Bytes;
}

/** A digest over bytes that come in pieces. */
export interface Hasher {
  update(bytes: Bytes): void;
  digest(): Bytes;
}

export interface CryptoPort {
  randomBytes(length: number): Bytes;
  sha256(bytes: Bytes): Bytes;
  sha256Hasher(): Hasher;
  hmacSha256(key: Bytes, bytes: Bytes): Bytes;
  /** RFC 5869; `expand` only where the input is already a uniform key. */
  hkdfExpandSha512(key: Bytes, info: Bytes, length: number): Bytes;
  hkdfExtractSha256(salt: Bytes, input: Bytes): Bytes;
  hkdfExpandSha256(key: Bytes, info: Bytes, length: number): Bytes;
  /** AES-256-GCM, 16-byte tag appended. `open` returns null when the tag does not verify. */
  aeadSeal(key: Bytes, nonce: Bytes, plaintext: Bytes, associated: Bytes): Bytes;
  aeadOpen(key: Bytes, nonce: Bytes, sealed: Bytes, associated: Bytes): Bytes | null;
  /** Ed25519 (tweetnacl). `secretKey` is the 32-byte seed. */
  signingKeyPair(seed: Bytes): KeyPair;
  sign(seed: Bytes, message: Bytes): Bytes;
  /** False for any unsafe key (small order, non-canonical) and any malleable signature (S >= L). */
  verify(publicKey: Bytes, message: Bytes, signature: Bytes): boolean;
  isSafeSigningKey(publicKey: Bytes): boolean;
  /** X25519 (tweetnacl). `agree` returns null when the shared point is zero. */
  agreementKeyPair(secretKey: Bytes): KeyPair;
  agree(secretKey: Bytes, publicKey: Bytes): Bytes | null;
  isSafeAgreementKey(publicKey: Bytes): boolean;
}
