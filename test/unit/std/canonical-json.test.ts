import { utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes, canonicalJson, parseBoundedJson, parseCanonicalJson } from '@shared/std/canonical-json.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const LIMITS = { maxBytes: 10_000, maxDepth: 8 };

describe('RFC 8785', () => {
  test('the example of section 3.2.2', () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: the RFC's own example, longer than a double
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });
  test('members are sorted by UTF-16 code units (section 3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
  test('what JSON cannot say is refused', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow('json.not-finite');
    expect(() => canonicalJson('\ud800')).toThrow('json.lone-surrogate');
    expect(() => canonicalJson({ a: 1n })).toThrow('json.not-json');
  });
});

describe('the strict reader', () => {
  const safeKeys = fc
    .string()
    .filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key) && key.isWellFormed());
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(safeKeys, tie('value'), { maxKeys: 4 }),
    ),
  })).value;

  test('reads exactly what the writer writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        const bytes = canonicalBytes(value);
        expect(canonicalJson(parseCanonicalJson(bytes, LIMITS))).toBe(canonicalJson(value));
      }),
    );
  });
  test('any other spelling of the same value is refused', () => {
    fc.assert(
      fc.property(json, fc.constantFrom('\t', ' ', '\n'), (value, space) => {
        const spaced = utf8(space + canonicalJson(value));
        expect(() => parseCanonicalJson(spaced, LIMITS)).toThrow('json.not-canonical');
      }),
    );
  });
  test.each([
    ['{"b":1,"a":2}', 'json.not-canonical'],
    ['{"a":1,"a":1}', 'json.not-canonical'],
    ['{"a":1.0}', 'json.not-canonical'],
    ['{"a":-0}', 'json.not-canonical'],
    ['{"a":"\\u0041"}', 'json.not-canonical'],
    ['{"a":"\\ud800"}', 'json.lone-surrogate'],
    ['{"__proto__":{}}', 'json.forbidden-member'],
    ['{"a":{"constructor":1}}', 'json.forbidden-member'],
    ['{"a":1e400}', 'json.not-finite'],
    ['{"a":', 'json.invalid'],
    ['', 'json.invalid'],
    ['\ufeff{}', 'json.invalid'],
    ['['.repeat(100_0), 'json.too-deep'],
    [`"${'x'.repeat(10_000)}"`, 'json.too-large'],
  ])('%j', (text, code) => {
    expect(() => parseCanonicalJson(utf8(text), LIMITS)).toThrow(code);
  });
  test('brackets inside strings are not depth', () => {
    expect(parseBoundedJson(utf8('{"a":"[[[[[[[[[[[[\\"[["}'), LIMITS)).toEqual({ a: '[[[[[[[[[[[["[[' });
  });
});
