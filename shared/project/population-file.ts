import type { PopulationFile, Recipe } from '../deidentification/recipe.ts';
import { AppError } from '../std/app-error.ts';
import type { Table } from '../table/table.ts';
import type { PopulationTable } from './population.ts';

/**
 * The one population table that a recipe names, for its models and for the journalist's risk; null when it names none.
 * Throws `recipe.populations-differ` when it names several.
 */
export function populationFileOf(recipe: Recipe): PopulationFile | null {
  const known = recipe.risk.population;
  const files = [
    ...recipe.models.flatMap((model) => ('population' in model ? [model.population] : [])),
    ...(known?.type === 'file' ? [known] : []),
  ];
  const [first = null] = files;
  const isOther = (file: PopulationFile) =>
    file.path !== first?.path || file.delimiter !== first.delimiter || file.countColumn !== first.countColumn;
  if (files.some(isOther)) throw new AppError('input', 'recipe.populations-differ');
  return first;
}

/** The table for the file that a recipe names; null when it names none. Throws `recipe.population-missing`, `recipe.populations-differ`. */
export function populationOf(recipe: Recipe, table: Table | null): PopulationTable | null {
  const file = populationFileOf(recipe);
  if (!file) return null;
  if (!table) throw new AppError('input', 'recipe.population-missing');
  return { table, countColumn: file.countColumn };
}
