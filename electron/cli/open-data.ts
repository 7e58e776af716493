import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { DatasetView } from '@shared/contract/views.ts';
import type { Bench } from './bench.ts';

/** The one dataset of a command. */
export const DATASET = 'cli';

/** Reads the recipe with its hierarchies, then the data as the recipe's `source` says. */
export async function openWithRecipe(
  bench: Bench,
  path: string,
  recipePath: string,
): Promise<{ data: DatasetView; recipe: Recipe }> {
  const recipe = await bench.call('recipe.read', { file: await bench.reading(recipePath) });
  const data = await bench.call('dataset.open', {
    file: await bench.reading(path),
    dataset: DATASET,
    source: recipe.source,
  });
  return { data, recipe };
}
