/**
 * A hierarchy as a tree whose nodes are the groups of all levels that occur in the data: what a cell of a locally recoded
 * release can be. The closest common ancestor of two nodes is the least general cell that covers both.
 */
import type { SearchAttribute } from '../search/search-problem.ts';

export interface HierarchyTree {
  /** Number of nodes; those of a level are numbered together, the least general level first. */
  readonly size: number;
  readonly levels: number;
  /** By level, value code -> node. */
  readonly nodeOfCode: readonly Int32Array[];
  /** By level, node -> its ancestor at that level (itself below it). */
  readonly ancestors: readonly Int32Array[];
  readonly level: Uint8Array;
  /** The group of the node at its level. */
  readonly group: Int32Array;
  /** Share of the domain that the node covers, times the attribute's weight. */
  readonly cost: Float64Array;
  /**
   * By `a * size + b`: the cost of the closest common ancestor, infinite when there is none (a column that is not generalized, or
   * above its highest level). Null for a tree too large for a table.
   */
  readonly pairCost: Float64Array | null;
}

/** Nodes of a tree whose pairs are tabulated: 8 MB. */
const MAX_TABLE_NODES = 1024;

/** Levels below `minLevel` and above `maxLevel` of the attribute are left out. */
export function hierarchyTree(attribute: SearchAttribute): HierarchyTree {
  const { weight = 1, minLevel = 0, maxLevel = attribute.levels.length - 1 } = attribute;
  const codes = attribute.levels[0]!.groups.length;
  const levelOfNode: number[] = [];
  const groupOfNode: number[] = [];
  const codeOfNode: number[] = [];
  const cost: number[] = [];
  const occurs = occurringCodes(attribute.codes, codes);
  const nodeOfCode = attribute.levels.map(({ groups, shares }, level) => {
    const nodes = new Int32Array(codes).fill(-1);
    if (level < minLevel || level > maxLevel) return nodes;
    const nodeOfGroup = new Int32Array(shares.length).fill(-1);
    for (let code = 0; code < codes; code++) {
      if (!occurs[code]) continue;
      const group = groups[code]!;
      if (nodeOfGroup[group] === -1) {
        nodeOfGroup[group] = cost.length;
        levelOfNode.push(level);
        groupOfNode.push(group);
        codeOfNode.push(code);
        cost.push(weight * shares[group]!);
      }
      nodes[code] = nodeOfGroup[group]!;
    }
    return nodes;
  });
  const ancestors = attribute.levels.map((_, level) =>
    Int32Array.from(codeOfNode, (code, node) => (levelOfNode[node]! >= level ? node : nodeOfCode[level]![code]!)),
  );
  const tree = {
    size: cost.length,
    levels: Math.min(maxLevel + 1, attribute.levels.length),
    nodeOfCode,
    ancestors,
    level: Uint8Array.from(levelOfNode),
    group: Int32Array.from(groupOfNode),
    cost: Float64Array.from(cost),
    pairCost: null,
  };
  return { ...tree, pairCost: cost.length > MAX_TABLE_NODES ? null : pairCosts(tree) };
}

/** The closest common ancestor of two nodes, or -1. */
export function commonAncestor(tree: HierarchyTree, a: number, b: number): number {
  for (let level = Math.max(tree.level[a]!, tree.level[b]!); level < tree.levels; level++) {
    const ancestor = tree.ancestors[level]![a]!;
    if (ancestor === tree.ancestors[level]![b]!) return ancestor;
  }
  return -1;
}

export function commonCost(tree: HierarchyTree, a: number, b: number): number {
  if (tree.pairCost !== null) return tree.pairCost[a * tree.size + b]!;
  const ancestor = commonAncestor(tree, a, b);
  return ancestor < 0 ? Number.POSITIVE_INFINITY : tree.cost[ancestor]!;
}

function pairCosts(tree: HierarchyTree): Float64Array {
  const { size } = tree;
  const costs = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) costs[a * size + b] = costs[b * size + a] = commonCost(tree, a, b);
  return costs;
}

function occurringCodes(codes: Uint32Array<ArrayBufferLike>, size: number): Uint8Array {
  const occurs = new Uint8Array(size);
  for (let row = 0; row < codes.length; row++) occurs[codes[row]!] = 1;
  return occurs;
}
