/** Changes of what is done to the whole table: drawing a sample before, releasing figures instead of rows. */
import { isRecordByRecord } from '@shared/deidentification/check-private-figures.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type {
  Aggregation,
  DifferentialPrivacy,
  Measure,
  TableTechniques,
} from '@shared/deidentification/technique-spec.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import { setSearchType } from '../models/model-edits.ts';
import { columnOf, columnsWithRole, setTechnique } from '../recipe-edits.ts';

/** Without an entry the recipe says nothing about the table, as one that was written before there were any. */
function withTable(recipe: Recipe, table: TableTechniques): Recipe {
  const { table: _, ...others } = recipe;
  const isEmpty = table.sampling === undefined && table.aggregation === undefined;
  return isEmpty ? others : { ...others, table };
}

/** Null releases every row. */
export function setSampling(recipe: Recipe, fraction: number | null): Recipe {
  const { sampling: _, ...others } = recipe.table ?? {};
  return withTable(recipe, fraction === null ? others : { ...others, sampling: { fraction } });
}

/** Null releases rows. */
export function setAggregation(recipe: Recipe, aggregation: Aggregation | null): Recipe {
  const { aggregation: _, ...others } = recipe.table ?? {};
  return withTable(recipe, aggregation === null ? others : { ...others, aggregation });
}

/** Columns that are released, so that a table can be made of them. */
export function releasedColumns(recipe: Recipe): readonly string[] {
  return Object.keys(recipe.columns).filter((name) => columnOf(recipe, name)?.technique.type !== 'suppression');
}

/** Counts by the first quasi-identifier; null when nothing is released. */
export function startAggregation(recipe: Recipe): Aggregation | null {
  const released = releasedColumns(recipe);
  const first = columnsWithRole(recipe, 'quasi-identifier').find((name) => released.includes(name)) ?? released[0];
  return first === undefined ? null : { groupBy: [first], measures: [{ type: 'count' }], minimumCellSize: 5 };
}

export function toggleGroupBy(aggregation: Aggregation, name: string, isOn: boolean): Aggregation {
  const others = aggregation.groupBy.filter((other) => other !== name);
  const groupBy = isOn ? [...others, name] : others;
  if (groupBy.length === 0 || groupBy.length > 4) return aggregation;
  return fittedPrivacy({ ...aggregation, groupBy });
}

export function measureId(measure: Measure): string {
  return measure.type === 'count' ? 'count' : `${measure.type}:${measure.column}`;
}

export function toggleMeasure(aggregation: Aggregation, measure: Measure, isOn: boolean): Aggregation {
  const others = aggregation.measures.filter((other) => measureId(other) !== measureId(measure));
  const measures = isOn ? [...others, measure] : others;
  if (measures.length === 0 || measures.length > 16) return aggregation;
  return fittedPrivacy({ ...aggregation, measures });
}

/** Noise is for counts and sums; a mean is a sum by a count, which whoever needs it divides. */
export function canBePrivate({ measures }: Aggregation): boolean {
  return measures.every((measure) => measure.type !== 'mean');
}

/**
 * Starts with what a person has to think about: the values are those that are known of the columns, the limits of an amount stand
 * at 0 and 1 until somebody says better.
 */
export function startPrivacy(aggregation: Aggregation, profiles: readonly ColumnProfile[]): Aggregation {
  const groups = Object.fromEntries(aggregation.groupBy.map((name) => [name, knownValues(profiles, name)]));
  return fittedPrivacy({
    ...aggregation,
    differentialPrivacy: { epsilon: 0.5, budget: 1, contributions: 1, groups, amounts: {} },
  });
}

export function setPrivacy(aggregation: Aggregation, privacy: DifferentialPrivacy | null): Aggregation {
  const { differentialPrivacy: _, ...others } = aggregation;
  return privacy === null ? others : fittedPrivacy({ ...others, differentialPrivacy: privacy });
}

/** Columns of the table whose technique looks at other records; noise by differential privacy allows none. */
export function lookingAtOthers(recipe: Recipe, { groupBy, measures }: Aggregation): readonly string[] {
  const used = [...groupBy, ...measures.flatMap((measure) => (measure.type === 'count' ? [] : [measure.column]))];
  return [...new Set(used)].filter((name) => {
    const technique = columnOf(recipe, name)?.technique;
    return technique !== undefined && !isRecordByRecord(technique);
  });
}

/** The recipe without what differential privacy excludes: no models, one search, and such columns as they are. */
export function madeForPrivacy(recipe: Recipe, aggregation: Aggregation): Recipe {
  let next: Recipe = { ...recipe, models: [] };
  if (recipe.search.type !== 'optimal') next = setSearchType(next, 'optimal');
  for (const name of lookingAtOthers(recipe, aggregation)) next = setTechnique(next, name, { type: 'none' });
  return next;
}

/** Values for exactly the columns that group, limits for exactly those that are summed. */
function fittedPrivacy(aggregation: Aggregation): Aggregation {
  const { differentialPrivacy: privacy, ...others } = aggregation;
  if (privacy === undefined) return aggregation;
  if (!canBePrivate(aggregation)) return others;
  const groups = Object.fromEntries(aggregation.groupBy.map((name) => [name, privacy.groups[name] ?? ['*']]));
  const summed = aggregation.measures.flatMap((measure) => (measure.type === 'sum' ? [measure.column] : []));
  const amounts = Object.fromEntries(
    summed.map((name) => [name, privacy.amounts[name] ?? { lower: 0, upper: 1, decimals: 0 }]),
  );
  return { ...others, differentialPrivacy: { ...privacy, groups, amounts } };
}

function knownValues(profiles: readonly ColumnProfile[], name: string): string[] {
  const profile = profiles.find((column) => column.name === name);
  const isComplete = profile?.distributionKind === 'frequency' && profile.distinct <= profile.distribution.length;
  return isComplete && profile.distribution.length > 0 ? profile.distribution.map((bar) => bar.label) : ['*'];
}
