import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { Context, HandlersOf } from '../context.ts';
import { namedBesides, readWholeRecipe, writeRecipeFile } from '../io/recipe-file.ts';

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
      return grantPopulation(await readWholeRecipe(path), path, files);
    },
    async 'recipe.write'({ file, recipe }) {
      await writeRecipeFile(files.resolve(file, 'write'), recipe);
      return null;
    },
  };
}

/** The population table lies beside the recipe that the person chose; its path becomes absolute and may be read from now on. */
function grantPopulation(recipe: Recipe, recipePath: string, files: Context['files']): Recipe {
  const { population } = recipe.risk;
  if (population?.type !== 'file') return recipe;
  const path = namedBesides(recipePath, population.path);
  files.grant(path, 'read');
  return { ...recipe, risk: { ...recipe.risk, population: { ...population, path } } };
}
