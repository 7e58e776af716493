import { parseHierarchyCsv } from './hierarchy/hierarchy-csv.ts';
import type { ColumnRecipe, Recipe, Technique } from './recipe.ts';

/**
 * Reads every hierarchy file and every table of postal codes that a recipe names and puts its rows in place: {type: 'file'}
 * becomes {type: 'table'}.
 */
export async function inlineHierarchies(recipe: Recipe, readText: (path: string) => Promise<string>): Promise<Recipe> {
  const columns: Record<string, ColumnRecipe> = {};
  for (const [name, column] of Object.entries(recipe.columns))
    columns[name] = { ...column, technique: await inlineTechnique(column.technique, readText) };
  return { ...recipe, columns };
}

async function inlineTechnique(technique: Technique, readText: (path: string) => Promise<string>): Promise<Technique> {
  const rowsOf = async ({ path, delimiter }: { path: string; delimiter?: string | undefined }) => ({
    type: 'table' as const,
    rows: parseHierarchyCsv(await readText(path), delimiter),
  });
  if (technique.type === 'generalization' && technique.hierarchy.type === 'file')
    return { ...technique, hierarchy: await rowsOf(technique.hierarchy) };
  if (technique.type === 'postal-code' && technique.population.type === 'file')
    return { ...technique, population: await rowsOf(technique.population) };
  return technique;
}
