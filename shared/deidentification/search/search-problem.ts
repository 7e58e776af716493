/** What an optimal search is given and what it answers. */
import type { PrivacyModel } from '../../privacy-model/privacy-model.ts';
import type { HierarchyLevel } from '../hierarchy.ts';

/** One quasi-identifier. One level only when nothing is to be chosen: then its codes are released at that level. */
export interface SearchAttribute {
  readonly name: string;
  /** Value code of every row. */
  readonly codes: Uint32Array<ArrayBufferLike>;
  readonly levels: readonly Pick<HierarchyLevel, 'groups' | 'shares'>[];
  /** Leaves of the hierarchy's domain. */
  readonly leaves: number;
}

export interface SensitiveColumn {
  readonly name: string;
  readonly codes: Uint32Array<ArrayBufferLike>;
  readonly valueCount: number;
}

export interface SearchProblem {
  readonly rowCount: number;
  readonly attributes: readonly SearchAttribute[];
  readonly sensitive: readonly SensitiveColumn[];
  readonly models: readonly PrivacyModel[];
  /** Share of the rows that may be removed, 0..1. */
  readonly suppressionLimit: number;
}

export interface SearchResult {
  /** In the order of the attributes. */
  readonly levels: readonly number[];
  readonly score: number;
  readonly suppressedRows: number;
  readonly classes: number;
  readonly nodes: { readonly total: number; readonly evaluated: number };
}
