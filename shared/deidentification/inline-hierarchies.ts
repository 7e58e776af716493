import { parseHierarchyCsv } from './hierarchy/hierarchy-csv.ts';
import type { ColumnRecipe, Recipe } from './recipe.ts';

/** Reads every hierarchy file that a recipe names and puts its rows in place: {type: 'file'} becomes {type: 'table'}. */
export async function inlineHierarchies(recipe: Recipe, readText: (path: string) => Promise<string>): Promise<Recipe> {
  const columns: Record<string, ColumnRecipe> = {};
  for (const [name, column] of Object.entries(recipe.columns)) columns[name] = await inlineColumn(column, readText);
  return { ...recipe, columns };
}

async function inlineColumn(column: ColumnRecipe, readText: (path: string) => Promise<string>): Promise<ColumnRecipe> {
  const { technique } = column;
  if (technique.type !== 'generalization' || technique.hierarchy.type !== 'file') return column;
  const { path, delimiter } = technique.hierarchy;
  const rows = parseHierarchyCsv(await readText(path), delimiter);
  return { ...column, technique: { ...technique, hierarchy: { type: 'table', rows } } };
}
