import { PAYLOAD_TYPES, signDocument } from '@shared/package-format/dsse.ts';
import { readCard } from '@shared/package-format/identity-card.ts';
import type { AppError } from '@shared/std/app-error.ts';
import { fromHex, fromUtf8, fromBase64Url, type Bytes } from '@shared/std/bytes.ts';
import type { Json } from '@shared/std/canonical-json.ts';
import { expect, test } from 'vitest';
import { bob, cardOf, crypto, eve } from '../../support/package.ts';

const payload = JSON.parse(fromUtf8(fromBase64Url(JSON.parse(fromUtf8(cardOf(bob))).payload))) as Record<string, Json>;
const failure = (card: Bytes): string => {
  try {
    readCard(card, crypto);
  } catch (error) {
    const { code, params } = error as AppError;
    return `${code} ${params.reference}`;
  }
  return '';
};
const signed = (change: Record<string, Json>, signer = bob) =>
  signDocument(PAYLOAD_TYPES.card, { ...payload, ...change }, signer);

test('a card is read back', () => {
  expect(readCard(cardOf(bob), crypto)).toMatchObject({ id: bob.id, name: 'Bob', agreementKey: bob.agreementKey });
});

test.each([
  ['signed by somebody else', signed({}, eve), 'card.not-self-signed I02'],
  ['a name with a right-to-left override', signed({ name: 'Bob\u202e' }), 'card.malformed I01'],
  ['no name', signed({ name: '' }), 'card.malformed I01'],
  ['an unknown member', signed({ roles: [] }), 'card.malformed I01'],
  ['an agreement key of 31 bytes', signed({ agreementKey: 'A'.repeat(42) }), 'card.malformed I01'],
  ['an agreement key of zeros', signed({ agreementKey: 'A'.repeat(43) }), 'key.unsafe-point K03'],
  [
    'an agreement key of order 8',
    cardOf(bob, { agreementKey: fromHex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800') }),
    'key.unsafe-point K03',
  ],
  ['a manifest', signDocument(PAYLOAD_TYPES.manifest, {}, bob), 'signature.wrong-kind S02'],
  ['something else', new Uint8Array(10), 'signature.malformed S09'],
])('refused: %s', (_, card, expected) => {
  expect(failure(card)).toBe(expected);
});
