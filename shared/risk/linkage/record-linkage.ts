/**
 * Distance-based record linkage (Pagliuca and Seri 1999; Domingo-Ferrer and Torra 2001): the share of released records whose
 * nearest original is their own; t originals at the same distance count 1/t.
 */
import type { Task } from '../../std/task.ts';
import type { ReleasedColumn } from '../../utility/released-column.ts';
import { sampleRows } from '../../utility/sample-release.ts';
import { wilson } from '../attacks/rate-estimate.ts';
import { classesOf, representatives } from '../equivalence-classes.ts';
import { cellDistance, type Metric, metricFor, tieLimit } from './cell-distance.ts';
import type { RecordLinkage } from './linkage-report.ts';

export interface RecordLinkageInput {
  readonly knowledge: RecordLinkage['knowledge'];
  readonly columns: readonly ReleasedColumn[];
  readonly keptRows: Uint32Array;
  readonly originalRows: number;
  /** Whether the original is a sample already. */
  readonly isSampled: boolean;
  /** Different released records that are tried; with no more of them than this all records are. */
  readonly targets: number;
  readonly seed: number;
}

export function recordLinkage(input: RecordLinkageInput, task: Task): RecordLinkage {
  const { columns, keptRows, originalRows, seed } = input;
  const metric = metricFor(columns);
  const originals = classesOf(
    columns.map(({ before }) => ({ codes: before.codes, cardinality: Math.max(1, before.values.length) })),
    originalRows,
  );
  const released = classesOf(
    columns.map(({ after }) => ({ codes: after.codes, cardinality: Math.max(1, after.values.length) })),
    keptRows.length,
  );
  const count = released.sizes.length <= input.targets ? keptRows.length : input.targets;
  const targets = sampleRows(keptRows.length, count, seed, `record-linkage:${input.knowledge}`);
  const byClass = rowsByClass(targets, released.classOf);
  const search = nearestSearch(columns, metric, representatives(originals), originals.sizes);

  let [linked, certain] = [0, 0];
  for (const rows of byClass.values()) {
    task.checkpoint();
    const own = rows.map((row) => search.distance(keptRows[row]!, row));
    const { limit, ties } = search.nearest(
      rows[0]!,
      own.reduce((most, distance) => Math.max(most, distance)),
    );
    for (const distance of own) {
      if (distance > limit) continue;
      linked += 1 / ties;
      if (ties === 1) certain++;
    }
  }
  return {
    knowledge: input.knowledge,
    columns: columns.map((column) => column.name),
    distance: metric,
    linked: wilson(linked, targets.length),
    certain: targets.length === 0 ? 0 : certain / targets.length,
    atRandom: originalRows === 0 ? 0 : 1 / originalRows,
    targets: targets.length,
    candidates: originalRows,
    isUpperBound: input.isSampled,
  };
}

function rowsByClass(rows: Uint32Array, classOf: Uint32Array): Map<number, number[]> {
  const byClass = new Map<number, number[]>();
  for (const row of rows) {
    const known = byClass.get(classOf[row]!);
    if (known) known.push(row);
    else byClass.set(classOf[row]!, [row]);
  }
  return byClass;
}

interface NearestSearch {
  /** Of an original row and a released row. */
  distance(original: number, released: number): number;
  /** The least distance of any original to a released row, with its rounding, and how many records have it; at most `most`. */
  nearest(released: number, most: number): { limit: number; ties: number };
}

/**
 * Distances grow column by column, and an original that is beyond `most` already is left behind; the columns that tell most apart
 * come first. Every original is a class of equal records, `sizes` of them.
 */
function nearestSearch(
  columns: readonly ReleasedColumn[],
  metric: Metric,
  originals: Uint32Array,
  sizes: Uint32Array,
): NearestSearch {
  const parts = [...columns]
    .sort((a, b) => b.after.values.length - a.after.values.length)
    .map((column) => ({
      before: column.before.codes,
      after: column.after.codes,
      candidates: originals.map((row) => column.before.codes[row]!),
      measure: cellDistance(column, metric),
      table: new Float64Array(column.before.values.length),
    }));
  const left = new Uint32Array(originals.length);
  const sums = new Float64Array(originals.length);
  return {
    distance: (original, released) =>
      parts.reduce((sum, { before, after, measure }) => sum + measure(before[original]!, after[released]!), 0),
    nearest(released, most) {
      const bound = tieLimit(most);
      let count = originals.length;
      for (let at = 0; at < count; at++) left[at] = at;
      sums.fill(0);
      for (const { after, candidates, measure, table } of parts) {
        const code = after[released]!;
        for (let original = 0; original < table.length; original++) table[original] = measure(original, code);
        count = stepOn(left, sums, count, candidates, table, bound);
      }
      let least = Number.POSITIVE_INFINITY;
      for (let at = 0; at < count; at++) least = Math.min(least, sums[at]!);
      const limit = tieLimit(least);
      let ties = 0;
      for (let at = 0; at < count; at++) if (sums[at]! <= limit) ties += sizes[left[at]!]!;
      return { limit, ties };
    },
  };
}

/** Adds one column to the distances of those that are left, and keeps those within the bound. Gives how many they are. */
function stepOn(
  left: Uint32Array,
  sums: Float64Array,
  count: number,
  candidates: Uint32Array,
  table: Float64Array,
  bound: number,
): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const candidate = left[at]!;
    const sum = sums[at]! + table[candidates[candidate]!]!;
    if (sum > bound) continue;
    left[kept] = candidate;
    sums[kept++] = sum;
  }
  return kept;
}
