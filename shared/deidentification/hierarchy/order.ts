import { AppError } from '../../std/app-error.ts';
import type { HierarchyDomain } from './hierarchy-domain.ts';

/**
 * Values in an order of their own to runs of neighbours, named by the first and last. values [none, school, college, doctorate], sizes [2]:
 * 'school' -> 'none - school' -> '*'. Each size is a multiple of the one before (`hierarchy.levels-not-rising`), each value stands once
 * (`hierarchy.duplicate-value`).
 */
export function orderDomain(
  { values, sizes }: { readonly values: readonly string[]; readonly sizes: readonly number[] },
  column: string,
): HierarchyDomain {
  sizes.forEach((size, index) => {
    if (index > 0 && (size % sizes[index - 1]! !== 0 || size === sizes[index - 1]))
      throw new AppError('input', 'hierarchy.levels-not-rising', { column, level: index + 1 });
  });
  const seen = new Set<string>();
  values.forEach((value, index) => {
    if (seen.has(value)) throw new AppError('input', 'hierarchy.duplicate-value', { column, row: index + 1 });
    seen.add(value);
  });
  return {
    leaves: values,
    height: sizes.length + 1,
    label(leaf, level) {
      const size = sizes[level - 1]!;
      const first = leaf - (leaf % size);
      const last = Math.min(first + size, values.length) - 1;
      return first === last ? values[first]! : `${values[first]} - ${values[last]}`;
    },
  };
}
