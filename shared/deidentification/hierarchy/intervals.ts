import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import type { HierarchyDomain } from './hierarchy-domain.ts';
import { decimalsOf, formatDecimal, parseDecimal } from '../numbers.ts';

/**
 * Numbers to half-open intervals, labelled '[20, 25)'. origin 0, widths [5, 10]: 23 -> '[20, 25)' -> '[20, 30)' -> '*'.
 * Coarser intervals are unions of the narrowest, counted in whole numbers, so that rounding cannot break the nesting.
 * An empty cell stays empty up to the top.
 */
export function intervalDomain(
  spec: { readonly origin: number; readonly widths: readonly number[] },
  column: Column,
): HierarchyDomain {
  const { origin, widths } = spec;
  const narrowest = widths[0]!;
  const ratios = widths.map((width) => width / narrowest);
  widths.forEach((width, index) => {
    const ratio = index === 0 ? 1 : width / widths[index - 1]!;
    const isMultiple = Math.abs(ratio - Math.round(ratio)) < 1e-9 * ratio;
    if (index > 0 && (!isMultiple || Math.round(ratio) < 2))
      throw new AppError('input', 'hierarchy.levels-not-rising', { column: column.name, level: index + 1 });
  });
  const decimals = Math.max(decimalsOf(origin), ...widths.map(decimalsOf));
  const leaves: string[] = [];
  const indexes: (number | null)[] = [];
  for (const value of column.values.slice(1)) {
    const number = parseDecimal(value);
    if (number === null && value !== '') continue;
    leaves.push(value);
    indexes.push(number === null ? null : Math.floor((number - origin) / narrowest));
  }
  return {
    leaves,
    height: widths.length + 1,
    label(leaf, level) {
      const index = indexes[leaf]!;
      if (index === null) return '';
      const width = widths[level - 1]!;
      const start = origin + Math.floor(index / Math.round(ratios[level - 1]!)) * width;
      return `[${formatDecimal(start, decimals)}, ${formatDecimal(start + width, decimals)})`;
    },
  };
}
