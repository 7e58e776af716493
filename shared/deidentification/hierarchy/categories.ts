import { AppError } from '../../std/app-error.ts';
import type { HierarchyDomain } from './hierarchy-domain.ts';

type Groups = readonly { readonly group: string; readonly members: readonly string[] }[];

/**
 * A category tree from below: the first level groups values, each further level groups the groups of the one before.
 * [[{group: 'fruit', members: ['apple', 'pear']}]]: 'apple' -> 'fruit' -> '*'.
 */
export function categoryDomain(levels: readonly Groups[], column: string): HierarchyDomain {
  const parents = levels.map((groups, index) => parentOf(groups, index + 1, column));
  const leaves = [...parents[0]!.keys()];
  if (leaves.length === 0) throw new AppError('input', 'hierarchy.empty', { column });
  const labels = leaves.map((leaf) => {
    const path: string[] = [];
    let at = leaf;
    for (let level = 0; level < parents.length; level++) {
      const parent = parents[level]!.get(at);
      if (parent === undefined)
        throw new AppError('input', 'hierarchy.group-without-place', { column, level: level + 1 });
      path.push(parent);
      at = parent;
    }
    return path;
  });
  return { leaves, height: levels.length + 1, label: (leaf, level) => labels[leaf]![level - 1]! };
}

function parentOf(groups: Groups, level: number, column: string): Map<string, string> {
  const parent = new Map<string, string>();
  for (const { group, members } of groups)
    for (const member of members) {
      if (parent.has(member)) throw new AppError('input', 'hierarchy.member-twice', { column, level });
      parent.set(member, group);
    }
  return parent;
}
