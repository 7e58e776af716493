import { describe, expect, test } from 'vitest';
import { intervalDisclosure } from '@shared/risk/linkage/interval-disclosure.ts';
import { releasedColumns } from '@shared/utility/released-column.ts';
import type { Table } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';
import { columnFrom } from '../../support/table.ts';

interface Expected {
  readonly 'dRisk_0.05': number;
  readonly 'dRisk_0.01': number;
  readonly 'dRisk_0.1': number;
}

function changed(table: Table, change: (value: number) => number): Table {
  return {
    rowCount: table.rowCount,
    columns: table.columns.map((column) =>
      columnFrom(
        column.name,
        Array.from(column.codes, (code) => String(change(Number(column.values[code])))),
      ),
    ),
  };
}

/** As R rounds: a half goes to the even number. (The reference file calls it round100.) */
function roundedToThousands(value: number): number {
  const down = Math.floor(value / 1000);
  const rest = value - down * 1000;
  return (rest > 500 || (rest === 500 && down % 2 !== 0) ? down + 1 : down) * 1000;
}

describe.skipIf(!hasReferenceData)('interval disclosure of sdcMicro', () => {
  const expected = referenceJson<Record<string, Expected>>('golden/expected/utility.json');
  const original = referenceCsv('golden/inputs/Tarragona.csv');
  const keptRows = Uint32Array.from({ length: original.rowCount }, (_, row) => row);

  test.each([
    ['round100', roundedToThousands],
    ['mult1.01', (value: number) => value * 1.01],
  ])('%s', (name, change) => {
    const columns = releasedColumns({ original, release: changed(original, change), keptRows });
    const { joint } = intervalDisclosure(columns, keptRows)!;
    expect(joint[0]!.share).toBeCloseTo(expected[name]!['dRisk_0.01'], 12);
    expect(joint[1]!.share).toBeCloseTo(expected[name]!['dRisk_0.05'], 12);
    expect(joint[2]!.share).toBeCloseTo(expected[name]!['dRisk_0.1'], 12);
  });
});
