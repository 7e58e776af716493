/** What a reader must refuse, each with its one code and the reference of docs/package-format.md. */
import { deflateRawSync } from 'node:zlib';
import { descriptorBytes } from '@shared/package-format/descriptor.ts';
import { PAYLOAD_TYPES, preAuthenticationEncoding, signDocument } from '@shared/package-format/dsse.ts';
import { partyId } from '@shared/package-format/party-id.ts';
import { memberBytes, memberHeader } from '@shared/package-format/ustar.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, concat, fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes } from '@shared/std/canonical-json.ts';
import { describe, expect, test } from 'vitest';
import { openBytes } from '../../support/open-package.ts';
import {
  bob,
  buildPackage,
  CSV,
  crypto,
  eve,
  issuer,
  PACKAGE_KEY,
  sealBytes,
  type Wrong,
  withRightChecksum,
} from '../../support/package.ts';

const good = buildPackage();

interface Case {
  readonly name: string;
  readonly code: string;
  readonly reference?: string;
  readonly bytes?: Bytes;
  readonly wrong?: Wrong;
  readonly me?: typeof bob;
  readonly trusted?: readonly (typeof bob)[];
}

type Section = Record<string, unknown>;
const changeSection = (at: number, change: Section): Wrong => ({
  manifest: (m) => ({ ...m, sections: (m.sections as Section[]).map((s, i) => (i === at ? { ...s, ...change } : s)) }),
});
const changed = (at: number, bytes: Bytes = good) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const replaceText = (from: string, to: string) => (envelope: Bytes) => utf8(fromUtf8(envelope).replace(from, to));
/** The content of the first sealed section. */
const sectionStart = latin(good).indexOf('data/0000.sealed') + 512;
const twoChunks = crypto.randomBytes(40_000);
/** Signs any bytes as a manifest, also such as no writer would make. */
const signedRaw = (payload: Bytes) => () => {
  const sig = issuer.sign(preAuthenticationEncoding(PAYLOAD_TYPES.manifest, payload));
  return canonicalBytes({
    payload: toBase64Url(payload),
    payloadType: PAYLOAD_TYPES.manifest,
    signatures: [{ keyid: issuer.id, sig: toBase64Url(sig) }],
  });
};
const envelopeWith =
  (
    change: (envelope: {
      payload: string;
      payloadType: string;
      signatures: { keyid: string; sig: string }[];
    }) => unknown,
  ) =>
  (envelope: Bytes) =>
    canonicalBytes(change(JSON.parse(fromUtf8(envelope))));
const identityElement = partyId(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0)));
const nonCanonical = partyId(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0xee : at === 31 ? 0x7f : 0xff)));

/** S + L, little-endian. */
function malleated(signature: Bytes): Bytes {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let s = [...signature.subarray(32)].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) + order;
  const out = signature.slice();
  for (let at = 32; at < 64; at++, s >>= 8n) out[at] = Number(s & 255n);
  return out;
}

const container: Case[] = [
  { name: 'empty file', code: 'package.not-a-package', bytes: new Uint8Array(0), reference: 'F01' },
  { name: 'a CSV renamed', code: 'package.not-a-package', bytes: utf8('a,b\r\n1,2\r\n'.repeat(200)), reference: 'F01' },
  { name: 'a ZIP renamed', code: 'package.not-a-package', bytes: concat(utf8('PK\x03\x04'), new Uint8Array(2000)) },
  {
    name: 'CRLF became LF',
    code: 'package.mangled',
    bytes: utf8Latin(latin(good).replaceAll('\r\n', '\n')),
    reference: 'F02',
  },
  {
    name: 'LF became CRLF',
    code: 'package.mangled',
    bytes: utf8Latin(latin(good).replaceAll('\n', '\r\n')),
    reference: 'F02',
  },
  { name: 'high bit stripped', code: 'package.mangled', bytes: good.map((byte) => byte & 127), reference: 'F02' },
  {
    name: 'format 2',
    code: 'package.newer-version',
    bytes: concat(memberHeader('bulla-2', 12), good.subarray(512)),
    reference: 'F03',
  },
  { name: 'cut within the first header', code: 'package.truncated', bytes: good.subarray(0, 12), reference: 'F04' },
  {
    name: 'cut in the middle',
    code: 'package.truncated',
    bytes: good.subarray(0, good.length - 3000),
    reference: 'F04',
  },
  { name: 'one byte short', code: 'package.truncated', bytes: good.subarray(0, good.length - 1), reference: 'F04' },
  {
    name: 'one byte appended',
    code: 'package.trailing-bytes',
    bytes: concat(good, new Uint8Array(1)),
    reference: 'F05',
  },
  { name: 'a second package appended', code: 'package.trailing-bytes', bytes: concat(good, good), reference: 'F05' },
  {
    name: 'a member twice',
    code: 'package.malformed',
    reference: 'F07',
    wrong: { members: (m) => [...m.slice(0, 3), m[2]!, ...m.slice(3)] },
  },
  {
    name: 'the licence before the manifest',
    code: 'package.malformed',
    reference: 'F07',
    wrong: { members: (m) => [m[0]!, m[2]!, m[1]!, ...m.slice(3)] },
  },
  {
    name: 'an unknown member',
    code: 'package.malformed',
    reference: 'F08',
    wrong: { members: (m) => [...m, ['../../evil', utf8('x')]] },
  },
  { name: 'no table', code: 'package.malformed', reference: 'F06', wrong: { swapSections: (s) => s.slice(0, 1) } },
  {
    name: 'nine licences',
    code: 'package.malformed',
    reference: 'F06',
    wrong: { licences: (l) => new Array<Bytes>(9).fill(l[0]!) },
  },
  {
    name: 'a manifest of more than 4 MiB',
    code: 'package.malformed',
    reference: 'F09',
    wrong: { manifestEnvelope: () => new Uint8Array(4 * 1024 * 1024 + 1) },
  },
  {
    name: 'another mode in a header',
    code: 'package.malformed',
    reference: 'F11',
    wrong: { bytes: (bytes) => withRightChecksum(changed(512 * 2 + 100, bytes)) },
  },
  {
    name: 'packed anew by another archiver',
    code: 'package.malformed',
    reference: 'F11',
    bytes: changed(107),
  },
  {
    name: 'a bit flipped in the data on the way',
    code: 'package.damaged',
    reference: 'F10',
    bytes: changed(sectionStart + 70),
  },
  { name: 'a wrong checksum', code: 'package.damaged', reference: 'F10', wrong: { wrongChecksum: true } },
];

const signatures: Case[] = [
  {
    name: 'not JSON',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: () => utf8('{"payload":') },
  },
  {
    name: 'not UTF-8',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: (e) => concat(Uint8Array.of(0xff), e) },
  },
  {
    name: 'a byte order mark',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: (e) => concat(Uint8Array.of(0xef, 0xbb, 0xbf), e) },
  },
  {
    name: 'a member twice in the envelope',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: replaceText('{"payload":', '{"payload":"AA","payload":') },
  },
  {
    name: 'white space in the envelope',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: replaceText('{"', '{ "') },
  },
  {
    name: 'white space in the payload',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: signedRaw(utf8('{ }')) },
  },
  {
    name: '__proto__ in the payload',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: signedRaw(utf8('{"__proto__":{}}')) },
  },
  {
    name: 'a lone surrogate',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: signedRaw(utf8('{"title":"\\ud800"}')) },
  },
  {
    name: 'nested 100,000 deep',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: signedRaw(utf8('['.repeat(100_000))) },
  },
  {
    name: '1e400',
    code: 'signature.malformed',
    reference: 'S09',
    wrong: { manifestEnvelope: signedRaw(utf8('{"a":1e400}')) },
  },
  {
    name: 'padded base64',
    code: 'signature.malformed',
    reference: 'S01',
    wrong: { manifestEnvelope: envelopeWith((e) => ({ ...e, payload: `${e.payload}==` })) },
  },
  {
    name: 'a further member',
    code: 'signature.malformed',
    reference: 'S01',
    wrong: { manifestEnvelope: envelopeWith((e) => ({ ...e, more: 1 })) },
  },
  {
    name: 'the same signer twice',
    code: 'signature.malformed',
    reference: 'S01',
    wrong: { manifestEnvelope: envelopeWith((e) => ({ ...e, signatures: [...e.signatures, ...e.signatures] })) },
  },
  {
    name: 'a licence in place of the manifest',
    code: 'signature.wrong-kind',
    reference: 'S02',
    wrong: { manifestEnvelope: () => signDocument(PAYLOAD_TYPES.licence, {}, issuer) },
  },
  {
    name: 'no signature',
    code: 'signature.missing',
    reference: 'S03',
    wrong: { manifestEnvelope: envelopeWith((e) => ({ ...e, signatures: [] })) },
  },
  {
    name: 'nine signatures',
    code: 'signature.missing',
    reference: 'S03',
    wrong: { manifestEnvelope: envelopeWith((e) => ({ ...e, signatures: new Array(9).fill(e.signatures[0]) })) },
  },
  {
    name: 'the payload changed, the signature kept',
    code: 'signature.invalid',
    reference: 'S04',
    wrong: {
      manifestEnvelope: envelopeWith((e) => ({
        ...e,
        payload: toBase64Url(utf8(fromUtf8(fromBase64Url(e.payload)).replace('A study', 'B study'))),
      })),
    },
  },
  {
    name: 'a signature with S + L',
    code: 'signature.invalid',
    reference: 'S04',
    wrong: {
      manifestEnvelope: envelopeWith((e) => ({
        ...e,
        signatures: e.signatures.map(({ keyid, sig }) => ({ keyid, sig: toBase64Url(malleated(fromBase64Url(sig))) })),
      })),
    },
  },
  { name: 'an unknown signer', code: 'signature.unknown-signer', reference: 'S05', bytes: good, trusted: [eve] },
  {
    name: 'another trusted person signs in the name of the issuer',
    code: 'signature.not-issuer',
    reference: 'S06',
    wrong: { manifestSigner: eve },
    trusted: [issuer, eve],
  },
  {
    name: 'a licence by another trusted person',
    code: 'signature.not-issuer',
    reference: 'S06',
    wrong: { licenceSigner: eve },
    trusted: [issuer, eve],
  },
  {
    name: 'the identity element as key, which "verifies" any message',
    code: 'signature.unsafe-key',
    reference: 'S07',
    wrong: {
      manifestEnvelope: envelopeWith((e) => ({
        ...e,
        signatures: [
          { keyid: identityElement, sig: toBase64Url(Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 1 : 0))) },
        ],
      })),
    },
  },
  {
    name: 'a key with y >= p',
    code: 'signature.unsafe-key',
    reference: 'S07',
    wrong: {
      manifestEnvelope: envelopeWith((e) => ({ ...e, signatures: [{ ...e.signatures[0]!, keyid: nonCanonical }] })),
    },
  },
];

const manifests: Case[] = [
  {
    name: 'an unknown member',
    code: 'manifest.invalid',
    reference: 'M01',
    wrong: { manifest: (m) => ({ ...m, more: 1 }) },
  },
  {
    name: '31 February',
    code: 'manifest.invalid',
    reference: 'M01',
    wrong: { manifest: (m) => ({ ...m, created: '2026-02-31T00:00:00Z' }) },
  },
  {
    name: 'a name with a right-to-left override',
    code: 'manifest.invalid',
    reference: 'M01',
    wrong: { manifest: (m) => ({ ...m, issuer: { id: issuer.id, name: 'Bob\u202e' } }) },
  },
  {
    name: 'an unknown extension',
    code: 'manifest.invalid',
    reference: 'M02',
    wrong: { manifest: (m) => ({ ...m, requires: ['urn:x'] }) },
  },
  {
    name: 'the cipher "none"',
    code: 'manifest.invalid',
    reference: 'M02',
    wrong: { manifest: (m) => ({ ...m, cipher: 'none' }) },
  },
  {
    name: 'sections swapped',
    code: 'manifest.section-mismatch',
    reference: 'M03',
    wrong: { swapSections: (s) => [...s].reverse() },
  },
  {
    name: 'a section of another package, of the same length',
    code: 'manifest.section-mismatch',
    reference: 'M03',
    wrong: { swapSections: (s) => [s[0]!, sealBytes(new Uint8Array(deflateRawSync(CSV).length), 1)] },
  },
  {
    name: 'a further section',
    code: 'manifest.section-mismatch',
    reference: 'M04',
    wrong: { swapSections: (s) => [...s, s[1]!] },
  },
  {
    name: 'evidence swapped',
    code: 'manifest.section-mismatch',
    reference: 'M03',
    wrong: { members: (m) => m.map(([n, b]) => [n, n.startsWith('evidence/') ? utf8('{}') : b] as const) },
  },
  {
    name: 'evidence missing',
    code: 'manifest.section-mismatch',
    reference: 'M04',
    wrong: { members: (m) => m.filter(([n]) => !n.startsWith('evidence/')) },
  },
  { name: 'a path as name', code: 'manifest.invalid', reference: 'M05', wrong: changeSection(1, { name: '../../x' }) },
  {
    name: 'a Windows device as name',
    code: 'manifest.invalid',
    reference: 'M05',
    wrong: changeSection(1, { name: 'con.csv' }),
  },
  {
    name: 'the same name twice',
    code: 'manifest.invalid',
    reference: 'M05',
    wrong: changeSection(1, { name: 'datapackage.json' }),
  },
  {
    name: 'sizes that do not fit',
    code: 'manifest.invalid',
    reference: 'M06',
    wrong: changeSection(1, { storedBytes: 1 }),
  },
  { name: '2^60 bytes', code: 'manifest.invalid', reference: 'M01', wrong: changeSection(1, { storedBytes: 2 ** 60 }) },
];

const grants: Case[] = [
  { name: 'no licence', code: 'licence.missing', reference: 'L01', wrong: { licences: () => [] } },
  {
    name: 'a licence for another package',
    code: 'licence.other-package',
    reference: 'L02',
    wrong: {
      licence: (l) => ({ ...l, 'bulla:package': { ...(l['bulla:package'] as object), digest: '0'.repeat(64) } }),
    },
  },
  {
    name: 'an agreement whose text is not the one of its digest',
    code: 'licence.malformed',
    wrong: {
      licence: (l) => ({ ...l, 'bulla:agreement': { ...(l['bulla:agreement'] as object), text: 'Something else.' } }),
    },
  },
  { name: 'a person whom the licence does not name', code: 'licence.not-for-you', bytes: good, me: eve },
  {
    name: 'another device',
    code: 'licence.other-device',
    reference: 'L04',
    bytes: good,
    me: { ...bob, device: eve.device },
  },
  {
    name: 'no grant',
    code: 'key.no-grant',
    reference: 'K01',
    wrong: { licence: (l) => ({ ...l, 'bulla:keyGrants': [] }) },
  },
  {
    name: 'a grant copied from another licence',
    code: 'key.grant-failed',
    reference: 'K02',
    wrong: { grantUid: 'urn:uuid:00000000-0000-4000-8000-000000000000' },
  },
  {
    name: 'an identity restored from the wrong backup',
    code: 'key.grant-failed',
    reference: 'K02',
    bytes: good,
    me: { ...bob, agreementSecret: eve.agreementSecret, agreementKey: eve.agreementKey },
  },
  {
    name: 'a low-order ephemeral key',
    code: 'key.unsafe-point',
    reference: 'K03',
    wrong: {
      licence: (l) => ({
        ...l,
        'bulla:keyGrants': (l['bulla:keyGrants'] as object[]).map((g) => ({
          ...g,
          enc: toBase64Url(new Uint8Array(32)),
        })),
      }),
    },
  },
  {
    name: 'a grant of another key',
    code: 'key.wrong-key',
    reference: 'K04',
    wrong: { packageKey: new Uint8Array(32).fill(8) },
  },
];

const chunk = (bytes: Bytes, index: number) => bytes.subarray(56 + index * 16400, 56 + (index + 1) * 16400);
const big: Wrong = { compression: 'none', csv: twoChunks };
const data: Case[] = [
  {
    name: 'sealed under another key',
    code: 'data.other-key',
    reference: 'D01',
    wrong: { sections: (s) => [s[0]!, sealBytes(CSV, 1, new Uint8Array(32).fill(9))], compression: 'none' },
  },
  {
    name: 'sealed as another section',
    code: 'data.other-key',
    reference: 'D01',
    wrong: { sections: (s) => [s[0]!, sealBytes(CSV, 2)], compression: 'none' },
  },
  {
    name: 'a chunk changed, the manifest signed again',
    code: 'data.damaged-chunk',
    reference: 'D02',
    wrong: { ...big, sections: (s) => [s[0]!, changed(20_000, s[1]!)] },
  },
  {
    name: 'two chunks exchanged',
    code: 'data.damaged-chunk',
    reference: 'D02',
    wrong: { ...big, sections: ([d, t]) => [d!, concat(t!.subarray(0, 56), chunk(t!, 1), chunk(t!, 0), chunk(t!, 2))] },
  },
  {
    name: 'the middle chunk dropped',
    code: 'data.damaged-chunk',
    reference: 'D02',
    wrong: { ...big, sections: ([d, t]) => [d!, concat(t!.subarray(0, 56), chunk(t!, 0), chunk(t!, 2))] },
  },
  {
    name: 'fewer bytes than described',
    code: 'data.wrong-bytes',
    reference: 'D04',
    wrong: { compression: 'none', stored: CSV.subarray(0, 20) },
  },
  {
    name: 'other bytes than described',
    code: 'data.wrong-bytes',
    reference: 'D04',
    wrong: { compression: 'none', stored: changed(20, CSV) },
  },
  {
    name: 'a chunk and more after the compressed data',
    code: 'data.wrong-bytes',
    reference: 'D04',
    wrong: { stored: concat(deflateRawSync(CSV), new Uint8Array(40_000)) },
  },
  {
    name: 'bytes after the compressed data',
    code: 'data.wrong-bytes',
    reference: 'D04',
    wrong: { stored: concat(deflateRawSync(CSV), utf8('more')) },
  },
  {
    name: 'more than described',
    code: 'data.expands-too-far',
    reference: 'D05',
    wrong: { stored: deflateRawSync(new Uint8Array(64 * 1024 * 1024)) },
  },
  {
    name: 'a bomb that says so',
    code: 'data.expands-too-far',
    reference: 'D05',
    wrong: { csv: new Uint8Array(4 * 1024 * 1024) },
  },
  {
    name: 'no deflate stream',
    code: 'data.not-the-schema',
    reference: 'D06',
    wrong: { stored: new Uint8Array(100).fill(0xff) },
  },
  {
    name: 'a deflate stream without end',
    code: 'data.not-the-schema',
    reference: 'D06',
    wrong: { stored: deflateRawSync(CSV).subarray(0, 10) },
  },
  {
    name: 'a descriptor of another package',
    code: 'data.bad-descriptor',
    reference: 'D07',
    wrong: { descriptor: (d) => descriptorBytes({ ...d, id: 'urn:uuid:00000000-0000-4000-8000-000000000000' }) },
  },
  {
    name: 'a descriptor of another table',
    code: 'data.bad-descriptor',
    reference: 'D07',
    wrong: {
      descriptor: (d) => canonicalBytes({ ...d, resources: d.resources.map((r) => ({ ...r, path: 'other.csv' })) }),
    },
  },
  {
    name: 'an address as path',
    code: 'data.bad-descriptor',
    reference: 'D07',
    wrong: {
      descriptor: (d) => canonicalBytes({ ...d, resources: d.resources.map((r) => ({ ...r, path: 'https://x' })) }),
    },
  },
  {
    name: 'a descriptor that is not JSON',
    code: 'data.bad-descriptor',
    reference: 'D07',
    wrong: { descriptor: () => utf8('{') },
  },
];

test('the package that all cases start from opens', async () => {
  expect(await openBytes(good, bob)).toEqual(CSV);
  expect(toHex(PACKAGE_KEY)).toHaveLength(64);
});

describe.each([
  ['container', container],
  ['signature', signatures],
  ['manifest', manifests],
  ['grant', grants],
  ['data', data],
] as const)('%s', (_, cases) => {
  test.each(cases)('$name: $code $reference', async ({ code, reference, bytes, wrong, me, trusted }) => {
    const error = await openBytes(bytes ?? buildPackage(wrong), me ?? bob, trusted).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    const { code: found, params } = error as AppError;
    expect({ code: found, reference: reference && params.reference }).toEqual({ code, reference });
  });
});

test('a member with content after its size, hidden in the padding, is refused', async () => {
  const hidden = memberBytes('x', utf8('x')).length;
  expect(hidden).toBe(1024);
  const at = 512 + 12 + 100; // in the padding of the first member
  await expect(openBytes(changed(at), bob)).rejects.toMatchObject({ params: { reference: 'F11' } });
});

function latin(bytes: Bytes): string {
  return Buffer.from(bytes).toString('latin1');
}
function utf8Latin(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
