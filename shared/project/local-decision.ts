import type { Recipe } from '../deidentification/recipe.ts';
import type { Transformed } from '../deidentification/technique/technique.ts';
import { AppError } from '../std/app-error.ts';
import type { Decision } from './decision.ts';
import { populationFileOf } from './population-file.ts';
import type { RecipeModels } from './recipe-models.ts';
import type { SearchInput } from './search-levels.ts';

/**
 * Cells of one column differ in their level, so a population cannot be written as the release is and its people cannot be counted
 * by class (`checkModels` refuses the models that need it). Local suppression knows k-anonymity only. Throws `recipe.local-model`, `recipe.local-population`.
 */
export function refuseForLocal(recipe: Recipe, { classModels, releaseModels }: RecipeModels): void {
  const refused =
    recipe.search.type === 'local-suppression'
      ? [...classModels, ...releaseModels].find((model) => model.type !== 'k-anonymity')
      : undefined;
  if (refused) throw new AppError('input', 'recipe.local-model', { model: refused.type });
  if (populationFileOf(recipe)) throw new AppError('input', 'recipe.local-population');
}

/**
 * The decision that keeps every row, with `recoded` for the quasi-identifiers. `isStrict`: classes of equal cells satisfy the models,
 * otherwise only with suppressed cells as wildcards.
 */
export function localDecision(input: SearchInput, recoded: readonly Transformed[], isStrict: boolean): Decision {
  const { recipe, quasiIdentifiers, prepared } = input;
  const byName = new Map(recoded.map((done) => [done.column.name, done]));
  const transformed = new Map<string, Transformed>();
  for (const [name, entry] of prepared) {
    const done = byName.get(name) ?? (entry.kind === 'done' ? entry.transformed : null);
    if (done) transformed.set(name, done);
  }
  const score = scoreOf(recipe, quasiIdentifiers, byName);
  return {
    transformed,
    levels: fixedLevels(input),
    score,
    optimal: false,
    gap: score,
    suppressedRows: 0,
    keepsFailingRows: !isStrict,
    nodes: { total: 0, evaluated: 0 },
  };
}

/** A column whose cells differ in their level has none. */
function fixedLevels({ recipe, prepared }: SearchInput): Record<string, number> {
  const levels: Record<string, number> = {};
  for (const [name, { kind }] of prepared) {
    const { technique } = recipe.columns[name]!;
    if (kind === 'done' && technique.type === 'generalization' && technique.level !== undefined)
      levels[name] = technique.level;
  }
  return levels;
}

/** The quality `loss` (deidentification/search/loss.ts) of cells that differ in their level: the mean loss of a column's cells. */
function scoreOf(
  recipe: Recipe,
  quasiIdentifiers: readonly string[],
  columns: ReadonlyMap<string, Transformed>,
): number {
  let sum = 0;
  let weights = 0;
  for (const name of quasiIdentifiers) {
    const { weight = 1 } = recipe.columns[name]!;
    weights += weight;
    sum += weight * Math.log1p(meanLoss(columns.get(name)));
  }
  return weights === 0 ? 0 : Math.expm1(sum / weights);
}

/** 1 for a column that is not released. */
function meanLoss(done: Transformed | undefined): number {
  if (!done) return 1;
  const { codes } = done.column;
  let sum = 0;
  for (let row = 0; row < codes.length; row++) sum += done.loss[codes[row]!]!;
  return codes.length === 0 ? 0 : sum / codes.length;
}
