/** A person's name for machines: `did:key` of the Ed25519 key (multicodec ed25519-pub, 0xed 0x01). */
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat } from '../std/bytes.ts';
import { fromBase58, toBase58 } from './base58.ts';

const PREFIX = 'did:key:z';
const ED25519 = Uint8Array.of(0xed, 0x01);
const FORM = /^did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}$/;

export function partyId(signingKey: Bytes): string {
  return PREFIX + toBase58(concat(ED25519, signingKey));
}

/** The 32-byte key; throws `signature.malformed` for anything but the one way to write an Ed25519 key. */
export function signingKeyOf(id: string): Bytes {
  const bytes = FORM.test(id) ? fromBase58(id.slice(PREFIX.length)) : new Uint8Array(0);
  const key = bytes.subarray(ED25519.length);
  if (key.length !== 32 || partyId(key) !== id)
    throw new AppError('integrity', 'signature.malformed', { where: 'keyid', reference: 'S01' });
  return key;
}

export function isPartyId(id: string): boolean {
  try {
    return signingKeyOf(id).length === 32;
  } catch {
    return false;
  }
}
