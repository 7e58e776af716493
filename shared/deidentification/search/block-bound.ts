/**
 * A lower bound for lattices too large to be searched: the quasi-identifiers are cut into blocks, each block is searched alone, and
 * the scores are put together. Leaving quasi-identifiers out only merges classes; so where a node is admissible, its part in each
 * block is too, with no more suppressed rows, and scores no less than the best of the block.
 */
import type { PrivacyModel } from '../../privacy-model/privacy-model.ts';
import type { QualityName, SearchAttribute, SearchProblem, SearchResult } from './search-problem.ts';

/** Nodes of a block's lattice at most, unless one attribute alone has more. */
const MAX_BLOCK_NODES = 4096;

/**
 * `order`: of the attributes. `limit`: rows that may go. `search` answers a block, at least with a lower bound. 0 where the quality
 * says nothing of parts. Throws what `search` throws: a block without a solution leaves none for the whole.
 */
export function boundByBlocks(
  problem: SearchProblem,
  order: readonly number[],
  limit: number,
  search: (block: SearchProblem) => SearchResult,
): number {
  const combine = COMBINATIONS[problem.quality ?? 'loss'];
  if (combine === null) return 0;
  const parts = blocksOf(problem.attributes, order).map((indices) => {
    const weights = indices.map((index) => problem.attributes[index]!.weight ?? 1);
    return {
      score: search(blockProblem(problem, indices, limit)).lowerBound,
      weight: weights.reduce((sum, weight) => sum + weight, 0),
      greatest: Math.max(...weights),
    };
  });
  return combine(parts);
}

interface Part {
  readonly score: number;
  /** Sum of the weights of its attributes. */
  readonly weight: number;
  readonly greatest: number;
}

/** How the scores of parts make up the score of the whole. Class sizes do not: a part has fewer and larger classes. */
const COMBINATIONS: Readonly<Record<QualityName, ((parts: readonly Part[]) => number) | null>> = {
  loss: (parts) => Math.expm1(weightedMean(parts, ({ score }) => Math.log1p(score))),
  precision: (parts) => weightedMean(parts, ({ score }) => score),
  entropy(parts) {
    const greatest = Math.max(...parts.map((part) => part.greatest));
    return parts.reduce((sum, part) => sum + (part.score * part.greatest) / greatest, 0);
  },
  discernibility: null,
  'average-class-size': null,
};

function weightedMean(parts: readonly Part[], figureOf: (part: Part) => number): number {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return parts.reduce((sum, part) => sum + figureOf(part) * part.weight, 0) / weight;
}

function blocksOf(attributes: readonly SearchAttribute[], order: readonly number[]): number[][] {
  const blocks: number[][] = [];
  let nodes = Number.POSITIVE_INFINITY;
  for (const index of order) {
    const { levels, minLevel = 0, maxLevel = levels.length - 1 } = attributes[index]!;
    const height = maxLevel - minLevel + 1;
    if (nodes * height > MAX_BLOCK_NODES) {
      blocks.push([]);
      nodes = 1;
    }
    nodes *= height;
    blocks.at(-1)!.push(index);
  }
  return blocks;
}

/** Only with the models that a generalization keeps satisfied: they hold for the part if they hold for the whole. */
function blockProblem(problem: SearchProblem, indices: readonly number[], limit: number): SearchProblem {
  const models = problem.models.filter((model) => isKept(model, limit));
  const { population = null } = problem;
  return {
    ...problem,
    attributes: indices.map((index) => problem.attributes[index]!),
    models,
    releaseModels: [],
    sensitive: problem.sensitive.filter(({ name }) => models.some((model) => model.sensitive === name)),
    suppressionLimit: limit === 0 ? 0 : problem.suppressionLimit,
    population: population && { ...population, codes: indices.map((index) => population.codes[index]!) },
  };
}

function isKept({ monotonicity }: PrivacyModel, limit: number): boolean {
  return monotonicity === 'always' || (monotonicity === 'without-suppression' && limit === 0);
}
