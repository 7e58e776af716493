/**
 * A table in memory: columns of dictionary codes. Text is kept exactly as it stood in the file (leading zeros survive);
 * what type a column has is a reading of that text, never a conversion of it.
 *
 * `codes[row]` indexes `values`. Code 0 is reserved for a missing cell and `values[0]` is always ''. A cell whose text is
 * the empty string but which is not missing has its own code > 0 with `values[code] === ''`.
 * Codes lie in shared memory in the engine, so that worker threads read them without a copy; nobody writes them after
 * they were made.
 */
export const MISSING_CODE = 0;
/** How a suppressed cell is written in a release. */
export const SUPPRESSED = '*';

export interface Column {
  readonly name: string;
  readonly codes: Uint32Array<ArrayBufferLike>;
  readonly values: readonly string[];
}

export interface Table {
  readonly rowCount: number;
  readonly columns: readonly Column[];
}

export type ColumnType = 'integer' | 'number' | 'date' | 'datetime' | 'boolean' | 'string';

/** At most 24 bars; `label` is a value or a range such as '20-29'. */
export interface DistributionBar {
  readonly label: string;
  readonly count: number;
}

/** What is said of a column above the grid. Counts are rows. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly distinct: number;
  readonly missing: number;
  /** Cells that are the empty string and are not declared missing. */
  readonly empty: number;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly longest: number;
  readonly distribution: readonly DistributionBar[];
  /** 'range' bars are ordered intervals; 'frequency' bars are the most frequent values, the last may be 'other'. */
  readonly distributionKind: 'range' | 'frequency';
}

export function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The text of a cell, or null when it is missing. */
export function cell(column: Column, row: number): string | null {
  const code = column.codes[row] ?? MISSING_CODE;
  return code === MISSING_CODE ? null : (column.values[code] ?? '');
}
