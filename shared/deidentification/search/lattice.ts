/**
 * The lattice of generalization levels: a node is one level per axis, numbered in mixed radix. Beyond 2^53 nodes the numbers are
 * no longer exact: then nothing may be kept by node.
 */
export interface Lattice {
  readonly size: number;
  readonly heights: readonly number[];
  readonly strides: readonly number[];
}

export function createLattice(heights: readonly number[]): Lattice {
  let stride = 1;
  const strides = heights.map((height) => {
    const own = stride;
    stride *= height;
    return own;
  });
  return { size: stride, heights, strides };
}

export function levelOf(lattice: Lattice, node: number, attribute: number): number {
  return Math.floor(node / lattice.strides[attribute]!) % lattice.heights[attribute]!;
}

/** Marks a node and everything below it (less general). Each node is walked at most once over the life of `marks`. */
export function markBelow(lattice: Lattice, node: number, marks: Uint8Array): void {
  if (marks[node]) return;
  const open = [node];
  marks[node] = 1;
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (let attribute = 0; attribute < lattice.strides.length; attribute++) {
      if (levelOf(lattice, next, attribute) === 0) continue;
      const below = next - lattice.strides[attribute]!;
      if (marks[below]) continue;
      marks[below] = 1;
      open.push(below);
    }
}
