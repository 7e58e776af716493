import { describe, expect, it } from 'vitest';
import { mdavGroups } from '@shared/deidentification/technique/mdav.ts';
import { numberMatrix } from '@shared/deidentification/technique/number-matrix.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';

interface Expected {
  readonly dataset: string;
  readonly method: string;
  readonly aggr: number;
  readonly SSE: number;
  readonly SST: number;
  readonly IL_pct: number;
  readonly groups: number;
  readonly min_group: number;
  readonly max_group: number;
}

describe.skipIf(!hasReferenceData)('microaggregation by MDAV against sdcMicro', () => {
  const cases = hasReferenceData
    ? referenceJson<Record<string, Expected>>('golden/expected/microaggregation.json')
    : {};
  for (const [name, expected] of Object.entries(cases).filter(([, { method }]) => method === 'mdav')) {
    it(name, () => {
      const { coordinates, dimensions } = standardized(tableOf(expected.dataset));
      const groupOf = mdavGroups(coordinates, dimensions, expected.aggr, QUIET_TASK);
      const sizes = sizesOf(groupOf);
      expect(sizes.length).toBe(expected.groups);
      expect(Math.min(...sizes)).toBe(expected.min_group);
      expect(Math.max(...sizes)).toBe(expected.max_group);
      const within = withinSquares(coordinates, dimensions, groupOf);
      const all = withinSquares(coordinates, dimensions, new Int32Array(groupOf.length));
      expect(all).toBeCloseTo(expected.SST, 6);
      expect(within / all).toBeCloseTo(expected.IL_pct / 100, 9);
      expect(within).toBeCloseTo(expected.SSE, 6);
    });
  }
});

function tableOf(dataset: string): Table {
  if (dataset !== 'testdata_num') return referenceCsv(`golden/inputs/${dataset}.csv`);
  const table = referenceCsv('golden/inputs/testdata.csv');
  const columns = table.columns.filter(({ name }) => ['expend', 'income', 'savings'].includes(name));
  return { rowCount: table.rowCount, columns };
}

function standardized(table: Table): { coordinates: Float64Array; dimensions: number } {
  const { columns, rowCount } = numberMatrix(table.columns);
  const dimensions = columns.length;
  const coordinates = new Float64Array(rowCount * dimensions);
  columns.forEach(({ numbers, mean, deviation }, at) => {
    for (let row = 0; row < rowCount; row++) coordinates[row * dimensions + at] = (numbers[row]! - mean) / deviation;
  });
  return { coordinates, dimensions };
}

function sizesOf(groupOf: Int32Array): number[] {
  const sizes: number[] = [];
  for (const group of groupOf) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}

function withinSquares(coordinates: Float64Array, dimensions: number, groupOf: Int32Array): number {
  const sizes = sizesOf(groupOf);
  const means = new Float64Array(sizes.length * dimensions);
  const place = (row: number, at: number) => groupOf[row]! * dimensions + at;
  for (let row = 0; row < groupOf.length; row++)
    for (let at = 0; at < dimensions; at++)
      means[place(row, at)]! += coordinates[row * dimensions + at]! / sizes[groupOf[row]!]!;
  let sum = 0;
  for (let row = 0; row < groupOf.length; row++)
    for (let at = 0; at < dimensions; at++) sum += (coordinates[row * dimensions + at]! - means[place(row, at)]!) ** 2;
  return sum;
}
