/**
 * Parts the units into blocks within which clusters are built, so that the work grows with the number of units and not with its
 * square: along the hierarchies, from the top, each time by the attribute whose groups save most for the information they take.
 */
import type { Task } from '../../std/task.ts';
import type { HierarchyTree } from './hierarchy-tree.ts';

export interface Units {
  readonly trees: readonly HierarchyTree[];
  /** Unit x attribute: the node at the lowest level. */
  readonly nodes: Int32Array;
  /** Rows of the unit. */
  readonly sizes: Int32Array;
}

/** Units of a block at most. */
const BLOCK_UNITS = 512;
/** A part needs so many times the rows of the least class, or it stays with the other small parts. */
const LEAST_CLASSES = 20;

export function partIntoBlocks(units: Units, minimumClassSize: number, task: Task): Int32Array<ArrayBuffer>[] {
  const blocks: Int32Array<ArrayBuffer>[] = [];
  const leastRows = LEAST_CLASSES * minimumClassSize;
  // One above the highest level: columns that are not generalized all the way differ even there.
  const tops = units.trees.map((tree) => tree.levels);
  const open = [{ members: Int32Array.from(units.sizes, (_, unit) => unit), levels: tops }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    task.checkpoint();
    const { members } = part;
    const cut = members.length > BLOCK_UNITS ? bestCut(units, part.members, part.levels, leastRows) : null;
    if (cut === null) blocks.push(...chopped(units, members));
    else {
      for (const large of cut.parts) open.push({ members: large, levels: cut.levels });
      if (cut.rest.length > 0) blocks.push(...chopped(units, cut.rest));
    }
  }
  return blocks;
}

interface Cut {
  readonly parts: readonly Int32Array<ArrayBuffer>[];
  /** The members of parts that are too small. */
  readonly rest: Int32Array<ArrayBuffer>;
  /** By attribute: the level at which the members of a part agree. */
  readonly levels: number[];
}

/** Null when no attribute parts the members into two large enough parts. */
function bestCut(
  units: Units,
  members: Int32Array<ArrayBuffer>,
  levels: readonly number[],
  leastRows: number,
): Cut | null {
  const agreed = [...levels];
  let best = -1;
  let bestGain = 0;
  for (let at = 0; at < agreed.length; at++) {
    let rowsOf = new Map<number, number>();
    while (agreed[at]! > 0 && rowsOf.size < 2) {
      const below = rowsByNode(units, members, at, agreed[at]! - 1);
      if (below === null) break;
      rowsOf = below;
      if (rowsOf.size === 1) agreed[at]!--;
    }
    if (rowsOf.size < 2) continue;
    const gain = gainOf(
      units.trees[at]!,
      rowsOf,
      leastRows,
      agreed[at]!,
      units.nodes[members[0]! * agreed.length + at]!,
    );
    if (gain > bestGain) {
      bestGain = gain;
      best = at;
    }
  }
  return best < 0 ? null : cutBy(units, members, best, agreed, leastRows);
}

/** Rows by node at a level; null where the tree does not reach down to it. */
function rowsByNode(
  units: Units,
  members: Int32Array<ArrayBuffer>,
  at: number,
  level: number,
): Map<number, number> | null {
  const { trees, nodes, sizes } = units;
  const tree = trees[at]!;
  if (tree.level[nodes[members[0]! * trees.length + at]!]! > level) return null;
  const ancestors = tree.ancestors[level]!;
  const rows = new Map<number, number>();
  for (let index = 0; index < members.length; index++) {
    const unit = members[index]!;
    const node = ancestors[nodes[unit * trees.length + at]!]!;
    rows.set(node, (rows.get(node) ?? 0) + sizes[unit]!);
  }
  return rows;
}

/** What is saved per row by knowing the part, over the entropy of the parts; 0 when fewer than two are large enough. */
function gainOf(
  tree: HierarchyTree,
  rowsOf: ReadonlyMap<number, number>,
  leastRows: number,
  level: number,
  someNode: number,
): number {
  const before = level < tree.levels ? tree.cost[tree.ancestors[level]![someNode]!]! : 1;
  let total = 0;
  let large = 0;
  for (const rows of rowsOf.values()) {
    total += rows;
    if (rows >= leastRows) large++;
  }
  if (large < 2) return 0;
  let saved = 0;
  let entropy = 0;
  for (const [node, rows] of rowsOf) {
    saved += (rows / total) * (before - tree.cost[node]!);
    entropy -= (rows / total) * Math.log(rows / total);
  }
  return saved / entropy;
}

function cutBy(
  units: Units,
  members: Int32Array<ArrayBuffer>,
  at: number,
  agreed: readonly number[],
  leastRows: number,
): Cut {
  const { trees, nodes } = units;
  const level = agreed[at]! - 1;
  const ancestors = trees[at]!.ancestors[level]!;
  const rowsOf = rowsByNode(units, members, at, level)!;
  const parts = new Map<number, number[]>();
  const rest: number[] = [];
  for (let index = 0; index < members.length; index++) {
    const unit = members[index]!;
    const node = ancestors[nodes[unit * trees.length + at]!]!;
    if (rowsOf.get(node)! < leastRows) rest.push(unit);
    else if (parts.has(node)) parts.get(node)!.push(unit);
    else parts.set(node, [unit]);
  }
  return {
    parts: [...parts.values()].map((part) => Int32Array.from(part)),
    rest: Int32Array.from(rest),
    levels: agreed.with(at, level),
  };
}

/** Too many units that could not be parted, in order of their values and cut into blocks. */
function chopped(units: Units, members: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer>[] {
  if (members.length <= BLOCK_UNITS) return [members];
  const { nodes, trees } = units;
  const width = trees.length;
  const sorted = Int32Array.from(members).sort((a, b) => {
    for (let at = 0; at < width; at++) {
      const order = nodes[a * width + at]! - nodes[b * width + at]!;
      if (order !== 0) return order;
    }
    return a - b;
  });
  const blocks = Math.ceil(members.length / BLOCK_UNITS);
  return Array.from({ length: blocks }, (_, block) =>
    sorted.slice(Math.floor((block * members.length) / blocks), Math.floor(((block + 1) * members.length) / blocks)),
  );
}
