import { createHmac } from 'node:crypto';
import type { Technique } from '@shared/deidentification/recipe.ts';
import type { TechniqueContext, Transformed } from '@shared/deidentification/technique/technique.ts';
import { transformColumns } from '@shared/deidentification/transform-column.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Column, Table } from '@shared/table/table.ts';
import { cells } from './deid-columns.ts';

export function contextFor(table: Table, changes: Partial<TechniqueContext> = {}): TechniqueContext {
  return {
    seed: 7,
    pseudonymKey: new Uint8Array(32).fill(1),
    hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
    table,
    releaseDigest: () => new Uint8Array(32).fill(9),
    task: QUIET_TASK,
    ...changes,
  };
}

/** A technique on the named columns of a table, as cells. */
export function transformed(
  table: Table,
  names: readonly string[],
  technique: Technique,
  changes: Partial<TechniqueContext> = {},
): { readonly columns: (string | null)[][]; readonly made: readonly Transformed[] } {
  const columns: Column[] = names.map((name) => table.columns.find((column) => column.name === name)!);
  const made = transformColumns(columns, technique, contextFor(table, changes)).map((one) => {
    if (!one) throw new Error('not released');
    return one;
  });
  return { columns: made.map(({ column }) => cells(column)), made };
}
