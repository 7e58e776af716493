/**
 * The heuristic part of the search: from the top of the lattice downwards, one axis lowered by one level at a time. Alone it finds
 * good nodes in lattices of any size; before the exact search it finds a first good node that cuts most of the lattice.
 */
import type { Task } from '../../std/task.ts';
import type { Layer } from './layer.ts';
import type { FlatClasses } from './quality/quality.ts';
import { createSplitter, type Splitter, type TupleClasses } from './tuple-classes.ts';
import { evaluateNode, type Walk } from './walk.ts';

interface Node extends TupleClasses {
  readonly levels: readonly number[];
  /** Axes that cannot be lowered any more: every node below is inadmissible. */
  readonly closed: ReadonlySet<number>;
}

interface EstimatedNode extends Node {
  readonly estimate: number;
}

/** A node one level below another, judged but without its classes. */
interface Step {
  readonly above: Node;
  readonly axis: number;
  readonly levels: readonly number[];
  readonly isAdmissible: boolean;
  readonly estimate: number;
}

/** How many of the nodes found by estimate are scored exactly in the end. */
const SCORED = 24;

/** Takes the first admissible step, the greatest gain first, as long as there is one; scores the best of its nodes by estimate. */
export function specializeQuickly(walk: Walk, task: Task): void {
  const splitter = createSplitter(walk, task);
  let node: EstimatedNode | null = topNode(walk, splitter);
  let best = node;
  while (node) {
    if (node.estimate < best!.estimate) best = node;
    node = firstBelow(walk, splitter, node);
  }
  if (best) evaluateNode(walk, best.levels);
}

/** Lowers `width` nodes side by side, the best by estimate, until `work` is spent; scores the best of all exactly. */
export function specializeWidely(walk: Walk, width: number, work: number, task: Task): void {
  const splitter = createSplitter(walk, task);
  const seen = new Set<string>();
  const top = topNode(walk, splitter);
  if (top === null) return;
  evaluateNode(walk, top.levels);
  let found: Step[] = [];
  let beam: Node[] = [top];
  while (beam.length > 0 && walk.work.spent <= work) {
    const steps = beam.flatMap((node) => stepsBelow(walk, splitter, node, seen)).sort(byPromise);
    found = [...found, ...steps.filter((step) => step.isAdmissible)].sort(byPromise).slice(0, SCORED);
    beam = steps.slice(0, width).map((step) => {
      splitter.split(step.above, step.axis, step.levels[step.axis]!);
      return { levels: step.levels, closed: step.above.closed, ...splitter.keep() };
    });
    task.report({ phase: 'search', done: Math.min(walk.work.spent, work), total: work, unit: 'steps' });
  }
  for (const { levels } of found) evaluateNode(walk, levels);
}

function byPromise(a: Step, b: Step): number {
  return Number(b.isAdmissible) - Number(a.isAdmissible) || a.estimate - b.estimate;
}

/** The most general node; null when it is inadmissible and so is everything. */
function topNode(walk: Walk, splitter: Splitter): EstimatedNode | null {
  const levels = walk.axes.map((axis) => axis.levels.length - 1);
  let classes = splitter.whole;
  let layer = splitter.split(classes, 0, levels[0]!);
  for (let axis = 0; axis < levels.length; axis++) {
    const { groups } = walk.axes[axis]!.levels[levels[axis]!]!;
    // a level bound or a fixed column may keep rows apart even at the top
    if (axis > 0 && groups.every((group) => group === groups[0])) continue;
    layer = splitter.split(classes, axis, levels[axis]!);
    classes = splitter.keep();
  }
  const judged = judge(walk, levels, layer);
  return (
    judged && { levels, closed: new Set(), ...classes, estimate: judged.isAdmissible ? judged.estimate : Infinity }
  );
}

function firstBelow(walk: Walk, splitter: Splitter, node: Node): EstimatedNode | null {
  const closed = new Set(node.closed);
  const candidates = lowerable(node)
    .map((axis) => ({ axis, levels: lowered(node, axis) }))
    .map((candidate) => ({ ...candidate, gain: walk.quality.estimate(candidate.levels, NO_CLASSES, 0) }))
    .sort((a, b) => a.gain - b.gain);
  for (const { axis, levels } of candidates) {
    const judged = judge(walk, levels, splitter.split(node, axis, levels[axis]!));
    if (judged?.isAdmissible) return { levels, closed, ...splitter.keep(), estimate: judged.estimate };
    closed.add(axis);
  }
  return null;
}

const NO_CLASSES: FlatClasses = { length: 0, sizes: new Int32Array(0), weight: new Int32Array(0) };

function stepsBelow(walk: Walk, splitter: Splitter, node: Node, seen: Set<string>): Step[] {
  const steps: Step[] = [];
  const closed = new Set(node.closed);
  const above = { ...node, closed };
  for (const axis of lowerable(node)) {
    const levels = lowered(node, axis);
    const key = levels.join();
    if (seen.has(key)) continue;
    seen.add(key);
    const judged = judge(walk, levels, splitter.split(node, axis, levels[axis]!));
    if (judged) steps.push({ above, axis, levels, ...judged });
    else closed.add(axis);
  }
  return steps;
}

function lowerable({ levels, closed }: Node): number[] {
  return [...levels.keys()].filter((axis) => levels[axis]! > 0 && !closed.has(axis));
}

function lowered({ levels }: Node, axis: number): number[] {
  return levels.with(axis, levels[axis]! - 1);
}

/** Null when the node and everything below it is inadmissible. */
function judge(walk: Walk, levels: readonly number[], layer: Layer): Pick<Step, 'isAdmissible' | 'estimate'> | null {
  const { check, limit, quality, rowCount } = walk;
  if (check.bySize(layer) > limit) return null;
  const rows = check.byModels(layer, rowCount);
  if (rows > limit && check.isMonotone) return null;
  const flat: FlatClasses = { length: layer.classes, sizes: layer.classSize, weight: layer.weight };
  return { isAdmissible: rows <= limit, estimate: quality.estimate(levels, flat, Math.min(rows, rowCount)) };
}
