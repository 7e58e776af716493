/**
 * The clusters of a local recoding: sets of units (distinct tuples of the input) that are released with one and the same cells,
 * the closest common ancestors of their values. Merging two keeps the number of the first.
 */
import { commonAncestor, commonCost, type HierarchyTree } from './hierarchy-tree.ts';

export interface Clusters {
  readonly trees: readonly HierarchyTree[];
  /** Cluster x attribute: the node that is released. */
  readonly nodes: Int32Array;
  /** Rows of the cluster. */
  readonly sizes: Int32Array;
  /** Sum of the nodes' costs: what one row of the cluster loses. */
  readonly costs: Float64Array;
  /** 0 once merged into another. */
  readonly isAlive: Uint8Array;
  /** The units of a cluster as a linked list, from the cluster's own number; -1 ends it. */
  readonly next: Int32Array;
  readonly last: Int32Array;
}

/** One cluster a unit. `nodes` is unit x attribute. */
export function createClusters(trees: readonly HierarchyTree[], nodes: Int32Array, sizes: Int32Array): Clusters {
  const count = sizes.length;
  const costs = new Float64Array(count);
  const width = trees.length;
  for (let unit = 0; unit < count; unit++)
    for (let at = 0; at < width; at++) costs[unit]! += trees[at]!.cost[nodes[unit * width + at]!]!;
  return {
    trees,
    nodes,
    sizes,
    costs,
    isAlive: new Uint8Array(count).fill(1),
    next: new Int32Array(count).fill(-1),
    last: Int32Array.from({ length: count }, (_, unit) => unit),
  };
}

export interface Nearest {
  /** -1 when no candidate can be merged. */
  cluster: number;
  /** What all rows of both lose more when they are merged. */
  increase: number;
}

/** The cheapest to merge with of the first `length` candidates; the first of equals. */
export function nearestTo(clusters: Clusters, cluster: number, candidates: Int32Array, length: number): Nearest {
  const { trees, nodes, sizes, costs } = clusters;
  const width = trees.length;
  const own = cluster * width;
  const size = sizes[cluster]!;
  const cost = size * costs[cluster]!;
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < length; index++) {
    const other = candidates[index]!;
    if (other === cluster) continue;
    const rows = size + sizes[other]!;
    const before = cost + sizes[other]! * costs[other]!;
    /** A sum of costs from here on cannot be cheaper. */
    const limit = (least + before) / rows;
    const start = other * width;
    let sum = 0;
    for (let at = 0; at < width && sum < limit; at++) {
      const tree = trees[at]!;
      const { pairCost } = tree;
      const a = nodes[own + at]!;
      const b = nodes[start + at]!;
      sum += pairCost !== null ? pairCost[a * tree.size + b]! : commonCost(tree, a, b);
    }
    if (!(sum < limit)) continue;
    const increase = sum * rows - before;
    if (increase < least) {
      least = increase;
      nearest = other;
    }
  }
  return { cluster: nearest, increase: least };
}

export function merge(clusters: Clusters, into: number, other: number): void {
  const { trees, nodes, sizes, costs, isAlive, next, last } = clusters;
  const width = trees.length;
  let cost = 0;
  for (let at = 0; at < width; at++) {
    const tree = trees[at]!;
    const node = commonAncestor(tree, nodes[into * width + at]!, nodes[other * width + at]!);
    nodes[into * width + at] = node;
    cost += tree.cost[node]!;
  }
  costs[into] = cost;
  sizes[into]! += sizes[other]!;
  isAlive[other] = 0;
  next[last[into]!] = other;
  last[into] = last[other]!;
}
