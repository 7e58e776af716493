/** A table of results as a table of text, to be written as CSV. */
import type { TabulateResult } from '@shared/tabulation/tabulation.ts';
import { type Column, MISSING_CODE, type Table } from '@shared/table/table.ts';

/** What a spreadsheet runs as a formula when a cell starts with it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

export function isFormula(text: string): boolean {
  return FORMULA.test(text) && !NUMBER.test(text);
}

/** Results are read in spreadsheets and are no data to compute on: a leading apostrophe makes a formula text. */
export function withoutFormula(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** Columns: the groups, `count`, and the measure unless it is the count. A withheld figure is a missing cell. */
export function resultsTable(result: TabulateResult): Table {
  const { cells, groupBy, measure } = result;
  const number = (value: number | null) => (value === null ? null : String(value));
  const columns = groupBy.map((name, at) =>
    textColumn(
      withoutFormula(name),
      cells.map((cell) => (cell.group[at] == null ? null : withoutFormula(cell.group[at]!))),
    ),
  );
  columns.push(
    textColumn(
      'count',
      cells.map((cell) => number(cell.count)),
    ),
  );
  if (measure !== 'count')
    columns.push(
      textColumn(
        withoutFormula(measure),
        cells.map((cell) => number(cell.value)),
      ),
    );
  return { rowCount: cells.length, columns };
}

/** How many cells a spreadsheet would run, for a warning beside rows that are written unchanged. */
export function formulaCells(table: Table): number {
  let count = 0;
  for (const { codes, values } of table.columns) {
    const flags = Uint8Array.from(values, (text) => (isFormula(text) ? 1 : 0));
    if (flags.includes(1)) for (let row = 0; row < codes.length; row++) count += flags[codes[row]!]!;
  }
  return count;
}

function textColumn(name: string, cells: readonly (string | null)[]): Column {
  const values = [''];
  const codeOf = new Map<string, number>();
  const codes = Uint32Array.from(cells, (text) => {
    if (text === null) return MISSING_CODE;
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, values.length);
    return values.push(text) - 1;
  });
  return { name, codes, values };
}
