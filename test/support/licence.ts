/** Licences for tests: a preset bound to two people. Times are 2026; Alice holds the package on one device. */
import { createHash } from 'node:crypto';
import { toBase64Url } from '@shared/std/bytes.ts';
import type { Json } from '@shared/std/canonical-json.ts';
import { buildLicence, type LicenceInput } from '@shared/license/build-licence.ts';
import type { EvaluationSession } from '@shared/license/evaluate.ts';
import { KEY_GRANT_KEM, type Licence } from '@shared/license/licence.ts';
import { parseLicence } from '@shared/license/parse-licence.ts';
import { presetDraft } from '@shared/license/presets.ts';
import type { LicenceDraft, PresetName } from '@shared/license/terms.ts';

export const ISSUED = '2026-11-23T09:00:00Z';
export const NOW = Date.parse('2026-12-01T10:00:00Z');
export const ISSUER = { id: `did:key:z${'6Mk'.padEnd(47, 'i')}`, name: 'Example University Hospital' };
export const ALICE = {
  id: `did:key:z${'6Mk'.padEnd(47, 'a')}`,
  name: 'Alice Example',
  organisation: 'Example Institute',
  device: `urn:bulla:device:${'a'.repeat(32)}`,
};
export const BOB = {
  id: `did:key:z${'6Mk'.padEnd(47, 'b')}`,
  name: 'Bob Example',
  organisation: '',
  device: `urn:bulla:device:${'b'.repeat(32)}`,
};
export const PACKAGE_ID = 'urn:uuid:6f1c2b0e-8a4d-4c53-9d0e-3b7a5c9f1e20';

export function draftOf(preset: PresetName, changes: Partial<LicenceDraft> = {}): LicenceDraft {
  const draft = presetDraft(preset, { title: 'Visits', now: Date.parse(ISSUED), contact: 'data@example.org' });
  return { ...draft, ...changes };
}

export function licenceInput(draft: LicenceDraft, changes: Partial<LicenceInput> = {}): LicenceInput {
  return {
    draft,
    issuer: ISSUER,
    members: [ALICE],
    packageId: PACKAGE_ID,
    packageDigest: 'c'.repeat(64),
    uid: 'urn:uuid:0b9f6a52-51a7-4f6e-9f0c-7a2f3d4e5c61',
    series: 'urn:uuid:3d2a4a5e-0a53-4b3d-8a39-5a1f0e7c9b12',
    serial: 1,
    issued: ISSUED,
    keyGrants: [
      {
        member: ALICE.id,
        device: ALICE.device,
        kem: KEY_GRANT_KEM,
        enc: toBase64Url(new Uint8Array(32)),
        ct: toBase64Url(new Uint8Array(48)),
      },
    ],
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    ...changes,
  };
}

export function documentOf(draft: LicenceDraft, changes: Partial<LicenceInput> = {}): Record<string, Json> {
  return structuredClone(buildLicence(licenceInput(draft, changes))) as Record<string, Json>;
}

export function licenceOf(preset: PresetName, changes: Partial<LicenceDraft> = {}): Licence {
  return parseLicence(documentOf(draftOf(preset, changes)));
}

/** Alice at her own device, with a purpose that every preset permits. */
export const SESSION: EvaluationSession = {
  member: ALICE.id,
  device: ALICE.device,
  purpose: 'DUO:0000006',
  nonCommercial: true,
  agreementAccepted: true,
};
