/** Small tables for tests: rows of text, null for a missing cell. */
import type { Column, Table } from '@shared/table/table.ts';

export function tableOf(names: readonly string[], rows: readonly (readonly (string | null)[])[]): Table {
  return {
    rowCount: rows.length,
    columns: names.map((name, at) =>
      columnFrom(
        name,
        rows.map((row) => row[at] ?? null),
      ),
    ),
  };
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
  return { name, codes, values };
}
