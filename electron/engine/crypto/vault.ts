/**
 * The three secrets of an identity, sealed by a passphrase: AES-256-GCM under scrypt. What the secrets belong to (name, keys,
 * device) is authenticated with them, so an edited identity file opens as little as a wrong passphrase does.
 */
import { scryptSync } from 'node:crypto';
import * as v from 'valibot';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from '@shared/std/bytes.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';

/** Unicode characters, after normalization. */
export const MIN_PASSPHRASE_CHARACTERS = 12;
const SECRET_BYTES = 32;
/** r = 8 and p = 1 are fixed; a file may ask for N up to 2^18, which takes 256 MiB. */
const MAX_LOG_N = 18;
const SCRYPT_MEMORY = 512 * 1024 * 1024;

const Base64Url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(200));

export const SealedVault = v.strictObject({
  kdf: v.literal('scrypt'),
  logN: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(MAX_LOG_N)),
  /** 16 bytes, 12 bytes, and 96 + 16 bytes. */
  salt: v.pipe(Base64Url, v.length(22)),
  nonce: v.pipe(Base64Url, v.length(16)),
  sealed: v.pipe(Base64Url, v.length(150)),
});
export type SealedVault = v.InferOutput<typeof SealedVault>;

export interface Secrets {
  /** Ed25519 seed, X25519 secret key, and what further keys are derived from; 32 bytes each. */
  readonly seed: Bytes;
  readonly agreement: Bytes;
  readonly root: Bytes;
}

/** Stays in memory while unlocked, so that the vault can be sealed again (backup) without asking for the passphrase. */
export interface SealingKey {
  readonly key: Bytes;
  readonly logN: number;
  readonly salt: Bytes;
}

export function newSecrets(crypto: CryptoPort): Secrets {
  return {
    seed: crypto.randomBytes(SECRET_BYTES),
    agreement: crypto.randomBytes(SECRET_BYTES),
    root: crypto.randomBytes(SECRET_BYTES),
  };
}

/** Throws `passphrase.too-short`. */
export function newSealingKey(passphrase: string, logN: number, crypto: CryptoPort): SealingKey {
  if ([...passphrase.normalize('NFKC')].length < MIN_PASSPHRASE_CHARACTERS)
    throw new AppError('usage', 'passphrase.too-short', { minimum: MIN_PASSPHRASE_CHARACTERS });
  return sealingKey(passphrase, logN, crypto.randomBytes(16));
}

export function sealVault(
  secrets: Secrets,
  { key, logN, salt }: SealingKey,
  about: Bytes,
  crypto: CryptoPort,
): SealedVault {
  const nonce = crypto.randomBytes(12);
  const plaintext = concat(secrets.seed, secrets.agreement, secrets.root);
  const sealed = crypto.aeadSeal(key, nonce, plaintext, about);
  plaintext.fill(0);
  return { kdf: 'scrypt', logN, salt: toBase64Url(salt), nonce: toBase64Url(nonce), sealed: toBase64Url(sealed) };
}

/** Throws `identity.wrong-passphrase`, also when the tag fails for another reason: the two cannot be told apart. */
export function openVault(
  vault: SealedVault,
  passphrase: string,
  about: Bytes,
  crypto: CryptoPort,
): { secrets: Secrets; sealingKey: SealingKey } {
  const derived = sealingKey(passphrase, vault.logN, fromBase64Url(vault.salt));
  const plaintext = crypto.aeadOpen(derived.key, fromBase64Url(vault.nonce), fromBase64Url(vault.sealed), about);
  if (plaintext?.length !== 3 * SECRET_BYTES) {
    derived.key.fill(0);
    throw new AppError('identity', 'identity.wrong-passphrase');
  }
  const secrets = {
    seed: plaintext.slice(0, SECRET_BYTES),
    agreement: plaintext.slice(SECRET_BYTES, 2 * SECRET_BYTES),
    root: plaintext.slice(2 * SECRET_BYTES),
  };
  plaintext.fill(0);
  return { secrets, sealingKey: derived };
}

export function forget(secrets: Secrets, { key }: SealingKey): void {
  for (const bytes of [secrets.seed, secrets.agreement, secrets.root, key]) bytes.fill(0);
}

/** NFKC, so that the same passphrase typed on another keyboard is the same. */
function sealingKey(passphrase: string, logN: number, salt: Bytes): SealingKey {
  const password = utf8(passphrase.normalize('NFKC'));
  const key = scryptSync(password, salt, 32, { N: 2 ** logN, r: 8, p: 1, maxmem: SCRYPT_MEMORY });
  password.fill(0);
  return { key: new Uint8Array(key), logN, salt };
}
