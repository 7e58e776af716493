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

/** Distinction and separation (Motwani and Xu) of some of the quasi-identifiers together. */
export interface SubsetRisk {
  readonly columns: readonly string[];
  /** Classes / records. */
  readonly distinction: number;
  /** Share of pairs of records that these columns tell apart. */
  readonly separation: number;
  /** Records that are unique on these columns alone. */
  readonly uniques: number;
}

export interface SubsetRisks {
  /** Subsets up to this many columns are measured: all of them when it is the number of quasi-identifiers. */
  readonly largestSize: number;
  /** Sorted by number of columns, then in the order of the quasi-identifiers. */
  readonly list: readonly SubsetRisk[];
}

export interface WildcardRisk {
  readonly smallestClass: number;
  readonly uniques: number;
  /** Mean over the records of 1 / matching records. */
  readonly average: number;
  /** Share of records with 1 / matching records above the recipe's threshold. */
  readonly recordsAtRisk: number;
}

export interface RiskReport {
  readonly quasiIdentifiers: readonly string[];
  readonly records: number;
  readonly classes: number;
  readonly smallestClass: number;
  readonly uniques: number;
  /** The same counts when a missing or suppressed cell matches anything. Shown, never gating. */
  readonly wildcard: WildcardRisk | null;
  readonly threshold: number;
  readonly prosecutor: AttackerRisk;
  readonly journalist: JournalistRisk;
  /** Expected share of records a marketer re-identifies. */
  readonly marketer: number;
  /** Share and number of records above each of 0.5 0.33 0.2 0.1 0.09 0.05 (prosecutor). */
  readonly above: readonly { readonly threshold: number; readonly share: number; readonly records: number }[];
  readonly classSizes: readonly ClassSizeBar[];
  /** Sorted, the column that hurts most first. */
  readonly contributions: readonly AttributeContribution[];
  readonly subsets: SubsetRisks;
}
