/** Values from the standards, and values that an independent implementation (Python's cryptography) computed. */
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { preAuthenticationEncoding } from '@shared/package-format/dsse.ts';
import { fingerprintWords } from '@shared/package-format/fingerprint.ts';
import { hpkeOpen, hpkeSeal, kemSecret } from '@shared/package-format/hpke.ts';
import { partyId, signingKeyOf } from '@shared/package-format/party-id.ts';
import { createSealer, keyCommitment, openSection, sectionContext } from '@shared/package-format/sealing.ts';
import { type Bytes, concat, fromBase64Url, fromHex, fromUtf8, toHex, utf8 } from '@shared/std/bytes.ts';
import { expect, test } from 'vitest';

const crypto = createCrypto();
const NOTHING = new Uint8Array(0);

test('Ed25519: RFC 8032, section 7.1, test 2', () => {
  const seed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
  const { publicKey } = crypto.signingKeyPair(seed);
  expect(toHex(publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = crypto.sign(seed, Uint8Array.of(0x72));
  expect(toHex(signature)).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
  expect(crypto.verify(publicKey, Uint8Array.of(0x72), signature)).toBe(true);
});

test('X25519: RFC 7748, section 5.2', () => {
  const scalar = fromHex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4');
  const point = fromHex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c');
  expect(toHex(crypto.agree(scalar, point)!)).toBe('c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552');
});

test('HKDF-SHA-256: RFC 5869, test case 1', () => {
  const extracted = crypto.hkdfExtractSha256(fromHex('000102030405060708090a0b0c'), new Uint8Array(22).fill(0x0b));
  expect(toHex(extracted)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
  expect(toHex(crypto.hkdfExpandSha256(extracted, fromHex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  );
});

test('DSSE: the pre-authentication encoding of its specification', () => {
  const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', utf8('hello world'));
  expect(fromUtf8(encoded)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
});

test('did:key: the Ed25519 example of its specification', () => {
  const id = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
  expect(toHex(signingKeyOf(id))).toBe('2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6');
  expect(partyId(signingKeyOf(id))).toBe(id);
});

test('the words of a fingerprint, as Python computes them', () => {
  const signing = signingKeyOf('did:key:z6Mkk2PWqEFaCViRruvZBKpNqJXkjBWBisowcVdNFDoVZu7M');
  const agreement = fromBase64Url('RF4GC9LecEDlodN0A7EvydESmz1PuboR2b233h8jlRo');
  expect(fingerprintWords(signing, agreement, crypto).join(' ')).toBe(
    'shy focus arena light fury audit feature already',
  );
});

test('the KEM of HPKE: RFC 9180, appendix A.1.1', () => {
  const ephemeral = fromHex('52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736');
  const enc = fromHex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431');
  const recipient = fromHex('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d');
  expect(crypto.agreementKeyPair(ephemeral).publicKey).toEqual(enc);
  const shared = crypto.agree(ephemeral, recipient)!;
  expect(toHex(kemSecret(shared, enc, recipient, crypto))).toBe(
    'fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc',
  );
});

test('HPKE with AES-256-GCM, as Python computes it', () => {
  const secret = new Uint8Array(32).fill(0x22);
  const { publicKey } = crypto.agreementKeyPair(secret);
  const plaintext = Uint8Array.from({ length: 32 }, (_, at) => at);
  const sealed = hpkeSeal(publicKey, utf8('info'), utf8('aad'), plaintext, new Uint8Array(32).fill(0x11), crypto)!;
  expect(toHex(sealed.enc)).toBe('7b4e909bbe7ffe44c465a220037d608ee35897d31ef972f07f74892cb0f73f13');
  expect(toHex(sealed.ct)).toBe(
    '4f8b9556955d117ea78942a125fccb9a9e38d71a7f1a5d16b6fe2a0b4f566ec147786c320dd3101abfde9b60a627651e',
  );
  const agree = (key: Bytes) => crypto.agree(secret, key);
  expect(hpkeOpen(publicKey, agree, utf8('info'), utf8('aad'), sealed, crypto)).toEqual({ plaintext });
  expect(hpkeOpen(publicKey, agree, utf8('info'), NOTHING, sealed, crypto)).toEqual({ failure: 'failed' });
});

test("opens what Python's own HPKE sealed", () => {
  const secret = new Uint8Array(32).fill(0x22);
  const { publicKey } = crypto.agreementKeyPair(secret);
  const bytes = fromHex(
    'c020ee99c01d75a00f53f5ecdcd79feed3effb90a5debc39f6e66489b9211945754645e6dbd3a19aef602d8b6b3ba7e4105fdbcca9dd912a7879f4ddc026b65e71213a2741947b1e53630fac223a4731',
  );
  const sealed = { enc: bytes.subarray(0, 32), ct: bytes.subarray(32) };
  const opened = hpkeOpen(publicKey, (key) => crypto.agree(secret, key), utf8('info'), NOTHING, sealed, crypto);
  expect(opened).toEqual({ plaintext: Uint8Array.from({ length: 32 }, (_, at) => at) });
});

test.each([
  [0, 'e12244ed043afb61979815d88f6460f9a09dfb49c8f6131057847342a718b10b'],
  [1, 'b5767d06e0d6e6253c86eb7554382c602970e3d61f2d4112d2bd19476880b62b'],
  [16383, '8e2c75aea975e8eef2e0c5750e562af93785f439180055d7acf0096e15f8181c'],
  [16384, 'd2332c65d21218c779e1f911539449d5656a67437fd0a4ed95cf15b1da777a51'],
  [16385, 'bc002d68971c72cae8155a02700d810cc76caa0203223cbc139e45847e65d9b0'],
  [40000, 'a78f17292179630952808f1d595540c4fc3d00dc8e9f6cc36bc768cea7a82b36'],
])('a section of %i bytes, as Python seals it', (length, digest) => {
  const key = Uint8Array.from({ length: 32 }, (_, at) => at);
  const context = sectionContext('urn:uuid:6f1c2b0e-8a4d-4c53-9d0e-3b7a5c9f1e20', 3);
  const plaintext = Uint8Array.from({ length }, (_, at) => at % 251);
  const sealer = createSealer(key, context, new Uint8Array(24).fill(5), crypto);
  const section = concat(sealer.prefix, ...sealer.push(plaintext), sealer.finish());
  expect(toHex(crypto.sha256(section))).toBe(digest);
  expect(openSection(key, context, section, crypto)).toEqual(plaintext);
  expect(toHex(keyCommitment(key, crypto))).toBe('93adccfe43ab5c19937178be97b0d30932b0d70b615eb5780de14ee42d8f0f3e');
});
