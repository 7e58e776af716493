/** Every change of a recipe that the screen offers, as plain functions. */
import type { DatasetView, RoleSuggestion } from '@shared/contract/views.ts';
import type { ColumnRecipe, ModelSpec, Population, Recipe, Role, Technique } from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';

export const DEFAULT_K = 5;
export const DEFAULT_L = 2;
export const DEFAULT_SUPPRESSION_LIMIT = 0.05;
export const DEFAULT_RISK_THRESHOLD = 0.2;

/** Nothing is decided yet: a column without a role is refused by the engine, never released by accident. */
export function startRecipe(dataset: DatasetView, seed: number): Recipe {
  return {
    bulla: 'recipe/1',
    source: dataset.source,
    columns: {},
    models: [{ type: 'k-anonymity', k: DEFAULT_K }],
    search: { type: 'optimal', suppressionLimit: DEFAULT_SUPPRESSION_LIMIT, quality: 'loss' },
    risk: { threshold: DEFAULT_RISK_THRESHOLD },
    seed,
  };
}

export function columnOf(recipe: Recipe, name: string): ColumnRecipe | undefined {
  return Object.hasOwn(recipe.columns, name) ? recipe.columns[name] : undefined;
}

/** What protects a column of this role when nobody says otherwise. */
export function defaultTechnique(role: Role): Technique {
  if (role === 'direct-identifier') return { type: 'suppression' };
  if (role === 'quasi-identifier') return { type: 'generalization', hierarchy: { type: 'automatic' } };
  return { type: 'none' };
}

export function setColumn(recipe: Recipe, name: string, column: ColumnRecipe): Recipe {
  return withModelsChecked({ ...recipe, columns: withEntry(recipe.columns, name, column) });
}

/** A new role brings its usual technique. */
export function setRole(recipe: Recipe, name: string, role: Role): Recipe {
  if (columnOf(recipe, name)?.role === role) return recipe;
  return setColumn(recipe, name, { role, technique: defaultTechnique(role) });
}

export function setTechnique(recipe: Recipe, name: string, technique: Technique): Recipe {
  const column = columnOf(recipe, name);
  return column ? setColumn(recipe, name, { ...column, technique }) : recipe;
}

/** Takes over the suggestions for the given columns. */
export function acceptSuggestions(recipe: Recipe, suggestions: readonly RoleSuggestion[]): Recipe {
  let columns = recipe.columns;
  for (const { column, role, technique } of suggestions) columns = withEntry(columns, column, { role, technique });
  return withModelsChecked({ ...recipe, columns });
}

export function undecided(recipe: Recipe, columns: readonly Pick<ColumnProfile, 'name'>[]): readonly string[] {
  return columns.filter((column) => columnOf(recipe, column.name) === undefined).map((column) => column.name);
}

export function columnsWithRole(recipe: Recipe, role: Role): readonly string[] {
  return Object.keys(recipe.columns).filter((name) => columnOf(recipe, name)?.role === role);
}

export function kOf(recipe: Recipe): number | null {
  for (const model of recipe.models) if (model.type === 'k-anonymity') return model.k;
  return null;
}

/** Null leaves the model out. */
export function setK(recipe: Recipe, k: number | null): Recipe {
  const others = recipe.models.filter((model) => model.type !== 'k-anonymity');
  return { ...recipe, models: k === null ? others : [{ type: 'k-anonymity', k }, ...others] };
}

export type DiversityModel = Extract<ModelSpec, { type: 'distinct-l-diversity' }>;

export function diversityModels(recipe: Recipe): readonly DiversityModel[] {
  return recipe.models.filter((model) => model.type === 'distinct-l-diversity');
}

/** Null leaves the model for this column out. */
export function setDiversity(recipe: Recipe, sensitive: string, l: number | null): Recipe {
  const existing = diversityModels(recipe).some((model) => model.sensitive === sensitive);
  if (l === null) return { ...recipe, models: recipe.models.filter((model) => !isDiversityOf(model, sensitive)) };
  const model: DiversityModel = { type: 'distinct-l-diversity', l, sensitive };
  if (!existing) return { ...recipe, models: [...recipe.models, model] };
  return { ...recipe, models: recipe.models.map((other) => (isDiversityOf(other, sensitive) ? model : other)) };
}

export function setSuppressionLimit(recipe: Recipe, suppressionLimit: number): Recipe {
  return recipe.search.type === 'optimal' ? { ...recipe, search: { ...recipe.search, suppressionLimit } } : recipe;
}

export function setRiskThreshold(recipe: Recipe, threshold: number): Recipe {
  return { ...recipe, risk: { ...recipe.risk, threshold } };
}

export type PopulationFile = Extract<Population, { type: 'file' }>;

/** Null: nothing is known of the population. */
export function setPopulation(recipe: Recipe, population: Population | null): Recipe {
  const { threshold } = recipe.risk;
  return { ...recipe, risk: population === null ? { threshold } : { threshold, population } };
}

/** Null: one line of the population table is one person. */
export function setCountColumn(recipe: Recipe, countColumn: string | null): Recipe {
  const { population } = recipe.risk;
  if (population?.type !== 'file') return recipe;
  const { countColumn: _, ...table } = population;
  return setPopulation(recipe, countColumn === null ? table : { ...table, countColumn });
}

/** Fits a recipe to a dataset: columns that are not there are left out, and the source is that of the reading. */
export function fitRecipe(recipe: Recipe, dataset: DatasetView): Recipe {
  const names = new Set(dataset.columns.map((column) => column.name));
  const columns = Object.fromEntries(Object.entries(recipe.columns).filter(([name]) => names.has(name)));
  return withModelsChecked({ ...recipe, source: dataset.source, columns });
}

/** What stands between the recipe and a preview, in words; empty when it can be run. */
export function obstacles(recipe: Recipe, columns: readonly Pick<ColumnProfile, 'name'>[]): readonly string[] {
  const found: string[] = [];
  const open = undecided(recipe, columns).length;
  if (open > 0) found.push(open === 1 ? '1 column has no role yet' : `${open} columns have no role yet`);
  return found;
}

function isDiversityOf(model: ModelSpec, sensitive: string): boolean {
  return model.type === 'distinct-l-diversity' && model.sensitive === sensitive;
}

/** A model about a column that is no longer sensitive means nothing. */
function withModelsChecked(recipe: Recipe): Recipe {
  const models = recipe.models.filter(
    (model) => model.type !== 'distinct-l-diversity' || columnOf(recipe, model.sensitive)?.role === 'sensitive',
  );
  return models.length === recipe.models.length ? recipe : { ...recipe, models };
}

/** Spreading an object keeps an own key such as `__proto__` apart from the prototype only through defineProperty. */
function withEntry(columns: Recipe['columns'], name: string, column: ColumnRecipe): Recipe['columns'] {
  return Object.fromEntries([...Object.entries(columns).filter(([other]) => other !== name), [name, column]]);
}
