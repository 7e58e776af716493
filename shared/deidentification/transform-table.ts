/** All columns of a table but those that wait for a search, each with its technique; groups of columns together. */
import { AppError } from '../std/app-error.ts';
import type { Task } from '../std/task.ts';
import type { Column, Table } from '../table/table.ts';
import type { ColumnRecipe, Recipe, Technique } from './recipe.ts';
import { digestRelease } from './release-digest.ts';
import type { TechniqueContext, TechniqueTools, Transformed } from './technique/technique.ts';
import { transformColumns } from './transform-column.ts';

/** Whether a search chooses what becomes of the column. */
export function isSearched({ role, technique }: ColumnRecipe): boolean {
  return role === 'quasi-identifier' && technique.type === 'generalization' && technique.level === undefined;
}

/**
 * By name, in the order of the table; null for a column that is not released. With `wanted` only those columns, and what belongs to
 * their groups. Columns that `isSearched` are not in it. The recipe
 * names every column (`checkRecipe`). Throws what the techniques throw, and `recipe.group-differs` for columns of one group
 * with other parameters than its first.
 */
export function transformTable(
  table: Table,
  recipe: Recipe,
  tools: TechniqueTools,
  task: Task,
  wanted: ReadonlySet<string> | null = null,
): Map<string, Transformed | null> {
  const context: TechniqueContext = {
    ...tools,
    table,
    releaseDigest: () => digestRelease(table, recipe, tools),
    task,
  };
  const transformed = new Map<string, Transformed | null>();
  const groups = columnGroups(table, recipe).filter(
    ({ columns }) => wanted === null || columns.some(({ name }) => wanted.has(name)),
  );
  groups.forEach(({ columns, technique }, index) => {
    task.checkpoint();
    task.report({ phase: 'protect.transform', done: index, total: groups.length, unit: 'steps' });
    const done = transformColumns(columns, technique, context);
    columns.forEach((column, at) => {
      transformed.set(column.name, done[at]!);
    });
  });
  const order = table.columns.flatMap(({ name }) => (transformed.has(name) ? [name] : []));
  return new Map(order.map((name) => [name, transformed.get(name)!]));
}

interface ColumnGroup {
  readonly columns: Column[];
  readonly technique: Technique;
}

function columnGroups(table: Table, recipe: Recipe): ColumnGroup[] {
  const groups = new Map<string, ColumnGroup>();
  for (const column of table.columns) {
    const own = recipe.columns[column.name]!;
    if (isSearched(own)) continue;
    const { technique } = own;
    const group = 'group' in technique ? technique.group : undefined;
    const key = group === undefined ? `column ${column.name}` : `group ${technique.type} ${group}`;
    const found = groups.get(key);
    if (!found) groups.set(key, { columns: [column], technique });
    else if (JSON.stringify(sorted(found.technique)) !== JSON.stringify(sorted(technique)))
      throw new AppError('input', 'recipe.group-differs', { column: column.name, group: group ?? '' });
    else found.columns.push(column);
  }
  return [...groups.values()];
}

function sorted(technique: Technique): [string, unknown][] {
  return Object.entries(technique).sort(([a], [b]) => (a < b ? -1 : 1));
}
