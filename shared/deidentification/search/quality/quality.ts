/**
 * What the search minimises. One interface for every quality: the score of a node and, so that nodes need not be looked at,
 * lower bounds of all nodes that share the levels chosen so far. A bound may be weak, never above a score it stands for; that
 * the bounds hold is argued in docs/search.md and tried against every node in the property tests.
 */
import type { Axis } from '../axis.ts';
import type { Layer } from '../layer.ts';

/** Where the search stands: the levels of the axes 0..depth and the classes that they make. Shared, and changed as it walks. */
export interface Position {
  readonly rowCount: number;
  readonly axes: readonly Axis[];
  readonly levels: number[];
  /** By depth. `weight` says how many rows of a class fail. */
  readonly layers: readonly Layer[];
  /** No class with fewer rows is kept. */
  readonly minimumClassSize: number;
}

/** Classes without their attributes: `sizes[i]` rows, of which `weight[i]` fail: all or none; i < length. */
export interface FlatClasses {
  readonly length: number;
  readonly sizes: Int32Array;
  readonly weight: Int32Array;
}

export interface Quality {
  /** Greatest possible score: scores are compared in steps of 1e-12 of it. */
  readonly scale: number;
  /**
   * No node below scores less: the axes before `depth` have the current levels, axis `depth` has `level`, at least `rows` rows
   * fail. Rests on what `observe(depth - 1)` took note of. Costs next to nothing.
   */
  boundByLevels(depth: number, level: number, rows: number): number;
  /** Takes note of the classes of layer `depth`, of which `rows` rows fail. May change the weights of the layers above it. */
  observe(depth: number, rows: number): void;
  /** After `observe(depth)`: no node with these levels of the axes 0..depth scores less. */
  boundByClasses(depth: number): number;
  /** The same once the layer's entries are rolled up too. */
  boundByEntries(depth: number): number;
  /** After `observe` of the last layer with what really fails: the score of the node. */
  score(): number;
  /** A guess at a node's score from its levels and bare classes, to rank candidates by. */
  estimate(levels: readonly number[], classes: FlatClasses, rows: number): number;
}
