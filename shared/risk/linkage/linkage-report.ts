/** Family 4: whether a released record is nearest to the original that it was made from. Formulas: docs/measures.md. */
import type { RateEstimate } from '../attacks/rate-estimate.ts';

export interface LinkageReport {
  /** Once over the quasi-identifiers, once over every released column (an attacker who knows all of it). */
  readonly records: readonly RecordLinkage[];
  /** Null when no column is numeric in the original and in the release. */
  readonly intervals: IntervalDisclosure | null;
}

export interface RecordLinkage {
  readonly knowledge: 'quasi-identifiers' | 'all-columns';
  readonly columns: readonly string[];
  /** Standardized L2 where every column is numeric, Gower where one is not. Ranges and sets are at distance 0 from what they hold. */
  readonly distance: 'standardized-l2' | 'gower';
  /** Expected share of released records whose nearest original is their own; a tie of t counts 1/t. */
  readonly linked: RateEstimate;
  /** Share of the targets whose own original is the only nearest one. */
  readonly certain: number;
  /** What picking an original at random would give: 1 / candidates. */
  readonly atRandom: number;
  /** Released records that were tried. */
  readonly targets: number;
  /** Original records compared with. */
  readonly candidates: number;
  /** Whether the candidates are a sample: fewer to be confused with, so the rate is an upper bound. */
  readonly isUpperBound: boolean;
}

/** Of released records; a record that is not released is not disclosed. A range discloses when all of it lies near enough. */
export interface IntervalDisclosure {
  readonly columns: readonly ColumnIntervals[];
  /** All numeric columns at once (sdcMicro's dRisk). */
  readonly joint: readonly { readonly c: number; readonly share: number }[];
  readonly jointRank: readonly { readonly percent: number; readonly share: number }[];
  readonly records: number;
}

export interface ColumnIntervals {
  readonly column: string;
  /** Share of records with |x - x'| <= c * sd(x'), for c = 0.01, 0.05, 0.1. */
  readonly within: readonly { readonly c: number; readonly share: number }[];
  /** Share of records whose rank is within percent of all ranks, for 1, 5, 10 percent. */
  readonly withinRank: readonly { readonly percent: number; readonly share: number }[];
}
