/**
 * Seals a release into one file. The manifest stands before the data and holds their digests, so every section is sealed into
 * a file of its own first (ciphertext only, beside the target), and then all is assembled; plaintext never reaches the disk.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  DESCRIPTOR_MEDIA_TYPE,
  DESCRIPTOR_NAME,
  type Descriptor,
  descriptorBytes,
  MAX_TABLE_BYTES,
} from '@shared/package-format/descriptor.ts';
import { PAYLOAD_TYPES, type Signer, signDocument } from '@shared/package-format/dsse.ts';
import { type Manifest, type ManifestSection, packageDigest, parseManifest } from '@shared/package-format/manifest.ts';
import {
  CIPHER_NAME,
  createSealer,
  keyCommitment,
  sealedBytes,
  sectionContext,
} from '@shared/package-format/sealing.ts';
import {
  CHECKSUM_NAME,
  endOfArchive,
  evidenceName,
  licenceName,
  MAGIC,
  MAGIC_NAME,
  MANIFEST_NAME,
  MAX_FILE_BYTES,
  MAX_MEMBER_BYTES,
  memberBytes,
  memberHeader,
  memberPadding,
  sectionName,
} from '@shared/package-format/ustar.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, toHex } from '@shared/std/bytes.ts';
import { canonicalBytes, type Json } from '@shared/std/canonical-json.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { AsyncTask } from '../jobs/async-task.ts';
import { writeFileAtomic } from './atomic-write.ts';
import { deflated } from './deflate.ts';
import { isExpansionAllowed } from './package-file.ts';

/** The bytes of a table, from the start at each call. */
export type TableBytes = () => AsyncIterable<Bytes>;

export interface PackageContent {
  readonly packageId: string;
  readonly packageKey: Bytes;
  readonly created: string;
  readonly issuer: { readonly id: string; readonly name: string };
  readonly issuerCard: Bytes;
  readonly summary: Manifest['summary'];
  readonly tables: readonly { readonly name: string; readonly bytes: TableBytes }[];
  /** Canonical JSON; sealed as an attachment, its digest is public. */
  readonly riskReport: Json;
  /** `tables` gives the length and the digest (`sha256:...`) of each table's bytes, in the same order. */
  describe(tables: readonly { readonly bytes: number; readonly hash: string }[]): Descriptor;
  /** The signed licences, bound to the manifest's digest. */
  license(digest: string): readonly Bytes[];
}

export interface SealedFile {
  readonly packageDigest: string;
  readonly bytes: number;
}

interface Tools {
  readonly crypto: CryptoPort;
  readonly signer: Signer;
  readonly task: AsyncTask;
}

interface StagedSection {
  readonly section: ManifestSection;
  readonly path: string;
}

/**
 * `beforeRename` runs when every byte is written and before the file appears under its name: what must be remembered of the
 * package is durable first. Throws `table.too-large`, `file.*`, `job.cancelled`; nothing is left behind then.
 */
export async function sealPackage(
  path: string,
  content: PackageContent,
  tools: Tools,
  beforeRename: (sealed: SealedFile) => void,
): Promise<SealedFile> {
  const staged: string[] = [];
  const stage = async (section: PlainSection): Promise<StagedSection> => {
    const file = join(dirname(path), `.${randomBytes(6).toString('hex')}.bulla-section`);
    staged.push(file);
    return { section: await sealSection(file, basename(path), section, content, tools), path: file };
  };
  try {
    const tables: StagedSection[] = [];
    const measures: { bytes: number; hash: string }[] = [];
    for (const [at, table] of content.tables.entries()) {
      const measured = await sealTable(at + 1, table, stage, tools);
      tables.push(measured.staged);
      measures.push(measured.measure);
    }
    const report = canonicalBytes(content.riskReport);
    const attachment = await stage({
      index: tables.length + 1,
      role: 'attachment',
      name: 'risk-report.json',
      mediaType: 'application/json',
      compression: 'none',
      bytes: () => [report],
    });
    const descriptor = descriptorBytes(content.describe(measures));
    const first = await stage({
      index: 0,
      role: 'descriptor',
      name: DESCRIPTOR_NAME,
      mediaType: DESCRIPTOR_MEDIA_TYPE,
      compression: 'none',
      bytes: () => [descriptor],
    });
    return await assemble(
      path,
      content,
      [first, ...tables, attachment],
      toHex(tools.crypto.sha256(report)),
      tools,
      beforeRename,
    );
  } finally {
    await Promise.all(staged.map((file) => rm(file, { force: true })));
  }
}

interface PlainSection extends Pick<ManifestSection, 'index' | 'role' | 'name' | 'mediaType' | 'compression'> {
  bytes(): AsyncIterable<Bytes> | Iterable<Bytes>;
}

/** Compressed, unless that would make it so small that a reader takes it for a bomb. */
async function sealTable(
  index: number,
  table: PackageContent['tables'][number],
  stage: (section: PlainSection) => Promise<StagedSection>,
  { crypto, task }: Tools,
): Promise<{ staged: StagedSection; measure: { bytes: number; hash: string } }> {
  let measure = { bytes: 0, hash: '' };
  async function* measured(): AsyncGenerator<Bytes, void, void> {
    const hasher = crypto.sha256Hasher();
    let bytes = 0;
    for await (const piece of table.bytes()) {
      task.checkpoint();
      hasher.update(piece);
      bytes += piece.length;
      if (bytes > MAX_TABLE_BYTES) throw new AppError('input', 'table.too-large', { limit: MAX_TABLE_BYTES });
      task.report({ phase: 'package.encrypt', done: bytes, unit: 'bytes' });
      yield piece;
    }
    measure = { bytes, hash: `sha256:${toHex(hasher.digest())}` };
  }
  const plain = { index, role: 'table', name: table.name, mediaType: 'text/csv', bytes: measured } as const;
  const compressed = await stage({ ...plain, compression: 'deflate-raw' });
  const staged = isExpansionAllowed(compressed.section.storedBytes, measure.bytes)
    ? compressed
    : await stage({ ...plain, compression: 'none' });
  return { staged, measure };
}

async function sealSection(
  file: string,
  packageName: string,
  { bytes, ...about }: PlainSection,
  { packageId, packageKey }: PackageContent,
  { crypto, task }: Tools,
): Promise<ManifestSection> {
  const context = sectionContext(packageId, about.index);
  const sealer = createSealer(packageKey, context, crypto.randomBytes(24), crypto);
  let storedBytes = 0;
  async function* sealed(): AsyncGenerator<Bytes, void, void> {
    yield sealer.prefix;
    for await (const piece of about.compression === 'none' ? bytes() : deflated(bytes())) {
      storedBytes += piece.length;
      yield* sealer.push(piece);
    }
    yield sealer.finish();
  }
  const written = await writeFileAtomic(file, sealed(), task.signal, packageName);
  if (written.bytes > MAX_MEMBER_BYTES) throw new AppError('input', 'table.too-large', { limit: MAX_TABLE_BYTES });
  return { ...about, storedBytes, cipherBytes: sealedBytes(storedBytes), cipherSha256: written.sha256 };
}

async function assemble(
  path: string,
  content: PackageContent,
  staged: readonly StagedSection[],
  reportDigest: string,
  { crypto, signer, task }: Tools,
  beforeRename: (sealed: SealedFile) => void,
): Promise<SealedFile> {
  const manifest = manifestOf(content, staged, reportDigest, crypto);
  const digest = packageDigest(canonicalBytes(manifest), crypto);
  const documents = [
    memberBytes(MAGIC_NAME, MAGIC),
    memberBytes(MANIFEST_NAME, signDocument(PAYLOAD_TYPES.manifest, manifest, signer)),
    ...content.license(digest).map((licence, at) => memberBytes(licenceName(at + 1), licence)),
    memberBytes(evidenceName(CARD_FILE), content.issuerCard),
  ];
  let bytes = 0;
  async function* pieces(): AsyncGenerator<Bytes, void, void> {
    const whole = crypto.sha256Hasher();
    for await (const piece of checkedPieces(documents, staged)) {
      whole.update(piece);
      bytes += piece.length;
      yield piece;
    }
    const end = [memberBytes(CHECKSUM_NAME, whole.digest()), endOfArchive()];
    for (const piece of end) bytes += piece.length;
    if (bytes > MAX_FILE_BYTES) throw new AppError('input', 'table.too-large', { limit: MAX_FILE_BYTES });
    yield* end;
    task.checkpoint();
    beforeRename({ packageDigest: digest, bytes });
  }
  await writeFileAtomic(path, pieces(), task.signal);
  return { packageDigest: digest, bytes };
}

const CARD_FILE = 'issuer.bulla-card';

/** Everything that the checksum covers. */
async function* checkedPieces(
  documents: readonly Bytes[],
  staged: readonly StagedSection[],
): AsyncGenerator<Bytes, void, void> {
  yield* documents;
  for (const { section, path } of staged) {
    yield memberHeader(sectionName(section.index), section.cipherBytes);
    yield* createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
    yield memberPadding(section.cipherBytes);
  }
}

function manifestOf(
  content: PackageContent,
  staged: readonly StagedSection[],
  reportDigest: string,
  crypto: CryptoPort,
): Manifest {
  return parseManifest({
    type: 'urn:bulla:manifest/v1',
    format: '1.0',
    packageId: content.packageId,
    created: content.created,
    issuer: { ...content.issuer },
    summary: { ...content.summary },
    cipher: CIPHER_NAME,
    keyCommitment: toHex(keyCommitment(content.packageKey, crypto)),
    sections: staged.map(({ section }) => ({ ...section })),
    evidence: [
      {
        role: 'issuerCard',
        file: CARD_FILE,
        mediaType: 'application/vnd.bulla.identity+json',
        sha256: toHex(crypto.sha256(content.issuerCard)),
      },
      { role: 'riskReport', file: null, mediaType: 'application/json', sha256: reportDigest },
    ],
    requires: [],
  });
}
