import { ascendingOrder } from './sort-order.ts';

/**
 * The point farthest from the mean of those that are left, while points are taken out. The mean moves little from one question to
 * the next, so the points are sorted once by their distance r from an earlier mean m': no point is farther from the mean m than
 * r + |m - m'|, and only those few for which that is more than the best found are looked at. When that was many, they are sorted
 * anew. Exact.
 */
export interface Outermost {
  /** -1 when none is left. */
  point(): number;
  remove(point: number): void;
}

/** Distances are compared with this much room for rounding. */
const ROOM = 1 + 1e-12;

/** `coordinates[point * dimensions + dimension]`; all finite. */
export function outermost(coordinates: Float64Array, dimensions: number): Outermost {
  const pointCount = coordinates.length / dimensions;
  const isGone = new Uint8Array(pointCount);
  const radius = new Float64Array(pointCount);
  const sums = new Float64Array(dimensions);
  const reference = new Float64Array(dimensions);
  let order = Uint32Array.from({ length: pointCount }, (_, point) => point);
  let first = 0;
  let size = pointCount;
  let looked = 0;
  sortAnew();

  function sortAnew(): void {
    order = order.filter((point) => isGone[point] === 0);
    // the sums too, so that errors do not add up
    sums.fill(0);
    for (let place = 0; place < order.length; place++)
      for (let at = 0; at < dimensions; at++) sums[at] = sums[at]! + coordinates[order[place]! * dimensions + at]!;
    for (let at = 0; at < dimensions; at++) reference[at] = sums[at]! / size;
    const nearness = new Float64Array(order.length);
    for (let at = 0; at < nearness.length; at++) {
      const own = distance(order[at]!, reference);
      radius[order[at]!] = own;
      nearness[at] = -own;
    }
    const left = order;
    order = ascendingOrder(nearness).map((at) => left[at]!);
    first = 0;
    looked = 0;
  }

  function distance(point: number, target: Float64Array): number {
    let sum = 0;
    for (let at = 0; at < dimensions; at++) {
      const difference = coordinates[point * dimensions + at]! - target[at]!;
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  return {
    point() {
      if (size === 0) return -1;
      if (looked > 8 * size + 1024) sortAnew();
      const mean = sums.map((sum) => sum / size);
      let drift = 0;
      for (let at = 0; at < dimensions; at++) drift += (mean[at]! - reference[at]!) ** 2;
      drift = Math.sqrt(drift);
      while (isGone[order[first]!] === 1) first++;
      let best = -1;
      let bestDistance = -1;
      for (let at = first; at < order.length; at++) {
        looked++;
        const point = order[at]!;
        if ((radius[point]! + drift) * ROOM < bestDistance) break;
        if (isGone[point] === 1) continue;
        const own = distance(point, mean);
        if (own > bestDistance) {
          bestDistance = own;
          best = point;
        }
      }
      return best;
    },
    remove(point) {
      isGone[point] = 1;
      size--;
      for (let at = 0; at < dimensions; at++) sums[at] = sums[at]! - coordinates[point * dimensions + at]!;
    },
  };
}
