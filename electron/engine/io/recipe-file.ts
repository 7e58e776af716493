/** Recipes on disk. A recipe is chosen by the person, so the hierarchy files that it names may lie anywhere, within bounds. */
import { basename, dirname, resolve } from 'node:path';
import { inlineHierarchies } from '@shared/deidentification/inline-hierarchies.ts';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { AppError, type ErrorData } from '@shared/std/app-error.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { writeFileAtomic } from './atomic-write.ts';
import { blockDecoder, detectEncoding } from './csv-encoding.ts';
import { readSmallFile } from './source-file.ts';

const MAX_RECIPE_BYTES = 64 * 2 ** 20;
const MAX_HIERARCHY_BYTES = 64 * 2 ** 20;

/** The recipe as it stands in the file. Throws `file.*`, `json.*`, `text.not-utf8`, `recipe.invalid`, each with the file's name. */
export async function readRecipeFile(path: string): Promise<Recipe> {
  const bytes = await readSmallFile(path, MAX_RECIPE_BYTES);
  return naming(path, () => parseRecipe(withoutMark(bytes)));
}

/** The recipe with its hierarchy files, found from the recipe's folder, as inline tables. */
export async function readWholeRecipe(path: string): Promise<Recipe> {
  const recipe = await readRecipeFile(path);
  let reading = path;
  const inlined = inlineHierarchies(recipe, (named) => {
    reading = namedBesides(path, named);
    return readHierarchyFile(reading);
  });
  return naming(
    () => reading,
    () => inlined,
  );
}

/**
 * The path of a file that a recipe names, from the recipe's folder. A recipe may come from a stranger: one that names a place on a
 * network (`\\\\server\\share`, `//server/share`) would make this computer call there. Throws `recipe.network-path`.
 */
export function namedBesides(recipePath: string, named: string): string {
  if (/^[\\/]{2}/.test(named)) throw new AppError('input', 'recipe.network-path', { file: basename(recipePath) });
  return resolve(dirname(recipePath), named);
}

export async function writeRecipeFile(path: string, recipe: Recipe): Promise<void> {
  await writeFileAtomic(path, [utf8(`${JSON.stringify(recipe, null, 2)}\n`)]);
}

/** The text of a hierarchy file, in any encoding that a dataset may have. Throws `file.*`, `csv.encoding`. */
export async function readHierarchyFile(path: string): Promise<string> {
  const bytes = await readSmallFile(path, MAX_HIERARCHY_BYTES);
  const { encoding } = detectEncoding(bytes);
  const text = blockDecoder(encoding)(bytes, true);
  if (text === null) throw new AppError('input', 'csv.encoding', { file: basename(path), encoding, row: 1 });
  return text;
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Adds the file's name to an error that does not say where it happened. */
async function naming<Result>(path: string | (() => string), work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { category, code, params }: ErrorData = error;
    throw new AppError(category, code, { file: basename(typeof path === 'string' ? path : path()), ...params });
  }
}
