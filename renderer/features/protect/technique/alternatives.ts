import type { RoleSuggestion } from '@shared/contract/views.ts';
import type { ColumnRecipe, Technique } from '@shared/deidentification/recipe.ts';

/** The proposed techniques that a column does not have already; none when its role is not the proposed one. */
export function fittingTechniques(suggestion: RoleSuggestion, { role, technique }: ColumnRecipe): readonly Technique[] {
  if (role !== suggestion.role) return [];
  return [suggestion.technique, ...suggestion.alternatives].filter(({ type }) => type !== technique.type);
}
