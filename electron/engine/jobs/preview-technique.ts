/** What a technique makes of some cells of a column, for looking at it while its parameters are chosen. */
import type { TechniquePreview } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { needsKey } from '@shared/deidentification/technique/keyed.ts';
import { transformTable } from '@shared/deidentification/transform-table.ts';
import { AppError } from '@shared/std/app-error.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { type Column, cell, columnOf, MISSING_CODE, type Table } from '@shared/table/table.ts';
import type { Context } from '../context.ts';
import { completeDataset } from './release.ts';

/** Enough to be typical, few enough to answer while somebody types. */
const MAX_ROWS = 2_000;
const MAX_SAMPLES = 12;

/** Throws `dataset.unknown`, `dataset.still-reading`, `recipe.column-unknown`, `identity.locked`, and what the technique throws. */
export function previewTechnique(context: Context, dataset: string, name: string, recipe: Recipe): TechniquePreview {
  const { table } = completeDataset(context, dataset);
  const own = Object.hasOwn(recipe.columns, name) ? recipe.columns[name] : undefined;
  if (!columnOf(table, name) || !own) throw new AppError('input', 'recipe.column-unknown', { column: name });
  const { technique } = own;
  if (technique.type === 'generalization') return { rows: 0, samples: [] };
  const wanted = companions(recipe, name);
  const part = firstRows(table, wanted);
  const columns = Object.fromEntries(
    Object.entries(recipe.columns).flatMap(([other, column]) => {
      if (!wanted.includes(other)) return [];
      const isPartner = other === name || column.technique.type === technique.type;
      return [[other, isPartner ? column : { ...column, technique: { type: 'none' as const } }]];
    }),
  );
  const tools = {
    seed: recipe.seed,
    hmacSha256: context.crypto.hmacSha256,
    sha256: context.crypto.sha256,
    pseudonymKey: needsKey(technique) ? context.identities.derivedKey('pseudonym') : null,
  };
  const done = transformTable(part, { ...recipe, columns }, tools, QUIET_TASK).get(name);
  return { rows: part.rowCount, samples: done ? samplesOf(columnOf(part, name)!, done.column) : [] };
}

/** The column, those of its group, and the one that names the person. */
function companions(recipe: Recipe, name: string): readonly string[] {
  const { technique } = recipe.columns[name]!;
  const group = 'group' in technique ? technique.group : undefined;
  const partners = Object.entries(recipe.columns).flatMap(([other, column]) =>
    group !== undefined &&
    column.technique.type === technique.type &&
    'group' in column.technique &&
    column.technique.group === group
      ? [other]
      : [],
  );
  const person = technique.type === 'date-shift' ? [technique.person] : [];
  return [...new Set([name, ...partners, ...person])];
}

/** The first rows, with a dictionary of their own: a technique works on all values of it. */
function firstRows(table: Table, names: readonly string[]): Table {
  const rowCount = Math.min(MAX_ROWS, table.rowCount);
  return {
    rowCount,
    columns: table.columns.filter(({ name }) => names.includes(name)).map((column) => cut(column, rowCount)),
  };
}

function cut({ name, codes, values }: Column, rowCount: number): Column {
  const own = [''];
  const codeOf = new Map<number, number>([[MISSING_CODE, MISSING_CODE]]);
  const cutCodes = codes.slice(0, rowCount).map((code) => {
    const known = codeOf.get(code);
    if (known !== undefined) return known;
    codeOf.set(code, own.length);
    return own.push(values[code]!) - 1;
  });
  return { name, codes: cutCodes, values: own };
}

/** Rows with different values, evenly from the first to the last, those that change first. */
function samplesOf(before: Column, after: Column): TechniquePreview['samples'] {
  const seen = new Set<number>();
  const changed: number[] = [];
  const same: number[] = [];
  before.codes.forEach((code, row) => {
    if (code === MISSING_CODE || seen.has(code)) return;
    seen.add(code);
    (cell(before, row) === cell(after, row) ? same : changed).push(row);
  });
  const rows = [...spread(changed, MAX_SAMPLES), ...same].slice(0, MAX_SAMPLES);
  return rows.map((row) => [cell(before, row), cell(after, row)] as const);
}

function spread(rows: readonly number[], count: number): number[] {
  if (rows.length <= count) return [...rows];
  return Array.from({ length: count }, (_, at) => rows[Math.floor((at * (rows.length - 1)) / (count - 1))]!);
}
