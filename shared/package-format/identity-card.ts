/**
 * Identity cards: who a person is, and both public keys, signed by the person. A card proves that its maker holds the signing
 * key; that it is really this person, only the comparison of the words proves.
 */
import * as v from 'valibot';
import { parseUtc } from '../license/utc.ts';
import { AppError } from '../std/app-error.ts';
import { type Bytes, fromBase64Url, toBase64Url } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import { MAX_CARD_BYTES, PAYLOAD_TYPES, payloadJson, type Signer, signDocument, verifyDocument } from './dsse.ts';
import { Device, FilledLine, Instant, Line, Party } from './fields.ts';
import { fingerprintWords } from './fingerprint.ts';
import { signingKeyOf } from './party-id.ts';

const CardPayload = v.strictObject({
  type: v.literal('urn:bulla:identity/v1'),
  id: Party,
  agreementKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  device: Device,
  name: FilledLine,
  organisation: Line,
  email: Line,
  /** The application that wrote it, such as 'bulla/0.1.0'. */
  app: FilledLine,
  created: Instant,
  expires: Instant,
});

export interface IdentityCard {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly device: string;
  readonly created: string;
  readonly expires: string;
  readonly signingKey: Bytes;
  readonly agreementKey: Bytes;
  readonly words: readonly string[];
}

export interface CardInput {
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly device: string;
  readonly app: string;
  readonly created: string;
  readonly expires: string;
  readonly agreementKey: Bytes;
}

export function signCard(input: CardInput, signer: Signer): Bytes {
  const payload = {
    ...input,
    type: 'urn:bulla:identity/v1' as const,
    id: signer.id,
    agreementKey: toBase64Url(input.agreementKey),
  };
  const parsed = v.safeParse(CardPayload, payload);
  if (!parsed.success) throw malformed(v.getDotPath(parsed.issues[0]) ?? '');
  return signDocument(PAYLOAD_TYPES.card, parsed.output, signer);
}

type CardCrypto = Pick<CryptoPort, 'verify' | 'isSafeSigningKey' | 'isSafeAgreementKey' | 'sha256'>;

/**
 * Throws `signature.*`, `card.malformed` (I01), `card.not-self-signed` (I02), `key.unsafe-point` (K03). Whether the card has
 * expired is asked apart: an old card still shows who signed in its time.
 */
export function readCard(bytes: Bytes, crypto: CardCrypto): IdentityCard {
  const document = verifyDocument(bytes, PAYLOAD_TYPES.card, crypto, MAX_CARD_BYTES);
  const parsed = v.safeParse(CardPayload, payloadJson(document));
  if (!parsed.success) throw malformed(v.getDotPath(parsed.issues[0]) ?? '');
  const { id, name, organisation, email, device, created, expires } = parsed.output;
  if (document.signers.length !== 1 || document.signers[0] !== id)
    throw new AppError('integrity', 'card.not-self-signed', { reference: 'I02' });
  const signingKey = signingKeyOf(id);
  const agreementKey = agreementKeyOf(parsed.output.agreementKey);
  if (!crypto.isSafeAgreementKey(agreementKey))
    throw new AppError('integrity', 'key.unsafe-point', { reference: 'K03' });
  const words = fingerprintWords(signingKey, agreementKey, crypto);
  return { id, name, organisation, email, device, created, expires, signingKey, agreementKey, words };
}

/** Throws `card.expired` (I03). `now` in milliseconds UTC. */
export function refuseExpiredCard(card: IdentityCard, now: number): void {
  if (now > (parseUtc(card.expires) ?? 0))
    throw new AppError('input', 'card.expired', { name: card.name, expires: card.expires, reference: 'I03' });
}

function agreementKeyOf(text: string): Bytes {
  try {
    return fromBase64Url(text);
  } catch {
    throw malformed('agreementKey');
  }
}

function malformed(where: string): AppError {
  return new AppError('input', 'card.malformed', { where, reference: 'I01' });
}
