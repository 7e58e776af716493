/** A binary heap of numbered things (clusters, rows) by cost; equal costs come out by their number. */
export interface CheapestFirst {
  push(cost: number, item: number): void;
  /** The least cost; infinite when it is empty. */
  peek(): number;
  /** The item of the least cost; -1 when it is empty. */
  pop(): number;
}

export function cheapestFirst(): CheapestFirst {
  const costs: number[] = [];
  const items: number[] = [];

  function isBefore(a: number, b: number): boolean {
    return costs[a]! < costs[b]! || (costs[a] === costs[b] && items[a]! < items[b]!);
  }

  function swap(a: number, b: number): void {
    const cost = costs[a]!;
    const item = items[a]!;
    costs[a] = costs[b]!;
    items[a] = items[b]!;
    costs[b] = cost;
    items[b] = item;
  }

  function push(cost: number, item: number): void {
    let at = costs.push(cost) - 1;
    items.push(item);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(at, above)) return;
      swap(at, above);
      at = above;
    }
  }

  function pop(): number {
    const first = items[0];
    if (first === undefined) return -1;
    swap(0, costs.length - 1);
    costs.pop();
    items.pop();
    for (let at = 0; ; ) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < costs.length && isBefore(below, least)) least = below;
      if (least === at) return first;
      swap(at, least);
      at = least;
    }
  }

  return { push, pop, peek: () => costs[0] ?? Number.POSITIVE_INFINITY };
}
