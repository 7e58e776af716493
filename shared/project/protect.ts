/** A recipe applied to a table: the one way in which a release is made, for the window, the command line and the package. */
import { compileHierarchy, type Hierarchy, resolveSpec } from '../deidentification/hierarchy.ts';
import { checkRecipe, quasiIdentifiersOf } from '../deidentification/read-recipe.ts';
import type { ColumnRecipe, Recipe, Technique } from '../deidentification/recipe.ts';
import { findOptimum } from '../deidentification/search/find-optimum.ts';
import type { SearchAttribute, SearchResult } from '../deidentification/search/search-problem.ts';
import { generalize } from '../deidentification/technique/generalization.ts';
import type { TechniqueTools, Transformed } from '../deidentification/technique/technique.ts';
import { transformColumn } from '../deidentification/transform-column.ts';
import { createModel, isClassModel } from '../privacy-model/create-model.ts';
import type { Histogram, ModelContext, PrivacyModel } from '../privacy-model/privacy-model.ts';
import { measureRisk } from '../risk/measure-risk.ts';
import { AppError } from '../std/app-error.ts';
import type { Bytes } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import type { Task } from '../std/task.ts';
import { type Column, columnOf, type Table } from '../table/table.ts';
import { measureUtility } from '../utility/measure-utility.ts';
import { judgeClasses } from './class-verdicts.ts';
import type { ProtectionReport } from './protection-report.ts';
import { keepRows } from './release-table.ts';
import { riskOptions } from './risk-options.ts';
import { warningsOf } from './warnings.ts';

export interface ProtectTools {
  readonly crypto: Pick<CryptoPort, 'hmacSha256'>;
  /** Null while the identity is locked. */
  readonly pseudonymKey: Bytes | null;
  /** Milliseconds. */
  now(): number;
  /** The population table that the recipe names, with the quasi-identifiers in their original values. */
  readonly population?: Table | null;
}

export interface Protection {
  readonly release: Table;
  readonly report: ProtectionReport;
  /** Row i of the release is row keptRows[i] of the table. */
  readonly keptRows: Uint32Array;
}

/** A column on its way: already transformed, waiting for the search to choose its level, or left out. */
type Prepared =
  | { readonly kind: 'done'; readonly transformed: Transformed }
  | { readonly kind: 'searched'; readonly column: Column; readonly hierarchy: Hierarchy }
  | { readonly kind: 'removed' };

/**
 * Throws what `checkRecipe`, `compileHierarchy`, the techniques and the search throw; `recipe.population-missing` when the recipe
 * names a population table that was not given.
 */
export function protect(table: Table, recipe: Recipe, tools: ProtectTools, task: Task): Protection {
  const started = tools.now();
  const names = table.columns.map((column) => column.name);
  checkRecipe(recipe, names);
  const quasiIdentifiers = quasiIdentifiersOf(recipe, names);
  const techniqueTools: TechniqueTools = {
    seed: recipe.seed,
    pseudonymKey: tools.pseudonymKey,
    hmacSha256: (key, bytes) => tools.crypto.hmacSha256(key, bytes),
  };
  const prepared = new Map<string, Prepared>();
  table.columns.forEach((column, index) => {
    step(task, 'protect.transform', index, table.columns.length);
    prepared.set(column.name, prepare(column, recipe.columns[column.name]!, techniqueTools));
  });
  const models = createModels(recipe, prepared, table.rowCount);
  const found = search(table, recipe, quasiIdentifiers, prepared, models, task);
  const levels = levelsOf(recipe, quasiIdentifiers, prepared, found);
  const transformed = applyLevels(prepared, levels);

  step(task, 'protect.release', 0, 3);
  const whole: Table = { rowCount: table.rowCount, columns: [...transformed.values()].map((done) => done.column) };
  const releasedKeys = quasiIdentifiers.filter((name) => transformed.has(name));
  const keptRows = rowsToKeep(judgeClasses(whole, releasedKeys, models));
  // The search and the models judge the classes by different code: they must agree before anything is released.
  if (table.rowCount - keptRows.length !== found.suppressedRows)
    throw new AppError('internal', 'internal.unexpected', { name: 'SearchMismatch' });
  const kept = whole.columns.map((column) => keepRows(column, transformed.get(column.name)!.loss, keptRows));
  const release: Table = { rowCount: keptRows.length, columns: kept.map((entry) => entry.column) };

  step(task, 'protect.release', 1, 3);
  const { sizes, verdicts } = judgeClasses(release, releasedKeys, models);
  const population = tools.population ?? null;
  const before = measureRisk(table, quasiIdentifiers, riskOptions(recipe, population));
  step(task, 'protect.release', 2, 3);
  const generalized = population && generalizePopulation(population, table, recipe, levels, techniqueTools);
  const after = measureRisk(release, releasedKeys, riskOptions(recipe, generalized));
  const utility = measureUtility({
    before: table,
    after: release,
    keptRows,
    cellLoss: new Map(kept.map(({ column, loss }) => [column.name, loss])),
    classSizes: sizes,
    k: models.reduce((k, model) => (model.type === 'k-anonymity' ? Math.max(k, model.minimumClassSize) : k), 1),
  });
  step(task, 'protect.release', 3, 3);
  const report: ProtectionReport = {
    levels,
    heights: heightsOf(prepared),
    score: quasiIdentifiers.length === 0 ? null : found.score,
    optimal: found.optimal,
    gap: found.score - found.lowerBound,
    suppressedRows: table.rowCount - keptRows.length,
    classes: sizes.length,
    nodes: found.nodes,
    elapsedMs: tools.now() - started,
    models: verdicts,
    risk: { before, after },
    utility,
    warnings: warningsOf(table, release, recipe),
  };
  return { release, report, keptRows };
}

function step(task: Task, phase: string, done: number, total: number): void {
  task.checkpoint();
  task.report({ phase, done, total, unit: 'steps' });
}

function prepare(column: Column, { role, technique }: ColumnRecipe, tools: TechniqueTools): Prepared {
  if (role === 'quasi-identifier' && technique.type === 'generalization' && technique.level === undefined)
    return { kind: 'searched', column, hierarchy: compileHierarchy(technique.hierarchy, column) };
  const transformed = transformColumn(column, technique, tools);
  return transformed ? { kind: 'done', transformed } : { kind: 'removed' };
}

function createModels(recipe: Recipe, prepared: ReadonlyMap<string, Prepared>, rowCount: number): PrivacyModel[] {
  const overall = (name: string): Histogram => {
    const column = releasedColumn(prepared, name);
    const counts = new Uint32Array(column.values.length);
    for (let row = 0; row < rowCount; row++) counts[column.codes[row]!]!++;
    return { length: counts.length, codes: counts.map((_, code) => code), counts };
  };
  const context: ModelContext = {
    overall,
    values: (name) => releasedColumn(prepared, name).values,
    hierarchy: (name, spec) =>
      compileHierarchy(spec, releasedColumn(prepared, name)).levels.map((level) => level.groups),
  };
  return recipe.models.filter(isClassModel).map((spec) => createModel(spec, context));
}

/** A sensitive column as it will be released; `checkRecipe` has made sure that it is. */
function releasedColumn(prepared: ReadonlyMap<string, Prepared>, name: string): Column {
  const found = prepared.get(name);
  if (found?.kind !== 'done') throw new AppError('internal', 'internal.unexpected', { name: 'releasedColumn' });
  return found.transformed.column;
}

function search(
  table: Table,
  recipe: Recipe,
  quasiIdentifiers: readonly string[],
  prepared: ReadonlyMap<string, Prepared>,
  models: readonly PrivacyModel[],
  task: Task,
): SearchResult {
  const sensitive = [...new Set(models.flatMap((model) => (model.sensitive === null ? [] : [model.sensitive])))];
  return findOptimum(
    {
      rowCount: table.rowCount,
      attributes: quasiIdentifiers.map((name) => ({
        ...searchAttribute(name, prepared.get(name)!, table),
        ...choiceOf(recipe.columns[name]!),
      })),
      sensitive: sensitive.map((name) => {
        const { codes, values } = releasedColumn(prepared, name);
        return { name, codes, valueCount: values.length };
      }),
      models,
      suppressionLimit: recipe.search.type === 'optimal' ? recipe.search.suppressionLimit : 0,
      quality: recipe.search.type === 'optimal' ? recipe.search.quality : 'loss',
    },
    task,
  );
}

/** What the recipe says of the search's choice for a column. */
function choiceOf({ technique, weight = 1 }: ColumnRecipe): Pick<SearchAttribute, 'weight' | 'minLevel' | 'maxLevel'> {
  if (technique.type !== 'generalization' || technique.level !== undefined) return { weight };
  const { minLevel, maxLevel } = technique;
  return { weight, ...(minLevel === undefined ? {} : { minLevel }), ...(maxLevel === undefined ? {} : { maxLevel }) };
}

function searchAttribute(name: string, prepared: Prepared, table: Table): SearchAttribute {
  if (prepared.kind === 'searched') {
    const { column, hierarchy } = prepared;
    return { name, codes: column.codes, levels: hierarchy.levels, leaves: hierarchy.leaves };
  }
  if (prepared.kind === 'removed') {
    // One class, and everything lost: the share 1 of a domain of two.
    const groups = Uint32Array.of(0);
    return {
      name,
      codes: new Uint32Array(table.rowCount),
      levels: [{ groups, shares: Float64Array.of(1) }],
      leaves: 2,
    };
  }
  const { column, loss } = prepared.transformed;
  const leaves = Math.max(2, columnOf(table, name)!.values.length - 1);
  const shares = loss.map((lost) => lost * (1 - 1 / leaves) + 1 / leaves);
  return { name, codes: column.codes, levels: [{ groups: identityGroups(loss.length), shares }], leaves };
}

function identityGroups(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, code) => code);
}

/** The level of every generalized column: chosen by the search, or fixed by the recipe. */
function levelsOf(
  recipe: Recipe,
  quasiIdentifiers: readonly string[],
  prepared: ReadonlyMap<string, Prepared>,
  found: SearchResult,
): Record<string, number> {
  const levels: Record<string, number> = {};
  for (const name of prepared.keys()) {
    const technique = recipe.columns[name]!.technique;
    if (prepared.get(name)!.kind === 'searched') levels[name] = found.levels[quasiIdentifiers.indexOf(name)]!;
    else if (technique.type === 'generalization' && technique.level !== undefined) levels[name] = technique.level;
  }
  return levels;
}

function heightsOf(prepared: ReadonlyMap<string, Prepared>): Record<string, number> {
  const heights: Record<string, number> = {};
  for (const [name, entry] of prepared) if (entry.kind === 'searched') heights[name] = entry.hierarchy.levels.length;
  return heights;
}

function applyLevels(
  prepared: ReadonlyMap<string, Prepared>,
  levels: Readonly<Record<string, number>>,
): Map<string, Transformed> {
  const transformed = new Map<string, Transformed>();
  for (const [name, entry] of prepared) {
    if (entry.kind === 'done') transformed.set(name, entry.transformed);
    else if (entry.kind === 'searched') transformed.set(name, generalize(entry.column, entry.hierarchy, levels[name]!));
  }
  return transformed;
}

/** Record suppression (ISO/IEC 20889): the rows of failing classes are not in the release at all. */
function rowsToKeep({ classOf, failing }: { classOf: Uint32Array; failing: Uint8Array }): Uint32Array {
  const kept = new Uint32Array(classOf.length);
  let length = 0;
  for (let row = 0; row < classOf.length; row++) if (failing[classOf[row]!] === 0) kept[length++] = row;
  return kept.slice(0, length);
}

/**
 * The population as the release would write it, so that its classes can be counted. Values that a hierarchy file does not name
 * stay as they are; noise cannot be repeated, so those columns stay too and match less.
 */
function generalizePopulation(
  population: Table,
  table: Table,
  recipe: Recipe,
  levels: Readonly<Record<string, number>>,
  tools: TechniqueTools,
): Table {
  const columns = population.columns.flatMap((column) => {
    const columnRecipe = recipe.columns[column.name];
    const original = columnOf(table, column.name);
    if (!original || columnRecipe?.role !== 'quasi-identifier') return [column];
    const technique = likeInRelease(columnRecipe.technique, original, levels[column.name]);
    const transformed = transformColumn(column, technique, tools, 'keep');
    return transformed ? [transformed.column] : [];
  });
  return { rowCount: population.rowCount, columns };
}

function likeInRelease(technique: Technique, original: Column, level: number | undefined): Technique {
  if (technique.type === 'noise') return { type: 'none' };
  if (technique.type !== 'generalization' || level === undefined) return technique;
  return { type: 'generalization', hierarchy: resolveSpec(technique.hierarchy, original), level };
}
