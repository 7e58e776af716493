/** Every change of a recipe that the screen offers, as plain functions. */
import type { DatasetView, RoleSuggestion } from '@shared/contract/views.ts';
import type {
  ColumnRecipe,
  Population,
  PopulationFile,
  Recipe,
  Role,
  Technique,
} from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';

export const DEFAULT_K = 5;
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

export function setRiskThreshold(recipe: Recipe, threshold: number): Recipe {
  return { ...recipe, risk: { ...recipe.risk, threshold } };
}

/** Null: nothing is known of the population. */
export function setPopulation(recipe: Recipe, population: Population | null): Recipe {
  const { population: _, ...others } = recipe.risk;
  return { ...recipe, risk: population === null ? others : { ...others, population } };
}

/** A recipe has one population table: the measures and all models that count people use it. */
export function setPopulationTable(recipe: Recipe, table: PopulationFile): Recipe {
  const models = recipe.models.map((model) => ('population' in model ? { ...model, population: table } : model));
  return setPopulation({ ...recipe, models }, table);
}

/** The table that the measures or a model name already. */
export function populationTableOf(recipe: Recipe): PopulationFile | null {
  if (recipe.risk.population?.type === 'file') return recipe.risk.population;
  for (const model of recipe.models) if ('population' in model) return model.population;
  return null;
}

/** The column with the weight of each row, or with its household; null: there is none. */
export function setRiskColumn(recipe: Recipe, kind: 'weight' | 'household', column: string | null): Recipe {
  const { [kind]: _, ...others } = recipe.risk;
  return { ...recipe, risk: column === null ? others : { ...others, [kind]: column } };
}

/** Null: one line of the population table is one person. */
export function setCountColumn(recipe: Recipe, countColumn: string | null): Recipe {
  const { population } = recipe.risk;
  if (population?.type !== 'file') return recipe;
  const { countColumn: _, ...table } = population;
  return setPopulationTable(recipe, countColumn === null ? table : { ...table, countColumn });
}

/** Whether every calculation draws noise anew and uses up a privacy budget: then nothing is calculated without a press. */
export function spendsBudget(recipe: Recipe): boolean {
  return recipe.table?.aggregation?.differentialPrivacy !== undefined;
}

/** Fits a recipe to a dataset: columns that are not there are left out, and the source is that of the reading. */
export function fitRecipe(recipe: Recipe, dataset: DatasetView): Recipe {
  const names = new Set(dataset.columns.map((column) => column.name));
  const columns = Object.fromEntries(Object.entries(recipe.columns).filter(([name]) => names.has(name)));
  const { weight, household, ...risk } = recipe.risk;
  const known = (column: string | undefined): column is string => column !== undefined && names.has(column);
  return withModelsChecked({
    ...recipe,
    source: dataset.source,
    columns,
    risk: { ...risk, ...(known(weight) ? { weight } : {}), ...(known(household) ? { household } : {}) },
  });
}

/** What stands between the recipe and a preview, in words; empty when it can be run. */
export function obstacles(recipe: Recipe, columns: readonly Pick<ColumnProfile, 'name'>[]): readonly string[] {
  const found: string[] = [];
  const open = undecided(recipe, columns).length;
  if (open > 0) found.push(open === 1 ? '1 column has no role yet' : `${open} columns have no role yet`);
  return found;
}

/** A model about a column that is not sensitive, or not there, means nothing. */
function withModelsChecked(recipe: Recipe): Recipe {
  const models = recipe.models.filter((model) => {
    if ('sensitive' in model) return columnOf(recipe, model.sensitive)?.role === 'sensitive';
    return !('column' in model) || columnOf(recipe, model.column) !== undefined;
  });
  return models.length === recipe.models.length ? recipe : { ...recipe, models };
}

/** Spreading an object keeps an own key such as `__proto__` apart from the prototype only through defineProperty. */
function withEntry(columns: Recipe['columns'], name: string, column: ColumnRecipe): Recipe['columns'] {
  return Object.fromEntries([...Object.entries(columns).filter(([other]) => other !== name), [name, column]]);
}
