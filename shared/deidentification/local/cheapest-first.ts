/** A binary heap of clusters by what merging them costs; equal costs come out by the cluster's number. */
export interface CheapestFirst {
  readonly length: () => number;
  push(cost: number, cluster: number): void;
  /** The cluster of the least cost; -1 when it is empty. */
  pop(): number;
}

export function cheapestFirst(): CheapestFirst {
  const costs: number[] = [];
  const clusters: number[] = [];

  function isBefore(a: number, b: number): boolean {
    return costs[a]! < costs[b]! || (costs[a] === costs[b] && clusters[a]! < clusters[b]!);
  }

  function swap(a: number, b: number): void {
    const cost = costs[a]!;
    const cluster = clusters[a]!;
    costs[a] = costs[b]!;
    clusters[a] = clusters[b]!;
    costs[b] = cost;
    clusters[b] = cluster;
  }

  function push(cost: number, cluster: number): void {
    let at = costs.push(cost) - 1;
    clusters.push(cluster);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(at, above)) return;
      swap(at, above);
      at = above;
    }
  }

  function pop(): number {
    const first = clusters[0];
    if (first === undefined) return -1;
    swap(0, costs.length - 1);
    costs.pop();
    clusters.pop();
    for (let at = 0; ; ) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < costs.length && isBefore(below, least)) least = below;
      if (least === at) return first;
      swap(at, least);
      at = least;
    }
  }

  return { length: () => costs.length, push, pop };
}
