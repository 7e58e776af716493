/** A bounded part of a release and its original, chosen by seed, so that a measure costs the same for a million records. */
import { seededRandom } from '../std/seeded-random.ts';
import type { Column, Table } from '../table/table.ts';
import type { ReleasePair } from './released-column.ts';

export interface SampledPair extends ReleasePair {
  readonly isSampled: boolean;
}

/** At most `limit` rows of the original, and the released rows that were made from those. */
export function sampleRelease(pair: ReleasePair, limit: number, seed: number): SampledPair {
  const { original, release, keptRows } = pair;
  if (original.rowCount <= limit) return { ...pair, isSampled: false };
  const rows = sampleRows(original.rowCount, limit, seed, 'sample-release');
  const placeOf = new Int32Array(original.rowCount).fill(-1);
  rows.forEach((row, at) => {
    placeOf[row] = at;
  });
  const released: number[] = [];
  for (let row = 0; row < keptRows.length; row++) if (placeOf[keptRows[row]!]! >= 0) released.push(row);
  const releasedRows = Uint32Array.from(released);
  return {
    original: rowsOf(original, rows),
    release: rowsOf(release, releasedRows),
    keptRows: releasedRows.map((row) => placeOf[keptRows[row]!]!),
    isSampled: true,
  };
}

/** `count` of the rows 0..rowCount-1 in rising order, all equally likely (Knuth's algorithm S). */
export function sampleRows(rowCount: number, count: number, seed: number, label: string): Uint32Array<ArrayBuffer> {
  const wanted = Math.min(count, rowCount);
  const rows = new Uint32Array(wanted);
  if (wanted === rowCount) return rows.map((_, at) => at);
  const random = seededRandom(seed, label);
  for (let row = 0, taken = 0; taken < wanted; row++) {
    if (random.next() * (rowCount - row) < wanted - taken) rows[taken++] = row;
  }
  return rows;
}

/** Some rows of a table, with dictionaries of what occurs in them only. */
export function rowsOf(table: Table, rows: Uint32Array): Table {
  return { rowCount: rows.length, columns: table.columns.map((column) => cellsOf(column, rows)) };
}

function cellsOf(column: Column, rows: Uint32Array): Column {
  const newCode = new Int32Array(column.values.length).fill(-1);
  newCode[0] = 0;
  const values = [''];
  const codes = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const code = column.codes[rows[at]!]!;
    let found = newCode[code]!;
    if (found < 0) {
      found = newCode[code] = values.length;
      values.push(column.values[code]!);
    }
    codes[at] = found;
  }
  return { name: column.name, codes, values };
}
