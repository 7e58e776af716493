/**
 * Ed25519 (RFC 8032) and X25519 (RFC 7748) by tweetnacl, behind the key hygiene that it lacks. This is the only file that
 * imports tweetnacl.
 *
 * tweetnacl accepts public keys of small order (the identity element "verifies" any message), public keys that are not
 * written canonically, and signatures with S + L; on a low-order point X25519 gives zero, whatever the secret is.
 */
import nacl from 'tweetnacl';
import type { Bytes } from '@shared/std/bytes.ts';
import type { KeyPair } from '@shared/std/crypto-port.ts';

/** The field's prime and the order of the base point. */
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
/** A y of order 8: its double has y = 0, so that d y^4 + 2 y^2 - 1 = 0. */
const ORDER_8 = 0x5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
/** The y coordinates of the eight points of small order. */
const SMALL_ORDER: readonly bigint[] = [0n, 1n, P - 1n, ORDER_8, P - ORDER_8];
/** Any scalar shows a low-order point: clamped scalars are multiples of 8. */
const TEST_SCALAR = new Uint8Array(32).fill(0x42);

export function signingKeyPair(seed: Bytes): KeyPair {
  return { publicKey: nacl.sign.keyPair.fromSeed(seed).publicKey, secretKey: seed };
}

export function sign(seed: Bytes, message: Bytes): Bytes {
  const { secretKey } = nacl.sign.keyPair.fromSeed(seed);
  const signature = nacl.sign.detached(message, secretKey);
  secretKey.fill(0);
  return signature;
}

export function verify(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  if (signature.length !== 64 || !isSafeSigningKey(publicKey)) return false;
  if (littleEndian(signature.subarray(32)) >= L) return false;
  return nacl.sign.detached.verify(message, signature, publicKey);
}

export function isSafeSigningKey(publicKey: Bytes): boolean {
  if (publicKey.length !== 32) return false;
  const y = littleEndian(publicKey) & (2n ** 255n - 1n); // the top bit is the sign of x
  return y < P && !SMALL_ORDER.includes(y);
}

export function agreementKeyPair(secretKey: Bytes): KeyPair {
  return { publicKey: nacl.scalarMult.base(secretKey), secretKey };
}

export function agree(secretKey: Bytes, publicKey: Bytes): Bytes | null {
  if (publicKey.length !== 32) return null;
  const shared = nacl.scalarMult(secretKey, publicKey);
  return shared.every((byte) => byte === 0) ? null : shared;
}

export function isSafeAgreementKey(publicKey: Bytes): boolean {
  return publicKey.length === 32 && littleEndian(publicKey) < P && agree(TEST_SCALAR, publicKey) !== null;
}

function littleEndian(bytes: Bytes): bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at]!);
  return value;
}
