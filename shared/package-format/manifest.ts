/**
 * The manifest: public, signed, and the root of a package. It names the issuer and binds every other member but the licences
 * (which bind the manifest in turn). What the data looks like is not in it; that is in the sealed descriptor.
 */
import * as v from 'valibot';
import { AppError } from '../std/app-error.ts';
import { type Bytes, toHex } from '../std/bytes.ts';
import type { Json } from '../std/canonical-json.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import { DESCRIPTOR_MEDIA_TYPE, DESCRIPTOR_NAME, MAX_DESCRIPTOR_BYTES } from './descriptor.ts';
import {
  Digest,
  FilledLine,
  Instant,
  Line,
  MAX_EVIDENCE,
  MAX_SECTIONS,
  MediaType,
  Party,
  SafeName,
  Uuid,
  Whole,
} from './fields.ts';
import { CIPHER_NAME, sealedBytes } from './sealing.ts';
import { MAX_MEMBER_BYTES } from './ustar.ts';

const Section = v.strictObject({
  index: Whole(0, MAX_SECTIONS - 1),
  role: v.picklist(['descriptor', 'table', 'attachment']),
  name: SafeName,
  mediaType: MediaType,
  compression: v.picklist(['none', 'deflate-raw']),
  /** Bytes that were sealed (after compression), and of the member. */
  storedBytes: Whole(0, MAX_MEMBER_BYTES),
  cipherBytes: Whole(0, MAX_MEMBER_BYTES),
  cipherSha256: Digest,
});

/** A public member of the package (`file`), or the digest of something that is elsewhere or sealed (`file` null). */
const Evidence = v.strictObject({
  role: v.picklist(['issuerCard', 'riskReport']),
  file: v.nullable(SafeName),
  mediaType: MediaType,
  sha256: Digest,
});

const ManifestSchema = v.strictObject({
  type: v.literal('urn:bulla:manifest/v1'),
  format: v.literal('1.0'),
  packageId: Uuid,
  created: Instant,
  issuer: v.strictObject({ id: Party, name: FilledLine }),
  summary: v.strictObject({ title: FilledLine, note: Line }),
  cipher: v.string(),
  keyCommitment: Digest,
  sections: v.pipe(v.array(Section), v.minLength(2), v.maxLength(MAX_SECTIONS)),
  evidence: v.pipe(v.array(Evidence), v.maxLength(2 * MAX_EVIDENCE)),
  requires: v.pipe(v.array(v.string()), v.maxLength(16)),
});
export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type ManifestSection = Manifest['sections'][number];

/**
 * Throws `manifest.invalid`: M01 not of the schema, M02 an extension or a cipher that this reader does not know, M05 a name
 * that is unsafe or used twice, M06 sizes that do not fit together.
 */
export function parseManifest(json: Json): Manifest {
  const parsed = v.safeParse(ManifestSchema, json);
  if (!parsed.success) {
    const where = v.getDotPath(parsed.issues[0]) ?? '';
    throw invalid(/^(?:sections|evidence)\.\d+\.(?:name|file)$/.test(where) ? 'M05' : 'M01', where);
  }
  const manifest = parsed.output;
  if (manifest.cipher !== CIPHER_NAME) throw invalid('M02', 'cipher');
  if (manifest.requires.length > 0) throw invalid('M02', 'requires');
  refuseUnfittingSections(manifest.sections);
  const files = manifest.evidence.flatMap(({ file }) => file ?? []);
  if (new Set(files).size !== files.length) throw invalid('M05', 'evidence');
  return manifest;
}

export function packageDigest(manifestPayload: Bytes, crypto: Pick<CryptoPort, 'sha256'>): string {
  return toHex(crypto.sha256(manifestPayload));
}

function refuseUnfittingSections(sections: readonly ManifestSection[]): void {
  if (new Set(sections.map(({ name }) => name)).size !== sections.length) throw invalid('M05', 'sections');
  sections.forEach((section, at) => {
    const where = `sections.${at}`;
    if (section.index !== at) throw invalid('M01', where);
    if ((section.role === 'descriptor') !== (at === 0)) throw invalid('M01', where);
    if (section.cipherBytes !== sealedBytes(section.storedBytes)) throw invalid('M06', where);
    if (section.role === 'table' && section.mediaType !== 'text/csv') throw invalid('M01', where);
  });
  const [first] = sections;
  const isDescriptor =
    first?.name === DESCRIPTOR_NAME && first.mediaType === DESCRIPTOR_MEDIA_TYPE && first.compression === 'none';
  if (!isDescriptor) throw invalid('M01', 'sections.0');
  if (first.storedBytes > MAX_DESCRIPTOR_BYTES) throw invalid('M06', 'sections.0');
  if (!sections.some(({ role }) => role === 'table')) throw invalid('M01', 'sections');
}

function invalid(reference: string, where: string): AppError {
  return new AppError('integrity', 'manifest.invalid', { where, reference });
}
