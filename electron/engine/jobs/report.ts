/** The release report of a dataset under a recipe, as a model and as a page. */
import type { ReadableReport } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { formatUtc } from '@shared/license/utc.ts';
import { buildReport } from '@shared/report/build-report.ts';
import type { Audience } from '@shared/report/release-report.ts';
import { reportPage } from '@shared/report/report-page.ts';
import type { Context } from '../context.ts';
import { factsFor } from './assessment.ts';
import type { AsyncTask } from './async-task.ts';
import { completeDataset } from './release.ts';

/** Throws what `factsFor` throws. */
export async function reportFor(
  context: Context,
  dataset: string,
  recipe: Recipe,
  audience: Audience,
  task: AsyncTask,
): Promise<ReadableReport> {
  const facts = await factsFor(context, dataset, recipe, task);
  const report = buildReport(facts, {
    audience,
    created: formatUtc(context.clock.now()),
    tool: `Bulla ${context.version}`,
    title: completeDataset(context, dataset).name,
  });
  return { report, html: reportPage(report, context.crypto) };
}
