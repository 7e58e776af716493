import { decodeEntry, ENTRY_LIMITS, encodeEntry, NO_ENTRY } from '@shared/audit/entry.ts';
import type { UsageEvent } from '@shared/audit/usage-event.ts';
import { fromUtf8, utf8 } from '@shared/std/bytes.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const FRAME = { seq: 0, prev: NO_ENTRY, time: 1_795_000_000_000, mono: 5, boot: '00112233445566ff' };
const EVENT: UsageEvent = { kind: 'rows.view', outcome: 'allowed', reason: '', details: { rows: 50, licensed: true } };

describe('an entry', () => {
  test('is canonical JSON', () => {
    expect(fromUtf8(encodeEntry(EVENT, FRAME).body)).toBe(
      `{"boot":"00112233445566ff","details":{"licensed":true,"rows":50},"kind":"rows.view","mono":5,"outcome":"allowed","prev":"${NO_ENTRY}","reason":"","seq":0,"time":1795000000000,"v":1}`,
    );
  });

  test('comes back as it was', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,10}$/).filter((key) => key !== 'constructor');
    const details = fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 5 });
    fc.assert(
      fc.property(text, text, details, (subject, purpose, more) => {
        const { entry, body } = encodeEntry({ ...EVENT, package: subject, purpose, details: { ...more } }, FRAME);
        expect(decodeEntry(body)).toEqual(entry);
      }),
    );
  });

  test.each<[string, unknown]>([
    ['a fraction', { ...EVENT, details: { share: 0.5 } }],
    ['minus zero', { ...EVENT, details: { rows: -0 } }],
    ['beyond 2^53', { ...EVENT, details: { rows: 2 ** 53 } }],
    ['a list', { ...EVENT, details: { rows: [1] } }],
    ['a lone surrogate', { ...EVENT, package: '\ud800' }],
    ['an unknown member', { ...EVENT, cell: 'x' }],
    ['an unknown outcome', { ...EVENT, outcome: 'maybe' }],
    ['a long text', { ...EVENT, package: 'x'.repeat(4001) }],
    [
      'more than 16 KiB',
      { ...EVENT, details: Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`d${n}`, 'x'.repeat(4000)])) },
    ],
  ])('is refused with %s', (_what, event) => {
    expect(() => encodeEntry(event as UsageEvent, FRAME)).toThrow('log.invalid-event');
  });

  const good = fromUtf8(encodeEntry(EVENT, FRAME).body);
  test.each<[string, string]>([
    ['white space', good.replace(':50', ': 50')],
    ['a duplicate member', good.replace('"kind"', '"kind":"rows.view","kind"')],
    ['another order', good.replace('"seq":0,"time":1795000000000', '"time":1795000000000,"seq":0')],
    ['another spelling', good.replace('50', '5e1')],
    ['an escape that is not needed', good.replace('rows.view', 'rows\\u002eview')],
    ['an unknown member', good.replace('"v":1', '"v":1,"w":1')],
    ['a missing member', good.replace(',"v":1', '')],
    ['depth', good.replace('50', '[[[[[50]]]]]')],
    ['a time after 9999', good.replace('1795000000000', '253402300800000')],
    ['nothing', ''],
    ['length', good.replace('rows.view', 'x'.repeat(ENTRY_LIMITS.maxBytes))],
  ])('is not read back with %s', (_what, text) => {
    expect(() => decodeEntry(utf8(text))).toThrow('audit.malformed');
  });
});
