import { quasiIdentifiersOf } from '../deidentification/read-recipe.ts';
import type { Recipe } from '../deidentification/recipe.ts';
import { isRandom } from '../deidentification/technique/keyed.ts';
import { type Column, columnOf, type Table } from '../table/table.ts';
import type { ProtectionReport } from './protection-report.ts';

type Warning = ProtectionReport['warnings'][number];

/** Cells longer than this on average are sentences, in which anything can stand. */
const FREE_TEXT_LENGTH = 40;
/** A seed below this can be tried out: whoever finds it takes the noise away. */
const GUESSABLE_SEEDS = 2 ** 40;

/** What a release does not protect against, in slugs that the face words. */
export function warningsOf(table: Table, release: Table, recipe: Recipe): Warning[] {
  const names = table.columns.map((column) => column.name);
  const warnings: Warning[] = [];
  const isPrivate = recipe.table?.aggregation?.differentialPrivacy !== undefined;
  if (recipe.models.length === 0 && !isPrivate) warnings.push({ code: 'protection.no-model' });
  if (quasiIdentifiersOf(recipe, names).length === 0) warnings.push({ code: 'protection.no-quasi-identifier' });
  if (table.rowCount > 0 && release.rowCount === 0) warnings.push({ code: 'protection.nothing-released' });
  if (recipe.seed < GUESSABLE_SEEDS && usesSeed(recipe, release)) warnings.push({ code: 'protection.guessable-seed' });
  if (isPrivate) warnings.push({ code: 'protection.drawn-anew' });
  // of a table of figures only the groups are released as they are
  const groups = recipe.table?.aggregation?.groupBy;
  for (const column of release.columns) {
    if (groups && !groups.includes(column.name)) continue;
    const { role, technique } = recipe.columns[column.name]!;
    if (technique.type === 'pseudonymization' && technique.scope !== 'release')
      warnings.push({ code: 'protection.pseudonym-links', column: column.name });
    if (role === 'direct-identifier' && technique.type !== 'pseudonymization')
      warnings.push({ code: 'protection.direct-identifier-remains', column: column.name });
    if (role === 'quasi-identifier' && (technique.type === 'noise' || technique.type === 'correlated-noise'))
      warnings.push({ code: 'protection.noise-on-quasi-identifier', column: column.name });
    const original = columnOf(table, column.name)!;
    if (technique.type === 'none' && isFreeText(original))
      warnings.push({ code: 'protection.free-text-released', column: column.name });
  }
  return warnings;
}

/** Whether somebody who finds the seed can undo something. */
function usesSeed(recipe: Recipe, release: Table): boolean {
  const isDrawn = release.columns.some(({ name }) => isRandom(recipe.columns[name]!.technique));
  return isDrawn || recipe.table?.sampling !== undefined;
}

function isFreeText(column: Column): boolean {
  if (column.values.length < 2) return false;
  const characters = column.values.reduce((sum, value) => sum + value.length, 0);
  return characters / (column.values.length - 1) > FREE_TEXT_LENGTH;
}
