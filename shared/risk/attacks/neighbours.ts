/** The released records that are nearest to what an attacker knows of a person, by Gower's distance. */
import type { Task } from '../../std/task.ts';
import type { ReleasedColumn } from '../../utility/released-column.ts';
import { representatives } from '../equivalence-classes.ts';
import { cellDistance } from '../linkage/cell-distance.ts';
import { groupRows } from '../linkage/group-rows.ts';
import { nearestSearch } from '../linkage/nearest-search.ts';

export interface Neighbourhood {
  readonly columns: readonly string[];
  /** Different released records on these columns. */
  readonly classes: number;
  readonly sizes: Uint32Array;
  /** The released rows of a class. */
  rowsOf(found: number): Uint32Array;
  /** The nearest classes to an original row, all that are tied. */
  nearest(originalRow: number): number[];
}

/** Row i of the release is row keptRows[i] of the original; only to have a distance that the nearest is not beyond. */
export function neighbourhood(columns: readonly ReleasedColumn[], keptRows: Uint32Array, task: Task): Neighbourhood {
  const releasedRows = keptRows.length;
  const grouped = groupRows(
    columns.map(({ after }) => after),
    releasedRows,
    task,
  );
  const first = representatives(grouped);
  const members = membersOf(grouped.classOf, grouped.sizes);
  const search = nearestSearch(
    columns.map(({ after }) => ({ codes: first.map((row) => after.codes[row]!), size: after.values.length })),
    first.length,
  );
  const measures = columns.map((column) => cellDistance(column, 'gower'));
  const ownClass = new Map<number, number>();
  for (let row = 0; row < releasedRows; row++) ownClass.set(keptRows[row]!, grouped.classOf[row]!);
  return {
    columns: columns.map((column) => column.name),
    classes: grouped.sizes.length,
    sizes: grouped.sizes,
    rowsOf: (found) => members.rows.subarray(members.start[found]!, members.start[found + 1]!),
    nearest(originalRow) {
      const distances = measures.map((measure, at) => {
        const original = columns[at]!.before.codes[originalRow]!;
        return (code: number) => measure(original, code);
      });
      const own = ownClass.get(originalRow);
      const row = own === undefined ? undefined : first[own]!;
      const most =
        row === undefined
          ? undefined
          : search.order.reduce((sum, at) => sum + distances[at]!(columns[at]!.after.codes[row]!), 0);
      const { found } = search.nearest(distances, most);
      return [...found];
    },
  };
}

function membersOf(classOf: Uint32Array, sizes: Uint32Array): { start: Uint32Array; rows: Uint32Array } {
  const start = new Uint32Array(sizes.length + 1);
  for (let at = 0; at < sizes.length; at++) start[at + 1] = start[at]! + sizes[at]!;
  const next = start.slice(0, sizes.length);
  const rows = new Uint32Array(classOf.length);
  for (let row = 0; row < classOf.length; row++) rows[next[classOf[row]!]!++] = row;
  return { start, rows };
}
