/** What every k and every suppression limit would cost on a table, by the recipe's columns: one pass instead of a search for each. */
import { checkRecipe, quasiIdentifiersOf } from '../deidentification/read-recipe.ts';
import type { Recipe } from '../deidentification/recipe.ts';
import { computeTradeOff, type LatticePass } from '../deidentification/trade-off/compute-trade-off.ts';
import { TRADE_OFF_KS, type TradeOff } from '../deidentification/trade-off/trade-off.ts';
import type { Task } from '../std/task.ts';
import type { Table } from '../table/table.ts';
import { drawSample } from './draw-sample.ts';
import { prepareColumns } from './prepare-columns.ts';
import type { ProtectTools } from './protect.ts';
import { type RecipeModels, modelsOf } from './recipe-models.ts';
import { searchAttribute } from './search-levels.ts';

/**
 * Global recoding by the quality `loss`, whatever search and quality the recipe names. Models other than k-anonymity are left out and
 * named. Throws what `checkRecipe`, `compileHierarchy` and the techniques throw, `job.cancelled`.
 */
export function tradeOff(
  original: Table,
  recipe: Recipe,
  tools: Pick<ProtectTools, 'crypto' | 'pseudonymKey' | 'now'>,
  task: Task,
): TradeOff {
  const started = tools.now();
  const names = original.columns.map((column) => column.name);
  checkRecipe(recipe, names);
  const { table } = drawSample(original, recipe);
  const quasiIdentifiers = quasiIdentifiersOf(recipe, names);
  const techniqueTools = {
    seed: recipe.seed,
    pseudonymKey: tools.pseudonymKey,
    hmacSha256: tools.crypto.hmacSha256.bind(tools.crypto),
  };
  const needed = new Set([
    ...quasiIdentifiers,
    ...recipe.models.flatMap((model) => ('sensitive' in model ? [model.sensitive] : [])),
  ]);
  const prepared = prepareColumns(table, recipe, techniqueTools, task, needed);
  const attributes = quasiIdentifiers.map((name) =>
    searchAttribute(name, prepared.get(name)!, table, recipe.columns[name]!),
  );
  const chosen = recipe.models.flatMap((model) => (model.type === 'k-anonymity' ? [model.k] : []));
  const ks = [...new Set([...TRADE_OFF_KS, ...chosen])].sort((a, b) => a - b);
  const pass = computeTradeOff({ rowCount: table.rowCount, attributes, ks }, task);
  const searched = [...quasiIdentifiers.keys()].filter(
    (at) => prepared.get(quasiIdentifiers[at]!)!.kind === 'searched',
  );
  return {
    rowCount: table.rowCount,
    ks,
    chosenK: Math.max(...chosen, ks[0]!),
    columns: searched.map((at) => quasiIdentifiers[at]!),
    heights: searched.map((at) => attributes[at]!.levels.length),
    ...onlyColumns(pass, searched, attributes.length),
    modelsLeftOut: labelsLeftOut(modelsOf(recipe, prepared)),
    elapsedMs: tools.now() - started,
  };
}

/** Columns with nothing to choose have no level worth showing. */
function onlyColumns(pass: LatticePass, searched: readonly number[], width: number): LatticePass {
  const { points, frontiers } = pass;
  const levels = new Uint8Array(points.count * searched.length);
  for (let point = 0; point < points.count; point++)
    searched.forEach((at, index) => {
      levels[point * searched.length + index] = points.levels[point * width + at]!;
    });
  return {
    ...pass,
    points: { ...points, levels },
    frontiers: frontiers.map((nodes) =>
      nodes.map((node) => ({ ...node, levels: searched.map((at) => node.levels[at]!) })),
    ),
  };
}

function labelsLeftOut({ classModels, releaseModels, setModels }: RecipeModels): string[] {
  return [
    ...classModels.filter((model) => model.type !== 'k-anonymity').map((model) => model.label),
    ...releaseModels.map((model) => model.label),
    ...setModels.map((model) => model.type),
  ];
}
