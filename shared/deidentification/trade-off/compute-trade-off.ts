/**
 * One depth-first pass over the lattice, each layer of classes made from the one above (see search/layer.ts), that gives for every
 * node and every k the suppressed rows and the loss. Where the whole lattice would take long, subtrees are left out in which every
 * node is worse, at every k, in both suppressed rows and score than a node that is known: that changes no frontier. Beyond a bound
 * of work the pass ends with what it has, and says so.
 */
import type { Task } from '../../std/task.ts';
import { createScratch, emptyLayer, type Layer, refine, rollUp, rootLayer } from '../search/layer.ts';
import type { SearchAttribute } from '../search/search-problem.ts';
import { distinctTuples } from '../search/tuples.ts';
import { createFrontier } from './frontier.ts';
import { figureMaker } from './node-figures.ts';
import { pointCollector } from './point-collector.ts';
import type { TradeOff } from './trade-off.ts';

export interface TradeOffProblem {
  readonly rowCount: number;
  readonly attributes: readonly SearchAttribute[];
  readonly ks: readonly number[];
}

export interface WorkBounds {
  /** Entries that are grouped at most, some ten seconds. */
  readonly most: number;
  /** Below this many entries the whole lattice is looked at: every node becomes a point. */
  readonly wholeLattice: number;
}

export const WORK_BOUNDS: WorkBounds = { most: 300_000_000, wholeLattice: 80_000_000 };
/** What a layer costs beside its entries. */
const LAYER_WORK = 200;
/** Of the tuples' number, the mean number of entries of a layer. */
const MEAN_LAYER = 0.2;
/** Suppression limits from which the first candidates are looked for. */
const WALK_LIMITS = [0, 0.02, 0.1, 1];

export type LatticePass = Pick<TradeOff, 'frontiers' | 'points' | 'nodes' | 'isExact'>;

/** Throws `job.cancelled`. */
export function computeTradeOff(problem: TradeOffProblem, task: Task, bounds = WORK_BOUNDS): LatticePass {
  const { rowCount, ks } = problem;
  const order = searchOrder(problem.attributes);
  const attributes = order.map((index) => withChosenLevels(problem.attributes[index]!));
  const offsets = order.map((index) => problem.attributes[index]!.minLevel ?? 0);
  const depths = attributes.length;
  const heights = attributes.map((attribute) => attribute.levels.length);
  const total = heights.reduce((product, height) => product * height, 1);
  const frontiers = ks.map(createFrontier);
  const collector = pointCollector(depths, ks.length);
  if (depths === 0 || rowCount === 0)
    return { frontiers: ks.map(() => []), points: collector.points(), nodes: { total, evaluated: 0 }, isExact: true };

  const tuples = distinctTuples(
    attributes.map((attribute) => attribute.codes),
    rowCount,
    task,
  );
  const maker = figureMaker(attributes, rowCount, ks);
  const groupCounts = attributes.map((attribute) => attribute.levels.map((level) => level.shares.length));
  const scratch = createScratch();
  const root = rootLayer(tuples.counts, rowCount);
  const layers = attributes.map(emptyLayer);
  const levels = heights.map((height) => height - 1);
  const isPruned = total * tuples.counts.length * MEAN_LAYER > bounds.wholeLattice;
  const subtree = heights.map((_, depth) => heights.slice(depth + 1).reduce((product, height) => product * height, 1));
  const known = new Set<number | string>();
  let work = 0;
  let evaluated = 0;
  let decided = 0;

  function group(depth: number, above: Layer, level: number): Layer {
    task.checkpoint();
    levels[depth] = level;
    const layer = layers[depth]!;
    work += above.length + LAYER_WORK;
    refine(
      above,
      layer,
      tuples.heads[depth]!,
      attributes[depth]!.levels[level]!.groups as Uint32Array,
      groupCounts[depth]![level]!,
      scratch,
    );
    if (depth < depths - 1) rollUp(above, layer, tuples.tails[depth]!, tuples.sizes[depth + 1]!, scratch);
    return layer;
  }

  /** All levels are chosen and the last layer is grouped. */
  function settle(): void {
    const node = nodeKey();
    if (known.has(node)) return;
    if (isPruned) known.add(node);
    evaluated++;
    const inOrder = new Array<number>(depths);
    for (let at = 0; at < depths; at++) inOrder[order[at]!] = levels[at]! + offsets[at]!;
    maker.fill(layers, depths - 1, levels);
    const { figures } = maker;
    collector.add(inOrder, figures);
    for (let k = 0; k < ks.length; k++)
      if (figures.classes[k]! > 0) frontiers[k]!.offer(figures.suppressedRows[k]!, figures.score[k]!, inOrder);
  }

  function nodeKey(): number | string {
    if (total > Number.MAX_SAFE_INTEGER) return levels.join();
    return levels.reduce((node, level, at) => node * heights[at]! + level, 0);
  }

  function isHopeless(): boolean {
    const { suppressedRows, score } = maker.figures;
    return frontiers.every(
      (frontier, k) => suppressedRows[k] === rowCount || frontier.dominates(suppressedRows[k]!, score[k]!),
    );
  }

  function descend(depth: number, above: Layer): void {
    for (let level = heights[depth]! - 1; level >= 0 && work <= bounds.most; level--) {
      const layer = group(depth, above, level);
      if (depth === depths - 1) settle();
      else {
        if (isPruned) maker.fill(layers, depth, levels);
        if (!isPruned || !isHopeless()) {
          descend(depth + 1, layer);
          continue;
        }
      }
      decided += subtree[depth]!;
      task.report({ phase: 'search', done: decided, total, unit: 'nodes' });
    }
  }

  /** Evaluates one node on its own, through all layers; true when at most `limit` rows fail the k. */
  function evaluate(chosen: readonly number[], k: number, limit: number): { score: number } | null {
    let above = root;
    for (let depth = 0; depth < depths; depth++) above = group(depth, above, chosen[depth]!);
    settle();
    maker.fill(layers, depths - 1, levels);
    return maker.figures.suppressedRows[k]! <= limit ? { score: maker.figures.score[k]! } : null;
  }

  /** From the top, lower the attribute that gains most while the node stays within the limit. */
  function walk(k: number, limit: number): void {
    let at = heights.map((height) => height - 1);
    let best = evaluate(at, k, limit)?.score ?? Number.POSITIVE_INFINITY;
    for (;;) {
      let next: number[] | null = null;
      for (let attribute = 0; attribute < depths; attribute++) {
        if (at[attribute] === 0 || work > bounds.most / 4) continue;
        const lower = at.with(attribute, at[attribute]! - 1);
        const found = evaluate(lower, k, limit);
        if (found !== null && found.score < best) {
          best = found.score;
          next = lower;
        }
      }
      if (next === null) return;
      at = next;
    }
  }

  if (isPruned)
    for (const k of new Set([0, ks.length >> 1, ks.length - 1]))
      for (const limit of WALK_LIMITS) walk(k, Math.floor(limit * rowCount));
  descend(0, root);
  return {
    frontiers: frontiers.map((frontier) => frontier.nodes()),
    points: collector.points(),
    nodes: { total, evaluated },
    isExact: work <= bounds.most,
  };
}

/** The levels that may be chosen; level 0 is the lowest of them. */
function withChosenLevels(attribute: SearchAttribute): SearchAttribute {
  const { minLevel = 0, maxLevel = attribute.levels.length - 1 } = attribute;
  const levels = attribute.levels.slice(minLevel, maxLevel + 1);
  return { ...attribute, levels };
}

/** Columns with one level first, then those with many values: they part the records most. */
function searchOrder(attributes: readonly SearchAttribute[]): number[] {
  const values = (index: number) => attributes[index]!.levels[0]!.groups.length;
  const isFixed = (index: number) => attributes[index]!.levels.length === 1;
  return [...attributes.keys()].sort(
    (a, b) => Number(isFixed(b)) - Number(isFixed(a)) || values(b) - values(a) || a - b,
  );
}
