/** Assesses the release of a recipe, once: the answer is kept as long as the release is, and callers at the same time share it. */
import { checkRecipe } from '@shared/deidentification/read-recipe.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { DataAssessment } from '@shared/report/assess.ts';
import { type ReleaseFacts, releaseColumns } from '@shared/report/release-facts.ts';
import type { Assessment } from '@shared/risk/assessment.ts';
import type { Context, Release } from '../context.ts';
import type { AsyncTask } from './async-task.ts';
import { completeDataset, populationTable, releaseFor } from './release.ts';
import { type SharedJob, sharedJob } from './shared-job.ts';
import { together } from './together.ts';

const assessments = new WeakMap<Release, SharedJob<Assessment>>();

/** Throws what `releaseFor` throws, `risk.bad-weight`, `recipe.column-unknown`, `job.cancelled`. */
export async function factsFor(
  context: Context,
  dataset: string,
  recipe: Recipe,
  task: AsyncTask,
): Promise<ReleaseFacts> {
  const { table: original } = completeDataset(context, dataset);
  const release = await releaseFor(context, dataset, recipe, task);
  const known = assessments.get(release);
  const job = known?.isOpen() ? known : assess(context, release, original);
  return {
    recipe,
    recipeHash: release.recipeHash,
    report: release.report,
    assessment: await job.join(task),
    columns: releaseColumns(recipe, namesOf(original), namesOf(release.table)),
  };
}

/** The data as they are. Throws `dataset.unknown`, `dataset.still-reading`, and what `checkRecipe` and the measures throw. */
export async function assessDataset(
  context: Context,
  dataset: string,
  recipe: Recipe,
  task: AsyncTask,
): Promise<DataAssessment> {
  const { table } = completeDataset(context, dataset);
  checkRecipe(recipe, namesOf(table));
  const population = await populationTable(context, recipe, task);
  const [risks, attacks] = await together(task, (part) => [
    context.threads.run('assessTable', { table, recipe, population }, part),
    context.threads.run('attackTable', { table, recipe }, part),
  ]);
  return { ...risks, ...attacks };
}

function assess({ threads }: Context, release: Release, original: Release['table']): SharedJob<Assessment> {
  const { recipe, table, keptRows, population } = release;
  const pair = { original, release: table, keptRows, recipe };
  const job = sharedJob(async (task) => {
    try {
      const [risks, comparison] = await together(task, (part) => [
        threads.run('assessRisks', { ...pair, population }, part),
        threads.run('compareRelease', pair, part),
      ]);
      return { ...risks, ...comparison };
    } catch (error) {
      assessments.delete(release);
      throw error;
    }
  });
  assessments.set(release, job);
  return job;
}

function namesOf({ columns }: Release['table']): string[] {
  return columns.map(({ name }) => name);
}
