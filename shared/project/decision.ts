import type { Transformed } from '../deidentification/technique/technique.ts';

/** What a search decided: every column that is released, for all rows, and how many rows the models then refuse. */
export interface Decision {
  readonly transformed: ReadonlyMap<string, Transformed>;
  /** By column: chosen by the search, or fixed by the recipe. */
  readonly levels: Readonly<Record<string, number>>;
  readonly score: number;
  readonly optimal: boolean;
  /** No release of this kind scores lower by more than this. */
  readonly gap: number;
  readonly suppressedRows: number;
  /** The models hold in another reading than theirs (suppressed cells as wildcards): rows of classes that they refuse stay. */
  readonly keepsFailingRows?: boolean;
  readonly nodes: { readonly total: number; readonly evaluated: number };
}
