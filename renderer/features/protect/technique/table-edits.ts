/** Changes of what is done to the whole table: drawing a sample before, releasing figures instead of rows. */
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { Aggregation, Measure, TableTechniques } from '@shared/deidentification/technique-spec.ts';
import { columnOf, columnsWithRole } from '../recipe-edits.ts';

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
  return groupBy.length === 0 || groupBy.length > 4 ? aggregation : { ...aggregation, groupBy };
}

export function measureId(measure: Measure): string {
  return measure.type === 'count' ? 'count' : `${measure.type}:${measure.column}`;
}

export function toggleMeasure(aggregation: Aggregation, measure: Measure, isOn: boolean): Aggregation {
  const others = aggregation.measures.filter((other) => measureId(other) !== measureId(measure));
  const measures = isOn ? [...others, measure] : others;
  return measures.length === 0 || measures.length > 16 ? aggregation : { ...aggregation, measures };
}
