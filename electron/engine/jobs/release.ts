/** Makes the release of a dataset, or takes the one at hand when it is of the same recipe: what is seen is what is sealed. */
import { checkRecipe, quasiIdentifiersOf, recipeHash } from '@shared/deidentification/read-recipe.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { needsKey } from '@shared/deidentification/technique/keyed.ts';
import { populationFileOf } from '@shared/project/population-file.ts';
import { riskOptions } from '@shared/project/risk-options.ts';
import type { RiskReport } from '@shared/risk/risk-report.ts';
import { AppError } from '@shared/std/app-error.ts';
import type { Bytes } from '@shared/std/bytes.ts';
import type { Table } from '@shared/table/table.ts';
import type { Context, OpenDataset, Release } from '../context.ts';
import type { MadeTable } from '../workers/protect-table.ts';
import { isSameFile } from '../io/same-file.ts';
import type { AsyncTask } from './async-task.ts';
import { spendBudget } from './privacy-budget.ts';
import { type SharedJob, sharedJob } from './shared-job.ts';
import { together } from './together.ts';

/**
 * Throws `dataset.unknown`, `dataset.still-reading`, `identity.locked` (pseudonymization without an unlocked identity),
 * `file.not-granted` (population table), and what `protect` and reading a CSV throw.
 */
export async function releaseFor(context: Context, dataset: string, recipe: Recipe, task: AsyncTask): Promise<Release> {
  return startRelease(context, dataset, recipe, task).measured;
}

export interface StartedRelease {
  /** As soon as it is decided; fails as `measured` does when that fails first. */
  readonly table: Promise<Table>;
  readonly measured: Promise<Release>;
}

/** The release in two steps: whoever writes it need not wait until it is measured. Throws what `releaseFor` throws. */
export function startRelease(context: Context, dataset: string, recipe: Recipe, task: AsyncTask): StartedRelease {
  const open = completeDataset(context, dataset);
  const hash = recipeHash(recipe, context.crypto);
  if (open.release?.recipeHash === hash)
    return { table: Promise.resolve(open.release.table), measured: Promise.resolve(open.release) };
  const jobs = running.get(open) ?? new Map<string, RunningRelease>();
  running.set(open, jobs);
  const known = jobs.get(hash);
  const shared = known?.job.isOpen() ? known : start();
  const measured = shared.job.join(task);
  const table = Promise.race([shared.made, measured.then((release) => release.table)]);
  table.catch(() => {}); // whoever waits for `measured` alone hears of the failure there
  measured.catch(() => {});
  return { table, measured };

  function start(): RunningRelease {
    let onMade: (table: Table) => void = () => {};
    const made = new Promise<Table>((resolve) => {
      onMade = resolve;
    });
    const job = sharedJob(async (jobTask) => {
      try {
        return await make(context, dataset, open, { recipe, hash, onMade }, jobTask);
      } finally {
        if (jobs.get(hash)?.job === job) jobs.delete(hash);
      }
    });
    jobs.set(hash, { job, made });
    return { job, made };
  }
}

interface RunningRelease {
  readonly job: SharedJob<Release>;
  /** Never fails: the job does. */
  readonly made: Promise<Table>;
}

/** What is being made of a dataset now, by the recipe's hash: two callers of one recipe share the work. */
const running = new WeakMap<OpenDataset, Map<string, RunningRelease>>();

async function make(
  context: Context,
  dataset: string,
  open: OpenDataset,
  { recipe, hash, onMade }: { readonly recipe: Recipe; readonly hash: string; onMade(table: Table): void },
  task: AsyncTask,
): Promise<Release> {
  const { table } = open;
  checkRecipe(recipe, namesOf(table));
  const original = await populationTable(context, recipe, task);
  spendBudget(context, table, recipe);
  let decided: MadeTable | undefined;
  const input = { table, recipe, pseudonymKey: pseudonymKey(context, recipe), population: original };
  // The risk before needs no release: it is measured at the same time.
  const [{ after, ...report }, before] = await together(task, (part) => [
    context.threads.run('protectTable', input, part, (message) => {
      decided = message as MadeTable;
      onMade(decided.release);
    }),
    measureOriginal(context, table, recipe, original, { ...part, report() {} }),
  ]);
  if (!decided) throw new AppError('internal', 'internal.unexpected', { name: 'protectTable' });
  const { release, keptRows, population: released } = decided;
  const population = original && released && { original, released };
  const made: Release = {
    recipeHash: hash,
    recipe,
    table: release,
    report: { ...report, risk: { before, after } },
    keptRows,
    population,
  };
  // The dataset may have been read again with another delimiter meanwhile; then this release is nobody's.
  if (context.datasets.find(dataset)?.table === table) open.release = made;
  return made;
}

/** The risk of the data as they are, by the recipe's quasi-identifiers. */
export function measureOriginal(
  { threads }: Context,
  table: Table,
  recipe: Recipe,
  population: Table | null,
  task: AsyncTask,
): Promise<RiskReport> {
  const quasiIdentifiers = quasiIdentifiersOf(recipe, namesOf(table));
  // Only the columns that are measured cross into the thread.
  const columns = table.columns.filter((column) => quasiIdentifiers.includes(column.name));
  const options = riskOptions(recipe, population);
  return threads.run('measureRisk', { table: { rowCount: table.rowCount, columns }, quasiIdentifiers, options }, task);
}

function namesOf({ columns }: Table): string[] {
  return columns.map(({ name }) => name);
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
