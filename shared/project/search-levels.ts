/** Global recoding: the search chooses one level for every generalized quasi-identifier. */
import type { ColumnRecipe, Recipe } from '../deidentification/recipe.ts';
import { findOptimum } from '../deidentification/search/find-optimum.ts';
import type { SearchAttribute, SearchPopulation } from '../deidentification/search/search-problem.ts';
import { generalize } from '../deidentification/technique/generalization.ts';
import type { Transformed } from '../deidentification/technique/technique.ts';
import type { Task } from '../std/task.ts';
import { columnOf, type Table } from '../table/table.ts';
import type { Decision } from './decision.ts';
import { type JoinedColumn, type PopulationTable, peopleOf } from './population.ts';
import { type Prepared, type PreparedColumns, releasedColumn } from './prepare-columns.ts';
import type { RecipeModels } from './recipe-models.ts';

export interface SearchInput {
  readonly table: Table;
  readonly recipe: Recipe;
  readonly quasiIdentifiers: readonly string[];
  readonly prepared: PreparedColumns;
  readonly models: RecipeModels;
  /** Where a model asks for it. */
  readonly population: { readonly people: PopulationTable; readonly joined: ReadonlyMap<string, JoinedColumn> } | null;
}

/** Throws what `findOptimum` throws. */
export function searchLevels(input: SearchInput, task: Task): Decision {
  const { table, recipe, quasiIdentifiers, prepared, models, population } = input;
  const attributes = quasiIdentifiers.map((name) =>
    withPopulation(
      searchAttribute(name, prepared.get(name)!, table, recipe.columns[name]!),
      population?.joined.get(name),
    ),
  );
  const sensitive = new Set(models.classModels.flatMap((model) => (model.sensitive === null ? [] : [model.sensitive])));
  const found = findOptimum(
    {
      rowCount: table.rowCount,
      attributes,
      sensitive: [...sensitive].map((name) => {
        const { codes, values } = releasedColumn(prepared, name);
        return { name, codes, valueCount: values.length };
      }),
      models: models.classModels,
      releaseModels: models.releaseModels,
      suppressionLimit: recipe.search.type === 'optimal' ? recipe.search.suppressionLimit : 0,
      quality: recipe.search.type === 'optimal' ? recipe.search.quality : 'loss',
      population: population && searchPopulation(quasiIdentifiers, population),
    },
    task,
  );
  const levels = levelsOf(recipe, quasiIdentifiers, prepared, found.levels);
  return {
    transformed: applyLevels(prepared, levels),
    levels,
    score: found.score,
    optimal: found.optimal,
    gap: found.score - found.lowerBound,
    suppressedRows: found.suppressedRows,
    nodes: found.nodes,
  };
}

function searchPopulation(
  quasiIdentifiers: readonly string[],
  { people, joined }: NonNullable<SearchInput['population']>,
): SearchPopulation {
  const { rowCount } = people.table;
  const codes = quasiIdentifiers.map((name) => joined.get(name)?.codes ?? new Uint32Array(rowCount));
  return { rowCount, codes, people: peopleOf(people) };
}

/** The attribute with a place for the values that only the population has. */
function withPopulation(attribute: SearchAttribute, joined: JoinedColumn | undefined): SearchAttribute {
  if (!joined) return attribute;
  const levels = attribute.levels.map(({ shares }, at) => {
    const { groups, shares: wider } = joined.levels[at]!;
    return { groups, shares: Float64Array.from(wider, (share, group) => shares[group] ?? share) };
  });
  return { ...attribute, levels };
}

export function searchAttribute(
  name: string,
  prepared: Prepared,
  table: Table,
  columnRecipe: ColumnRecipe,
): SearchAttribute {
  const choice = choiceOf(columnRecipe);
  if (prepared.kind === 'searched') {
    const { column, hierarchy } = prepared;
    return { name, codes: column.codes, levels: hierarchy.levels, leaves: hierarchy.leaves, ...choice };
  }
  if (prepared.kind === 'removed') {
    // One class, and everything lost: the share 1 of a domain of two.
    const only = { groups: Uint32Array.of(0), shares: Float64Array.of(1) };
    return { name, codes: new Uint32Array(table.rowCount), levels: [only], leaves: 2, ...choice };
  }
  const { column, loss } = prepared.transformed;
  const leaves = Math.max(2, columnOf(table, name)!.values.length - 1);
  const shares = loss.map((lost) => lost * (1 - 1 / leaves) + 1 / leaves);
  const groups = Uint32Array.from(loss, (_, code) => code);
  return { name, codes: column.codes, levels: [{ groups, shares }], leaves, ...choice };
}

/** What the recipe says of the search's choice for a column. */
export function choiceOf({
  technique,
  weight = 1,
}: ColumnRecipe): Pick<SearchAttribute, 'weight' | 'minLevel' | 'maxLevel'> {
  if (technique.type !== 'generalization' || technique.level !== undefined) return { weight };
  const { minLevel, maxLevel } = technique;
  return { weight, ...(minLevel === undefined ? {} : { minLevel }), ...(maxLevel === undefined ? {} : { maxLevel }) };
}

/** The level of every generalized column: chosen by the search, or fixed by the recipe. */
export function levelsOf(
  recipe: Recipe,
  quasiIdentifiers: readonly string[],
  prepared: PreparedColumns,
  chosen: readonly number[],
): Record<string, number> {
  const levels: Record<string, number> = {};
  for (const [name, { kind }] of prepared) {
    const { technique } = recipe.columns[name]!;
    if (kind === 'searched') levels[name] = chosen[quasiIdentifiers.indexOf(name)]!;
    else if (technique.type === 'generalization' && technique.level !== undefined) levels[name] = technique.level;
  }
  return levels;
}

function applyLevels(prepared: PreparedColumns, levels: Readonly<Record<string, number>>): Map<string, Transformed> {
  const transformed = new Map<string, Transformed>();
  for (const [name, entry] of prepared) {
    if (entry.kind === 'done') transformed.set(name, entry.transformed);
    else if (entry.kind === 'searched') transformed.set(name, generalize(entry.column, entry.hierarchy, levels[name]!));
  }
  return transformed;
}
