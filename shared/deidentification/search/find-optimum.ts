/**
 * The search for the full-domain generalization with the best quality: exact where the lattice allows it, otherwise the best of a
 * bounded amount of work, with a lower bound that says how far from the best it can be. docs/search.md explains it.
 */
import { AppError } from '../../std/app-error.ts';
import type { Task } from '../../std/task.ts';
import { type Axis, axisOf, checkAttribute } from './axis.ts';
import { type ClassCheck, classCheck } from './class-check.ts';
import { descend } from './descend.ts';
import { createLattice } from './lattice.ts';
import { rootLayer } from './layer.ts';
import { createMarks } from './node-marks.ts';
import type { SearchAttribute, SearchProblem, SearchResult } from './search-problem.ts';
import { specializeQuickly, specializeWidely } from './specialize.ts';
import { distinctTuples, type Tuples } from './tuples.ts';
import { createWalk, type Walk } from './walk.ts';

/** Lattices up to this size are searched to the end, however long it takes. */
export const MAX_EXACT_NODES = 100_000;
/** Entries visited at most in a larger lattice, by the heuristic and then by the exact search; some ten nanoseconds each. */
const HEURISTIC_WORK = 500_000_000;
const EXACT_WORK = 1_000_000_000;
const BEAM_WIDTH = 4;

export interface SearchEffort {
  readonly exactNodes: number;
  readonly heuristicWork: number;
  readonly exactWork: number;
}

const FULL_EFFORT: SearchEffort = {
  exactNodes: MAX_EXACT_NODES,
  heuristicWork: HEURISTIC_WORK,
  exactWork: EXACT_WORK,
};

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
  const isBounded = lattice.size > effort.exactNodes;
  if (isBounded) specializeWidely(walk, BEAM_WIDTH, effort.heuristicWork, task);
  else specializeQuickly(walk, task);
  const work = isBounded ? walk.work.spent + effort.exactWork : Number.POSITIVE_INFINITY;
  const leftOut = descend(walk, lattice, marks, { work }, task);

  const found = walk.best.current();
  if (found === null)
    throw leftOut === Number.POSITIVE_INFINITY
      ? new AppError('input', 'search.no-solution', { limit })
      : new AppError('input', 'search.given-up', { evaluated: marks.evaluated() });
  return {
    ...found,
    nodes: { total, evaluated: marks.evaluated() },
    optimal: leftOut >= found.score,
    lowerBound: Math.min(leftOut, found.score),
  };
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
