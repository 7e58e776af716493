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
}

export interface UtilityReport {
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly suppressedRows: number;
  readonly suppressedCells: number;
  /** Mean of the columns' losses over all released columns; a suppressed row counts 1 in every cell. */
  readonly loss: number;
  readonly discernibility: number;
  readonly averageClassSize: number;
  readonly columns: readonly ColumnUtility[];
}
