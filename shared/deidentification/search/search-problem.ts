/** What a search for the best generalization is given and what it answers. */
import type { PrivacyModel } from '../../privacy-model/privacy-model.ts';
import type { ReleaseModel } from '../../privacy-model/release-model.ts';
import type { HierarchyLevel } from '../hierarchy.ts';

/** What a search minimises; see docs/search.md for the formulas. */
export type QualityName = 'loss' | 'discernibility' | 'average-class-size' | 'entropy' | 'precision';

/** One quasi-identifier. One level only when nothing is to be chosen: then its codes are released at that level. */
export interface SearchAttribute {
  readonly name: string;
  /** Value code of every row. */
  readonly codes: Uint32Array<ArrayBufferLike>;
  readonly levels: readonly Pick<HierarchyLevel, 'groups' | 'shares'>[];
  /** Leaves of the hierarchy's domain. */
  readonly leaves: number;
  /** How much the attribute counts in the quality, above 0; 1 when absent. */
  readonly weight?: number;
  /** The levels to choose from, both included; all of them when absent. */
  readonly minLevel?: number;
  readonly maxLevel?: number;
}

export interface SensitiveColumn {
  readonly name: string;
  readonly codes: Uint32Array<ArrayBufferLike>;
  readonly valueCount: number;
}

/**
 * The people among whom a record could be anyone (k-map, delta-presence). They are grouped with the rows but never released:
 * they add nothing to a class's size, and their number is what the models are given as `population`.
 */
export interface SearchPopulation {
  readonly rowCount: number;
  /** By attribute, in the order of the attributes and in their codes: the value code of every population row. */
  readonly codes: readonly Uint32Array<ArrayBufferLike>[];
  /** People that a population row stands for; null: one each. */
  readonly people: Uint32Array<ArrayBufferLike> | null;
}

export interface SearchProblem {
  readonly rowCount: number;
  readonly attributes: readonly SearchAttribute[];
  readonly sensitive: readonly SensitiveColumn[];
  readonly models: readonly PrivacyModel[];
  /** Models of the release as a whole, after `models`: the classes below their smallest size fail too. */
  readonly releaseModels?: readonly ReleaseModel[];
  /** Share of the rows that may be removed, 0..1. */
  readonly suppressionLimit: number;
  /** `loss` when absent. */
  readonly quality?: QualityName;
  readonly population?: SearchPopulation | null;
}

export interface SearchResult {
  /** In the order of the attributes. */
  readonly levels: readonly number[];
  readonly score: number;
  readonly suppressedRows: number;
  readonly classes: number;
  /** `total` is exact up to 2^53 and rounded beyond. */
  readonly nodes: { readonly total: number; readonly evaluated: number };
  /** No node of the lattice has a lower score. */
  readonly optimal: boolean;
  /** No admissible node scores below this; the score itself when it is optimal. `score - lowerBound` is the gap. */
  readonly lowerBound: number;
}
