/** Aggregation (ISO/IEC 20889): a table of counts, sums and means of the records, instead of the records. */
import type { Aggregation } from '../deidentification/technique-spec.ts';
import { columnOf, type Column, type Table } from '../table/table.ts';
import { tabulate } from '../tabulation/tabulate.ts';
import type { TabulateResult } from '../tabulation/tabulation.ts';
import type { MadeRelease } from './make-release.ts';
import { keepRows } from './release-table.ts';

export interface AggregatedRelease {
  /** One row a cell, in the order of the groups' values; a withheld figure is missing. */
  readonly table: Table;
  /** The records behind the cells whose count is shown, for measuring what the table tells: the keys are the groups. */
  readonly behind: MadeRelease;
}

/** Throws what `tabulate` throws. */
export function aggregateRelease(made: MadeRelease, spec: Aggregation): AggregatedRelease {
  const { groupBy, measures, minimumCellSize } = spec;
  const figures = (measure: Aggregation['measures'][number]) =>
    tabulate(made.release, { groupBy, measure, filters: [] }, minimumCellSize);
  const counted = figures({ type: 'count' });
  const columns = groupBy.map((name, at) =>
    columnFrom(
      name,
      counted.cells.map(({ group }) => group[at]!),
    ),
  );
  for (const measure of measures) {
    const result = measure.type === 'count' ? counted : figures(measure);
    const figureOf = new Map(result.cells.map((cell) => [keyOf(cell.group), figure(cell, measure.type)]));
    columns.push(
      columnFrom(
        freeName(result.measure, columns),
        counted.cells.map(({ group }) => figureOf.get(keyOf(group)) ?? null),
      ),
    );
  }
  return { table: { rowCount: counted.cells.length, columns }, behind: recordsBehind(made, groupBy, counted) };
}

function figure(cell: TabulateResult['cells'][number], type: string): string | null {
  const value = type === 'count' ? cell.count : cell.value;
  // twelve digits: more are errors of the summation
  return value === null ? null : String(Number(value.toPrecision(12)));
}

function recordsBehind(made: MadeRelease, groupBy: readonly string[], counted: TabulateResult): MadeRelease {
  const { release, cellLoss } = made;
  const shown = new Set(counted.cells.flatMap(({ group, count }) => (count === null ? [] : [keyOf(group)])));
  const grouping = groupBy.map((name) => columnOf(release, name)!);
  const rows = Uint32Array.from({ length: release.rowCount }, (_, row) => row).filter((row) =>
    shown.has(keyOf(grouping.map(({ codes, values }) => (codes[row] === 0 ? null : values[codes[row]!]!)))),
  );
  const kept = release.columns.map((column) => keepRows(column, cellLoss.get(column.name)!, rows));
  return {
    release: { rowCount: rows.length, columns: kept.map(({ column }) => column) },
    keptRows: rows.map((row) => made.keptRows[row]!),
    cellLoss: new Map(kept.map(({ column, loss }) => [column.name, loss])),
    keys: groupBy,
  };
}

function keyOf(group: readonly (string | null)[]): string {
  return JSON.stringify(group);
}

export function freeName(wanted: string, columns: readonly Column[]): string {
  return columns.some(({ name }) => name === wanted) ? freeName(`${wanted} `, columns) : wanted;
}

export function columnFrom(name: string, cells: readonly (string | null)[]): Column {
  const values = [''];
  const codeOf = new Map<string, number>();
  const codes = Uint32Array.from(cells, (text) => {
    if (text === null) return 0;
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, values.length);
    return values.push(text) - 1;
  });
  return { name, values, codes };
}
