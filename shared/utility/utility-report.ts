/** What is lost by the release against the original. Formulas and sources: docs/measures.md. */
import type { DistributionBar } from '../table/table.ts';

export interface ColumnUtility {
  readonly column: string;
  /** 0 unchanged, 1 all gone: mean share of the domain that a released cell covers; a suppressed cell counts 1. */
  readonly loss: number;
  readonly suppressedCells: number;
  /** Same labels in both, so that they can be drawn over one another; shares of all input rows. */
  readonly before: readonly DistributionBar[];
  readonly after: readonly DistributionBar[];
  /** Total variation distance between the two distributions at the released level, 0..1. */
  readonly totalVariation: number;
  /** Cells that had a value and have none now (missing or suppressed), records that are not released included. */
  readonly missingAdded: number;
  /** Of the same two distributions; null for a column that is not released. */
  readonly distances: DistributionDistances | null;
}

/** All 0 (the same) to 1. Suppressed records are a value of their own in the first two. */
export interface DistributionDistances {
  readonly hellinger: number;
  /** Jensen-Shannon divergence in bits. */
  readonly jensenShannon: number;
  /** Greatest distance of the distribution functions; null where values have no order. */
  readonly kolmogorovSmirnov: number | null;
  /** Wasserstein-1 / range of the original; null where values are no numbers or dates. */
  readonly wasserstein: number | null;
}

export interface UtilityReport {
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly suppressedRows: number;
  readonly suppressedCells: number;
  /** Mean of the columns' losses over all released columns; a suppressed row counts 1 in every cell. */
  readonly loss: number;
  /** Global certainty penalty: mean loss over every cell of the original, columns that are not released included (1). */
  readonly gcp: number;
  /** Non-uniform entropy / its maximum, 0..1: bits that are missing to tell the original value from the released one. */
  readonly entropyLoss: number;
  /** Bits, summed over all cells. */
  readonly entropyBits: number;
  readonly discernibility: number;
  readonly averageClassSize: number;
  readonly columns: readonly ColumnUtility[];
}
