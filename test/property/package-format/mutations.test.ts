/** Whatever is changed in a package, it is refused with a code, and never read as something else. */
import { fromBase58, toBase58 } from '@shared/package-format/base58.ts';
import { readCard } from '@shared/package-format/identity-card.ts';
import { createSealer, openSection, sealedBytes, sectionContext } from '@shared/package-format/sealing.ts';
import { verifyPackage } from '@shared/package-format/verify-package.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, concat } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildPackage,
  cardOf,
  crypto,
  inMemory,
  issuer,
  PACKAGE_ID,
  PACKAGE_KEY,
  withRightChecksum,
} from '../../support/package.ts';

const good = buildPackage();
const issuerCard = readCard(cardOf(issuer), crypto);
const trustedCard = (id: string) => (id === issuer.id ? issuerCard : null);

async function failureOf(bytes: Bytes): Promise<AppError | null> {
  const verdict = await verifyPackage(inMemory(bytes), { crypto, task: QUIET_TASK, trustedCard });
  return verdict.failure;
}
const flipped = (bytes: Bytes, at: number, mask: number) => bytes.map((byte, i) => (i === at ? byte ^ mask : byte));

test('the package itself holds', async () => {
  expect(await failureOf(good)).toBe(null);
});

test('every byte changed on the way is noticed', async () => {
  for (let at = 0; at < good.length; at++) {
    const failure = await failureOf(flipped(good, at, 1 << (at % 8)));
    if (!failure?.code.startsWith('package.')) throw new Error(`byte ${at}: ${failure?.code}`);
  }
});

test('every byte changed by somebody who also mends the checksum is noticed', async () => {
  const last = good.length - 3 * 512 - 512; // the checksum's own member is mended, not changed
  await fc.assert(
    fc.asyncProperty(fc.nat(last - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const failure = await failureOf(withRightChecksum(flipped(good, at, mask)));
      expect(failure).toBeInstanceOf(AppError);
      expect(failure?.code).toMatch(/^(?:package|signature|manifest)\./);
    }),
    { numRuns: 300 },
  );
});

test('cut anywhere, or with anything behind it, it is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), async (length) => {
      const failure = await failureOf(good.subarray(0, length));
      expect(failure?.code).toBe(length === 0 ? 'package.not-a-package' : 'package.truncated');
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), async (more) => {
      expect((await failureOf(concat(good, more)))?.code).toBe('package.trailing-bytes');
    }),
  );
});

test('any bytes at all give a code', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.nat(3000), async (bytes, kept) => {
      const failure = await failureOf(concat(good.subarray(0, kept), bytes));
      expect(failure).toBeInstanceOf(AppError);
    }),
  );
});

test('a section opens to what was sealed, however it came, and no change of it does', () => {
  const context = sectionContext(PACKAGE_ID, 1);
  const pieces = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 5 });
  fc.assert(
    fc.property(pieces, fc.nat(), fc.integer({ min: 1, max: 255 }), (lengths, place, mask) => {
      const sealer = createSealer(PACKAGE_KEY, context, new Uint8Array(24), crypto);
      const plain = lengths.map((length, at) => new Uint8Array(length).fill(at + 1));
      const section = concat(sealer.prefix, ...plain.flatMap((piece) => sealer.push(piece)), sealer.finish());
      expect(section.length).toBe(sealedBytes(concat(...plain).length));
      expect(openSection(PACKAGE_KEY, context, section, crypto)).toEqual(concat(...plain));
      const changed = flipped(section, place % section.length, mask);
      expect(() => openSection(PACKAGE_KEY, context, changed, crypto)).toThrow(AppError);
      expect(() => openSection(PACKAGE_KEY, context, section.subarray(0, place % section.length), crypto)).toThrow(
        AppError,
      );
    }),
    { numRuns: 50 },
  );
});

test('base58 is one to one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(fromBase58(toBase58(bytes))).toEqual(bytes);
    }),
  );
});
