/**
 * What a layer of classes says at every k at once: a class of size s fails every k above s, so classes are counted by the first k
 * that they fail, and sums over these counts answer each k.
 */
import { countCodes } from '../../table/count-codes.ts';
import type { SearchAttribute } from '../search/search-problem.ts';
import { attributeLoss, combineLosses, normalisedLoss } from '../search/loss.ts';
import type { Layer } from '../search/layer.ts';
import type { NodeFigures } from './point-collector.ts';

export interface FigureMaker {
  readonly figures: NodeFigures;
  /**
   * Fills `figures` from the classes of layer `depth`: with less than all attributes grouped they are lower bounds for every node
   * below (the other attributes as they are); with all of them they are the node's own.
   */
  fill(layers: readonly Layer[], depth: number, levels: readonly number[]): void;
}

/** `attributes` have only the levels to choose from; `ks` rises. */
export function figureMaker(
  attributes: readonly SearchAttribute[],
  rowCount: number,
  ks: readonly number[],
): FigureMaker {
  const losses = attributes.map(attributeLoss);
  const width = attributes.length;
  const greatest = Math.max(...attributes.map(({ weight = 1 }) => weight));
  const weights = attributes.map(({ weight = 1 }) => weight / greatest);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const buckets = ks.length;
  /** By class size up to the greatest k: index of the first k that the class fails. */
  const bucketOf = bucketsBySize(ks);
  const figures: NodeFigures = {
    suppressedRows: new Uint32Array(buckets),
    score: new Float64Array(buckets),
    classes: new Uint32Array(buckets),
    smallestClass: new Uint32Array(buckets),
  };
  const rows = new Float64Array(buckets);
  const extras = new Float64Array(width * buckets);
  /** By attribute and level: the share where all groups have the same, NaN where they differ. */
  const shareOf = attributes.map(equalShares);
  /** The failing classes in the order of their buckets: bucket b ends before ends[b]. */
  const ends = new Int32Array(buckets);
  let classAt = new Int32Array(1024);
  let sizeAt = new Int32Array(1024);

  function fill(layers: readonly Layer[], depth: number, levels: readonly number[]): void {
    listFailing(layers[depth]!);
    let last = 0;
    while (last <= depth && !Number.isNaN(shareOf[last]![levels[last]!]!)) last++;
    for (let at = depth; at >= 0; at--) {
      const share = shareOf[at]![levels[at]!]!;
      if (Number.isNaN(share)) addExtras(at, layers[at]!, attributes[at]!.levels[levels[at]!]!.shares);
      else for (let k = 0; k < buckets; k++) extras[at * buckets + k] = rows[k]! * (1 - share);
      if (at > last) climb(layers[at]!.classParent);
    }
    for (let k = 0; k < buckets; k++) {
      if (k > 0) for (let at = 0; at <= depth; at++) extras[at * buckets + k]! += extras[at * buckets + k - 1]!;
      figures.score[k] = scoreAt(k, depth, levels);
    }
  }

  function addExtras(at: number, { classGroup }: Layer, shares: Float64Array): void {
    let index = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      let sum = 0;
      for (const end = ends[bucket]!; index < end; index++)
        sum += sizeAt[index]! * (1 - shares[classGroup[classAt[index]!]!]!);
      extras[at * buckets + bucket] = sum;
    }
  }

  /** The listed classes become the classes that they lie in, one layer up. */
  function climb(classParent: Int32Array): void {
    const failing = ends[buckets - 1]!;
    for (let index = 0; index < failing; index++) classAt[index] = classParent[classAt[index]!]!;
  }

  /** Lists the classes that fail some k, by bucket. Fills all figures but the score. */
  function listFailing({ classes, classSize }: Layer): void {
    if (classAt.length < classes) {
      classAt = new Int32Array(2 * classes);
      sizeAt = new Int32Array(2 * classes);
    }
    const { suppressedRows, classes: passing, smallestClass } = figures;
    rows.fill(0);
    passing.fill(0);
    smallestClass.fill(0);
    let smallest = 0;
    const sizes = bucketOf.length;
    for (let index = 0; index < classes; index++) {
      const size = classSize[index]!;
      if (size >= sizes) {
        if (smallest === 0 || size < smallest) smallest = size;
        continue;
      }
      const bucket = bucketOf[size]!;
      rows[bucket]! += size;
      passing[bucket]!++;
      if (smallestClass[bucket] === 0 || size < smallestClass[bucket]!) smallestClass[bucket] = size;
    }
    for (let bucket = 0, start = 0; bucket < buckets; bucket++) {
      ends[bucket] = start;
      start += passing[bucket]!;
    }
    for (let index = 0; index < classes; index++) {
      const size = classSize[index]!;
      if (size >= sizes) continue;
      const place = ends[bucketOf[size]!]!++;
      classAt[place] = index;
      sizeAt[place] = size;
    }
    let failedRows = 0;
    let failedClasses = 0;
    for (let k = 0; k < buckets; k++) {
      failedRows += rows[k]!;
      failedClasses += passing[k]!;
      suppressedRows[k] = failedRows;
      passing[k] = classes - failedClasses;
    }
    // The classes that pass k are those of the buckets above it; from the greatest k down, each one's smallest is carried on.
    for (let k = buckets - 1; k >= 0; k--) {
      const own = smallestClass[k]!;
      smallestClass[k] = smallest;
      if (own !== 0) smallest = own;
    }
  }

  function scoreAt(k: number, depth: number, levels: readonly number[]): number {
    const failed = figures.suppressedRows[k]!;
    let product = 1;
    for (let at = 0; at < width; at++) {
      const loss = losses[at]!;
      const level = at <= depth ? levels[at]! : 0;
      const extra = at <= depth ? extras[at * buckets + k]! : failed * (1 - loss.greatestShare[level]!);
      const factor = 1 + normalisedLoss(loss.sums[level]! + extra, rowCount, loss.leaves);
      product *= weights[at] === 1 ? factor : factor ** weights[at]!;
    }
    return combineLosses(product, weightSum);
  }

  return { figures, fill };
}

/** [2, 5] -> sizes 0 and 1 fail from 2 on: 0; 2, 3 and 4 from 5 on: 1; larger ones fail none and are not in it. */
function bucketsBySize(ks: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: ks.at(-1) ?? 0 }, (_, size) => ks.findIndex((k) => k > size));
}

/** By level: the share that every occurring group has, or NaN. */
function equalShares({ codes, levels }: SearchAttribute): number[] {
  const counts = countCodes(codes, levels[0]!.groups.length);
  return levels.map(({ groups, shares }) => {
    let share = -1;
    for (let code = 0; code < counts.length; code++) {
      if (counts[code] === 0) continue;
      const own = shares[groups[code]!]!;
      if (share >= 0 && own !== share) return Number.NaN;
      share = own;
    }
    return share;
  });
}
