/** IL1s and interval disclosure against sdcMicro, on its own microaggregated files made again. */
import { describe, expect, test } from 'vitest';
import { mdavGroups } from '@shared/deidentification/technique/mdav.ts';
import { intervalDisclosure } from '@shared/risk/linkage/interval-disclosure.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { numericLoss } from '@shared/utility/numeric-loss.ts';
import { type ReleasedColumn, releasedColumns } from '@shared/utility/released-column.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';
import { columnFrom } from '../../support/table.ts';

interface Expected {
  readonly dataset: string;
  readonly method: string;
  readonly aggr: number;
  readonly SSE: number;
  readonly SST: number;
  /** The un-averaged sum. */
  readonly IL1s: number;
  /** The mean. */
  readonly IL1old: number;
  readonly 'dRisk_0.05': number;
  readonly 'dRisk_0.01': number;
}

function numbersOf({ codes, values }: Table['columns'][number]): Float64Array {
  return Float64Array.from(codes, (code) => Number(values[code]));
}

function tableFrom(names: readonly string[], columns: readonly (readonly number[] | Float64Array)[]): Table {
  return {
    rowCount: columns[0]!.length,
    columns: names.map((name, at) => columnFrom(name, Array.from(columns[at]!, String))),
  };
}

function compared(original: Table, release: Table): { columns: ReleasedColumn[]; keptRows: Uint32Array } {
  const keptRows = Uint32Array.from({ length: original.rowCount }, (_, row) => row);
  return { columns: releasedColumns({ original, release, keptRows }), keptRows };
}

/** Means of the groups that MDAV makes of the standardized columns. */
function microaggregated(table: Table, k: number): Table {
  const numbers = table.columns.map(numbersOf);
  const dimensions = numbers.length;
  const coordinates = new Float64Array(table.rowCount * dimensions);
  numbers.forEach((column, at) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const sd = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (column.length - 1));
    column.forEach((value, row) => {
      coordinates[row * dimensions + at] = (value - mean) / sd;
    });
  });
  const groupOf = mdavGroups(coordinates, dimensions, k, QUIET_TASK);
  const names = table.columns.map(({ name }) => name);
  return tableFrom(
    names,
    numbers.map((column) => {
      const sums = new Map<number, { sum: number; count: number }>();
      column.forEach((value, row) => {
        const known = sums.get(groupOf[row]!) ?? { sum: 0, count: 0 };
        sums.set(groupOf[row]!, { sum: known.sum + value, count: known.count + 1 });
      });
      return column.map((_, row) => sums.get(groupOf[row]!)!.sum / sums.get(groupOf[row]!)!.count);
    }),
  );
}

describe.skipIf(!hasReferenceData)('sdcMicro', () => {
  const cases = hasReferenceData
    ? Object.entries(referenceJson<Record<string, Expected>>('golden/expected/microaggregation.json')).filter(
        ([, { method, dataset }]) => method === 'mdav' && dataset !== 'testdata_num',
      )
    : [];
  test.each(cases)('%s', (_, expected) => {
    const original = referenceCsv(`golden/inputs/${expected.dataset}.csv`);
    const { columns, keptRows } = compared(original, microaggregated(original, expected.aggr));
    const loss = numericLoss(columns)!;
    expect(loss.sse).toBeCloseTo(expected.SSE, 6);
    expect(loss.sst).toBeCloseTo(expected.SST, 6);
    expect(loss.il1sSum).toBeCloseTo(expected.IL1s, 6);
    expect(loss.il1sMean).toBeCloseTo(expected.IL1old, 9);
    const { joint } = intervalDisclosure(columns, keptRows)!;
    expect(joint.find(({ c }) => c === 0.05)!.share).toBeCloseTo(expected['dRisk_0.05'], 9);
    expect(joint.find(({ c }) => c === 0.01)!.share).toBeCloseTo(expected['dRisk_0.01'], 9);
  });

  test('IL1s of values that are one percent too large', () => {
    const expected = referenceJson<Record<string, Expected>>('golden/expected/utility.json')['mult1.01']!;
    const original = referenceCsv('golden/inputs/Tarragona.csv');
    const names = original.columns.map(({ name }) => name);
    const release = tableFrom(
      names,
      original.columns.map((column) => numbersOf(column).map((value) => value * 1.01)),
    );
    const loss = numericLoss(compared(original, release).columns)!;
    expect(loss.il1sSum).toBeCloseTo(expected.IL1s, 9);
    expect(loss.il1sMean).toBeCloseTo(expected.IL1old, 12);
  });
});
