/**
 * A recipe applied to a table: the one way in which a release is made, for the window, the command line and the package.
 *
 *   sample    some records are drawn, where the recipe says so
 *   prepare   every column is transformed, or compiled for the search
 *   decide    the search chooses what the models need
 *   release   the rows of refused classes go, the others are shuffled; the models judge again, by other code than the search's;
 *             where the recipe says so, a table of figures takes the records' place
 *   measure   models, risk and utility of what is released
 */
import { checkRecipe, quasiIdentifiersOf } from '../deidentification/read-recipe.ts';
import type { Recipe } from '../deidentification/recipe.ts';
import type { Aggregation } from '../deidentification/technique-spec.ts';
import type { TechniqueTools } from '../deidentification/technique/technique.ts';
import { measureRisk } from '../risk/measure-risk.ts';
import type { RiskReport } from '../risk/risk-report.ts';
import { AppError } from '../std/app-error.ts';
import type { Bytes } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import type { Task } from '../std/task.ts';
import type { Table } from '../table/table.ts';
import { type AggregatedRelease, aggregateRelease } from './aggregate-release.ts';
import { drawSample } from './draw-sample.ts';
import { decide } from './decide.ts';
import { measureRelease } from './measure-release.ts';
import { joinPopulation, writePopulation } from './population.ts';
import { populationOf } from './population-file.ts';
import { heightsOf, prepareColumns } from './prepare-columns.ts';
import type { ProtectionReport } from './protection-report.ts';
import { modelsOf } from './recipe-models.ts';
import { type MadeRelease, makeRelease } from './make-release.ts';
import { aggregatePrivately } from './private-aggregate.ts';
import { riskOptions } from './risk-options.ts';

export interface ProtectTools {
  readonly crypto: Pick<CryptoPort, 'hmacSha256'>;
  /** Null while the identity is locked. */
  readonly pseudonymKey: Bytes | null;
  /** Milliseconds. */
  now(): number;
  /** The population table that the recipe names, with the quasi-identifiers in their original values. */
  readonly population?: Table | null;
  /** The system's generator, for noise that no seed gives back: only differential privacy asks for it. */
  readonly randomBytes?: CryptoPort['randomBytes'];
}

export interface Protection<Report = ProtectionReport> {
  readonly release: Table;
  readonly report: Report;
  /** Row i of the release is row keptRows[i] of the table; empty for a table of figures. */
  readonly keptRows: Uint32Array;
  /** The population as the release writes it; null when the recipe names none. */
  readonly population: Table | null;
}

/** What is known of a release without the risk of the original, which may be measured at the same time. */
export type ReleaseReport = Omit<ProtectionReport, 'risk'> & { readonly after: RiskReport };

export type MadeProtection = Omit<Protection, 'report'>;

/**
 * Throws what `checkRecipe`, `compileHierarchy`, the techniques and the search throw; `recipe.population-missing` when the recipe
 * names a population table that was not given, `recipe.populations-differ`, `risk.population-column`, `risk.population-count`.
 */
export function protect(original: Table, recipe: Recipe, tools: ProtectTools, task: Task): Protection {
  const {
    report: { after, ...report },
    ...made
  } = protectOnly(original, recipe, tools, task);
  const before = measureOriginal(original, recipe, tools.population ?? null, task);
  return { ...made, report: { ...report, risk: { before, after } } };
}

/** The risk before: of the data as they are, with the population table that the recipe names. */
export function measureOriginal(original: Table, recipe: Recipe, population: Table | null, task: Task): RiskReport {
  const names = original.columns.map((column) => column.name);
  return measureRisk(original, quasiIdentifiersOf(recipe, names), riskOptions(recipe, population), task);
}

/** The same but for the risk before. `onMade` is told the release as soon as it is decided, before it is measured. */
export function protectOnly(
  original: Table,
  recipe: Recipe,
  tools: ProtectTools,
  task: Task,
  onMade: (made: MadeProtection) => void = () => {},
): Protection<ReleaseReport> {
  const started = tools.now();
  const names = original.columns.map((column) => column.name);
  checkRecipe(recipe, names);
  const { table, rows } = drawSample(original, recipe);
  const quasiIdentifiers = quasiIdentifiersOf(recipe, names);
  const techniqueTools: TechniqueTools = {
    seed: recipe.seed,
    pseudonymKey: tools.pseudonymKey,
    hmacSha256: (key, bytes) => tools.crypto.hmacSha256(key, bytes),
  };

  const prepared = prepareColumns(table, recipe, techniqueTools, task);
  const models = modelsOf(recipe, prepared);
  const people = populationOf(recipe, tools.population ?? null);
  const joined = people && joinPopulation(people.table, table, recipe, prepared, techniqueTools);
  const isJudged = models.classModels.some((model) => model.usesPopulation);
  const searched = people && joined && isJudged ? { people, joined } : null;

  const decision = decide({ table, recipe, quasiIdentifiers, prepared, models, population: searched }, task);

  step(task, 0);
  const written = people && joined && { ...people, table: writePopulation(people.table, joined, decision.levels) };
  const drawn = makeRelease(table.rowCount, quasiIdentifiers, decision, models, written, recipe.seed, task);
  const made = rows ? { ...drawn, keptRows: drawn.keptRows.map((row) => rows[row]!) } : drawn;
  const aggregation = recipe.table?.aggregation;
  const aggregated = aggregation ? aggregate(made, aggregation, tools) : null;
  const protection: MadeProtection = {
    release: aggregated?.table ?? made.release,
    // a cell of a table of figures is no row
    keptRows: aggregated ? new Uint32Array(0) : made.keptRows,
    population: written?.table ?? null,
  };
  onMade(protection);

  step(task, 1);
  const measured = measureRelease(
    {
      table: original,
      recipe,
      models,
      made: aggregated?.behind ?? made,
      written,
    },
    task,
  );
  step(task, 2);
  const report: ReleaseReport = {
    levels: decision.levels,
    heights: heightsOf(prepared),
    score: quasiIdentifiers.length === 0 ? null : decision.score,
    optimal: decision.optimal,
    gap: decision.gap,
    suppressedRows: table.rowCount - made.keptRows.length,
    nodes: decision.nodes,
    elapsedMs: tools.now() - started,
    ...measured,
  };
  return { ...protection, report };
}

function aggregate(made: MadeRelease, spec: Aggregation, { randomBytes }: ProtectTools): AggregatedRelease {
  const { differentialPrivacy } = spec;
  if (!differentialPrivacy) return aggregateRelease(made, spec);
  if (!randomBytes) throw new AppError('internal', 'internal.unexpected', { name: 'randomBytes' });
  return aggregatePrivately(made, spec, differentialPrivacy, randomBytes);
}

function step(task: Task, done: number): void {
  task.checkpoint();
  task.report({ phase: 'protect.release', done, total: 2, unit: 'steps' });
}
