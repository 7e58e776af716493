/**
 * Opens a package on the disk: one handle for everything, verified in the order of docs/package-format.md, memory bounded by
 * one chunk. Nothing is decrypted here before `unlock`, which the gate calls after the licence said yes.
 */
import type { IdentityView, PackageCheck } from '@shared/contract/views.ts';
import type { Licence } from '@shared/license/licence.ts';
import {
  type Descriptor,
  type DescriptorResource,
  parseDescriptor,
  resourceDigest,
} from '@shared/package-format/descriptor.ts';
import { readCard } from '@shared/package-format/identity-card.ts';
import { grantFor, openGrant } from '@shared/package-format/key-grant.ts';
import type { Manifest, ManifestSection } from '@shared/package-format/manifest.ts';
import {
  createOpener,
  openSection,
  PREFIX_BYTES,
  SEALED_CHUNK_BYTES,
  sectionContext,
} from '@shared/package-format/sealing.ts';
import { MAX_CARD_BYTES } from '@shared/package-format/dsse.ts';
import { type Container, evidenceName } from '@shared/package-format/ustar.ts';
import { type PackageVerdict, verifyPackage } from '@shared/package-format/verify-package.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, equalBytes, toHex } from '@shared/std/bytes.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { Context } from '../context.ts';
import type { AsyncTask } from '../jobs/async-task.ts';
import { trustedCard } from '../crypto/trusted-card.ts';
import { type FileSource, openFileSource } from './byte-source.ts';
import { inflated } from './deflate.ts';

export interface OpenedPackage {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest's payload, hexadecimal: what licences, logs and receipts refer to. */
  readonly packageDigest: string;
  /** All licences in the file; each verified, of the same issuer and for this package. Choose with `selectLicence`. */
  readonly licences: readonly Licence[];
  /** Opens the key grant of this person on this device. Throws `identity.*`, `key.*`, `licence.other-device`, `data.*`. */
  unlock(licence: Licence): Promise<Unlocked>;
  close(): Promise<void>;
}

export interface Unlocked {
  readonly descriptor: Descriptor;
  /**
   * The CSV bytes of a table by its path in the descriptor, decrypted and inflated. Show nothing before the iteration has
   * ended: the last chunk, the length and the hash are checked there. Throws `data.*`, `manifest.section-mismatch`.
   */
  table(path: string): AsyncIterable<Uint8Array>;
}

/** A highly compressed table is refused before a byte of it is inflated, unless it is small. */
const MAX_EXPANSION = 200;
const SMALL_TABLE_BYTES = 1024 * 1024;

/** Throws the first failure: `package.*`, `signature.*`, `manifest.*`, `licence.*` (of its form), `file.*`. */
export async function openPackage(context: Context, path: string, task: AsyncTask): Promise<OpenedPackage> {
  const source = await openFileSource(path);
  try {
    const verdict = await verifySource(context, source, task);
    if (verdict.failure) throw verdict.failure;
    return openedPackage(context, source, verdict);
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** All verdicts instead of the first failure; the file is closed again. Throws `file.*`, `job.cancelled` only. */
export async function inspectPackage(
  context: Context,
  path: string,
  task: AsyncTask,
): Promise<{ readonly verdict: PackageVerdict; readonly bytes: number }> {
  const source = await openFileSource(path);
  try {
    return { verdict: await verifySource(context, source, task), bytes: source.size };
  } finally {
    await source.close();
  }
}

/** The card of who signed a package, when all that the card lies in holds. Throws the first failure, `card.*`, `signature.*`. */
export async function enclosedCard(context: Context, path: string, task: AsyncTask): Promise<Bytes> {
  const source = await openFileSource(path);
  try {
    const verdict = await verifySource(context, source, task);
    // A licence says nothing about the card; all that the card lies in must hold.
    for (const { name, outcome } of verdict.steps)
      if (outcome instanceof AppError && name !== 'licence' && outcome.code !== 'signature.unknown-signer')
        throw outcome;
    const entry = verdict.manifest?.evidence.find(({ role }) => role === 'issuerCard');
    const member = verdict.container?.evidence.find(({ name }) => name === evidenceName(entry?.file ?? ''));
    if (!member || member.size > MAX_CARD_BYTES || !verdict.signer)
      throw new AppError('input', 'card.malformed', { where: 'evidence', reference: 'I01' });
    const bytes = await source.read(member.offset, member.size);
    // Somebody who is trusted already could enclose the card of somebody else.
    if (readCard(bytes, context.crypto).id !== verdict.signer.id)
      throw new AppError('integrity', 'signature.not-issuer', { reference: 'S06' });
    return bytes;
  } finally {
    await source.close();
  }
}

function verifySource(context: Context, source: FileSource, task: AsyncTask): Promise<PackageVerdict> {
  return verifyPackage(source, { crypto: context.crypto, task, trustedCard: (id) => trustedCard(context, id) });
}

export function checksOf(verdict: PackageVerdict): PackageCheck[] {
  return verdict.steps.map(({ name, outcome }) => {
    if (outcome === null) return { name, state: 'not-checked', code: '', params: {} };
    if (outcome === 'ok') return { name, state: 'ok', code: '', params: {} };
    return { name, state: 'failed', code: outcome.code, params: outcome.params };
  });
}

function openedPackage({ crypto, identities }: Context, source: FileSource, verdict: PackageVerdict): OpenedPackage {
  const manifest = verdict.manifest!;
  const packageDigest = verdict.packageDigest!;
  const container = verdict.container!;
  const keys: Bytes[] = [];
  return {
    manifest,
    packageDigest,
    licences: verdict.licences,
    async unlock(licence) {
      const me = identityOf(identities.current());
      const grant = grantFor(licence, me.id, me.device);
      const binding = { packageDigest, licenceUid: licence.uid, member: me.id };
      const own = { agreementKey: identities.publicKeys().agreement, agree: identities.agree };
      const packageKey = openGrant(grant, binding, own, manifest.keyCommitment, crypto);
      keys.push(packageKey);
      return unlocked(source, container, manifest, packageKey, crypto);
    },
    async close() {
      for (const key of keys) key.fill(0);
      await source.close();
    },
  };
}

async function unlocked(
  source: FileSource,
  container: Container,
  manifest: Manifest,
  packageKey: Bytes,
  crypto: CryptoPort,
): Promise<Unlocked> {
  const member = container.sections[0]!;
  const sealed = await source.read(member.offset, member.size);
  const bytes = openSection(packageKey, sectionContext(manifest.packageId, 0), sealed, crypto);
  const tables = manifest.sections.filter(({ role }) => role === 'table');
  const names = tables.map(({ name }) => name);
  const descriptor = parseDescriptor(bytes, manifest.packageId, names);
  return {
    descriptor,
    table(path) {
      const resource = descriptor.resources.find((candidate) => candidate.path === path);
      const section = tables.find(({ name }) => name === path);
      if (!resource || !section) throw new AppError('usage', 'data.no-such-table');
      return tableBytes(source, container, { manifest, section, resource, packageKey }, crypto);
    },
  };
}

interface SealedTable {
  readonly manifest: Manifest;
  readonly section: ManifestSection;
  readonly resource: DescriptorResource;
  readonly packageKey: Bytes;
}

async function* tableBytes(
  source: FileSource,
  container: Container,
  table: SealedTable,
  crypto: CryptoPort,
): AsyncGenerator<Bytes, void, void> {
  const { section, resource } = table;
  const isInflatable = section.compression === 'none' || isExpansionAllowed(section.storedBytes, resource.bytes);
  if (!isInflatable) throw failure('data.expands-too-far', 'D05');
  const stored = storedBytes(source, container, table, crypto);
  const pieces = section.compression === 'none' ? stored : inflated(stored, section.storedBytes);
  const hasher = crypto.sha256Hasher();
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > resource.bytes) throw failure('data.expands-too-far', 'D05');
    hasher.update(piece);
    yield piece;
  }
  if (bytes !== resource.bytes) throw failure('data.wrong-bytes', 'D04');
  if (!equalBytes(hasher.digest(), resourceDigest(resource))) throw failure('data.wrong-bytes', 'D04');
}

/** Decrypted, chunk by chunk; at the end the ciphertext is held against the manifest once more, should the file have changed. */
async function* storedBytes(
  source: FileSource,
  container: Container,
  { manifest, section, packageKey }: SealedTable,
  crypto: CryptoPort,
): AsyncGenerator<Bytes, void, void> {
  const member = container.sections[section.index]!;
  const prefix = await source.read(member.offset, Math.min(PREFIX_BYTES, member.size));
  const context = sectionContext(manifest.packageId, section.index);
  const opener = createOpener(packageKey, context, { prefix, bytes: member.size }, crypto);
  const hasher = crypto.sha256Hasher();
  hasher.update(prefix);
  for (let index = 0; index < opener.chunks; index++) {
    const offset = member.offset + PREFIX_BYTES + index * SEALED_CHUNK_BYTES;
    const length = index === opener.chunks - 1 ? opener.lastBytes : SEALED_CHUNK_BYTES;
    const sealed = await source.read(offset, length);
    hasher.update(sealed);
    yield opener.open(index, sealed);
  }
  if (toHex(hasher.digest()) !== section.cipherSha256)
    throw new AppError('integrity', 'manifest.section-mismatch', {
      part: section.name,
      index: section.index,
      reference: 'M03',
    });
}

/** Does a reader inflate it? Where not, the writer stores the table as it is. */
export function isExpansionAllowed(storedBytes: number, bytes: number): boolean {
  return bytes <= Math.max(SMALL_TABLE_BYTES, MAX_EXPANSION * storedBytes);
}

function identityOf(identity: IdentityView | null): IdentityView {
  if (!identity) throw new AppError('identity', 'identity.none');
  return identity;
}

function failure(code: string, reference: string): AppError {
  return new AppError('integrity', code, { reference });
}
