import type { Recipe } from '../deidentification/recipe.ts';
import type { RiskOptions } from '../risk/measure-risk.ts';
import { AppError } from '../std/app-error.ts';
import type { Table } from '../table/table.ts';

/**
 * How the recipe wants the risk measured. `population` is the table that it names, null when it names none; throws
 * `recipe.population-missing` when it names one that was not given.
 */
export function riskOptions(recipe: Recipe, population: Table | null): RiskOptions {
  const { threshold, population: known } = recipe.risk;
  if (!known) return { threshold };
  if (known.type === 'fraction') return { threshold, population: known };
  if (!population) throw new AppError('input', 'recipe.population-missing');
  const { countColumn } = known;
  return {
    threshold,
    population: { type: 'table', table: population, ...(countColumn === undefined ? {} : { countColumn }) },
  };
}
