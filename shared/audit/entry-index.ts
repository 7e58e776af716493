/**
 * Finds entries by kind, outcome, package and time. It is built from the entries themselves and kept in memory (about 32 bytes
 * each), never on disk: an index that somebody can edit could hide what the log holds.
 */
import type { IndexedFields } from './entry.ts';

export interface LogQuery {
  readonly kinds?: readonly string[] | undefined;
  readonly outcome?: string | undefined;
  readonly package?: string | undefined;
  /** Milliseconds UTC, both inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Uses and refusals over time, in equal buckets. Times are milliseconds UTC. */
export interface LogTimeline {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  readonly buckets: readonly { readonly start: number; readonly allowed: number; readonly refused: number }[];
  /** For the filter menus. */
  readonly kinds: readonly string[];
  readonly packages: readonly string[];
}

export interface EntryIndex {
  /** In the order of the log. `place` is where the caller finds the entry again (a row, a position in a file). */
  add(place: number, entry: IndexedFields): void;
  /** Places, newest first: `count` of them after the first `start`. */
  page(query: LogQuery, start: number, count: number): { readonly total: number; readonly places: readonly number[] };
  timeline(query: LogQuery): LogTimeline;
}

const MINUTE = 60_000;
const BUCKETS = [1, 5, 15, 60, 180, 360, 720, 1440, 7 * 1440, 30 * 1440, 365 * 1440].map((minutes) => minutes * MINUTE);
const MAX_BUCKETS = 60;

export function entryIndex(): EntryIndex {
  const placeOf: number[] = [];
  const times: number[] = [];
  const kinds = numbering();
  const outcomes = numbering();
  const packages = numbering();

  function matcher(query: LogQuery): (at: number) => boolean {
    const wanted = query.kinds?.length ? new Set(query.kinds.map(kinds.find)) : null;
    const outcome = query.outcome === undefined ? null : outcomes.find(query.outcome);
    const subject = query.package === undefined ? null : packages.find(query.package);
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = query;
    return (at) =>
      times[at]! >= from &&
      times[at]! <= to &&
      (wanted === null || wanted.has(kinds.of[at]!)) &&
      (outcome === null || outcomes.of[at] === outcome) &&
      (subject === null || packages.of[at] === subject);
  }

  return {
    add(place, entry) {
      placeOf.push(place);
      times.push(entry.time);
      kinds.add(entry.kind);
      outcomes.add(entry.outcome);
      packages.add(entry.package ?? '');
    },
    page(query, start, count) {
      const matches = matcher(query);
      const places: number[] = [];
      let total = 0;
      for (let at = times.length - 1; at >= 0; at--) {
        if (!matches(at)) continue;
        if (total >= start && places.length < count) places.push(placeOf[at]!);
        total++;
      }
      return { total, places };
    },
    timeline(query) {
      const matches = matcher(query);
      const found = times.flatMap((time, at) =>
        matches(at) ? [{ time, refused: isRefusal(outcomes.nameOf(at)) }] : [],
      );
      const menus = { kinds: kinds.names().sort(), packages: packages.names().filter(Boolean).sort() };
      if (found.length === 0) return { from: 0, to: 0, bucketMs: BUCKETS[0]!, buckets: [], ...menus };
      const from = found.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
      const to = found.reduce((most, { time }) => Math.max(most, time), 0);
      const bucketMs =
        BUCKETS.find((width) => bucketOf(to, width) - bucketOf(from, width) < MAX_BUCKETS) ??
        Math.ceil((to - from + 1) / (MAX_BUCKETS - 1));
      const first = bucketOf(from, bucketMs);
      const buckets = Array.from({ length: bucketOf(to, bucketMs) - first + 1 }, (_, i) => ({
        start: (first + i) * bucketMs,
        allowed: 0,
        refused: 0,
      }));
      for (const { time, refused } of found)
        buckets[bucketOf(time, bucketMs) - first]![refused ? 'refused' : 'allowed']++;
      return { from, to, bucketMs, buckets, ...menus };
    },
  };
}

function bucketOf(time: number, width: number): number {
  return Math.floor(time / width);
}

function isRefusal(outcome: string): boolean {
  return outcome === 'refused' || outcome === 'failed';
}

/** Texts as small numbers: a log repeats the same few. */
function numbering() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const of: number[] = [];
  return {
    of,
    add(text: string) {
      let number = numbers.get(text);
      if (number === undefined) {
        number = texts.push(text) - 1;
        numbers.set(text, number);
      }
      of.push(number);
    },
    /** -1 for a text that never occurred: it matches nothing. */
    find: (text: string) => numbers.get(text) ?? -1,
    nameOf: (at: number) => texts[of[at]!]!,
    names: () => [...texts],
  };
}
