import { parseHierarchyCsv } from './hierarchy/hierarchy-csv.ts';
import type { ColumnRecipe, HierarchySpec, ModelSpec, Recipe } from './recipe.ts';

type ReadText = (path: string) => Promise<string>;

/** Reads every hierarchy file that a recipe names and puts its rows in place: {type: 'file'} becomes {type: 'table'}. */
export async function inlineHierarchies(recipe: Recipe, readText: ReadText): Promise<Recipe> {
  const columns: Record<string, ColumnRecipe> = {};
  for (const [name, column] of Object.entries(recipe.columns)) columns[name] = await inlineColumn(column, readText);
  const models: ModelSpec[] = [];
  for (const model of recipe.models)
    models.push(
      model.type === 't-closeness' && model.hierarchy
        ? { ...model, hierarchy: await inlineHierarchy(model.hierarchy, readText) }
        : model,
    );
  return { ...recipe, columns, models };
}

async function inlineColumn(column: ColumnRecipe, readText: ReadText): Promise<ColumnRecipe> {
  const { technique } = column;
  if (technique.type !== 'generalization') return column;
  return { ...column, technique: { ...technique, hierarchy: await inlineHierarchy(technique.hierarchy, readText) } };
}

async function inlineHierarchy(hierarchy: HierarchySpec, readText: ReadText): Promise<HierarchySpec> {
  if (hierarchy.type !== 'file') return hierarchy;
  return { type: 'table', rows: parseHierarchyCsv(await readText(hierarchy.path), hierarchy.delimiter) };
}
