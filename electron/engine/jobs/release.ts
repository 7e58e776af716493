/** Makes the release of a dataset, or takes the one at hand when it is of the same recipe: what is seen is what is sealed. */
import { recipeHash } from '@shared/deidentification/read-recipe.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { needsKey } from '@shared/deidentification/technique/keyed.ts';
import { populationFileOf } from '@shared/project/population-file.ts';
import { AppError } from '@shared/std/app-error.ts';
import type { Bytes } from '@shared/std/bytes.ts';
import type { Table } from '@shared/table/table.ts';
import type { Context, OpenDataset, Release } from '../context.ts';
import { isSameFile } from '../io/same-file.ts';
import type { AsyncTask } from './async-task.ts';
import { spendBudget } from './privacy-budget.ts';
import { type SharedJob, sharedJob } from './shared-job.ts';

/**
 * Throws `dataset.unknown`, `dataset.still-reading`, `identity.locked` (pseudonymization without an unlocked identity),
 * `file.not-granted` (population table), and what `protect` and reading a CSV throw.
 */
export async function releaseFor(context: Context, dataset: string, recipe: Recipe, task: AsyncTask): Promise<Release> {
  const open = completeDataset(context, dataset);
  const hash = recipeHash(recipe, context.crypto);
  if (open.release?.recipeHash === hash) return open.release;
  const jobs = running.get(open) ?? new Map<string, SharedJob<Release>>();
  running.set(open, jobs);
  const shared = jobs.get(hash);
  if (shared?.isOpen()) return shared.join(task);
  const job = sharedJob(async (jobTask) => {
    try {
      return await make(context, dataset, open, { recipe, hash }, jobTask);
    } finally {
      if (jobs.get(hash) === job) jobs.delete(hash);
    }
  });
  jobs.set(hash, job);
  return job.join(task);
}

/** What is being made of a dataset now, by the recipe's hash: two callers of one recipe share the work. */
const running = new WeakMap<OpenDataset, Map<string, SharedJob<Release>>>();

async function make(
  context: Context,
  dataset: string,
  open: OpenDataset,
  { recipe, hash }: { readonly recipe: Recipe; readonly hash: string },
  task: AsyncTask,
): Promise<Release> {
  const { table } = open;
  const original = await populationTable(context, recipe, task);
  spendBudget(context, table, recipe);
  const {
    release,
    report,
    keptRows,
    population: released,
  } = await context.threads.run(
    'protectTable',
    { table, recipe, pseudonymKey: pseudonymKey(context, recipe), population: original },
    task,
  );
  const population = original && released && { original, released };
  const made: Release = { recipeHash: hash, recipe, table: release, report, keptRows, population };
  // The dataset may have been read again with another delimiter meanwhile; then this release is nobody's.
  if (context.datasets.find(dataset)?.table === table) open.release = made;
  return made;
}

/** The original is never written over by what is made of it. Throws `dataset.overwrite`. */
export async function refuseOverwriting({ path, name }: OpenDataset, target: string): Promise<void> {
  if (await isSameFile(path, target)) throw new AppError('usage', 'dataset.overwrite', { file: name });
}

/** Throws `dataset.unknown`, `dataset.still-reading`. */
export function completeDataset(context: Context, dataset: string): OpenDataset {
  const open = context.datasets.get(dataset);
  if (!open.isComplete) throw new AppError('usage', 'dataset.still-reading', { file: open.name });
  return open;
}

/** Null when no column needs it. Throws `identity.locked`. */
export function pseudonymKey(context: Context, recipe: Recipe): Bytes | null {
  const isNeeded = Object.values(recipe.columns).some(({ technique }) => needsKey(technique));
  return isNeeded ? context.identities.derivedKey('pseudonym') : null;
}

/** The population table that the recipe names, in its original values; null when it names none. */
export async function populationTable(context: Context, recipe: Recipe, task: AsyncTask): Promise<Table | null> {
  const population = populationFileOf(recipe);
  if (!population) return null;
  const { path, delimiter } = population;
  if (!context.files.mayRead(path)) throw new AppError('usage', 'file.not-granted');
  const { missing } = recipe.source;
  const source = { ...(delimiter === undefined ? {} : { delimiter }), ...(missing === undefined ? {} : { missing }) };
  const { table } = await context.threads.run('readCsv', { path, source }, task);
  return table;
}
