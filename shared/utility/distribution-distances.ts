/** How far two distributions are apart. All 0 (the same) to 1. */

/** Two lists of shares over the same values; each should sum to 1. */
export interface Shares {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Half the sum of |p - q|. */
export function totalVariation({ before, after }: Shares): number {
  return Math.min(1, before.reduce((sum, p, at) => sum + Math.abs(p - after[at]!), 0) / 2);
}

/** sqrt(1 - sum of sqrt(p q)), by the sum of squares (sqrt p - sqrt q)^2 / 2, which does not cancel near 0. */
export function hellinger({ before, after }: Shares): number {
  const sum = before.reduce((total, p, at) => total + (Math.sqrt(p) - Math.sqrt(after[at]!)) ** 2, 0);
  return Math.min(1, Math.sqrt(sum / 2));
}

/** Jensen-Shannon divergence in bits (Lin 1991): the mean of both divergences from the mixture. */
export function jensenShannon({ before, after }: Shares): number {
  let sum = 0;
  before.forEach((p, at) => {
    const q = after[at]!;
    const middle = (p + q) / 2;
    if (p > 0) sum += p * Math.log2(p / middle);
    if (q > 0) sum += q * Math.log2(q / middle);
  });
  return Math.min(1, Math.max(0, sum / 2));
}

/**
 * Greatest distance of the distribution functions (Kolmogorov-Smirnov), and the area between them over the original's range
 * (Wasserstein-1 / range). `values` and `weights` are parallel; both sides must weigh the same. Null without a value.
 */
export function orderedDistances(
  before: { readonly values: Float64Array; readonly weights: Float64Array },
  after: { readonly values: Float64Array; readonly weights: Float64Array },
): { kolmogorovSmirnov: number; wasserstein: number } | null {
  const total = before.weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return null;
  const points = new Float64Array(before.values.length + after.values.length);
  points.set(before.values);
  points.set(after.values, before.values.length);
  points.sort();
  const gaps = new Float64Array(points.length);
  before.values.forEach((value, at) => {
    gaps[firstPlace(points, value)]! += before.weights[at]!;
  });
  after.values.forEach((value, at) => {
    gaps[firstPlace(points, value)]! -= after.weights[at]!;
  });
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  before.values.forEach((value, at) => {
    if (before.weights[at]! > 0) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
  });
  let [gap, farthest, area] = [0, 0, 0];
  for (let at = 0; at < points.length; at++) {
    gap += gaps[at]!;
    farthest = Math.max(farthest, Math.abs(gap));
    if (at + 1 < points.length) area += Math.abs(gap) * (points[at + 1]! - points[at]!);
  }
  const range = greatest - least;
  const moved = area / total;
  const wasserstein = range > 0 ? moved / range : moved > 0 ? 1 : 0;
  return { kolmogorovSmirnov: Math.min(1, farthest / total), wasserstein: Math.min(1, wasserstein) };
}

/** The first of equal points, so that their weights meet at one place. */
function firstPlace(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
