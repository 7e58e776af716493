import type { Monotonicity } from './privacy-model.ts';

/** How many classes there are of each size: `classes[i]` of `sizes[i]` records. `sizes` rises, from 1. */
export interface ClassSizes {
  readonly sizes: ArrayLike<number>;
  readonly classes: ArrayLike<number>;
  readonly length: number;
}

/**
 * A model of the release as a whole that is satisfied by removing its smallest classes, a whole size at a time (so that which
 * records go never depends on their order). Keeping only larger classes than needed satisfies it too: several such models
 * together ask for the greatest of their answers.
 */
export interface ReleaseModel {
  readonly type: string;
  /** 'average risk of at most 0.05' */
  readonly label: string;
  readonly monotonicity: Monotonicity;
  /**
   * The smallest class size that may stay, given the classes that pass all class models: at least 1; one more than the greatest
   * size when none may stay.
   */
  smallestSize(classes: ClassSizes): number;
  /** Null when there is no class. */
  measure(classes: ClassSizes): number | null;
  holds(classes: ClassSizes): boolean;
}
