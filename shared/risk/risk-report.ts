/** What the risk screen shows, before and after. Formulas and sources: docs/measures.md. Probabilities are 0..1. */
export interface ClassSizeBar {
  /** '1', '2', '3-4', '5-9', ... */
  readonly label: string;
  readonly classes: number;
  readonly records: number;
}

export interface AttackerRisk {
  readonly highest: number;
  readonly average: number;
  /** Share of records whose own risk is above the recipe's threshold. */
  readonly recordsAtRisk: number;
}

export interface JournalistRisk extends AttackerRisk {
  /** 'sample': no population known, equal to the prosecutor's; 'fraction': estimated; 'table': counted. */
  readonly population: 'sample' | 'fraction' | 'table';
  /** Share of released records whose class occurs in the population table (1 without a table). */
  readonly matched: number;
}

export interface AttributeContribution {
  readonly column: string;
  /** Distinct values / records (Motwani and Xu). */
  readonly distinction: number;
  /** Share of pairs of records that the column tells apart. */
  readonly separation: number;
  /** How many uniques would be gone were this column left out. */
  readonly uniquesWithout: number;
}

export interface RiskReport {
  readonly quasiIdentifiers: readonly string[];
  readonly records: number;
  readonly classes: number;
  readonly smallestClass: number;
  readonly uniques: number;
  /** The same counts when a missing or suppressed cell matches anything. Shown, never gating. */
  readonly wildcard: { readonly smallestClass: number; readonly uniques: number } | null;
  readonly threshold: number;
  readonly prosecutor: AttackerRisk;
  readonly journalist: JournalistRisk;
  /** Expected share of records a marketer re-identifies. */
  readonly marketer: number;
  /** Share of records above each of 0.5 0.33 0.2 0.1 0.09 0.05 (prosecutor). */
  readonly above: readonly { readonly threshold: number; readonly share: number }[];
  readonly classSizes: readonly ClassSizeBar[];
  /** Sorted, the column that hurts most first. */
  readonly contributions: readonly AttributeContribution[];
}
