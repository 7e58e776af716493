/** Utility that takes longer than the report of a run may: part of the assessment. Formulas: docs/measures.md. */
export interface UtilityAssessment {
  /** Over the columns that are numeric in the original and released. Null without one. */
  readonly numeric: NumericLoss | null;
  readonly correlation: CorrelationChange;
  /** Null when a side has no record or no column varies. */
  readonly propensity: PropensityScore | null;
  readonly queries: QueryError | null;
  /** Records of the original that took part in correlation, propensity and queries. */
  readonly sampledRows: number;
  readonly isSampled: boolean;
}

/**
 * A released range stands for the mean of the original values behind it. A suppressed cell or record stands for the mean of
 * the column: nothing better is known of it.
 */
export interface NumericLoss {
  readonly columns: readonly string[];
  /** Sum over cells of |x - x'| / (sqrt(2) sd): what sdcMicro prints as IL1s, larger the more records there are. */
  readonly il1sSum: number;
  /** The same / (records * columns): Mateo-Sanz, Domingo-Ferrer and Sebe's IL1s. */
  readonly il1sMean: number;
  /** Sum of squared differences, columns standardized by the original's sd. */
  readonly sse: number;
  readonly sst: number;
  /** sse / sst, 0 nothing lost, 1 as bad as releasing the means. */
  readonly share: number;
}

/** Differences of pairs of columns, original against release. Null where there is no such pair. */
export interface CorrelationChange {
  readonly pearson: ChangeOfPairs | null;
  readonly spearman: ChangeOfPairs | null;
  /** Cramer's V of categorical pairs. */
  readonly cramersV: ChangeOfPairs | null;
}

export interface ChangeOfPairs {
  readonly pairs: number;
  readonly meanAbsolute: number;
  readonly maxAbsolute: number;
  /** Least share of the records of which a pair shows both cells: a suppressed cell takes part in no released correlation. */
  readonly shown: number;
  /** The pair that changed most. */
  readonly worst: readonly [string, string];
}

/** Can a logistic regression tell released from original records (Woo et al. 2009; Snoke et al. 2018)? */
export interface PropensityScore {
  readonly pmse: number;
  /** Expected of records drawn from the original's distribution (Snoke et al. 2018). */
  readonly expected: number;
  /** pmse / expected: 0 the same records, about 1 as close as a new draw, far above it told apart. */
  readonly ratio: number;
  /** (pmse - expected) / standard deviation. */
  readonly z: number;
  /** Terms of the model with the intercept. */
  readonly terms: number;
}

/** Counts that an analyst would ask for: how many records have these values in one, two or three columns. */
export interface QueryError {
  readonly queries: number;
  /** |released - original| / max(original, bound). */
  readonly meanRelative: number;
  readonly medianRelative: number;
  /** The least count that an error is divided by: 0.1 % of the records, at least 1. */
  readonly bound: number;
}
