import type { Column } from '../../table/table.ts';
import type { TechniqueDescription } from './description.ts';
import type { Transformed } from './technique.ts';

export const NONE: TechniqueDescription = {
  title: 'Keep as it is',
  iso: 'none',
  kind: 'any',
  scope: 'column',
  summary: 'The column is released unchanged.',
  parameters: [],
  pitfalls: ['Columns that nobody looks at single people out too, where they are rare and known to others.'],
  effect: { singlingOut: 'none', linkability: 'none', inference: 'none' },
  safeHarbor: '',
};

/** The column as it is. */
export function leave(column: Column): Transformed {
  return { column, loss: new Float64Array(column.values.length) };
}
