import type { PopulationFile, Recipe } from '@shared/deidentification/recipe.ts';
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
      return grantPopulations(await readWholeRecipe(path), path, files);
    },
    async 'recipe.write'({ file, recipe }) {
      await writeRecipeFile(files.resolve(file, 'write'), recipe);
      return null;
    },
  };
}

/**
 * The population tables of the models and of the risk lie beside the recipe that the person chose; their paths become absolute and
 * may be read from now on.
 */
function grantPopulations(recipe: Recipe, recipePath: string, files: Context['files']): Recipe {
  const granted = (file: PopulationFile): PopulationFile => {
    const path = namedBesides(recipePath, file.path);
    files.grant(path, 'read');
    return { ...file, path };
  };
  const { population } = recipe.risk;
  return {
    ...recipe,
    models: recipe.models.map((model) =>
      'population' in model ? { ...model, population: granted(model.population) } : model,
    ),
    risk: population?.type === 'file' ? { ...recipe.risk, population: granted(population) } : recipe.risk,
  };
}
