/** The people of a population, as the search and as the release would write them. */
import { type Hierarchy, type HierarchyLevel, previewHierarchy, resolveSpec } from '../deidentification/hierarchy.ts';
import { likeInRelease } from '../deidentification/like-in-release.ts';
import type { HierarchySpec, Recipe, Technique } from '../deidentification/recipe.ts';
import type { SearchPopulation } from '../deidentification/search/search-problem.ts';
import { translate } from '../deidentification/technique/recode.ts';
import type { TechniqueTools } from '../deidentification/technique/technique.ts';
import { transformColumn } from '../deidentification/transform-column.ts';
import { AppError } from '../std/app-error.ts';
import { type Column, columnOf, type Table } from '../table/table.ts';
import type { Prepared, PreparedColumns } from './prepare-columns.ts';

/** A population table in its original values. */
export interface PopulationTable {
  readonly table: Table;
  /** People that a line stands for; one each without it. */
  readonly countColumn?: string | undefined;
}

/** A quasi-identifier of data and population together: values that only the population has follow those of the data. */
export interface JoinedColumn {
  /** The population's codes. */
  readonly codes: Uint32Array;
  /** The levels that the data's column has, with a place for every value of the population. */
  readonly levels: readonly HierarchyLevel[];
}

/**
 * The population's quasi-identifiers as the release would write them, by name. A value goes where the hierarchy puts it; one that
 * belongs in no group of the data becomes a group of its own, as does one that a hierarchy file does not name. Noise cannot be
 * repeated: those columns stay as they are and match less. Throws `risk.population-column` when the population lacks one.
 */
export function joinPopulation(
  population: Table,
  table: Table,
  recipe: Recipe,
  prepared: PreparedColumns,
  tools: TechniqueTools,
): ReadonlyMap<string, JoinedColumn> {
  const joined = new Map<string, JoinedColumn>();
  for (const [name, entry] of prepared) {
    const { role, technique } = recipe.columns[name]!;
    if (role !== 'quasi-identifier' || entry.kind === 'removed') continue;
    const found = columnOf(population, name);
    if (!found) throw new AppError('input', 'risk.population-column', { column: name });
    joined.set(name, joinColumn(found, columnOf(table, name)!, technique, entry, tools));
  }
  return joined;
}

function joinColumn(
  population: Column,
  original: Column,
  technique: Technique,
  prepared: Exclude<Prepared, { kind: 'removed' }>,
  tools: TechniqueTools,
): JoinedColumn {
  if (prepared.kind === 'searched' && technique.type === 'generalization') {
    const { values, codes } = joinValues(original.values, population);
    const wide: Column = { name: original.name, codes: original.codes, values };
    return { codes, levels: widened(prepared.hierarchy, resolveSpec(technique.hierarchy, original), wide) };
  }
  if (prepared.kind === 'searched') throw new AppError('internal', 'internal.unexpected', { name: 'joinColumn' });
  const { column, loss } = prepared.transformed;
  const written = transformColumn(population, likeInRelease(technique, original), tools, 'keep');
  const { values, codes } = joinValues(column.values, written?.column ?? population);
  const groups = Uint32Array.from(column.values, (_, code) => code);
  return { codes, levels: [identity({ groups, labels: column.values, shares: loss }, values, 1)] };
}

/** A dictionary with the population's further values at its end, and the population's codes in it. */
function joinValues(values: readonly string[], column: Column): { values: readonly string[]; codes: Uint32Array } {
  const all = [...values];
  // values[0] is the missing cell; an empty text that is none has its own code
  const codeOf = new Map(all.map((value, code) => [value, code] as const).slice(1));
  const newCode = column.values.map((value, code) => {
    if (code === 0) return 0;
    const known = codeOf.get(value);
    if (known !== undefined) return known;
    codeOf.set(value, all.length);
    return all.push(value) - 1;
  });
  return { values: all, codes: Uint32Array.from(column.codes, (code) => newCode[code]!) };
}

/** The hierarchy's levels with places for the values of `wide` beyond its own, found by the labels of their groups. */
function widened(hierarchy: Hierarchy, spec: HierarchySpec, wide: Column): HierarchyLevel[] {
  const further = previewHierarchy(spec, wide).hierarchy;
  const own = hierarchy.levels[0]!.groups.length;
  const share = 1 / hierarchy.leaves;
  return hierarchy.levels.map((level, at) => {
    if (at === 0) return identity(level, wide.values, share);
    const groups = new Uint32Array(wide.values.length);
    groups.set(level.groups);
    if (at === hierarchy.levels.length - 1) return { ...level, groups: groups.fill(1, own) };
    const labels = [...level.labels];
    const shares = [...level.shares];
    const groupOf = new Map(labels.map((label, group) => [label, group] as const).slice(1));
    const { groups: place, labels: names } = further.levels[at]!;
    for (let code = own; code < groups.length; code++) {
      const label = names[place[code]!]!;
      let group = groupOf.get(label);
      if (group === undefined) {
        group = labels.length;
        groupOf.set(label, group);
        labels.push(label);
        shares.push(share);
      }
      groups[code] = group;
    }
    return { groups, labels, shares: Float64Array.from(shares) };
  });
}

/** Every further value is a group of its own. */
function identity(level: HierarchyLevel, values: readonly string[], share: number): HierarchyLevel {
  const own = level.groups.length;
  const groups = Uint32Array.from(values, (_, code) => (code < own ? level.groups[code]! : code));
  const shares = Float64Array.from(values, (_, code) => (code < own ? level.shares[code]! : share));
  return { groups, labels: values, shares };
}

/** The population as the release writes it, so that its classes can be counted; the columns that are no quasi-identifiers stay. */
export function writePopulation(
  population: Table,
  joined: ReadonlyMap<string, JoinedColumn>,
  levels: Readonly<Record<string, number>>,
): Table {
  const columns = population.columns.map((column) => {
    const found = joined.get(column.name);
    if (!found) return column;
    const level = found.levels.length === 1 ? 0 : (levels[column.name] ?? 0);
    const { groups, labels } = found.levels[level]!;
    return { name: column.name, codes: translate(found.codes, groups), values: labels };
  });
  return { rowCount: population.rowCount, columns };
}

/** People that every line stands for; null: one each. Throws `risk.population-column`, `risk.population-count` (no whole number below 2^32). */
export function peopleOf({ table, countColumn }: PopulationTable): SearchPopulation['people'] {
  if (countColumn === undefined) return null;
  const column = columnOf(table, countColumn);
  if (!column) throw new AppError('input', 'risk.population-column', { column: countColumn });
  const counts = column.values.map((text) => (/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN));
  return Uint32Array.from(column.codes, (code, row) => {
    const people = counts[code]!;
    if (people < 2 ** 32) return people;
    throw new AppError('input', 'risk.population-count', { column: countColumn, row: row + 1 });
  });
}
