/**
 * Exact search for the full-domain generalization with the least loss.
 *
 * Depth first over the attributes, most general level first. At depth d the levels of the attributes 0..d are chosen and the
 * classes of that projection are known; projecting is generalizing the other attributes to the top. Therefore
 *   - if the projection already has to suppress more rows than allowed, so has every node below it (class sizes only fall);
 *   - the loss of the projection's attributes, with the rows it has to suppress counted as lost and the other attributes left
 *     as they are, bounds every node below it.
 * Each layer is rolled up from the one above (Kohlmayer et al. 2012, doi 10.1109/CBMS.2012.6266366), starting from distinct
 * tuples; a bound is taken before grouping wherever it can be. A greedy walk from the top gives the first candidate.
 *
 * Order of the candidates: lower score, then lower total level, then the smaller level at the first attribute that differs.
 */
import { AppError } from '../../std/app-error.ts';
import type { Task } from '../../std/task.ts';
import { classCheck } from './class-check.ts';
import { createLattice, markBelow } from './lattice.ts';
import { createScratch, emptyLayer, type Layer, refine, rollUp, rootLayer } from './layer.ts';
import { attributeLoss, combineLosses, normalisedLoss } from './loss.ts';
import type { SearchAttribute, SearchProblem, SearchResult } from './search-problem.ts';
import { distinctTuples } from './tuples.ts';

interface Candidate {
  readonly levels: readonly number[];
  readonly score: number;
  readonly rank: number;
  readonly total: number;
  readonly suppressedRows: number;
  readonly classes: number;
}

/** Scores closer than this are the same score; the losses themselves are rounded to 10 decimals. */
const SCORE_STEPS = 1e12;

/** Throws `search.lattice-too-large`, `search.no-solution`, `job.cancelled`. */
export function findOptimum(problem: SearchProblem, task: Task): SearchResult {
  const { rowCount, models, sensitive, suppressionLimit } = problem;
  const order = searchOrder(problem.attributes);
  const attributes = order.map((index) => problem.attributes[index]!);
  const depths = attributes.length;
  const heights = attributes.map((attribute) => attribute.levels.length);
  const lattice = createLattice(heights);
  const limit = Math.floor(suppressionLimit * rowCount);
  const columns = [...attributes.map((attribute) => attribute.codes), ...sensitive.map((column) => column.codes)];
  const tuples = distinctTuples(columns, rowCount, task);
  const losses = attributes.map(attributeLoss);
  const groupCounts = attributes.map((attribute) => attribute.levels.map((level) => level.shares.length));
  const check = classCheck(models, sensitive, tuples, depths, limit === 0);
  const scratch = createScratch();
  const root = rootLayer(tuples.counts, rowCount);
  const layers = attributes.map(emptyLayer);

  const failed = new Uint8Array(lattice.size);
  /** Rows that a node has to suppress at least; -1 while unknown. */
  const suppressed = new Int32Array(lattice.size).fill(-1);
  const levels = heights.map((height) => height - 1);
  const extra = layers.map(() => new Float64Array(depths));
  const subtree = heights.map((_, depth) => heights.slice(depth + 1).reduce((product, height) => product * height, 1));
  let evaluated = 0;
  let decided = 0;
  let best: Candidate | null = null;

  /**
   * A lower bound of the score of every node whose first `depth` attributes have the current levels and whose attribute
   * `depth` has `level`, when at least `rows` rows are suppressed, `known` of which are the ones counted in `extras`.
   */
  function boundOf(depth: number, level: number, rows: number, known: number, extras: Float64Array | null): number {
    let product = 1;
    for (let at = 0; at < depths; at++) {
      const loss = losses[at]!;
      const atLevel = at < depth ? levels[at]! : at === depth ? level : 0;
      const least = 1 - loss.greatestShare[atLevel]!;
      const counted = at < depth && extras ? extras[at]! + (rows - known) * least : rows * least;
      product *= 1 + normalisedLoss(loss.sums[atLevel]! + counted, rowCount, loss.leaves);
    }
    return Math.round(combineLosses(product, depths) * SCORE_STEPS);
  }

  /** Adds up, per attribute 0..depth, what the failing classes lose by being suppressed. Uses and spends the weights. */
  function countSuppressed(depth: number): Float64Array {
    const sums = extra[depth]!;
    for (let at = depth; at >= 0; at--) {
      const { classes, classGroup, classParent, weight } = layers[at]!;
      const shares = attributes[at]!.levels[levels[at]!]!.shares;
      const above = at > 0 ? layers[at - 1]! : null;
      above?.weight.fill(0, 0, above.classes);
      let sum = 0;
      for (let index = 0; index < classes; index++) {
        const rows = weight[index]!;
        if (rows === 0) continue;
        sum += rows * (1 - shares[classGroup[index]!]!);
        if (above) above.weight[classParent[index]!]! += rows;
      }
      sums[at] = sum;
    }
    return sums;
  }

  function group(depth: number, above: Layer, level: number): number {
    task.checkpoint();
    levels[depth] = level;
    const chosen = attributes[depth]!.levels[level]!;
    refine(above, layers[depth]!, tuples.heads[depth]!, chosen.groups, groupCounts[depth]![level]!, scratch);
    return check.bySize(layers[depth]!);
  }

  function roll(depth: number, above: Layer): void {
    rollUp(above, layers[depth]!, tuples.tails[depth]!, tuples.sizes[depth + 1]!, scratch);
  }

  function note(node: number, rows: number): void {
    if (suppressed[node] === -1) evaluated++;
    suppressed[node] = Math.max(suppressed[node]!, rows);
  }

  /** All levels are chosen and the last layer is grouped: takes the node if it is admissible and better. */
  function settle(node: number, above: Layer, rowsBySize: number): boolean {
    const layer = layers[depths - 1]!;
    if (sensitive.length > 0) roll(depths - 1, above);
    const rows = check.byModels(layer);
    note(node, check.isMonotone ? rows : rowsBySize);
    if (rows > limit) {
      if (check.isMonotone) markBelow(lattice, node, failed);
      return false;
    }
    let classes = 0;
    for (let index = 0; index < layer.classes; index++) if (layer.weight[index] === 0) classes++;
    const extras = countSuppressed(depths - 1);
    let product = 1;
    const inOrder = new Array<number>(depths);
    for (let at = 0; at < depths; at++) {
      const loss = losses[at]!;
      product *= 1 + normalisedLoss(loss.sums[levels[at]!]! + extras[at]!, rowCount, loss.leaves);
      inOrder[order[at]!] = levels[at]!;
    }
    const score = combineLosses(product, depths);
    const candidate: Candidate = {
      levels: inOrder,
      score,
      rank: Math.round(score * SCORE_STEPS),
      total: inOrder.reduce((sum, level) => sum + level, 0),
      suppressedRows: rows,
      classes,
    };
    if (best === null || isBetter(candidate, best)) best = candidate;
    return true;
  }

  function nodeAt(chosen: readonly number[]): number {
    return chosen.reduce((node, level, at) => node + level * lattice.strides[at]!, 0);
  }

  /** Evaluates one node on its own, through all layers. */
  function evaluate(chosen: readonly number[]): boolean {
    let above = root;
    let rows = 0;
    for (let depth = 0; depth < depths; depth++) {
      rows = group(depth, above, chosen[depth]!);
      if (rows > limit) {
        markBelow(lattice, nodeAt(chosen), failed);
        return false;
      }
      if (depth < depths - 1) {
        roll(depth, above);
        above = layers[depth]!;
      }
    }
    return settle(nodeAt(chosen), above, rows);
  }

  /** From the top, lower one attribute at a time while the node stays admissible, the greatest gain first. */
  function walkGreedily(): void {
    const at = heights.map((height) => height - 1);
    const open = new Set(at.keys());
    if (!evaluate(at)) return;
    for (;;) {
      const steps = [...open]
        .filter((attribute) => at[attribute]! > 0)
        .map((attribute) => ({ attribute, bound: boundAt(at.with(attribute, at[attribute]! - 1)) }))
        .sort((a, b) => a.bound - b.bound);
      const taken = steps.find(({ attribute }) => {
        const isAdmissible = evaluate(at.with(attribute, at[attribute]! - 1));
        if (!isAdmissible) open.delete(attribute);
        return isAdmissible;
      });
      if (!taken) return;
      at[taken.attribute]!--;
    }
  }

  function boundAt(chosen: readonly number[]): number {
    let product = 1;
    chosen.forEach((level, at) => {
      product *= 1 + normalisedLoss(losses[at]!.sums[level]!, rowCount, losses[at]!.leaves);
    });
    return product;
  }

  function descend(depth: number, above: Layer, prefix: number, known: number): void {
    const extras = depth > 0 ? extra[depth - 1]! : null;
    const restAtTop = restOf(depth);
    let total = 0;
    for (let at = 0; at < depth; at++) total += levels[at]!;
    for (let level = heights[depth]! - 1; level >= 0; level--) {
      const chosen = prefix + level * lattice.strides[depth]!;
      const node = chosen + restAtTop;
      if (failed[node]) {
        decide((level + 1) * subtree[depth]!);
        return;
      }
      const atLeast = Math.max(known, leastSuppressed(depth, node, level));
      if (!canImprove(boundOf(depth, level, atLeast, known, extras), total + level)) {
        decide(subtree[depth]!);
        continue;
      }
      const rows = group(depth, above, level);
      if (rows > limit) {
        note(node, rows);
        markBelow(lattice, node, failed);
        decide((level + 1) * subtree[depth]!);
        return;
      }
      if (depth === depths - 1) {
        const isAdmissible = settle(node, above, rows);
        if (!isAdmissible && check.isMonotone) {
          decide(level + 1);
          return;
        }
        decide(1);
        continue;
      }
      note(node, rows);
      countSuppressed(depth);
      if (!canImprove(boundOf(depth + 1, 0, rows, rows, extra[depth]!), total + level)) {
        decide(subtree[depth]!);
        continue;
      }
      roll(depth, above);
      descend(depth + 1, layers[depth]!, chosen, rows);
    }
  }

  /** The direct generalizations of a node have to suppress no more rows than the node itself. */
  function leastSuppressed(depth: number, node: number, level: number): number {
    let rows = 0;
    for (let at = 0; at <= depth; at++) {
      if ((at === depth ? level : levels[at]!) === heights[at]! - 1) continue;
      rows = Math.max(rows, suppressed[node + lattice.strides[at]!]!);
    }
    return rows;
  }

  function canImprove(bound: number, total: number): boolean {
    return best === null || bound < best.rank || (bound === best.rank && total <= best.total);
  }

  function restOf(depth: number): number {
    let rest = 0;
    for (let at = depth + 1; at < depths; at++) rest += (heights[at]! - 1) * lattice.strides[at]!;
    return rest;
  }

  function decide(nodes: number): void {
    decided += nodes;
    task.report({ phase: 'search', done: decided, total: lattice.size, unit: 'nodes' });
  }

  if (depths === 0) return wholeTable(check.byModels(root), root.classes, limit);
  walkGreedily();
  descend(0, root, 0, 0);
  // assigned inside closures, which the compiler's flow analysis does not follow
  const found = best as Candidate | null;
  if (found === null) throw new AppError('input', 'search.no-solution', { limit });
  const { levels: chosen, score, suppressedRows, classes } = found;
  return {
    levels: chosen,
    score,
    suppressedRows,
    classes,
    nodes: { total: lattice.size, evaluated },
    optimal: true,
    lowerBound: score,
  };
}

/** No quasi-identifiers: all rows are one class, and nothing can be chosen. */
function wholeTable(failing: number, classes: number, limit: number): SearchResult {
  if (failing > limit) throw new AppError('input', 'search.no-solution', { limit });
  return {
    levels: [],
    score: 0,
    suppressedRows: failing,
    classes: failing > 0 ? 0 : classes,
    nodes: { total: 1, evaluated: 1 },
    optimal: true,
    lowerBound: 0,
  };
}

function isBetter(candidate: Candidate, best: Candidate): boolean {
  if (candidate.rank !== best.rank) return candidate.rank < best.rank;
  if (candidate.total !== best.total) return candidate.total < best.total;
  const differs = candidate.levels.findIndex((level, at) => level !== best.levels[at]);
  return differs >= 0 && candidate.levels[differs]! < best.levels[differs]!;
}

/** Attributes without a choice first (they split every class), then those with the most values: they decide soonest. */
function searchOrder(attributes: readonly SearchAttribute[]): number[] {
  const values = (index: number) => attributes[index]!.levels[0]!.groups.length;
  const isFixed = (index: number) => attributes[index]!.levels.length === 1;
  return [...attributes.keys()].sort(
    (a, b) => Number(isFixed(b)) - Number(isFixed(a)) || values(b) - values(a) || a - b,
  );
}
