/**
 * The search for the full-domain generalization with the best quality: exact where the lattice allows it, otherwise the best of a
 * bounded amount of work, with a lower bound that says how far from the best it can be. docs/search.md explains it.
 */
import { AppError } from '../../std/app-error.ts';
import type { Task } from '../../std/task.ts';
import { type Axis, axisOf, checkAttribute } from './axis.ts';
import { type ClassCheck, classCheck } from './class-check.ts';
import { descend } from './descend.ts';
import { boundByBlocks } from './block-bound.ts';
import { createLattice, type Lattice } from './lattice.ts';
import { rootLayer } from './layer.ts';
import { createMarks, type NodeMarks } from './node-marks.ts';
import type { SearchAttribute, SearchProblem, SearchResult } from './search-problem.ts';
import { specializeQuickly, specializeWidely } from './specialize.ts';
import { distinctTuples, type Tuples } from './tuples.ts';
import { createWalk, type Walk } from './walk.ts';

export interface SearchEffort {
  /** Lattices up to this size are searched to the end, however long it takes. */
  readonly exactNodes: number;
  /** Entries visited at most in a larger lattice, by the heuristic, by each block of the lower bound and by the exact search. */
  readonly heuristicWork: number;
  readonly blockWork: number;
  readonly exactWork: number;
}

/** An entry takes some ten nanoseconds: a larger lattice takes some ten seconds. */
const FULL_EFFORT: SearchEffort = {
  exactNodes: 100_000,
  heuristicWork: 400_000_000,
  blockWork: 15_000_000,
  exactWork: 300_000_000,
};
/** Nodes that the heuristic lowers side by side, as long as its work lasts. */
const WIDTHS = [4, 16, 64, 256];

/** Throws `search.no-solution`, `search.given-up`, `job.cancelled` and what `checkAttribute` throws. */
export function findOptimum(problem: SearchProblem, task: Task, effort: SearchEffort = FULL_EFFORT): SearchResult {
  problem.attributes.forEach(checkAttribute);
  const limit = rowsThatMayGo(problem);
  const total = problem.attributes.reduce((nodes, attribute) => nodes * levelsToChoose(attribute), 1);
  const walk = prepare(problem, limit, task);
  if (walk === null) throw new AppError('input', 'search.no-solution', { limit });
  if (walk.axes.length === 0) return wholeTable(walk, limit);
  const lattice = createLattice(walk.axes.map((axis) => axis.levels.length));
  const marks = createMarks(lattice);
  const bound =
    lattice.size > effort.exactNodes
      ? searchBounded(problem, walk, lattice, marks, effort, task)
      : searchExactly(walk, lattice, marks, task);
  // in a larger lattice both parts may look at a node
  const evaluated = Math.min(total, marks.evaluated() + (lattice.size > effort.exactNodes ? walk.work.judged : 0));
  const found = walk.best.current();
  if (found === null)
    throw bound === Number.POSITIVE_INFINITY
      ? new AppError('input', 'search.no-solution', { limit })
      : new AppError('input', 'search.given-up', { evaluated });
  return {
    ...found,
    nodes: { total, evaluated },
    optimal: bound >= found.score,
    lowerBound: Math.min(bound, found.score),
  };
}

function searchExactly(walk: Walk, lattice: Lattice, marks: NodeMarks, task: Task): number {
  specializeQuickly(walk, task);
  return descend(walk, lattice, marks, { work: Number.POSITIVE_INFINITY }, task);
}

/** Returns a lower bound of the scores of all admissible nodes that were not looked at. */
function searchBounded(
  problem: SearchProblem,
  walk: Walk,
  lattice: Lattice,
  marks: NodeMarks,
  effort: SearchEffort,
  task: Task,
): number {
  for (const width of WIDTHS)
    if (walk.work.spent <= effort.heuristicWork) specializeWidely(walk, width, effort.heuristicWork, task);
  const byBlocks = effort.blockWork > 0 ? boundByBlocks(problem, walk.order, walk.limit, searchBlock) : 0;
  if (byBlocks >= (walk.best.current()?.score ?? Number.POSITIVE_INFINITY)) return byBlocks;
  const leftOut = descend(walk, lattice, marks, { work: walk.work.spent + effort.exactWork }, task);
  return Math.max(byBlocks, leftOut);

  function searchBlock(block: SearchProblem): SearchResult {
    const { blockWork } = effort;
    const quiet = { report() {}, checkpoint: () => task.checkpoint() };
    return findOptimum(block, quiet, {
      exactNodes: 0,
      heuristicWork: blockWork / 4,
      blockWork: 0,
      exactWork: blockWork,
    });
  }
}

/** Where a removed class violates a model too, nothing may be removed. */
function rowsThatMayGo({ models, suppressionLimit, rowCount }: SearchProblem): number {
  return models.some((model) => model.suppression === 'fails') ? 0 : Math.floor(suppressionLimit * rowCount);
}

function levelsToChoose({ levels, minLevel = 0, maxLevel = levels.length - 1 }: SearchAttribute): number {
  return maxLevel - minLevel + 1;
}

/** Null when a single attribute already makes every node inadmissible. */
function prepare(problem: SearchProblem, limit: number, task: Task): Walk | null {
  const { rowCount, models, sensitive, releaseModels = [], quality = 'loss', population = null } = problem;
  const minimumClassSize = models.reduce((least, model) => Math.max(least, model.minimumClassSize), 1);
  const order = searchOrder(problem.attributes);
  const axes: Axis[] = [];
  for (const index of order) {
    task.checkpoint();
    const axis = axisOf(problem.attributes[index]!, minimumClassSize, limit, population?.codes[index] ?? null);
    if (axis === null) return null;
    axes.push(axis);
  }
  const columns = [
    ...axes.map((axis) => axis.codes),
    ...sensitive.map(({ codes }) => withZeros(codes, population?.rowCount ?? 0)),
  ];
  const tuples = distinctTuples(columns, rowCount, task, population);
  const check = classCheck(models, sensitive, tuples, axes.length, limit === 0, releaseModels);
  return createWalk({ rowCount, axes, order, tuples, check, limit, qualityName: quality }, task);
}

/** The population has no sensitive values; its rows count nothing, so any code will do. */
function withZeros(codes: Uint32Array<ArrayBufferLike>, count: number): Uint32Array<ArrayBufferLike> {
  if (count === 0) return codes;
  const longer = new Uint32Array(codes.length + count);
  longer.set(codes);
  return longer;
}

/** No quasi-identifiers: all rows are one class, and nothing can be chosen. */
function wholeTable({ tuples, check, rowCount }: WholeTable, limit: number): SearchResult {
  const root = rootLayer(tuples.counts, rowCount, tuples.people);
  const failing = check.byModels(root, rowCount);
  if (failing > limit) throw new AppError('input', 'search.no-solution', { limit });
  return {
    levels: [],
    score: 0,
    suppressedRows: failing,
    classes: failing > 0 ? 0 : root.classes,
    nodes: { total: 1, evaluated: 1 },
    optimal: true,
    lowerBound: 0,
  };
}

interface WholeTable {
  readonly tuples: Tuples;
  readonly check: ClassCheck;
  readonly rowCount: number;
}

/** Attributes without a choice first (they split every class), then those with the most values: they decide soonest. */
function searchOrder(attributes: readonly SearchAttribute[]): number[] {
  const values = (index: number) => attributes[index]!.levels[0]!.groups.length;
  const isFixed = (index: number) => levelsToChoose(attributes[index]!) === 1;
  return [...attributes.keys()].sort(
    (a, b) => Number(isFixed(b)) - Number(isFixed(a)) || values(b) - values(a) || a - b,
  );
}
