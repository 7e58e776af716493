/**
 * Distance-based record linkage (Pagliuca and Seri 1999; Domingo-Ferrer and Torra 2001): the share of released records whose
 * nearest original is their own; t originals at the same distance count 1/t.
 */
import type { Task } from '../../std/task.ts';
import type { ReleasedColumn } from '../../utility/released-column.ts';
import { sampleRows } from '../../utility/sample-release.ts';
import { wilson } from '../attacks/rate-estimate.ts';
import { representatives } from '../equivalence-classes.ts';
import { cellDistance, metricFor } from './cell-distance.ts';
import { groupRows } from './group-rows.ts';
import type { RecordLinkage } from './linkage-report.ts';
import { nearestSearch } from './nearest-search.ts';

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
  const originals = groupRows(
    columns.map(({ before }) => before),
    originalRows,
    task,
  );
  const released = groupRows(
    columns.map(({ after }) => after),
    keptRows.length,
    task,
  );
  const count = released.sizes.length <= input.targets ? keptRows.length : input.targets;
  const targets = sampleRows(keptRows.length, count, seed, `record-linkage:${input.knowledge}`);
  const byClass = rowsByClass(targets, released.classOf);
  const first = representatives(originals);
  const search = nearestSearch(
    columns.map(({ before }) => ({ codes: first.map((row) => before.codes[row]!), size: before.values.length })),
    first.length,
  );
  const measures = columns.map((column) => cellDistance(column, metric));

  let [linked, certain] = [0, 0];
  for (const rows of byClass.values()) {
    task.checkpoint();
    const codes = columns.map(({ after }) => after.codes[rows[0]!]!);
    const own = rows.map((row) =>
      search.order.reduce((sum, at) => sum + measures[at]!(columns[at]!.before.codes[keptRows[row]!]!, codes[at]!), 0),
    );
    const { found, limit } = search.nearest(
      measures.map((measure, at) => (original: number) => measure(original, codes[at]!)),
      own.reduce((most, distance) => Math.max(most, distance)),
    );
    const ties = found.reduce((sum, candidate) => sum + originals.sizes[candidate]!, 0);
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
