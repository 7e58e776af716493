import { AppError } from '../../std/app-error.ts';
import type { HierarchyDomain } from './hierarchy-domain.ts';

/** Rows `value, level 1, level 2, ...`, as ARX writes them; every row the same length, every value once, no group without a name. */
export function tableDomain(rows: readonly (readonly string[])[], column: string): HierarchyDomain {
  const first = rows[0];
  if (!first) throw new AppError('input', 'hierarchy.empty', { column });
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    if (row.length !== first.length)
      throw new AppError('input', 'hierarchy.ragged', {
        column,
        row: index + 1,
        cells: row.length,
        expected: first.length,
      });
    if (seen.has(row[0]!)) throw new AppError('input', 'hierarchy.duplicate-value', { column, row: index + 1 });
    seen.add(row[0]!);
    // the empty cell may stay empty; for any other value an empty group would read as if nothing had stood there
    const gap = row.indexOf('', 1);
    if (gap > 0 && row[0] !== '') throw new AppError('input', 'hierarchy.gap', { column, row: index + 1, level: gap });
  });
  return {
    leaves: rows.map((row) => row[0]!),
    height: first.length,
    label: (leaf, level) => rows[leaf]![level]!,
  };
}
