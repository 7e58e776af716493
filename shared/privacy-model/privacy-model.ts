/**
 * One interface for every privacy model. A model decides for one equivalence class (records equal on all released
 * quasi-identifiers) whether it may be released; a release satisfies the model when each of its classes passes.
 */

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
  readonly monotonicity: Monotonicity;
  /** No smaller class can pass: lets a search refuse a class before its histogram is known. */
  readonly minimumClassSize: number;
  /** `histogram` is over the class's sensitive values; null exactly when `sensitive` is null. */
  passes(size: number, histogram: Histogram | null): boolean;
  /** What the model measures of one class (its size, its number of distinct values ...). */
  measure(size: number, histogram: Histogram | null): number;
  /** Of the classes' measures, the one that speaks for the release. */
  readonly worst: 'lowest' | 'highest';
}

/** A model that must know the whole input (t-closeness, delta-disclosure) is made with its overall distribution. */
export interface ModelContext {
  /** Distribution of a sensitive column over all input records, by the codes that the class histograms use. */
  overall(column: string): Histogram;
}
