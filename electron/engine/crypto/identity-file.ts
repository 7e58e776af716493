/** The identity as a file: who it is, in the open, and the sealed vault. The same document, otherwise headed, is the backup. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { Device, FilledLine, Instant, Line, Party } from '@shared/package-format/fields.ts';
import { isPartyId } from '@shared/package-format/party-id.ts';
import { AppError } from '@shared/std/app-error.ts';
import type { Bytes } from '@shared/std/bytes.ts';
import { canonicalBytes, parseBoundedJson } from '@shared/std/canonical-json.ts';
import { replaceFile } from '../io/replace-file.ts';
import { SealedVault } from './vault.ts';

export const MAX_IDENTITY_BYTES = 64 * 1024;

const PublicIdentity = v.strictObject({
  id: v.pipe(Party, v.check(isPartyId)),
  agreementKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  name: FilledLine,
  organisation: Line,
  email: Line,
  device: Device,
  created: Instant,
});
export type PublicIdentity = v.InferOutput<typeof PublicIdentity>;

const IdentityDocument = v.strictObject({
  bulla: v.picklist(['identity/1', 'identity-backup/1']),
  identity: PublicIdentity,
  /** Only in the profile: a backup was written. Not authenticated; it is a reminder, not a right. */
  backedUp: v.boolean(),
  vault: SealedVault,
});
export type IdentityDocument = v.InferOutput<typeof IdentityDocument>;

/** What the vault's seal authenticates with the secrets. */
export function authenticated(kind: IdentityDocument['bulla'], identity: PublicIdentity): Bytes {
  return canonicalBytes({ bulla: kind, identity });
}

/** Throws `identity.damaged` for what is no such document; null when there is no file. */
export function readIdentityFile(path: string): IdentityDocument | null {
  let bytes: Bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError('io', 'file.read-failed', {
      file: 'identity.json',
      reason: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
  return parseIdentity(bytes, 'identity/1');
}

export function parseIdentity(bytes: Bytes, kind: IdentityDocument['bulla']): IdentityDocument {
  let json: unknown;
  try {
    json = parseBoundedJson(bytes, { maxBytes: MAX_IDENTITY_BYTES, maxDepth: 8 });
  } catch {
    throw new AppError('identity', 'identity.damaged');
  }
  const parsed = v.safeParse(IdentityDocument, json);
  if (!parsed.success || parsed.output.bulla !== kind) throw new AppError('identity', 'identity.damaged');
  return parsed.output;
}

/** Whole or not at all, readable by the user only. Throws `file.write-failed`. */
export function writeIdentityFile(path: string, document: IdentityDocument): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceFile(path, canonicalBytes(document));
  } catch (error) {
    throw new AppError('io', 'file.write-failed', {
      file: 'identity.json',
      reason: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
}
