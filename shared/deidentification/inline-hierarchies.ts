import { parseHierarchyCsv } from './hierarchy/hierarchy-csv.ts';
import type { ColumnRecipe, HierarchySpec, ModelSpec, Recipe, Technique } from './recipe.ts';

type ReadText = (path: string) => Promise<string>;

/**
 * Reads every hierarchy file and every table of postal codes that a recipe names and puts its rows in place: {type: 'file'}
 * becomes {type: 'table'}.
 */
export async function inlineHierarchies(recipe: Recipe, readText: ReadText): Promise<Recipe> {
  const columns: Record<string, ColumnRecipe> = {};
  for (const [name, column] of Object.entries(recipe.columns))
    columns[name] = { ...column, technique: await inlineTechnique(column.technique, readText) };
  const models: ModelSpec[] = [];
  for (const model of recipe.models)
    models.push(
      model.type === 't-closeness' && model.hierarchy
        ? { ...model, hierarchy: await inlineHierarchy(model.hierarchy, readText) }
        : model,
    );
  return { ...recipe, columns, models };
}

async function inlineTechnique(technique: Technique, readText: ReadText): Promise<Technique> {
  if (technique.type === 'generalization')
    return { ...technique, hierarchy: await inlineHierarchy(technique.hierarchy, readText) };
  if (technique.type === 'postal-code' && technique.population.type === 'file')
    return { ...technique, population: await tableOf(technique.population, readText) };
  return technique;
}

async function inlineHierarchy(hierarchy: HierarchySpec, readText: ReadText): Promise<HierarchySpec> {
  return hierarchy.type === 'file' ? tableOf(hierarchy, readText) : hierarchy;
}

async function tableOf(
  { path, delimiter }: { readonly path: string; readonly delimiter?: string | undefined },
  readText: ReadText,
): Promise<{ type: 'table'; rows: string[][] }> {
  return { type: 'table', rows: parseHierarchyCsv(await readText(path), delimiter) };
}
