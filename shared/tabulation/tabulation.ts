/** What can be asked of a table without seeing its rows, and what is answered. */

export interface Tabulation {
  /** At most four columns, each once; none asks for one figure over all rows. */
  readonly groupBy: readonly string[];
  readonly measure: { readonly type: 'count' } | { readonly type: 'sum' | 'mean'; readonly column: string };
  /** Only rows whose value is one of these, in every one of the columns; '' stands for a missing cell, too. */
  readonly filters: readonly { readonly column: string; readonly values: readonly string[] }[];
}

export interface TabulateResult {
  readonly groupBy: readonly string[];
  /** 'count', 'sum of weight', 'mean of weight' */
  readonly measure: string;
  readonly minimumCellSize: number;
  /**
   * One for every combination of the listed values, present in the data or not. `count` and `value` are null when withheld:
   * there are fewer rows than the minimum (perhaps none), or a small cell could be worked out from this one.
   */
  readonly cells: readonly {
    readonly group: readonly (string | null)[];
    readonly count: number | null;
    readonly value: number | null;
  }[];
  /** Withheld cells; the rows of values too rare to be listed count as one. */
  readonly suppressedCells: number;
  /** Of which withheld only so that the small ones cannot be worked out. */
  readonly complementary: number;
  /** Rows that the figures are made from; for sums and means those that have a number. */
  readonly rowsUsed: number | null;
}
