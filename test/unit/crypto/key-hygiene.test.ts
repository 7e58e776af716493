import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { type Bytes, fromHex, utf8 } from '@shared/std/bytes.ts';
import { expect, test } from 'vitest';

const crypto = createCrypto();
const message = utf8('any message');
const seed = new Uint8Array(32).fill(1);
const { publicKey } = crypto.signingKeyPair(seed);
const ORDER_8 = fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
const ORDER_8_OTHER = fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
const withByte = (bytes: Bytes, at: number, value: number) => bytes.map((byte, i) => (i === at ? value : byte));
const zeros = new Uint8Array(32);
const one = withByte(zeros, 0, 1);
const pMinusOne = withByte(withByte(new Uint8Array(32).fill(0xff), 0, 0xec), 31, 0x7f);
const p = withByte(pMinusOne, 0, 0xed);

test.each([
  ['0 (order 4)', zeros],
  ['1 (the identity)', one],
  ['p - 1 (order 2)', pMinusOne],
  ['order 8', ORDER_8],
  ['the other order 8', ORDER_8_OTHER],
  ['order 8 with the sign bit', withByte(ORDER_8, 31, ORDER_8[31]! | 0x80)],
  ['p, another way to write 0', p],
  ['p + 1, another way to write 1', withByte(p, 0, 0xee)],
  ['31 bytes', publicKey.subarray(1)],
])('an Ed25519 key with y = %s is unsafe and verifies nothing', (_, key) => {
  expect(crypto.isSafeSigningKey(key)).toBe(false);
  // R = identity, S = 0: with the identity element as key this holds for every message.
  const forged = new Uint8Array(64);
  forged[0] = 1;
  expect(crypto.verify(key, message, forged)).toBe(false);
});

test('an ordinary key is safe', () => {
  expect(crypto.isSafeSigningKey(publicKey)).toBe(true);
  expect(crypto.verify(publicKey, message, crypto.sign(seed, message))).toBe(true);
  expect(crypto.verify(publicKey, utf8('another message'), crypto.sign(seed, message))).toBe(false);
});

test('a signature with S + L is refused', () => {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const signature = crypto.sign(seed, message);
  let s = [...signature.subarray(32)].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) + order;
  const malleated = signature.slice();
  for (let at = 32; at < 64; at++, s >>= 8n) malleated[at] = Number(s & 255n);
  expect(crypto.verify(publicKey, message, malleated)).toBe(false);
});

test.each([
  ['zero', zeros],
  ['one', one],
  ['order 8', fromHex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800')],
  ['p, another way to write 0', p],
])('an X25519 key of small order is unsafe: %s', (_, key) => {
  expect(crypto.isSafeAgreementKey(key)).toBe(false);
  expect(crypto.agree(seed, key)).toBe(null);
});

test('a cut authentication tag does not open', () => {
  const key = new Uint8Array(32).fill(3);
  const nonce = new Uint8Array(12);
  const sealed = crypto.aeadSeal(key, nonce, message, zeros);
  expect(crypto.aeadOpen(key, nonce, sealed, zeros)).toEqual(message);
  for (const length of [0, 4, 15, sealed.length - 1])
    expect(crypto.aeadOpen(key, nonce, sealed.subarray(0, length), zeros)).toBe(null);
  expect(crypto.aeadOpen(key, nonce, sealed, one)).toBe(null);
});
