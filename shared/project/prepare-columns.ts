/** The first step: every column is transformed, or compiled for a search that chooses its level. */
import { compileHierarchy, type Hierarchy } from '../deidentification/hierarchy.ts';
import type { ColumnRecipe, Recipe } from '../deidentification/recipe.ts';
import type { TechniqueTools, Transformed } from '../deidentification/technique/technique.ts';
import { transformTable } from '../deidentification/transform-table.ts';
import { AppError } from '../std/app-error.ts';
import type { Task } from '../std/task.ts';
import type { Column, Table } from '../table/table.ts';

/** A column on its way: already transformed, waiting for the search to choose its level, or left out. */
export type Prepared =
  | { readonly kind: 'done'; readonly transformed: Transformed }
  | { readonly kind: 'searched'; readonly column: Column; readonly hierarchy: Hierarchy }
  | { readonly kind: 'removed' };

/** By column name, in the order of the table. */
export type PreparedColumns = ReadonlyMap<string, Prepared>;

/** Only the `wanted` columns, where they are given. Throws what `compileHierarchy` and the techniques throw. */
export function prepareColumns(
  table: Table,
  recipe: Recipe,
  tools: TechniqueTools,
  task: Task,
  wanted: ReadonlySet<string> | null = null,
): PreparedColumns {
  const done = transformTable(table, recipe, tools, task, wanted);
  const prepared = new Map<string, Prepared>();
  for (const column of table.columns) {
    if (wanted !== null && !wanted.has(column.name)) continue;
    task.checkpoint();
    prepared.set(column.name, prepareColumn(column, recipe.columns[column.name]!, done));
  }
  return prepared;
}

function prepareColumn(
  column: Column,
  { technique }: ColumnRecipe,
  done: ReadonlyMap<string, Transformed | null>,
): Prepared {
  const transformed = done.get(column.name);
  if (transformed) return { kind: 'done', transformed };
  if (transformed === null) return { kind: 'removed' };
  // what is not transformed waits for the search: a generalization
  if (technique.type !== 'generalization') throw new AppError('internal', 'internal.unexpected', { name: 'prepare' });
  return { kind: 'searched', column, hierarchy: compileHierarchy(technique.hierarchy, column) };
}

/** A sensitive column as it will be released; `checkRecipe` has made sure that it is. */
export function releasedColumn(prepared: PreparedColumns, name: string): Column {
  const found = prepared.get(name);
  if (found?.kind !== 'done') throw new AppError('internal', 'internal.unexpected', { name: 'releasedColumn' });
  return found.transformed.column;
}

/** Number of levels of every column that the search decides. */
export function heightsOf(prepared: PreparedColumns): Record<string, number> {
  const heights: Record<string, number> = {};
  for (const [name, entry] of prepared) if (entry.kind === 'searched') heights[name] = entry.hierarchy.levels.length;
  return heights;
}
