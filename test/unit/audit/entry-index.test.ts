import { entryIndex, type LogQuery } from '@shared/audit/entry-index.ts';
import type { UsageEntry } from '@shared/audit/usage-event.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const entry = fc
  .record({
    time: fc.integer({ min: 0, max: 10_000_000_000 }),
    kind: fc.constantFrom('rows.view', 'tabulate', 'package.open'),
    outcome: fc.constantFrom('allowed', 'refused', 'failed', 'done'),
    package: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  })
  .map(({ package: subject, ...rest }) => ({ ...rest, ...(subject ? { package: subject } : {}) }) as UsageEntry);
const query: fc.Arbitrary<LogQuery> = fc.record({
  kinds: fc.option(fc.array(fc.constantFrom('rows.view', 'tabulate', 'never'), { maxLength: 2 }), { nil: undefined }),
  outcome: fc.option(fc.constantFrom('allowed', 'refused', 'never'), { nil: undefined }),
  package: fc.option(fc.constantFrom('a', 'c'), { nil: undefined }),
  from: fc.option(fc.integer({ min: 0, max: 10_000_000_000 }), { nil: undefined }),
  to: fc.option(fc.integer({ min: 0, max: 10_000_000_000 }), { nil: undefined }),
});

function indexOf(entries: readonly UsageEntry[]) {
  const index = entryIndex();
  entries.forEach((each, place) => {
    index.add(place, each);
  });
  return index;
}

const matches = (each: UsageEntry, { kinds, outcome, package: subject, from, to }: LogQuery) =>
  (!kinds?.length || kinds.includes(each.kind)) &&
  (outcome === undefined || each.outcome === outcome) &&
  (subject === undefined || each.package === subject) &&
  (from === undefined || each.time >= from) &&
  (to === undefined || each.time <= to);

describe('the index of entries', () => {
  test('finds what a plain filter finds, newest first, by pages', () => {
    fc.assert(
      fc.property(fc.array(entry), query, fc.nat(5), fc.nat(5), (entries, wanted, start, count) => {
        const all = entries.flatMap((each, place) => (matches(each, wanted) ? [place] : [])).reverse();
        expect(indexOf(entries).page(wanted, start, count)).toEqual({
          total: all.length,
          places: all.slice(start, start + count),
        });
      }),
    );
  });

  test('counts every entry in one bucket of its time', () => {
    fc.assert(
      fc.property(fc.array(entry), query, (entries, wanted) => {
        const found = entries.filter((each) => matches(each, wanted));
        const { buckets, bucketMs, from, to } = indexOf(entries).timeline(wanted);
        expect(buckets.length).toBeLessThanOrEqual(60);
        for (const { start, allowed, refused } of buckets) {
          const inside = found.filter(({ time }) => time >= start && time < start + bucketMs);
          const bad = inside.filter(({ outcome }) => outcome === 'refused' || outcome === 'failed');
          expect([allowed, refused]).toEqual([inside.length - bad.length, bad.length]);
        }
        expect(buckets.reduce((sum, { allowed, refused }) => sum + allowed + refused, 0)).toBe(found.length);
        if (found.length > 0)
          expect([from, to]).toEqual([
            Math.min(...found.map(({ time }) => time)),
            Math.max(...found.map(({ time }) => time)),
          ]);
      }),
    );
  });

  test('of an empty log', () => {
    expect(entryIndex().timeline({})).toEqual({
      from: 0,
      to: 0,
      bucketMs: 60_000,
      buckets: [],
      kinds: [],
      packages: [],
    });
  });

  test('with hostile times has few buckets', () => {
    const far = { time: 253_402_300_799_999, kind: 'x', outcome: 'done' } as unknown as UsageEntry;
    expect(indexOf([{ ...far, time: 0 }, far]).timeline({}).buckets.length).toBeLessThanOrEqual(60);
  });
});
