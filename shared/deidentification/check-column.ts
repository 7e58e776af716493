import { AppError } from '../std/app-error.ts';
import { parseDate } from '../table/dates.ts';
import type { ColumnRecipe } from './recipe.ts';

/**
 * Refuses what a schema cannot: parameters that do not fit each other or the other columns. Throws
 * `recipe.direct-identifier-released`, `recipe.level-required`, `recipe.coding-bounds`,
 * `recipe.cell-suppression`, `recipe.project-required`, `recipe.person-column`, `recipe.day`.
 */
export function checkColumn(column: string, { role, technique }: ColumnRecipe, names: ReadonlySet<string>): void {
  if (role === 'direct-identifier' && technique.type === 'none')
    throw new AppError('input', 'recipe.direct-identifier-released', { column });
  switch (technique.type) {
    case 'generalization':
      if (role !== 'quasi-identifier' && technique.level === undefined)
        throw new AppError('input', 'recipe.level-required', { column });
      return;
    case 'top-bottom-coding': {
      const { bottom, top } = technique;
      const isEmpty = bottom === undefined && top === undefined;
      if (isEmpty || (bottom ?? Number.NEGATIVE_INFINITY) > (top ?? Number.POSITIVE_INFINITY))
        throw new AppError('input', 'recipe.coding-bounds', { column });
      return;
    }
    case 'cell-suppression':
      if (technique.values === undefined && technique.rarerThan === undefined)
        throw new AppError('input', 'recipe.cell-suppression', { column });
      return;
    case 'pseudonymization':
      if (technique.scope === 'project' && technique.project === undefined)
        throw new AppError('input', 'recipe.project-required', { column });
      return;
    case 'date-shift':
      if (!names.has(technique.person) || technique.person === column)
        throw new AppError('input', 'recipe.person-column', { column, person: technique.person });
      return;
    case 'age':
      if (Number.isNaN(parseDate(technique.on, 'year-month-day')))
        throw new AppError('input', 'recipe.day', { column });
      return;
    default:
      return;
  }
}
