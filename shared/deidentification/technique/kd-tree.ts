import type { Task } from '../../std/task.ts';

/**
 * A k-d tree (Bentley 1975) of points that are taken out one by one, for exact nearest and farthest neighbours. Every node keeps
 * the box of the points still in it: taking one out tightens the boxes above it, so that the outer points, which go first in
 * microaggregation, leave no empty space behind. Deterministic: between equal distances the tree's own order decides.
 */
export interface KdTree {
  readonly size: number;
  /** The point that is farthest from `target` (`dimensions` coordinates); -1 when none is left. */
  farthest(target: Float64Array): number;
  /** The `count` points nearest to `target`, nearest first; fewer when fewer are left. */
  nearest(target: Float64Array, count: number): Int32Array;
  remove(point: number): void;
}

const LEAF_SIZE = 8;

/** `coordinates[point * dimensions + dimension]`; all finite. */
export function kdTree(coordinates: Float64Array, dimensions: number, task: Pick<Task, 'checkpoint'>): KdTree {
  const pointCount = coordinates.length / dimensions;
  const order = Int32Array.from({ length: pointCount }, (_, point) => point);
  const capacity = Math.max(1, 4 * Math.ceil(pointCount / LEAF_SIZE));
  const starts = new Int32Array(capacity);
  /** End of the points still in a leaf. */
  const ends = new Int32Array(capacity);
  const left = new Int32Array(capacity).fill(-1);
  const right = new Int32Array(capacity).fill(-1);
  const parent = new Int32Array(capacity).fill(-1);
  const live = new Int32Array(capacity);
  const lows = new Float64Array(capacity * dimensions);
  const highs = new Float64Array(capacity * dimensions);
  const leafOf = new Int32Array(pointCount);
  const placeOf = new Int32Array(pointCount);
  let nodeCount = 0;
  const root = pointCount === 0 ? -1 : build(0, pointCount, -1);
  const points = new Float64Array(coordinates.length);
  for (let place = 0; place < pointCount; place++) {
    const point = order[place]!;
    placeOf[point] = place;
    for (let at = 0; at < dimensions; at++) points[place * dimensions + at] = coordinates[point * dimensions + at]!;
  }

  function build(start: number, end: number, above: number): number {
    if (end - start > 4_096) task.checkpoint();
    const node = nodeCount++;
    starts[node] = start;
    ends[node] = end;
    parent[node] = above;
    live[node] = end - start;
    const base = node * dimensions;
    let widest = 0;
    let width = -1;
    for (let at = 0; at < dimensions; at++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let place = start; place < end; place++) {
        const value = coordinates[order[place]! * dimensions + at]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      lows[base + at] = low;
      highs[base + at] = high;
      if (high - low > width) {
        width = high - low;
        widest = at;
      }
    }
    if (end - start <= LEAF_SIZE) {
      for (let place = start; place < end; place++) leafOf[order[place]!] = node;
      return node;
    }
    const middle = (start + end) >> 1;
    selectPlace(start, end - 1, middle, widest);
    left[node] = build(start, middle, node);
    right[node] = build(middle, end, node);
    return node;
  }

  /** Hoare's selection: the smaller values of one dimension before `place`, the larger ones after it. */
  function selectPlace(first: number, last: number, place: number, dimension: number): void {
    let low = first;
    let high = last;
    while (low < high) {
      const pivot = coordinates[order[(low + high) >> 1]! * dimensions + dimension]!;
      let from = low;
      let to = high;
      while (from <= to) {
        while (coordinates[order[from]! * dimensions + dimension]! < pivot) from++;
        while (coordinates[order[to]! * dimensions + dimension]! > pivot) to--;
        if (from <= to) {
          const swapped = order[from]!;
          order[from++] = order[to]!;
          order[to--] = swapped;
        }
      }
      if (place <= to) high = to;
      else if (place >= from) low = from;
      else return;
    }
  }

  function squaredDistance(place: number, target: Float64Array): number {
    let sum = 0;
    const base = place * dimensions;
    for (let at = 0; at < dimensions; at++) {
      const difference = points[base + at]! - target[at]!;
      sum += difference * difference;
    }
    return sum;
  }

  /** To the nearest corner or side of the box, 0 inside. */
  function leastDistance(node: number, target: Float64Array): number {
    let sum = 0;
    const base = node * dimensions;
    for (let at = 0; at < dimensions; at++) {
      const value = target[at]!;
      const low = lows[base + at]!;
      const high = highs[base + at]!;
      const difference = value < low ? low - value : value > high ? value - high : 0;
      sum += difference * difference;
    }
    return sum;
  }

  /** To the farthest corner of the box. */
  function mostDistance(node: number, target: Float64Array): number {
    let sum = 0;
    const base = node * dimensions;
    for (let at = 0; at < dimensions; at++) {
      const below = target[at]! - lows[base + at]!;
      const above = highs[base + at]! - target[at]!;
      const difference = below > above ? below : above;
      sum += difference * difference;
    }
    return sum;
  }

  let bestPlace = -1;
  let bestDistance = -1;
  function searchFarthest(node: number, target: Float64Array): void {
    if (left[node]! < 0) {
      for (let place = starts[node]!; place < ends[node]!; place++) {
        const distance = squaredDistance(place, target);
        if (distance > bestDistance) {
          bestDistance = distance;
          bestPlace = place;
        }
      }
      return;
    }
    const [one, other] = [left[node]!, right[node]!];
    const toOne = live[one]! === 0 ? -1 : mostDistance(one, target);
    const toOther = live[other]! === 0 ? -1 : mostDistance(other, target);
    const [first, second] = toOne >= toOther ? [one, other] : [other, one];
    if (Math.max(toOne, toOther) > bestDistance) searchFarthest(first, target);
    if (Math.min(toOne, toOther) > bestDistance) searchFarthest(second, target);
  }

  let found = new Int32Array(0);
  let distances = new Float64Array(0);
  let foundCount = 0;
  function searchNearest(node: number, target: Float64Array): void {
    if (left[node]! < 0) {
      for (let place = starts[node]!; place < ends[node]!; place++) offer(place, squaredDistance(place, target));
      return;
    }
    const [one, other] = [left[node]!, right[node]!];
    const toOne = live[one]! === 0 ? Number.POSITIVE_INFINITY : leastDistance(one, target);
    const toOther = live[other]! === 0 ? Number.POSITIVE_INFINITY : leastDistance(other, target);
    const [first, second] = toOne <= toOther ? [one, other] : [other, one];
    if (Math.min(toOne, toOther) < reach()) searchNearest(first, target);
    if (Math.max(toOne, toOther) < reach()) searchNearest(second, target);
  }

  function reach(): number {
    return foundCount < found.length ? Number.POSITIVE_INFINITY : distances[foundCount - 1]!;
  }

  /** Keeps the found ones sorted by distance. */
  function offer(place: number, distance: number): void {
    if (distance >= reach()) return;
    if (foundCount < found.length) foundCount++;
    let at = foundCount - 1;
    while (at > 0 && distances[at - 1]! > distance) {
      distances[at] = distances[at - 1]!;
      found[at] = found[at - 1]!;
      at--;
    }
    distances[at] = distance;
    found[at] = place;
  }

  function refit(leaf: number): void {
    const base = leaf * dimensions;
    for (let at = 0; at < dimensions; at++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let place = starts[leaf]!; place < ends[leaf]!; place++) {
        const value = points[place * dimensions + at]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      lows[base + at] = low;
      highs[base + at] = high;
    }
    for (let node = parent[leaf]!; node >= 0; node = parent[node]!) {
      const [one, other] = [left[node]! * dimensions, right[node]! * dimensions];
      for (let at = 0; at < dimensions; at++) {
        lows[node * dimensions + at] = Math.min(lows[one + at]!, lows[other + at]!);
        highs[node * dimensions + at] = Math.max(highs[one + at]!, highs[other + at]!);
      }
    }
  }

  return {
    get size() {
      return root < 0 ? 0 : live[root]!;
    },
    farthest(target) {
      bestPlace = -1;
      bestDistance = -1;
      if (root >= 0 && live[root]! > 0) searchFarthest(root, target);
      return bestPlace < 0 ? -1 : order[bestPlace]!;
    },
    nearest(target, count) {
      const wanted = Math.min(count, root < 0 ? 0 : live[root]!);
      if (found.length !== wanted) {
        found = new Int32Array(wanted);
        distances = new Float64Array(wanted);
      }
      foundCount = 0;
      if (wanted > 0) searchNearest(root, target);
      return found.map((place) => order[place]!);
    },
    remove(point) {
      const leaf = leafOf[point]!;
      const place = placeOf[point]!;
      const last = --ends[leaf]!;
      const moved = order[last]!;
      order[place] = moved;
      order[last] = point;
      placeOf[moved] = place;
      placeOf[point] = last;
      for (let at = 0; at < dimensions; at++) {
        const kept = points[place * dimensions + at]!;
        points[place * dimensions + at] = points[last * dimensions + at]!;
        points[last * dimensions + at] = kept;
      }
      for (let node = leaf; node >= 0; node = parent[node]!) live[node]!--;
      refit(leaf);
    },
  };
}
