/**
 * HPKE (RFC 9180), single shot, mode base: DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, AES-256-GCM 0x0002.
 * Wraps a package's key for one person on one device.
 */
import { type Bytes, concat, utf8 } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';

const KEM_SUITE = concat(utf8('KEM'), Uint8Array.of(0x00, 0x20));
const HPKE_SUITE = concat(utf8('HPKE'), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x02));
const MODE_BASE = 0;
const NOTHING: Bytes = new Uint8Array(0);
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

type HpkeCrypto = Pick<
  CryptoPort,
  'hkdfExtractSha256' | 'hkdfExpandSha256' | 'aeadSeal' | 'aeadOpen' | 'agree' | 'agreementKeyPair'
>;

/** Null when the recipient's key is unsafe (the shared point is zero). `ephemeralSecret` is 32 fresh random bytes. */
export function hpkeSeal(
  recipientKey: Bytes,
  info: Bytes,
  associated: Bytes,
  plaintext: Bytes,
  ephemeralSecret: Bytes,
  crypto: HpkeCrypto,
): { readonly enc: Bytes; readonly ct: Bytes } | null {
  const enc = crypto.agreementKeyPair(ephemeralSecret).publicKey;
  const shared = crypto.agree(ephemeralSecret, recipientKey);
  if (shared === null) return null;
  const { key, baseNonce } = keySchedule(kemSecret(shared, enc, recipientKey, crypto), info, crypto);
  return { enc, ct: crypto.aeadSeal(key, baseNonce, plaintext, associated) };
}

/** 'unsafe-point' when the ephemeral key is of small order, 'failed' when the tag does not verify. */
export type HpkeOpened = { readonly plaintext: Bytes } | { readonly failure: 'unsafe-point' | 'failed' };

/** `agree` is X25519 with the recipient's secret key, which this file never sees. */
export function hpkeOpen(
  recipientKey: Bytes,
  agree: (publicKey: Bytes) => Bytes | null,
  info: Bytes,
  associated: Bytes,
  sealed: { readonly enc: Bytes; readonly ct: Bytes },
  crypto: HpkeCrypto,
): HpkeOpened {
  const shared = agree(sealed.enc);
  if (shared === null) return { failure: 'unsafe-point' };
  const { key, baseNonce } = keySchedule(kemSecret(shared, sealed.enc, recipientKey, crypto), info, crypto);
  const plaintext = crypto.aeadOpen(key, baseNonce, sealed.ct, associated);
  return plaintext === null ? { failure: 'failed' } : { plaintext };
}

/** RFC 9180, section 4.1: ExtractAndExpand(dh, enc || pkRm). */
export function kemSecret(shared: Bytes, enc: Bytes, recipientKey: Bytes, crypto: HpkeCrypto): Bytes {
  const secret = labeledExtract(KEM_SUITE, NOTHING, 'eae_prk', shared, crypto);
  return labeledExpand(KEM_SUITE, secret, 'shared_secret', concat(enc, recipientKey), 32, crypto);
}

/** RFC 9180, section 5.1, without a pre-shared key. */
function keySchedule(secret: Bytes, info: Bytes, crypto: HpkeCrypto): { key: Bytes; baseNonce: Bytes } {
  const pskIdHash = labeledExtract(HPKE_SUITE, NOTHING, 'psk_id_hash', NOTHING, crypto);
  const infoHash = labeledExtract(HPKE_SUITE, NOTHING, 'info_hash', info, crypto);
  const context = concat(Uint8Array.of(MODE_BASE), pskIdHash, infoHash);
  const scheduled = labeledExtract(HPKE_SUITE, secret, 'secret', NOTHING, crypto);
  return {
    key: labeledExpand(HPKE_SUITE, scheduled, 'key', context, KEY_BYTES, crypto),
    baseNonce: labeledExpand(HPKE_SUITE, scheduled, 'base_nonce', context, NONCE_BYTES, crypto),
  };
}

function labeledExtract(suite: Bytes, salt: Bytes, label: string, input: Bytes, crypto: HpkeCrypto): Bytes {
  return crypto.hkdfExtractSha256(salt, concat(utf8('HPKE-v1'), suite, utf8(label), input));
}

function labeledExpand(
  suite: Bytes,
  key: Bytes,
  label: string,
  info: Bytes,
  length: number,
  crypto: HpkeCrypto,
): Bytes {
  const size = Uint8Array.of(length >> 8, length & 255);
  return crypto.hkdfExpandSha256(key, concat(size, utf8('HPKE-v1'), suite, utf8(label), info), length);
}
