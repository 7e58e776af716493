import type { Column, Table } from '@shared/table/table.ts';

/** A column from its cells; null is a missing one. */
export function column(name: string, cells: readonly (string | null)[]): Column {
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

export function table(columns: Readonly<Record<string, readonly (string | null)[]>>): Table {
  const made = Object.entries(columns).map(([name, cells]) => column(name, cells));
  return { rowCount: made[0]?.codes.length ?? 0, columns: made };
}

export function cells({ codes, values }: Column): (string | null)[] {
  return [...codes].map((code) => (code === 0 ? null : values[code]!));
}
