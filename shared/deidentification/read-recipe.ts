/** Reading a recipe from an untrusted file, and holding it against the columns that are there. */
import * as v from 'valibot';
import { AppError } from '../std/app-error.ts';
import { type Bytes, toHex } from '../std/bytes.ts';
import { canonicalBytes, parseBoundedJson } from '../std/canonical-json.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import { checkModels } from './check-models.ts';
import { checkPrivateFigures } from './check-private-figures.ts';
import { checkColumn } from './check-column.ts';
import { Recipe } from './recipe.ts';

const LIMITS = { maxBytes: 64 * 2 ** 20, maxDepth: 16 };

/** Throws `recipe.invalid` with the path that is wrong, and what `parseBoundedJson` throws. */
export function parseRecipe(bytes: Bytes): Recipe {
  const parsed = v.safeParse(Recipe, parseBoundedJson(bytes, LIMITS));
  if (parsed.success) return parsed.output;
  throw new AppError('input', 'recipe.invalid', { where: v.getDotPath(parsed.issues[0]) ?? '' });
}

/** Lower-case hexadecimal SHA-256 of the recipe's canonical JSON (RFC 8785): equal for every spelling of the same recipe. */
export function recipeHash(recipe: Recipe, crypto: Pick<CryptoPort, 'sha256'>): string {
  return toHex(crypto.sha256(canonicalBytes(recipe)));
}

/**
 * Refuses a recipe that does not fit a table's columns. Throws `recipe.column-not-named`, `recipe.column-unknown`,
 * `recipe.table-column`, and what `checkColumn` and `checkModels` throw.
 */
export function checkRecipe(recipe: Recipe, columnNames: readonly string[]): void {
  const names = new Set(columnNames);
  const isNamed = (column: string) => Object.hasOwn(recipe.columns, column);
  const unnamed = columnNames.find((column) => !isNamed(column));
  if (unnamed !== undefined) throw new AppError('input', 'recipe.column-not-named', { column: unnamed });
  for (const [column, columnRecipe] of Object.entries(recipe.columns)) {
    if (!names.has(column)) throw new AppError('input', 'recipe.column-unknown', { column });
    checkColumn(column, columnRecipe, names);
  }
  checkTable(recipe);
  checkModels(recipe);
  checkPrivateFigures(recipe);
}

/** A table of figures is made of columns that would be released, each at most once among the groups. */
function checkTable(recipe: Recipe): void {
  const aggregation = recipe.table?.aggregation;
  if (!aggregation) return;
  const measured = aggregation.measures.flatMap((measure) => (measure.type === 'count' ? [] : [measure.column]));
  for (const column of [...aggregation.groupBy, ...measured]) {
    const technique = Object.hasOwn(recipe.columns, column) ? recipe.columns[column]!.technique.type : 'suppression';
    if (technique === 'suppression') throw new AppError('input', 'recipe.table-column', { column });
  }
}

/** The quasi-identifiers in the order of the table's columns, so that two spellings of a recipe give the same release. */
export function quasiIdentifiersOf(recipe: Recipe, columnNames: readonly string[]): string[] {
  return columnNames.filter((name) => recipe.columns[name]?.role === 'quasi-identifier');
}
