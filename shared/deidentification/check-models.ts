import { AppError } from '../std/app-error.ts';
import type { ModelSpec, Recipe } from './recipe.ts';

/**
 * Refuses models that do not fit the columns. Throws `recipe.model-column` (a sensitive column that is not, or not released; a
 * column of sets that is a quasi-identifier, or that another model looks at), `recipe.model-bounds`, `recipe.model-search`.
 */
export function checkModels(recipe: Recipe): void {
  for (const model of recipe.models) {
    if ('sensitive' in model) {
      const { role, isReleased } = columnOf(recipe, model.sensitive);
      if (role !== 'sensitive' || !isReleased) refuseColumn(model, model.sensitive);
    }
    if (model.type === 'k-m-anonymity') checkSetColumn(recipe, model);
    if (model.type === 'delta-presence' && model.min > model.max)
      throw new AppError('input', 'recipe.model-bounds', { model: model.type });
    // a person of the population has no place among cells that are recoded one by one
    if ('population' in model && recipe.search.type !== 'optimal')
      throw new AppError('input', 'recipe.model-search', { model: model.type });
  }
}

function checkSetColumn(recipe: Recipe, model: Extract<ModelSpec, { type: 'k-m-anonymity' }>): void {
  const { role, isReleased } = columnOf(recipe, model.column);
  const isLookedAt = recipe.models.some((other) => 'sensitive' in other && other.sensitive === model.column);
  if (!isReleased || isLookedAt || (role !== 'sensitive' && role !== 'other')) refuseColumn(model, model.column);
}

function columnOf(recipe: Recipe, name: string) {
  const column = Object.hasOwn(recipe.columns, name) ? recipe.columns[name] : undefined;
  return { role: column?.role, isReleased: column !== undefined && column.technique.type !== 'suppression' };
}

function refuseColumn(model: ModelSpec, column: string): never {
  throw new AppError('input', 'recipe.model-column', { model: model.type, column });
}
