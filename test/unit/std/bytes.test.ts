import {
  concat,
  equalBytes,
  fromBase64Url,
  fromHex,
  fromUtf8,
  toBase64Url,
  toHex,
  u32,
  utf8,
} from '@shared/std/bytes.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('base64url', () => {
  test('RFC 4648 examples, unpadded', () => {
    const examples = ['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy'];
    examples.forEach((text, length) => {
      expect(toBase64Url(utf8('foobar'.slice(0, length)))).toBe(text);
    });
  });
  test('agrees with Node and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(equalBytes(fromBase64Url(text), bytes)).toBe(true);
      }),
    );
  });
  test.each(['Zg==', 'Zh', 'A', 'a b0', 'Zm8+', 'Zm8/', 'Zm9\n'])('refuses the other spelling %j', (text) => {
    expect(() => fromBase64Url(text)).toThrow('text.not-base64url');
  });
});

test('hexadecimal comes back, upper case and halves are refused', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => equalBytes(fromHex(toHex(bytes)), bytes)));
  for (const text of ['A0', 'abc', '0x10', 'zz']) expect(() => fromHex(text)).toThrow('text.not-hex');
});

test('UTF-8 is strict', () => {
  expect(fromUtf8(utf8('é €'))).toBe('é €');
  for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf]])
    expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow('text.not-utf8');
});

test('concat, u32, equality', () => {
  expect([...concat(u32(0x01020304), Uint8Array.of(), u32(0xffffffff))]).toEqual([1, 2, 3, 4, 255, 255, 255, 255]);
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 2))).toBe(false);
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
});
