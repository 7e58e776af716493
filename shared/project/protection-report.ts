/** The outcome of one recipe on one table, as numbers: the same object on the screen, in the CLI's JSON and in the package. */
import type { RiskReport } from '../risk/risk-report.ts';
import type { UtilityReport } from '../utility/utility-report.ts';

export interface ModelVerdict {
  readonly type: string;
  /** 'k-anonymity with k = 5' */
  readonly label: string;
  readonly holds: boolean;
  /** Measured on the release itself: the smallest k, the smallest l. Null for an empty release, and where nothing finite is measured. */
  readonly measured: number | null;
  /**
   * k-anonymity in the other reading, the smallest class when a missing or suppressed cell matches everything; absent where no cell
   * is missing. It is shown, `holds` goes by the strict reading.
   */
  readonly wildcard?: number;
}

export interface ProtectionReport {
  readonly levels: Readonly<Record<string, number>>;
  /** Number of levels of each searched column, so that "2 of 4" can be said. */
  readonly heights: Readonly<Record<string, number>>;
  /** The search's quality score (lower is better; the recipe says which quality), null when nothing was searched. */
  readonly score: number | null;
  /** No other levels score lower. */
  readonly optimal: boolean;
  /** No admissible levels can score lower than `score` minus this; 0 when optimal. */
  readonly gap: number;
  readonly suppressedRows: number;
  readonly classes: number;
  /** Lattice nodes in all, and how many were evaluated. */
  readonly nodes: { readonly total: number; readonly evaluated: number };
  readonly elapsedMs: number;
  /** In the order of the recipe's models. */
  readonly models: readonly ModelVerdict[];
  /** For each released sensitive column: classes of which all records have the same value, and their records. */
  readonly homogeneity: readonly { readonly column: string; readonly classes: number; readonly records: number }[];
  readonly risk: { readonly before: RiskReport; readonly after: RiskReport };
  readonly utility: UtilityReport;
  readonly warnings: readonly {
    readonly code: string;
    readonly column?: string;
    readonly params?: Readonly<Record<string, string | number>>;
  }[];
}
