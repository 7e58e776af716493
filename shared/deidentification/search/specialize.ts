/**
 * The heuristic part of the search: from the top of the lattice downwards, one axis lowered by one level at a time. The classes
 * of the node are kept by distinct tuple, so a node one level lower costs a single pass: its classes are those of the node above,
 * each split by one column. Alone it finds good nodes in lattices of any size; before the exact search it finds a first good node
 * that cuts most of the lattice.
 */
import type { Task } from '../../std/task.ts';
import { emptyLayer, type Layer, refine } from './layer.ts';
import type { FlatClasses } from './quality/quality.ts';
import { evaluateNode, type Walk } from './walk.ts';

interface Node {
  readonly levels: readonly number[];
  /** Axes that cannot be lowered any more: every node below is inadmissible. */
  readonly closed: ReadonlySet<number>;
  readonly classes: number;
  readonly classOf: Int32Array;
  readonly isAdmissible: boolean;
  readonly estimate: number;
}

/** How many of the estimated nodes are scored exactly in the end. */
const SCORED = 24;

/**
 * Lowers `width` nodes side by side, the best by estimate, and scores the best of all exactly, until nothing can be lowered or
 * `work` is spent. With width 0 it takes the first admissible step, the greatest gain first, and scores where it ends: quick.
 */
export function specialize(walk: Walk, width: number, work: number, task: Task): void {
  const lower = lowering(walk, task);
  const seen = new Set<string>();
  let found: Node[] = [];
  let beam = [topNode(walk)];
  if (evaluateNode(walk, beam[0]!.levels) > walk.limit && walk.check.isMonotone) return;
  while (beam.length > 0 && walk.work.spent <= work) {
    const next: Node[] = [];
    for (const node of beam) {
      const below = width === 0 ? firstBelow(walk, node, lower) : allBelow(node, lower, seen);
      next.push(...below);
    }
    next.sort(byPromise);
    beam = next.slice(0, Math.max(1, width));
    found = [...found, ...next.filter((node) => node.isAdmissible)].sort(byPromise).slice(0, SCORED);
    if (width > 0) report(walk, work, task);
  }
  for (const node of found) {
    const total = node.levels.reduce((sum, level, at) => sum + level + walk.axes[at]!.lowest, 0);
    if (walk.best.canImprove(walk.quality.boundByLevels(0, node.levels[0]!, 0), total)) evaluateNode(walk, node.levels);
  }
}

function report(walk: Walk, work: number, task: Task): void {
  if (work !== Number.POSITIVE_INFINITY)
    task.report({ phase: 'search', done: Math.min(walk.work.spent, work), total: work, unit: 'steps' });
}

function byPromise(a: Node, b: Node): number {
  return Number(b.isAdmissible) - Number(a.isAdmissible) || a.estimate - b.estimate;
}

function topNode(walk: Walk): Node {
  const { axes, tuples, root } = walk;
  return {
    levels: axes.map((axis) => axis.levels.length - 1),
    closed: new Set(),
    ...topClasses(walk, root.classes, new Int32Array(tuples.counts.length)),
    isAdmissible: true,
    estimate: Number.POSITIVE_INFINITY,
  };
}

/** The top of the lattice need not be one class: a level bound or a fixed column may keep rows apart. */
function topClasses(walk: Walk, rootClasses: number, inRoot: Int32Array): Pick<Node, 'classes' | 'classOf'> {
  let classes = rootClasses;
  let classOf = inRoot;
  for (let at = 0; at < walk.axes.length; at++) {
    const { levels } = walk.axes[at]!;
    const { groups, shares } = levels.at(-1)!;
    const split = splitClasses(walk, classes, classOf, at, groups, shares.length);
    classes = split.classes;
    classOf = split.classOf;
  }
  return { classes, classOf };
}

type Lower = (node: Node, axis: number) => Node | null;

function allBelow(node: Node, lower: Lower, seen: Set<string>): Node[] {
  const below: Node[] = [];
  const closed = new Set(node.closed);
  for (let axis = 0; axis < node.levels.length; axis++) {
    if (node.levels[axis] === 0 || closed.has(axis)) continue;
    const key = node.levels.with(axis, node.levels[axis]! - 1).join();
    if (seen.has(key)) continue;
    seen.add(key);
    const found = lower(node, axis);
    if (found) below.push(found);
    else closed.add(axis);
  }
  return below.map((found) => ({ ...found, closed }));
}

function firstBelow(walk: Walk, node: Node, lower: Lower): Node[] {
  const steps = [...node.levels.keys()]
    .filter((axis) => node.levels[axis]! > 0 && !node.closed.has(axis))
    .map((axis) => ({ axis, gain: estimateOfLevels(walk, node.levels.with(axis, node.levels[axis]! - 1)) }))
    .sort((a, b) => a.gain - b.gain);
  const closed = new Set(node.closed);
  for (const { axis } of steps) {
    const found = lower(node, axis);
    if (found?.isAdmissible) return [{ ...found, closed }];
    closed.add(axis);
  }
  return [];
}

const NO_CLASSES: FlatClasses = { length: 0, sizes: new Int32Array(0), isFailing: new Uint8Array(0) };

function estimateOfLevels({ quality }: Walk, levels: readonly number[]): number {
  return quality.estimate(levels, NO_CLASSES, 0);
}

/** Null when the node and everything below it is inadmissible. */
function lowering(walk: Walk, task: Task): Lower {
  const { axes, check, limit, quality, rowCount } = walk;
  const judged = { ...emptyLayer(), ...entriesForModels(walk) };
  return (node, axis) => {
    task.checkpoint();
    const levels = node.levels.with(axis, node.levels[axis]! - 1);
    const { groups, shares } = axes[axis]!.levels[levels[axis]!]!;
    const { classes, classOf, layer } = splitClasses(walk, node.classes, node.classOf, axis, groups, shares.length);
    Object.assign(judged, {
      entryClass: classOf,
      classes,
      classSize: layer.classSize,
      classPeople: layer.classPeople,
      weight: layer.weight,
    });
    if (check.bySize(judged) > limit) return null;
    const rows = check.byModels(judged, rowCount);
    if (rows > limit && check.isMonotone) return null;
    const isFailing = new Uint8Array(classes);
    for (let index = 0; index < classes; index++) isFailing[index] = Number(judged.weight[index] !== 0);
    const flat = { length: classes, sizes: layer.classSize, isFailing };
    const estimate = quality.estimate(levels, flat, Math.min(rows, rowCount));
    return { levels, closed: node.closed, classes, classOf, isAdmissible: rows <= limit, estimate };
  };
}

/** The distinct tuples as entries of a layer, as the class check wants them: by the suffix that holds the sensitive columns. */
function entriesForModels({
  axes,
  tuples,
}: Walk): Pick<Layer, 'length' | 'entrySuffix' | 'entryCount' | 'entryPeople'> {
  const entrySuffix = Int32Array.from(tuples.counts, (_, tuple) => tuple);
  for (let at = 0; at < axes.length; at++) {
    const tails = tuples.tails[at]!;
    for (let tuple = 0; tuple < entrySuffix.length; tuple++) entrySuffix[tuple] = tails[entrySuffix[tuple]!]!;
  }
  return { length: tuples.counts.length, entrySuffix, entryCount: tuples.counts, entryPeople: tuples.people };
}

function splitClasses(
  walk: Walk,
  classes: number,
  classOf: Int32Array,
  axis: number,
  groups: Uint32Array<ArrayBufferLike>,
  groupCount: number,
): { classes: number; classOf: Int32Array; layer: Layer } {
  const { tuples, axes, root, scratch, work } = walk;
  const { codes } = axes[axis]!;
  const size = tuples.counts.length;
  const heads = new Int32Array(size);
  for (let tuple = 0; tuple < size; tuple++) heads[tuple] = codes[tuples.firstRow[tuple]!]!;
  work.spent += size;
  const layer = emptyLayer();
  refine({ ...root, entryClass: classOf, classes }, layer, heads, groups as Uint32Array, groupCount, scratch);
  return { classes: layer.classes, classOf: scratch.classOfEntry.slice(0, size), layer };
}
