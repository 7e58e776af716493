import type { Recipe } from '../deidentification/recipe.ts';
import { sampledRows } from '../deidentification/technique/sampling.ts';
import type { Table } from '../table/table.ts';

/** The records that the recipe's sampling draws, `rows` saying which; all of them, and null, without sampling. */
export function drawSample(table: Table, recipe: Recipe): { readonly table: Table; readonly rows: Uint32Array | null } {
  const sampling = recipe.table?.sampling;
  if (!sampling) return { table, rows: null };
  const rows = sampledRows(table.rowCount, sampling.fraction, recipe.seed);
  const columns = table.columns.map(({ name, values, codes }) => ({
    name,
    values,
    codes: rows.map((row) => codes[row]!),
  }));
  return { table: { rowCount: rows.length, columns }, rows };
}
