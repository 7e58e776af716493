/** Everything that the checklist and the report are made from, and nothing else is. */
import type { Recipe, Role, Technique } from '../deidentification/recipe.ts';
import type { ProtectionReport } from '../project/protection-report.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { Homogeneity } from './homogeneity.ts';

export interface ReleaseFacts {
  readonly recipe: Recipe;
  readonly recipeHash: string;
  readonly report: ProtectionReport;
  readonly assessment: Assessment;
  readonly homogeneity: readonly Homogeneity[];
  readonly columns: readonly ReleaseColumn[];
}

export interface ReleaseColumn {
  readonly name: string;
  readonly role: Role;
  readonly technique: Technique;
  readonly isReleased: boolean;
}

/** In the order of the original. A column that only the release has (made by the recipe) comes last, with the role 'other'. */
export function releaseColumns(
  recipe: Recipe,
  original: readonly string[],
  released: readonly string[],
): ReleaseColumn[] {
  const isReleased = new Set(released);
  const isOriginal = new Set(original);
  return [
    ...original.map((name) => ({ ...recipe.columns[name]!, name, isReleased: isReleased.has(name) })),
    ...released
      .filter((name) => !isOriginal.has(name))
      .map((name) => ({ name, role: 'other' as const, technique: { type: 'none' as const }, isReleased: true })),
  ].map(({ name, role, technique, isReleased: released_ }) => ({ name, role, technique, isReleased: released_ }));
}
