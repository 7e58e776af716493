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
    'recipe.read': ({ file }) => readWholeRecipe(files.resolve(file, 'read')),
    async 'recipe.write'({ file, recipe }) {
      await writeRecipeFile(files.resolve(file, 'write'), recipe);
      return null;
    },
  };
}
