/** What the person put together on the Tabulate tab, and what it says to the engine. */
import type { Tabulation } from '@shared/contract/api.ts';
import type { DictionaryField } from '@shared/contract/views.ts';

export const MAX_GROUPS = 4;
export const MAX_FILTERS = 8;

export interface FilterDraft {
  readonly id: number;
  readonly column: string | null;
  /** As typed: values separated by semicolons. */
  readonly text: string;
}

export interface TabulationDraft {
  readonly groupBy: readonly string[];
  readonly measure: 'count' | 'sum' | 'mean';
  readonly measured: string | null;
  readonly filters: readonly FilterDraft[];
}

export const EMPTY_DRAFT: TabulationDraft = { groupBy: [], measure: 'count', measured: null, filters: [] };

/** Null while something is missing. A filter without a column or a value does not count. */
export function specOf(draft: TabulationDraft): Tabulation | null {
  const filters = draft.filters.flatMap(({ column, text }) => {
    const values = filterValues(text);
    return column === null || values.length === 0 ? [] : [{ column, values }];
  });
  if (draft.measure === 'count') return { groupBy: [...draft.groupBy], measure: { type: 'count' }, filters };
  if (draft.measured === null) return null;
  return { groupBy: [...draft.groupBy], measure: { type: draft.measure, column: draft.measured }, filters };
}

/** 'female; male ;' -> ['female', 'male'] */
export function filterValues(text: string): string[] {
  return [...new Set(text.split(';').map((value) => value.trim()))].filter((value) => value !== '');
}

export function numericFields(fields: readonly DictionaryField[]): readonly DictionaryField[] {
  return fields.filter((field) => field.type === 'integer' || field.type === 'number');
}

/** ('count') -> 'Number of rows'; ('mean', 'weight') -> 'Mean of weight' */
export function measureLabel(spec: Tabulation): string {
  if (spec.measure.type === 'count') return 'Number of rows';
  return `${spec.measure.type === 'sum' ? 'Sum' : 'Mean'} of ${spec.measure.column}`;
}

/** One mark for every withheld cell: a small one, and one withheld so that a small one cannot be worked out. */
export const WITHHELD = 'not shown';
