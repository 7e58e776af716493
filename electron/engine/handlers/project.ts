import { dirname, resolve } from 'node:path';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { Context, HandlersOf } from '../context.ts';
import { readWholeRecipe, writeRecipeFile } from '../io/recipe-file.ts';

/** The work on a dataset, kept by the path of its file. */
export function projectHandlers({ clock, datasets, store }: Context): HandlersOf<'project'> {
  return {
    'project.save'({ dataset, project }) {
      store.projects.save(datasets.get(dataset).path, project, clock.now());
      return null;
    },
  };
}

export function recipeHandlers({ files }: Context): HandlersOf<'recipe'> {
  return {
    async 'recipe.read'({ file }) {
      const path = files.resolve(file, 'read');
      return grantPopulation(await readWholeRecipe(path), dirname(path), files);
    },
    async 'recipe.write'({ file, recipe }) {
      await writeRecipeFile(files.resolve(file, 'write'), recipe);
      return null;
    },
  };
}

/** The population table lies beside the recipe that the person chose; its path becomes absolute and may be read from now on. */
function grantPopulation(recipe: Recipe, folder: string, files: Context['files']): Recipe {
  const { population } = recipe.risk;
  if (population?.type !== 'file') return recipe;
  const path = resolve(folder, population.path);
  files.grant(path, 'read');
  return { ...recipe, risk: { ...recipe.risk, population: { ...population, path } } };
}
