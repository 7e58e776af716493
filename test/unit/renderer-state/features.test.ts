import { describe, expect, it } from 'vitest';
import type { PackageInspection } from '@shared/contract/views.ts';
import { passphraseGuidance } from '../../../renderer/features/identity/passphrase.ts';
import { isSameWord, ordinal, positionsToAsk } from '../../../renderer/features/identity/word-check.ts';
import { EMPTY_DRAFT, filterValues, specOf } from '../../../renderer/features/package/tabulation.ts';
import { verdictOf } from '../../../renderer/features/package/verdict.ts';
import { NO_FILTER, shortPackage, toLogFilter } from '../../../renderer/features/review/filter.ts';
import { humanize, reasonWords } from '../../../renderer/i18n/words.ts';

describe('guidance for a passphrase', () => {
  it.each([
    ['', 'empty', false],
    ['elevenchars', 'short', false],
    ['aaaaaaaaaaaaaaaa', 'weak', false],
    ['ada brandt kiel 26', 'weak', false],
    ['copper lunar orb', 'fair', true],
    ['copper lunar orbit velvet', 'good', true],
  ] as const)('calls "%s" %s', (passphrase, level, isEnough) => {
    const personal = ['Ada Brandt', 'University of Kiel', 'ada@example.org'];
    expect(passphraseGuidance(passphrase, personal)).toMatchObject({ level, isEnough });
  });

  it('counts characters, not code units', () => {
    expect(passphraseGuidance('😀😃😄😁😆😅', []).level).toBe('short');
  });
});

describe('comparing words', () => {
  it('always asks for two different words, whatever the random numbers', () => {
    for (let i = 0; i < 8; i += 1)
      for (let j = 0; j < 8; j += 1) {
        const numbers = [i / 8, j / 8];
        const [first, second] = positionsToAsk(8, () => numbers.shift() ?? 0);
        expect(first).toBeLessThan(second);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(second).toBeLessThan(8);
      }
  });

  it('wants the whole word', () => {
    expect(isSameWord(' Pony ', 'pony')).toBe(true);
    expect(isSameWord('pon', 'pony')).toBe(false);
    expect(isSameWord('', undefined)).toBe(false);
    expect(ordinal(7)).toBe('eighth');
  });
});

describe('the verdict in one line', () => {
  const inspection = { code: '', params: {}, checks: [] } as unknown as PackageInspection;
  const failing = (name: 'signature' | 'validity', code: string) =>
    ({ code, params: {}, checks: [{ name, state: 'failed', code, params: {} }] }) as unknown as PackageInspection;

  it('is good only when nothing failed and the identity is unlocked', () => {
    expect(verdictOf(inspection, true)).toMatchObject({ kind: 'good', tone: 'success' });
    expect(verdictOf(inspection, false)).toMatchObject({ kind: 'locked', tone: 'info' });
  });

  it('tells an altered file from a licence that has ended', () => {
    const altered = verdictOf(failing('signature', 'signature.invalid'), true);
    const ended = verdictOf(failing('validity', 'licence.expired'), true);
    expect(altered).toMatchObject({ kind: 'signature', tone: 'danger' });
    expect(ended).toMatchObject({ kind: 'validity', tone: 'warning' });
    expect(altered.title).not.toBe(ended.title);
  });
});

describe('a tabulation from the form', () => {
  it('waits for the column to measure', () => {
    expect(specOf({ ...EMPTY_DRAFT, measure: 'mean' })).toBeNull();
    expect(specOf({ ...EMPTY_DRAFT, measure: 'mean', measured: 'weight' })?.measure).toEqual({
      type: 'mean',
      column: 'weight',
    });
  });

  it('leaves out filters that are not filled in', () => {
    const filters = [
      { id: 1, column: 'sex', text: ' F; M ;F;' },
      { id: 2, column: null, text: 'x' },
      { id: 3, column: 'age', text: ' ; ' },
    ];
    expect(specOf({ ...EMPTY_DRAFT, groupBy: ['age'], filters })).toEqual({
      groupBy: ['age'],
      measure: { type: 'count' },
      filters: [{ column: 'sex', values: ['F', 'M'] }],
    });
    expect(filterValues('')).toEqual([]);
  });
});

describe('the filter of the log', () => {
  it('says nothing about what is not chosen', () => {
    expect(toLogFilter(NO_FILTER, null)).toEqual({});
    expect(toLogFilter(NO_FILTER, 'export-1')).toEqual({ source: 'export-1' });
  });

  it('takes in the last day, to its last millisecond', () => {
    const { from = 0, to = 0 } = toLogFilter({ ...NO_FILTER, fromDay: '2026-11-20', toDay: '2026-11-20' }, null);
    expect(new Date(from).getHours()).toBe(0);
    expect(new Date(to + 1).getTime()).toBe(new Date(2026, 10, 21).getTime());
    expect(toLogFilter({ ...NO_FILTER, fromDay: 'yesterday' }, null)).toEqual({});
  });

  it('shortens the name of a package', () => {
    expect(shortPackage('urn:uuid:6f1c2b0e-8a4d-4c53-9d0e-3b7a5c9f1e20')).toBe('6f1c2b0e');
    expect(shortPackage(undefined)).toBe('');
  });
});

describe('words', () => {
  it('never hides a slug that has no words', () => {
    expect(reasonWords('some.new-reason')).toBe('Some new reason');
    expect(reasonWords('licence.expired')).not.toContain('licence.expired');
    expect(humanize('bulla:viewRows')).toBe('ViewRows');
  });
});
