/** The parts of an assessment in one place: which columns, which options, and what is told of the progress. */
import { quasiIdentifiersOf } from '../deidentification/read-recipe.ts';
import type { Recipe } from '../deidentification/recipe.ts';
import { riskOptions } from '../project/risk-options.ts';
import { type AssessmentOptions, assessRisk } from '../risk/assess-risk.ts';
import type { Assessment, RiskAssessment } from '../risk/assessment.ts';
import { assessAttacks } from '../risk/attacks/assess-attacks.ts';
import { assessLinkage } from '../risk/linkage/assess-linkage.ts';
import { lintRelease } from '../risk/lint/lint-release.ts';
import { AppError } from '../std/app-error.ts';
import type { Task } from '../std/task.ts';
import { type Column, columnOf, type Table } from '../table/table.ts';
import { assessUtility } from '../utility/assess-utility.ts';

export interface AssessedTable {
  readonly table: Table;
  readonly recipe: Recipe;
  /** Written as the table is; null when the recipe names none. */
  readonly population: Table | null;
}

/** Families 4 and 5 of data that are released as they are. */
export type AsTheyAre = Pick<Assessment, 'linkage' | 'attacks' | 'lint'>;
/** Families 2 to 5 of the data. */
export type DataAssessment = RiskAssessment & AsTheyAre;

export interface AssessedPair {
  readonly original: Table;
  readonly release: Table;
  /** Row i of the release is row keptRows[i] of the original; empty for a table of figures. */
  readonly keptRows: Uint32Array;
  readonly recipe: Recipe;
}

/** Families 2 and 3 of the data as they are. Throws what `assessRisk` throws, `recipe.column-unknown`. */
export function assessData({ table, recipe, population }: AssessedTable, task: Task): RiskAssessment {
  const options = assessmentOptions(table, recipe, population, null);
  return assessRisk(table, keysOf(table, recipe), options, task);
}

/** What linkage, attacks and the lint would find if the data were released as they are. */
export function attackData({ table, recipe }: Pick<AssessedTable, 'table' | 'recipe'>, task: Task): AsTheyAre {
  const keptRows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const { seed } = recipe;
  const input = {
    original: table,
    release: table,
    keptRows,
    quasiIdentifiers: keysOf(table, recipe),
    sensitive: namesWith(table, recipe, ({ role }) => role === 'sensitive'),
  };
  return {
    lint: lintRelease({ release: table, keptRows, selected: null }, task),
    linkage: assessLinkage(input, { seed }, task),
    attacks: assessAttacks(input, { seed }, task),
  };
}

/** The same of the release; weights and households are those of the original rows. */
export function assessReleased(
  { original, release, keptRows, recipe }: AssessedPair,
  population: Table | null,
  task: Task,
): RiskAssessment {
  const options = assessmentOptions(original, recipe, population, keptRows);
  return assessRisk(recordsOf(release, recipe), keysOf(release, recipe), options, task);
}

/** Families 4 and 5, the released cells, and utility: the release against the original that it was made from. */
export function compareWithOriginal(
  pair: AssessedPair,
  task: Task,
): Pick<Assessment, 'linkage' | 'attacks' | 'lint' | 'utility'> {
  const { original, release, keptRows, recipe } = pair;
  const { seed } = recipe;
  const input = {
    original,
    release: recordsOf(release, recipe),
    keptRows,
    quasiIdentifiers: keysOf(release, recipe),
    sensitive: namesWith(release, recipe, ({ role }) => role === 'sensitive'),
    opaque: namesWith(release, recipe, ({ technique }) => technique.type === 'pseudonymization'),
  };
  return {
    lint: lintRelease(
      {
        release,
        keptRows,
        selected: recipe.table?.aggregation ? null : selectedColumns(recipe),
        pseudonyms: input.opaque,
      },
      task,
    ),
    linkage: assessLinkage(input, { seed }, task),
    attacks: assessAttacks({ ...input, leftOutBy: leftOutBy(recipe) }, { seed }, task),
    utility: assessUtility(input, { seed }, task),
  };
}

/** A table of figures has no records that could be found or linked: its cells are no people. */
function recordsOf(release: Table, recipe: Recipe): Table {
  if (!recipe.table?.aggregation) return release;
  return { rowCount: 0, columns: release.columns.map((column) => ({ ...column, codes: new Uint32Array(0) })) };
}

/** Rows that chance alone left out are a fair control for the attacks; suppressed ones are the rare ones. */
function leftOutBy({ table, search }: Recipe): 'sampling' | 'suppression' {
  const mayRemove = search.type === 'optimal' && search.suppressionLimit > 0;
  return table?.sampling && !mayRemove ? 'sampling' : 'suppression';
}

/** Columns that the recipe releases. */
function selectedColumns(recipe: Recipe): string[] {
  return Object.keys(recipe.columns).filter((name) => recipe.columns[name]!.technique.type !== 'suppression');
}

/** Quasi-identifiers that are columns of the table. */
function keysOf(table: Table, recipe: Recipe): string[] {
  return quasiIdentifiersOf(
    recipe,
    table.columns.map(({ name }) => name),
  );
}

function namesWith(table: Table, recipe: Recipe, wanted: (column: Recipe['columns'][string]) => boolean): string[] {
  return table.columns.map(({ name }) => name).filter((name) => recipe.columns[name] && wanted(recipe.columns[name]));
}

function assessmentOptions(
  original: Table,
  recipe: Recipe,
  population: Table | null,
  keptRows: Uint32Array | null,
): AssessmentOptions {
  const { weight, household } = recipe.risk;
  return {
    ...riskOptions(recipe, population),
    weight: weight === undefined ? undefined : rowsOf(original, weight, keptRows),
    household: household === undefined ? undefined : rowsOf(original, household, keptRows),
  };
}

/** A column of the original for the rows of the release. */
function rowsOf(original: Table, name: string, keptRows: Uint32Array | null): Column {
  const column = columnOf(original, name);
  if (!column) throw new AppError('input', 'recipe.column-unknown', { column: name });
  if (!keptRows) return column;
  return { ...column, codes: Uint32Array.from(keptRows, (row) => column.codes[row]!) };
}
