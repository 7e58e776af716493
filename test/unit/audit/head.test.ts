import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { headCode, logOrigin, readHead, signHead, verifyHead } from '@shared/audit/head.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { describe, expect, test } from 'vitest';

const crypto = createCrypto();
const { sha256 } = crypto;
const seed = new Uint8Array(32).fill(7);
const { publicKey } = crypto.signingKeyPair(seed);
const origin = logOrigin(publicKey, sha256);
const HEAD = { origin, size: 42, root: sha256(utf8('root')), time: 1_795_000_000_000 };
const note = signHead(HEAD, publicKey, (message) => crypto.sign(seed, message), sha256);
const verified = (text: string, key = publicKey) => verifyHead(utf8(text), key, crypto.verify, sha256);

describe('a signed head', () => {
  test('is a C2SP checkpoint', () => {
    const lines = note.split('\n');
    expect(lines.slice(0, 2)).toEqual([origin, '42']);
    expect(Buffer.from(lines[2]!, 'base64')).toEqual(Buffer.from(HEAD.root));
    expect(lines.slice(3, 5)).toEqual(['time 1795000000000', '']);
    // github.com/C2SP/C2SP signed-note: key hash = SHA-256(name || "\n" || 0x01 || key)[:4]
    const hash = sha256(Buffer.concat([Buffer.from(`${origin}\n`), Buffer.of(1), publicKey])).slice(0, 4);
    expect(lines[5]!.startsWith(`\u2014 ${origin} `)).toBe(true);
    expect(Buffer.from(lines[5]!.split(' ')[2]!, 'base64').subarray(0, 4)).toEqual(Buffer.from(hash));
  });

  test('verifies', () => {
    expect(verified(note)).toEqual(HEAD);
  });

  test('does not by another key', () => {
    expect(() => verified(note, crypto.signingKeyPair(new Uint8Array(32).fill(8)).publicKey)).toThrow(
      'audit.head-forged',
    );
  });

  test('does not with any one byte changed', () => {
    const bytes = utf8(note);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(() => verifyHead(changed, publicKey, crypto.verify, sha256)).toThrow('audit.head-forged');
    }
  });

  test.each([
    ['a leading zero', note.replace('\n42\n', '\n042\n')],
    ['a second signature', `${note}${note.split('\n')[5]}\n`],
    ['a missing line end', note.slice(0, -1)],
    ['more text', `${note}\n`],
    ['another line', note.replace('\n\n', '\nmore\n\n')],
    ['carriage returns', note.replaceAll('\n', '\r\n')],
    ['a size that no number holds', note.replace('\n42\n', '\n9999999999999999\n')],
    ['nothing', ''],
  ])('is not one with %s', (_what, text) => {
    expect(() => readHead(utf8(text))).toThrow('audit.head-forged');
  });

  test('has a code of twelve letters and digits', () => {
    const code = headCode(HEAD, sha256);
    expect(code).toMatch(/^[A-Z2-7]{12}$/);
    expect(headCode({ ...HEAD, size: 43 }, sha256)).not.toBe(code);
    // base32 (RFC 4648) of the first 60 bits, worked out another way
    const digest = sha256(utf8(`${origin}\n42\n${Buffer.from(HEAD.root).toString('base64')}\n`));
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    expect(code).toBe(
      (bits.slice(0, 60).match(/.{5}/g) as string[]).map((five) => letters[Number.parseInt(five, 2)]).join(''),
    );
  });
});
