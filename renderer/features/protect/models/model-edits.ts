/** Changes of what a release must satisfy and of how that is reached, as plain functions. */
import type { ModelSpec, PopulationFile, Recipe } from '@shared/deidentification/recipe.ts';
import { columnOf, columnsWithRole, DEFAULT_SUPPRESSION_LIMIT, populationTableOf } from '../recipe-edits.ts';
import { entryOf, type ModelStart, type ModelType } from './catalogue.ts';

export type SearchType = Recipe['search']['type'];
export type Optimal = Extract<Recipe['search'], { type: 'optimal' }>;
export type Quality = Optimal['quality'];

/** What is at hand for a new model of this type: the first sensitive column that none of them looks at yet comes first. */
export function startFor(recipe: Recipe, type: ModelType, population: PopulationFile | null = null): ModelStart {
  const taken = recipe.models
    .filter((model) => model.type === type)
    .map((model) => 'sensitive' in model && model.sensitive);
  const sensitive = columnsWithRole(recipe, 'sensitive');
  return {
    sensitive: sensitive.find((name) => !taken.includes(name)) ?? null,
    column: columnsWithRole(recipe, 'other')[0] ?? sensitive[0] ?? null,
    population: population ?? populationTableOf(recipe),
  };
}

/** Why a model of this type cannot be added now, in words; '' when it can. */
export function missingFor(recipe: Recipe, type: ModelType): string {
  const { start } = entryOf(type);
  const given = startFor(recipe, type);
  if (start(given) !== null) return '';
  if (start({ ...given, population: { type: 'file', path: '' } }) !== null) return 'needs a population table';
  if (type === 'k-m-anonymity') return 'needs a column that is sensitive or has the role other';
  return columnsWithRole(recipe, 'sensitive').length === 0
    ? 'needs a sensitive column'
    : 'is there for every sensitive column';
}

/** Unchanged when the recipe lacks what the model needs. */
export function addModel(recipe: Recipe, type: ModelType, population: PopulationFile | null = null): Recipe {
  const model = entryOf(type).start(startFor(recipe, type, population));
  return model === null ? recipe : { ...recipe, models: [...recipe.models, model] };
}

/** t-closeness along a hierarchy names one; along anything else it does not. */
export function setModel(recipe: Recipe, index: number, model: ModelSpec): Recipe {
  return { ...recipe, models: recipe.models.map((old, at) => (at === index ? fitted(model) : old)) };
}

function fitted(model: ModelSpec): ModelSpec {
  if (model.type !== 't-closeness') return model;
  const { hierarchy, ...others } = model;
  return model.distance === 'hierarchical' ? { ...others, hierarchy: hierarchy ?? { type: 'automatic' } } : others;
}

export function removeModel(recipe: Recipe, index: number): Recipe {
  return { ...recipe, models: recipe.models.filter((_, at) => at !== index) };
}

/** Each way of reaching the models starts with its usual settings. */
export function setSearchType(recipe: Recipe, type: SearchType): Recipe {
  if (recipe.search.type === type) return recipe;
  if (type === 'optimal') {
    return { ...recipe, search: { type, suppressionLimit: DEFAULT_SUPPRESSION_LIMIT, quality: 'loss' } };
  }
  return { ...recipe, search: type === 'local-recoding' ? { type } : { type, importance: {}, reading: 'value' } };
}

export function setSuppressionLimit(recipe: Recipe, suppressionLimit: number): Recipe {
  return recipe.search.type === 'optimal' ? { ...recipe, search: { ...recipe.search, suppressionLimit } } : recipe;
}

export function setQuality(recipe: Recipe, quality: Quality): Recipe {
  return recipe.search.type === 'optimal' ? { ...recipe, search: { ...recipe.search, quality } } : recipe;
}

export function setReading(recipe: Recipe, reading: 'wildcard' | 'value'): Recipe {
  return recipe.search.type === 'local-suppression' ? { ...recipe, search: { ...recipe.search, reading } } : recipe;
}

/** 1 is what a column weighs without an entry. */
export function setWeight(recipe: Recipe, name: string, weight: number): Recipe {
  const column = columnOf(recipe, name);
  if (!column || !(weight > 0)) return recipe;
  if (recipe.search.type === 'local-suppression') {
    const { [name]: _, ...others } = recipe.search.importance;
    const importance = weight === 1 ? others : { ...others, [name]: weight };
    return { ...recipe, search: { ...recipe.search, importance } };
  }
  const { weight: _, ...others } = column;
  return { ...recipe, columns: { ...recipe.columns, [name]: weight === 1 ? others : { ...others, weight } } };
}

export function weightOf(recipe: Recipe, name: string): number {
  if (recipe.search.type === 'local-suppression') {
    return (Object.hasOwn(recipe.search.importance, name) ? recipe.search.importance[name] : undefined) ?? 1;
  }
  return columnOf(recipe, name)?.weight ?? 1;
}

export interface LevelBounds {
  readonly minLevel: number | undefined;
  readonly maxLevel: number | undefined;
}

/** The levels that the search may use for a column; a fixed level takes no part in it. */
export function setBounds(recipe: Recipe, name: string, { minLevel, maxLevel }: LevelBounds): Recipe {
  const column = columnOf(recipe, name);
  if (column?.technique.type !== 'generalization') return recipe;
  const { level: _level, minLevel: _minimum, maxLevel: _maximum, ...others } = column.technique;
  const technique = {
    ...others,
    ...(minLevel === undefined || minLevel === 0 ? {} : { minLevel }),
    ...(maxLevel === undefined ? {} : { maxLevel }),
  };
  return { ...recipe, columns: { ...recipe.columns, [name]: { ...column, technique } } };
}

/** Fixes the level of every named column, as a point of the lattice does. */
export function fixLevels(recipe: Recipe, levels: Readonly<Record<string, number>>): Recipe {
  let { columns } = recipe;
  for (const [name, level] of Object.entries(levels)) {
    const column = columnOf(recipe, name);
    if (column?.technique.type !== 'generalization') continue;
    const { minLevel: _minimum, maxLevel: _maximum, ...others } = column.technique;
    columns = { ...columns, [name]: { ...column, technique: { ...others, level } } };
  }
  return columns === recipe.columns ? recipe : { ...recipe, columns };
}

/** Lets the search choose again. */
export function freeLevels(recipe: Recipe): Recipe {
  let { columns } = recipe;
  for (const name of fixedColumns(recipe)) {
    const column = columnOf(recipe, name);
    if (column?.technique.type !== 'generalization') continue;
    const { level: _, ...technique } = column.technique;
    columns = { ...columns, [name]: { ...column, technique } };
  }
  return columns === recipe.columns ? recipe : { ...recipe, columns };
}

/** Quasi-identifiers whose level is fixed. */
export function fixedColumns(recipe: Recipe): readonly string[] {
  return columnsWithRole(recipe, 'quasi-identifier').filter((name) => {
    const technique = columnOf(recipe, name)?.technique;
    return technique?.type === 'generalization' && technique.level !== undefined;
  });
}
