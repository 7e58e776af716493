/** Everything that the checklist and the report are made from, and nothing else is. */
import type { Recipe, Role, Technique } from '../deidentification/recipe.ts';
import type { ProtectionReport } from '../project/protection-report.ts';
import type { Assessment } from '../risk/assessment.ts';

export interface ReleaseFacts {
  readonly recipe: Recipe;
  readonly recipeHash: string;
  readonly report: ProtectionReport;
  readonly assessment: Assessment;
  readonly columns: readonly ReleaseColumn[];
}

export interface ReleaseColumn {
  readonly name: string;
  /** What it is called in the report: its name, but for what an external report does not name. */
  readonly label: string;
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
  const made = released.filter((name) => !original.includes(name));
  return [...original, ...made].map((name) => {
    const { role, technique } = recipe.columns[name] ?? { role: 'other', technique: { type: 'none' } };
    return { name, label: name, role, technique, isReleased: isReleased.has(name) };
  });
}

/** The same without what an external report does not name: columns that are not released, and the recipe's hash. */
export function externalFacts(facts: ReleaseFacts): ReleaseFacts {
  return {
    ...facts,
    recipeHash: '',
    columns: facts.columns.map((column) =>
      column.isReleased ? column : { ...column, label: 'a column that is not released' },
    ),
  };
}

/** What a column is called in the report. */
export function labelOf({ columns }: ReleaseFacts, name: string): string {
  return columns.find((column) => column.name === name)?.label ?? name;
}
