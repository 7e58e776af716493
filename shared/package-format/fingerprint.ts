/** Eight words that two people can compare by telephone: 88 bits over both keys, so that neither can be swapped. */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { type Bytes, concat, utf8 } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';

const LABEL = 'bulla/1 fingerprint\0';
const WORDS = 8;
const BITS_PER_WORD = 11;

/** The first 88 bits of SHA-256(label || Ed25519 key || X25519 key), eleven bits a word of BIP-39's English list. */
export function fingerprintWords(signingKey: Bytes, agreementKey: Bytes, crypto: Pick<CryptoPort, 'sha256'>): string[] {
  const digest = crypto.sha256(concat(utf8(LABEL), signingKey, agreementKey));
  let bits = 0n;
  for (const byte of digest.subarray(0, (WORDS * BITS_PER_WORD) / 8)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: WORDS }, (_, at) => {
    const shift = BigInt((WORDS - 1 - at) * BITS_PER_WORD);
    return wordlist[Number((bits >> shift) & 2047n)]!;
  });
}
