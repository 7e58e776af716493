import { AppError } from '../../std/app-error.ts';
import type { Column } from '../../table/table.ts';
import type { HierarchyDomain } from './hierarchy-domain.ts';

/** counts [1, 2], right: '12345' -> '1234*' -> '123**' -> '*'. Counts characters, not UTF-16 units. */
export function maskingDomain(
  spec: { readonly direction: 'right' | 'left'; readonly counts: readonly number[] },
  column: Column,
): HierarchyDomain {
  spec.counts.forEach((count, index) => {
    if (index > 0 && count <= spec.counts[index - 1]!)
      throw new AppError('input', 'hierarchy.levels-not-rising', { column: column.name, level: index + 1 });
  });
  const leaves = column.values.slice(1);
  return {
    leaves,
    height: spec.counts.length + 1,
    label: (leaf, level) => maskFrom(leaves[leaf]!, spec.counts[level - 1]!, spec.direction),
  };
}

function maskFrom(value: string, count: number, direction: 'right' | 'left'): string {
  const characters = [...value];
  const hidden = Math.min(count, characters.length);
  const stars = '*'.repeat(hidden);
  return direction === 'right'
    ? characters.slice(0, characters.length - hidden).join('') + stars
    : stars + characters.slice(hidden).join('');
}
