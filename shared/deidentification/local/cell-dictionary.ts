import { groupLoss } from '../hierarchy.ts';
import { MISSING_CODE } from '../../table/table.ts';
import type { HierarchyTree } from './hierarchy-tree.ts';
import type { LocalAttribute } from './recode-locally.ts';

/** The texts that cells of a locally recoded column may have. Nodes with the same text are the same cell to whoever reads it. */
export interface CellDictionary {
  readonly values: readonly string[];
  /** By code; the greatest of the nodes that share a text. */
  readonly loss: Float64Array<ArrayBuffer>;
  /** Tree node -> code. */
  readonly codeOfNode: Int32Array;
}

export function cellDictionary(attribute: LocalAttribute, tree: HierarchyTree): CellDictionary {
  const values = [''];
  const loss = [0];
  const codeOfText = new Map<string, number>();
  const codeOfNode = new Int32Array(tree.size);
  for (let node = 0; node < tree.size; node++) {
    const level = attribute.levels[tree.level[node]!]!;
    const group = tree.group[node]!;
    const code = group === 0 ? MISSING_CODE : codeOf(level.labels[group]!);
    codeOfNode[node] = code;
    loss[code] = Math.max(loss[code]!, groupLoss(level.shares[group]!, attribute.leaves));
  }
  return { values, loss: Float64Array.from(loss), codeOfNode };

  function codeOf(text: string): number {
    const known = codeOfText.get(text);
    if (known !== undefined) return known;
    codeOfText.set(text, values.length);
    loss.push(0);
    return values.push(text) - 1;
  }
}
