/**
 * The moving parts of a search: one layer of classes per axis, the checks, the quality, and the best node so far. `choose` and
 * `roll` go one axis deeper; `settle` judges the node when every axis has its level.
 */
import type { Task } from '../../std/task.ts';
import type { Axis } from './axis.ts';
import { type BestNode, bestNode } from './best-node.ts';
import type { ClassCheck } from './class-check.ts';
import { createScratch, emptyLayer, type Layer, refine, rollUp, rootLayer, type Scratch } from './layer.ts';
import { createQuality } from './quality/create-quality.ts';
import type { Position, Quality } from './quality/quality.ts';
import type { QualityName } from './search-problem.ts';
import type { Tuples } from './tuples.ts';

export interface WalkParts {
  readonly rowCount: number;
  readonly axes: readonly Axis[];
  /** Axis i is attribute order[i] of the problem. */
  readonly order: readonly number[];
  readonly tuples: Tuples;
  readonly check: ClassCheck;
  /** Rows that may be suppressed. */
  readonly limit: number;
  readonly qualityName: QualityName;
}

export interface Walk extends WalkParts {
  readonly position: Position;
  readonly quality: Quality;
  readonly best: BestNode;
  readonly root: Layer;
  readonly scratch: Scratch;
  /** Entries visited so far and what a node itself costs: the measure of work, the same on every machine. `judged`: nodes that the heuristic looked at. */
  readonly work: { spent: number; judged: number };
  /** Gives axis `depth` a level; returns the rows that fail by size. */
  choose(depth: number, level: number): number;
  /** Rolls the entries of layer `depth` up, so that the next axis can be chosen. */
  roll(depth: number): void;
  /**
   * After `observe` of the last axis: takes the node if it is admissible and better; returns the rows that fail. `rows`: those
   * that fail by size.
   */
  settle(rows: number): number;
}

/** What a node costs beside its entries, in entries: marks and keys have a part for each column. Few rows of many columns are mostly this. */
export function nodeWork(columns: number): number {
  return 50 * columns;
}

/** Throws `job.cancelled`. */
export function createWalk(parts: WalkParts, task: Task): Walk {
  const { rowCount, axes, order, tuples, check, limit } = parts;
  const last = axes.length - 1;
  const layers = axes.map(emptyLayer);
  const levels = axes.map((axis) => axis.levels.length - 1);
  const position: Position = { rowCount, axes, levels, layers, minimumClassSize: check.minimumClassSize };
  const quality = createQuality(parts.qualityName, position);
  const best = bestNode(quality.scale);
  const root = rootLayer(tuples.counts, rowCount, tuples.people);
  const scratch = createScratch();
  const work = { spent: 0, judged: 0 };

  function above(depth: number): Layer {
    return depth === 0 ? root : layers[depth - 1]!;
  }

  function choose(depth: number, level: number): number {
    task.checkpoint();
    levels[depth] = level;
    const { groups, shares } = axes[depth]!.levels[level]!;
    work.spent += above(depth).length + nodeWork(axes.length);
    refine(above(depth), layers[depth]!, tuples.heads[depth]!, groups, shares.length, scratch);
    return check.bySize(layers[depth]!);
  }

  function roll(depth: number): void {
    task.checkpoint();
    work.spent += above(depth).length;
    rollUp(above(depth), layers[depth]!, tuples.tails[depth]!, tuples.sizes[depth + 1]!, scratch);
  }

  function settle(rowsBySize: number): number {
    const layer = layers[last]!;
    if (check.needsEntries) {
      roll(last);
      work.spent += layer.length;
    }
    task.checkpoint();
    const rows = check.byModels(layer, limit);
    if (rows > limit) return rows;
    // the same number of rows are the same rows: what fails by size fails by the models
    if (rows !== rowsBySize) quality.observe(last, rows);
    const chosen = new Array<number>(axes.length);
    for (let at = 0; at <= last; at++) chosen[order[at]!] = axes[at]!.lowest + levels[at]!;
    let classes = 0;
    for (let index = 0; index < layer.classes; index++)
      if (layer.weight[index] === 0 && layer.classSize[index]! > 0) classes++;
    best.offer({ levels: chosen, score: quality.score(), suppressedRows: rows, classes });
    return rows;
  }

  return { ...parts, position, quality, best, root, scratch, work, choose, roll, settle };
}

/** Judges one node on its own, through all layers. Returns the rows that fail, or more than the limit as soon as that is sure. */
export function evaluateNode(walk: Walk, levels: readonly number[]): number {
  const last = levels.length - 1;
  for (let depth = 0; depth <= last; depth++) {
    const rows = walk.choose(depth, levels[depth]!);
    if (rows > walk.limit) return rows;
    if (depth === last) {
      walk.quality.observe(depth, rows);
      return walk.settle(rows);
    }
    walk.roll(depth);
  }
  return 0;
}
