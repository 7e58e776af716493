import type { Column } from '../table/table.ts';

/**
 * The kept rows of a column, in their order, with a dictionary of only what occurs in them: a value that stood in removed rows
 * alone must not travel along. `loss` follows the codes.
 */
export function keepRows(
  column: Column,
  loss: Float64Array,
  keptRows: Uint32Array,
): { readonly column: Column; readonly loss: Float64Array } {
  const newCode = new Int32Array(column.values.length).fill(-1);
  newCode[0] = 0;
  const values = [''];
  const losses = [loss[0] ?? 0];
  const codes = new Uint32Array(keptRows.length);
  for (let row = 0; row < codes.length; row++) {
    const code = column.codes[keptRows[row]!]!;
    let found = newCode[code]!;
    if (found < 0) {
      found = newCode[code] = values.length;
      values.push(column.values[code]!);
      losses.push(loss[code]!);
    }
    codes[row] = found;
  }
  return { column: { name: column.name, codes, values }, loss: Float64Array.from(losses) };
}
