/**
 * One interface for every privacy model that decides by equivalence class (records equal on all released quasi-identifiers):
 * a release satisfies the model when each of its classes passes. Models of the release as a whole: release-model.ts.
 */
import type { HierarchySpec } from '../deidentification/recipe.ts';

/** How often each sensitive value occurs, sparse: entry i says that `codes[i]` occurs `counts[i]` times, i < length. */
export interface Histogram {
  readonly length: number;
  readonly codes: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

/**
 * Whether generalizing further can only lower the number of records in failing classes.
 * 'always': with record suppression too (class size, distinct values: a union keeps both).
 * 'without-suppression': only "every class passes" is inherited (t-closeness, entropy l-diversity).
 */
export type Monotonicity = 'always' | 'without-suppression' | 'never';

export interface PrivacyModel {
  readonly type: string;
  /** 'k-anonymity with k = 5' */
  readonly label: string;
  /** The column whose histogram the model looks at; null when class size decides alone. */
  readonly sensitive: string | null;
  /** It asks for the number of people of the population in each class. */
  readonly usesPopulation: boolean;
  readonly monotonicity: Monotonicity;
  /**
   * What the removal of a failing class does: 'mends' it as a rule. 'fails' with delta-presence above 0: a removed class is one
   * in which nobody is present. Then no class may fail, not even one of the population alone (size 0).
   */
  readonly suppression: 'mends' | 'fails';
  /** No smaller class with at least one record can pass: lets a search refuse a class before its histogram is known. */
  readonly minimumClassSize: number;
  /**
   * `histogram` is over the class's sensitive values, null exactly when `sensitive` is null; `population` is the number of people
   * of the population in the class, null when no model uses it. A class of people of the population alone has size 0 and no
   * histogram entries: only a model with `usesPopulation` is asked about it. Called for every class of every node: allocates nothing.
   */
  passes(size: number, histogram: Histogram | null, population: number | null): boolean;
  /** What the model measures of one class (its size, its number of distinct values ...). */
  measure(size: number, histogram: Histogram | null, population: number | null): number;
  /** Of the classes' measures, the one that speaks for the release. */
  readonly worst: 'lowest' | 'highest';
}

/** What a model may need of the whole input to be made. */
export interface ModelContext {
  /** Distribution of a sensitive column over all input records, by the codes that the class histograms use: the released ones. */
  overall(column: string): Histogram;
  /** The released values by code; values[0] is '' and stands for a missing cell. */
  values(column: string): readonly string[];
  /** The levels of a hierarchy of the released values: by level, value code -> group. The last has one group. */
  hierarchy(column: string, spec: HierarchySpec): readonly Uint32Array[];
}
