import { createOpener, openSection, sectionContext } from '@shared/package-format/sealing.ts';
import { type Bytes, concat } from '@shared/std/bytes.ts';
import { expect, test } from 'vitest';
import { crypto, PACKAGE_ID, PACKAGE_KEY, sealBytes } from '../../support/package.ts';

const context = sectionContext(PACKAGE_ID, 1);
const section = sealBytes(new Uint8Array(40_000).fill(1), 1);
const open = (bytes: Bytes) => () => openSection(PACKAGE_KEY, context, bytes, crypto);
const chunk = (index: number) => section.subarray(56 + index * 16400, 56 + (index + 1) * 16400);
const prefix = section.subarray(0, 56);

test.each([
  ['the last chunk dropped', section.subarray(0, 56 + 2 * 16400), 'data.truncated'],
  ['the last chunk cut to 10 bytes', section.subarray(0, 56 + 2 * 16400 + 10), 'data.truncated'],
  ['no chunk at all', prefix, 'data.truncated'],
  ['less than the prefix', section.subarray(0, 30), 'data.truncated'],
  ['the last chunk cut by a byte', section.subarray(0, section.length - 1), 'data.damaged-chunk'],
  ['chunks exchanged', concat(prefix, chunk(1), chunk(0), chunk(2)), 'data.damaged-chunk'],
  ['a chunk dropped', concat(prefix, chunk(0), chunk(2)), 'data.damaged-chunk'],
  ['a chunk twice', concat(prefix, chunk(0), chunk(0), chunk(1), chunk(2)), 'data.damaged-chunk'],
  ['another salt', concat(new Uint8Array(24), section.subarray(24)), 'data.other-key'],
])('%s: %3$s', (_, bytes, code) => {
  expect(open(bytes)).toThrow(expect.objectContaining({ code }));
});

test('a section opens in its own place only', () => {
  expect(open(section)()).toHaveLength(40_000);
  const other = (packageId: string, index: number) => () =>
    openSection(PACKAGE_KEY, sectionContext(packageId, index), section, crypto);
  expect(other(PACKAGE_ID, 2)).toThrow(expect.objectContaining({ code: 'data.other-key' }));
  expect(other('urn:uuid:00000000-0000-4000-8000-000000000000', 1)).toThrow(
    expect.objectContaining({ code: 'data.other-key' }),
  );
});

test('any chunk opens without the others', () => {
  const opener = createOpener(PACKAGE_KEY, context, { prefix, bytes: section.length }, crypto);
  expect([opener.chunks, opener.lastBytes]).toEqual([3, 40_000 - 2 * 16384 + 16]);
  expect(opener.open(1, chunk(1))).toEqual(new Uint8Array(16384).fill(1));
});
