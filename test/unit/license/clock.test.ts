import { judgeClock, raisedSoftMark } from '@shared/license/clock.ts';
import { formatUtc, parseUtc } from '@shared/license/utc.ts';
import { expect, test } from 'vitest';

const MINUTE = 60_000;
const DAY = 86_400_000;
const T = Date.parse('2026-12-01T10:00:00Z');

test.each([
  ['all is well', { hard: T, soft: T }, T, T, ''],
  ['no marks yet', { hard: 0, soft: 0 }, T, T, ''],
  ['back by the tolerance', { hard: T, soft: 0 }, T - DAY, T - 15 * MINUTE, ''],
  ['back beyond it, against an issuer', { hard: T, soft: 0 }, T - DAY, T - 15 * MINUTE - 1, 'clock.set-back'],
  ['back beyond it, against itself', { hard: 0, soft: T }, T - DAY, T - 15 * MINUTE - 1, 'clock.set-back'],
  ['five minutes before the licence', { hard: 0, soft: 0 }, T, T - 5 * MINUTE, ''],
  ['before the licence', { hard: 0, soft: 0 }, T, T - 5 * MINUTE - 1, 'clock.before-issue'],
] as const)('%s', (_, marks, issued, now, verdict) => {
  expect(judgeClock(marks, issued, now)).toBe(verdict);
});

test('the soft mark follows the clock, never back, and a wrong year moves it by a week only', () => {
  const start = { hard: T - DAY, soft: T };
  expect(raisedSoftMark(start, T, T + MINUTE, MINUTE)).toBe(T + MINUTE);
  expect(raisedSoftMark(start, T, T - MINUTE, 0)).toBe(T);
  expect(raisedSoftMark(start, T, T + 3650 * DAY, MINUTE)).toBe(T + 7 * DAY + MINUTE);
});

test('instants: real dates in UTC only', () => {
  expect(parseUtc('2026-11-23T09:00:00Z')).toBe(Date.parse('2026-11-23T09:00:00Z'));
  expect(parseUtc('2028-02-29T23:59:59Z')).not.toBeNull();
  for (const text of [
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-11-23',
    '2026-11-23T09:00:00',
    '2026-11-23T09:00:00.5Z',
    '2026-11-23T09:00:60Z',
    '2026-13-01T00:00:00Z',
    '2019-01-01T00:00:00Z',
    '2100-01-01T00:00:00Z',
    ' 2026-11-23T09:00:00Z',
    '2026-11-23T09:00:00Z\n',
    '２026-11-23T09:00:00Z',
  ])
    expect(parseUtc(text), text).toBeNull();
  expect(formatUtc(Date.parse('2026-11-23T09:00:00.999Z'))).toBe('2026-11-23T09:00:00Z');
});
