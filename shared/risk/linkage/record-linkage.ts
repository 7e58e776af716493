/**
 * Distance-based record linkage (Pagliuca and Seri 1999; Domingo-Ferrer and Torra 2001): the share of released records whose
 * nearest original is their own; t originals at the same distance count 1/t.
 */
import type { Task } from '../../std/task.ts';
import type { ReleasedColumn } from '../../utility/released-column.ts';
import { sampleRows } from '../../utility/sample-release.ts';
import { wilson } from '../attacks/rate-estimate.ts';
import { classesOf, representatives } from '../equivalence-classes.ts';
import { cellDistance, metricFor, tieLimit } from './cell-distance.ts';
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
  const candidates = candidatesOf(columns, representatives(originals));
  const distances = new Float64Array(originals.sizes.length);
  const tables = columns.map((column) => new Float64Array(column.before.values.length));
  const measures = columns.map((column) => cellDistance(column, metric));

  let [linked, certain] = [0, 0];
  for (const rows of byClass.values()) {
    task.checkpoint();
    distances.fill(0);
    columns.forEach((column, at) => {
      const table = tables[at]!;
      const code = column.after.codes[rows[0]!]!;
      for (let original = 0; original < table.length; original++) table[original] = measures[at]!(original, code);
      addDistances(distances, candidates[at]!, table);
    });
    const { limit, ties } = nearest(distances, originals.sizes);
    for (const row of rows) {
      if (distances[originals.classOf[keptRows[row]!]!]! > limit) continue;
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

function candidatesOf(columns: readonly ReleasedColumn[], rows: Uint32Array): Uint32Array[] {
  return columns.map(({ before }) => rows.map((row) => before.codes[row]!));
}

function addDistances(distances: Float64Array, codes: Uint32Array, table: Float64Array): void {
  for (let at = 0; at < distances.length; at++) distances[at]! += table[codes[at]!]!;
}

/** `ties` are records, not different ones. */
function nearest(distances: Float64Array, sizes: Uint32Array): { limit: number; ties: number } {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < distances.length; at++) if (distances[at]! < least) least = distances[at]!;
  const limit = tieLimit(least);
  let ties = 0;
  for (let at = 0; at < distances.length; at++) if (distances[at]! <= limit) ties += sizes[at]!;
  return { limit, ties };
}

/** As Map.groupBy does, which Node 20 has not. */
function rowsByClass(rows: Uint32Array, classOf: Uint32Array): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const group = groups.get(classOf[row]!);
    if (group) group.push(row);
    else groups.set(classOf[row]!, [row]);
  }
  return groups;
}
