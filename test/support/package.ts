/** Small packages in memory, made of the same pieces as real ones, with a place to go wrong at every step. */
import { deflateRawSync } from 'node:zlib';
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { buildLicence } from '@shared/license/build-licence.ts';
import { presetDraft } from '@shared/license/presets.ts';
import { type Descriptor, descriptorBytes } from '@shared/package-format/descriptor.ts';
import { PAYLOAD_TYPES, type Signer, signDocument } from '@shared/package-format/dsse.ts';
import { type CardInput, readCard, signCard } from '@shared/package-format/identity-card.ts';
import { grantKey } from '@shared/package-format/key-grant.ts';
import { partyId } from '@shared/package-format/party-id.ts';
import { CIPHER_NAME, createSealer, keyCommitment, sectionContext } from '@shared/package-format/sealing.ts';
import * as ustar from '@shared/package-format/ustar.ts';
import { type Bytes, concat, toHex, utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes, type Json } from '@shared/std/canonical-json.ts';

export const crypto = createCrypto();
export const NOW = Date.parse('2026-11-23T09:00:00Z');
export const PACKAGE_ID = 'urn:uuid:6f1c2b0e-8a4d-4c53-9d0e-3b7a5c9f1e20';
export const PACKAGE_KEY = new Uint8Array(32).fill(7);
export const CSV = utf8('age,sex\r\n20-29,f\r\n30-39,m\r\n');

export interface TestPerson extends Signer {
  readonly name: string;
  readonly seed: Bytes;
  readonly agreementSecret: Bytes;
  readonly agreementKey: Bytes;
  readonly device: string;
}

/** The same keys at each run: from the number. */
export function person(name: string, number: number): TestPerson {
  const seed = new Uint8Array(32).fill(number);
  const agreementSecret = new Uint8Array(32).fill(number + 100);
  return {
    id: partyId(crypto.signingKeyPair(seed).publicKey),
    name,
    seed,
    agreementSecret,
    agreementKey: crypto.agreementKeyPair(agreementSecret).publicKey,
    device: `urn:bulla:device:${toHex(new Uint8Array(16).fill(number))}`,
    sign: (message) => crypto.sign(seed, message),
  };
}

export const issuer = person('Issuer', 1);
export const bob = person('Bob', 2);
export const eve = person('Eve', 3);

export function cardOf(who: TestPerson, change: Partial<CardInput> = {}, signer: Signer = who): Bytes {
  const { name, device, agreementKey } = who;
  const input = {
    name,
    organisation: '',
    email: '',
    device,
    app: 'bulla/test',
    created: '2026-11-20T08:00:00Z',
    expires: '2028-11-20T08:00:00Z',
    agreementKey,
    ...change,
  };
  return signCard(input, { id: who.id, sign: signer.sign });
}

export function testDescriptor(csv: Bytes): Descriptor {
  const field = { type: 'string', 'bulla:role': 'quasi-identifier', 'bulla:transform': 'none' } as const;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    id: PACKAGE_ID,
    name: 'data',
    title: 'A study',
    created: '2026-11-23T09:00:00Z',
    licenses: [{ name: 'LicenseRef-Bulla', title: 'The licence that is part of this package' }],
    contributors: [{ title: 'Issuer', roles: ['rightsHolder'] }],
    resources: [
      {
        name: 'data',
        path: 'data.csv',
        type: 'table',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: csv.length,
        hash: `sha256:${toHex(crypto.sha256(csv))}`,
        dialect: { delimiter: ',', header: true },
        schema: {
          fields: [
            { name: 'age', ...field },
            { name: 'sex', ...field },
          ],
          missingValues: [''],
        },
        'bulla:rows': 2,
      },
    ],
    'bulla:anonymization': {
      tool: 'test',
      recipe: `hmac-sha256:${'0'.repeat(64)}`,
      rowsIn: 2,
      rowsOut: 2,
      suppressed: 0,
      models: [],
    },
  };
}

export function sealBytes(plaintext: Bytes, index: number, key = PACKAGE_KEY, packageId = PACKAGE_ID): Bytes {
  const salt = new Uint8Array(24).fill(index);
  const sealer = createSealer(key, sectionContext(packageId, index), salt, crypto);
  return concat(sealer.prefix, ...sealer.push(plaintext), sealer.finish());
}

type Loose = Record<string, unknown>;

/** Every hook may change what it is given, or give something else. */
export interface Wrong {
  readonly csv?: Bytes;
  readonly compression?: 'none' | 'deflate-raw';
  /** What is sealed as the table; the compressed or plain CSV otherwise. */
  readonly stored?: Bytes;
  descriptor?(descriptor: Descriptor): Bytes;
  sections?(sealed: readonly Bytes[]): readonly Bytes[];
  manifest?(manifest: Loose): unknown;
  /** After the manifest was made of them. */
  swapSections?(sealed: readonly Bytes[]): readonly Bytes[];
  readonly manifestSigner?: Signer;
  manifestEnvelope?(envelope: Bytes): Bytes;
  licence?(licence: Loose): unknown;
  readonly licenceSigner?: Signer;
  licences?(envelopes: readonly Bytes[]): readonly Bytes[];
  readonly packageKey?: Bytes;
  readonly grantUid?: string;
  members?(members: readonly (readonly [string, Bytes])[]): readonly (readonly [string, Bytes])[];
  readonly wrongChecksum?: boolean;
  bytes?(bytes: Bytes): Bytes;
}

const LICENCE_UID = 'urn:uuid:0b9f6a52-51a7-4f6e-9f0c-7a2f3d4e5c61';

export function buildPackage(wrong: Wrong = {}): Bytes {
  const csv = wrong.csv ?? CSV;
  const compression = wrong.compression ?? 'deflate-raw';
  const stored = wrong.stored ?? (compression === 'none' ? csv : deflateRawSync(csv));
  const descriptor = testDescriptor(csv);
  const plain = [wrong.descriptor?.(descriptor) ?? descriptorBytes(descriptor), stored];
  const sealed = plain.map((bytes, index) => sealBytes(bytes, index));
  const sections = wrong.sections?.(sealed) ?? sealed;
  const card = cardOf(issuer);
  const manifest: Loose = {
    type: 'urn:bulla:manifest/v1',
    format: '1.0',
    packageId: PACKAGE_ID,
    created: '2026-11-23T09:00:00Z',
    issuer: { id: issuer.id, name: issuer.name },
    summary: { title: 'A study', note: '1 table' },
    cipher: CIPHER_NAME,
    keyCommitment: toHex(keyCommitment(PACKAGE_KEY, crypto)),
    sections: sections.map((bytes, index) => ({
      index,
      role: index === 0 ? 'descriptor' : 'table',
      name: index === 0 ? 'datapackage.json' : 'data.csv',
      mediaType: index === 0 ? 'application/vnd.bulla.datapackage+json' : 'text/csv',
      compression: index === 0 ? 'none' : compression,
      storedBytes: storedBytesOf(bytes.length),
      cipherBytes: bytes.length,
      cipherSha256: toHex(crypto.sha256(bytes)),
    })),
    evidence: [
      {
        role: 'issuerCard',
        file: 'issuer.bulla-card',
        mediaType: 'application/vnd.bulla.identity+json',
        sha256: toHex(crypto.sha256(card)),
      },
    ],
    requires: [],
  };
  const signed = (wrong.manifest?.(manifest) ?? manifest) as Json;
  const packageDigest = toHex(crypto.sha256(canonicalBytes(signed)));
  const envelope = signDocument(PAYLOAD_TYPES.manifest, signed, wrong.manifestSigner ?? issuer);
  const binding = { packageDigest, licenceUid: wrong.grantUid ?? LICENCE_UID };
  const recipient = readCard(cardOf(bob), crypto);
  const draft = { ...presetDraft('row-access', { title: 'A study', now: NOW, contact: '' }), contact: 'x@example.org' };
  const licence = buildLicence({
    draft,
    issuer: { id: issuer.id, name: issuer.name },
    members: [{ id: bob.id, name: bob.name, organisation: '', device: bob.device }],
    packageId: PACKAGE_ID,
    packageDigest,
    uid: LICENCE_UID,
    series: 'urn:uuid:3d2a4a5e-0a53-4b3d-8a39-5a1f0e7c9b12',
    serial: 1,
    issued: '2026-11-23T09:00:00Z',
    keyGrants: [grantKey(wrong.packageKey ?? PACKAGE_KEY, recipient, binding, crypto)],
    sha256: crypto.sha256,
  });
  const licenceJson = (wrong.licence?.(structuredClone(licence) as Loose) ?? licence) as Json;
  const licences = [signDocument(PAYLOAD_TYPES.licence, licenceJson, wrong.licenceSigner ?? issuer)];
  const members: [string, Bytes][] = [
    [ustar.MAGIC_NAME, ustar.MAGIC],
    [ustar.MANIFEST_NAME, wrong.manifestEnvelope?.(envelope) ?? envelope],
    ...(wrong.licences?.(licences) ?? licences).map((bytes, at): [string, Bytes] => [ustar.licenceName(at + 1), bytes]),
    [ustar.evidenceName('issuer.bulla-card'), card],
    ...(wrong.swapSections?.(sections) ?? sections).map((bytes, at): [string, Bytes] => [ustar.sectionName(at), bytes]),
  ];
  const checked = concat(
    ...(wrong.members?.(members) ?? members).map(([name, bytes]) => ustar.memberBytes(name, bytes)),
  );
  const checksum = wrong.wrongChecksum ? new Uint8Array(32) : crypto.sha256(checked);
  const bytes = concat(checked, ustar.memberBytes(ustar.CHECKSUM_NAME, checksum), ustar.endOfArchive());
  return wrong.bytes?.(bytes) ?? bytes;
}

/** The inverse of `sealedBytes`, as well as it goes for a section that was cut. */
function storedBytesOf(cipherBytes: number): number {
  const body = cipherBytes - 56;
  return Math.max(0, body - 16 * (Math.floor(body / 16400) + 1));
}

export function inMemory(bytes: Bytes): ustar.ByteSource {
  return {
    size: bytes.length,
    async read(offset, length) {
      if (offset + length > bytes.length) throw new Error('read beyond the end');
      return bytes.slice(offset, offset + length);
    },
  };
}

/** Puts the right checksum on a file whose bytes were changed, as an attacker would. */
export function withRightChecksum(bytes: Bytes): Bytes {
  const at = bytes.length - 2 * 512 - 512; // content block of the last member
  const fixed = bytes.slice();
  fixed.set(crypto.sha256(fixed.subarray(0, at - 512)), at);
  return fixed;
}
