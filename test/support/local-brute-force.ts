/** Written from the definitions, row against row: what the local methods are held against. */
import { type Column, SUPPRESSED } from '@shared/table/table.ts';

function isWildcard({ codes, values }: Column, row: number): boolean {
  return codes[row] === 0 || values[codes[row]!] === SUPPRESSED;
}

/** The least number of rows that a row matches, itself included, when missing and suppressed cells match everything. */
export function smallestWildcardMatch(columns: readonly Column[], rowCount: number): number {
  const classes = [...classesByText(columns, rowCount).values()];
  let smallest = Number.POSITIVE_INFINITY;
  for (const [row] of classes) {
    let matches = 0;
    for (const others of classes)
      if (columns.every((column) => isMatch(column, row!, others[0]!))) matches += others.length;
    smallest = Math.min(smallest, matches);
  }
  return smallest;
}

function isMatch(column: Column, row: number, other: number): boolean {
  return column.codes[row] === column.codes[other] || isWildcard(column, row) || isWildcard(column, other);
}

/** By the text of the released cells: how many rows have it. */
export function classesByText(
  columns: readonly Pick<Column, 'codes' | 'values'>[],
  rowCount: number,
): Map<string, number[]> {
  const classes = new Map<string, number[]>();
  for (let row = 0; row < rowCount; row++) {
    const key = JSON.stringify(columns.map(({ codes, values }) => (codes[row] === 0 ? null : values[codes[row]!])));
    const known = classes.get(key);
    if (known) known.push(row);
    else classes.set(key, [row]);
  }
  return classes;
}

/** The fewest cells that make every row match k rows, by trying every way; for a handful of cells. */
export function fewestCells(columns: readonly Column[], rowCount: number, k: number): number {
  const cells = columns.length * rowCount;
  let fewest = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 2 ** cells; mask++) {
    const size = mask.toString(2).replaceAll('0', '').length;
    if (size >= fewest) continue;
    const suppressed = columns.map((column, at) => ({
      ...column,
      codes: column.codes.map((code, row) => (mask & (1 << (at * rowCount + row)) ? 0 : code)),
    }));
    if (smallestWildcardMatch(suppressed, rowCount) >= k) fewest = size;
  }
  return fewest;
}
