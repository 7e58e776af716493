/**
 * Signed documents: DSSE envelopes (github.com/secure-systems-lab/dsse v1) in a strict profile. The envelope and its payload
 * are canonical JSON, base64url is unpadded, every listed signature must verify, and the reader says which type it expects.
 * Trust is decided on the key that verified, never on a name inside the payload.
 */
import * as v from 'valibot';
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from '../std/bytes.ts';
import { canonicalBytes, type Json, parseCanonicalJson } from '../std/canonical-json.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import { MAX_DEPTH } from './fields.ts';
import { signingKeyOf } from './party-id.ts';

export const PAYLOAD_TYPES = {
  manifest: 'application/vnd.bulla.manifest+json',
  licence: 'application/vnd.bulla.licence+json',
  card: 'application/vnd.bulla.identity+json',
} as const;
export const MAX_ENVELOPE_BYTES = 4 * 1024 * 1024;
export const MAX_CARD_BYTES = 64 * 1024;
export const MAX_SIGNATURES = 8;
const SIGNATURE_BYTES = 64;

export interface Signer {
  readonly id: string;
  sign(message: Bytes): Bytes;
}

/** Verified: `signers` are the keys that signed `payload`, as did:key, in the order of the envelope. */
export interface SignedDocument {
  readonly payload: Bytes;
  readonly signers: readonly string[];
}

const Envelope = v.strictObject({
  payload: v.string(),
  payloadType: v.string(),
  signatures: v.array(v.strictObject({ keyid: v.string(), sig: v.string() })),
});

/** DSSE's pre-authentication encoding: "DSSEv1" SP length(type) SP type SP length(body) SP body. */
export function preAuthenticationEncoding(payloadType: string, payload: Bytes): Bytes {
  const type = utf8(payloadType);
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

export function signDocument(payloadType: string, payload: Json, signer: Signer): Bytes {
  const body = canonicalBytes(payload);
  const sig = signer.sign(preAuthenticationEncoding(payloadType, body));
  return canonicalBytes({
    payload: toBase64Url(body),
    payloadType,
    signatures: [{ keyid: signer.id, sig: toBase64Url(sig) }],
  });
}

/**
 * Throws `signature.malformed` (S01, S09), `.wrong-kind` (S02), `.missing` (S03), `.unsafe-key` (S07), `.invalid` (S04).
 * The payload is not parsed here.
 */
export function verifyDocument(
  bytes: Bytes,
  payloadType: string,
  crypto: Pick<CryptoPort, 'verify' | 'isSafeSigningKey'>,
  maxBytes = MAX_ENVELOPE_BYTES,
): SignedDocument {
  const envelope = v.safeParse(Envelope, canonicalDocument(bytes, maxBytes));
  if (!envelope.success) throw malformed('S01', v.getDotPath(envelope.issues[0]) ?? '');
  const { signatures } = envelope.output;
  if (envelope.output.payloadType !== payloadType)
    throw failure('signature.wrong-kind', 'S02', { expected: payloadType });
  if (signatures.length < 1 || signatures.length > MAX_SIGNATURES)
    throw failure('signature.missing', 'S03', { count: signatures.length });
  if (new Set(signatures.map(({ keyid }) => keyid)).size !== signatures.length) throw malformed('S01', 'keyid');
  const payload = base64Url(envelope.output.payload, 'payload');
  const message = preAuthenticationEncoding(payloadType, payload);
  for (const { keyid, sig } of signatures) {
    const key = signingKeyOf(keyid);
    const signature = base64Url(sig, 'sig');
    if (signature.length !== SIGNATURE_BYTES) throw malformed('S01', 'sig');
    if (!crypto.isSafeSigningKey(key)) throw failure('signature.unsafe-key', 'S07');
    if (!crypto.verify(key, message, signature)) throw failure('signature.invalid', 'S04');
  }
  return { payload, signers: signatures.map(({ keyid }) => keyid) };
}

/** The payload of a document that was verified; throws `signature.malformed` (S09) unless it is canonical JSON. */
export function payloadJson(document: SignedDocument): Json {
  return canonicalDocument(document.payload, MAX_ENVELOPE_BYTES);
}

function canonicalDocument(bytes: Bytes, maxBytes: number): Json {
  try {
    return parseCanonicalJson(bytes, { maxBytes, maxDepth: MAX_DEPTH });
  } catch (error) {
    throw error instanceof AppError ? malformed('S09', error.code) : error;
  }
}

function base64Url(text: string, where: string): Bytes {
  try {
    return fromBase64Url(text);
  } catch {
    throw malformed('S01', where);
  }
}

function malformed(reference: string, where: string): AppError {
  return failure('signature.malformed', reference, { where });
}

function failure(code: string, reference: string, params: Record<string, string | number> = {}): AppError {
  return new AppError('integrity', code, { ...params, reference });
}
