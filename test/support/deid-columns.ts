import type { Column, Table } from '@shared/table/table.ts';
import { columnFrom } from './table.ts';

/** A column from its cells; null is a missing one. */
export const column = columnFrom;

export function table(columns: Readonly<Record<string, readonly (string | null)[]>>): Table {
  const made = Object.entries(columns).map(([name, cells]) => columnFrom(name, cells));
  return { rowCount: made[0]?.codes.length ?? 0, columns: made };
}

export function cells({ codes, values }: Column): (string | null)[] {
  return [...codes].map((code) => (code === 0 ? null : values[code]!));
}
