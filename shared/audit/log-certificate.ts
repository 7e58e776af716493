/**
 * Binds a log to a person: the identity's key signs the log's origin and first public key (a DSSE envelope). Together with the
 * person's card it makes the chain identity -> log key -> signed head -> entries.
 */
import * as v from 'valibot';
import { type IdentityCard, readCard } from '../package-format/identity-card.ts';
import { payloadJson, signDocument, type Signer, verifyDocument } from '../package-format/dsse.ts';
import { Instant } from '../package-format/fields.ts';
import { AppError } from '../std/app-error.ts';
import { type Bytes, fromBase64Url, toBase64Url } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import { logOrigin } from './head.ts';

const PAYLOAD_TYPE = 'application/vnd.bulla.log-key+json';
export const MAX_CERTIFICATE_BYTES = 8192;

const Certificate = v.strictObject({
  type: v.literal('urn:bulla:log-key/v1'),
  origin: v.pipe(v.string(), v.regex(/^urn:bulla:log:[0-9a-f]{32}$/)),
  key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  issued: Instant,
});

export interface LogCertificate {
  readonly origin: string;
  readonly publicKey: Bytes;
  readonly owner: IdentityCard;
}

/** `issued` as `YYYY-MM-DDTHH:MM:SSZ`. */
export function signLogCertificate(
  { origin, publicKey, issued }: { origin: string; publicKey: Bytes; issued: string },
  signer: Signer,
): Bytes {
  const payload = { type: 'urn:bulla:log-key/v1' as const, origin, key: toBase64Url(publicKey), issued };
  return signDocument(PAYLOAD_TYPE, payload, signer);
}

/** Throws `audit.owner-forged` unless the card is sound and its holder, alone, signed for a key that gives this origin. */
export function readLogCertificate(certificate: Bytes, card: Bytes, crypto: CryptoPort): LogCertificate {
  try {
    const owner = readCard(card, crypto);
    const document = verifyDocument(certificate, PAYLOAD_TYPE, crypto, MAX_CERTIFICATE_BYTES);
    const { origin, key } = v.parse(Certificate, payloadJson(document));
    const publicKey = fromBase64Url(key);
    const isSound =
      document.signers.length === 1 &&
      document.signers[0] === owner.id &&
      origin === logOrigin(publicKey, crypto.sha256);
    if (isSound) return { origin, publicKey, owner };
  } catch {
    // one reason for all: the details of a forged document tell nobody anything
  }
  throw new AppError('integrity', 'audit.owner-forged');
}
