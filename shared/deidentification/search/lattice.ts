/** The lattice of generalization levels: a node is one level per attribute, numbered in mixed radix. */
import { AppError } from '../../std/app-error.ts';

export const MAX_LATTICE_NODES = 100_000;

export interface Lattice {
  readonly size: number;
  readonly heights: readonly number[];
  readonly strides: readonly number[];
}

/** Throws `search.lattice-too-large` with the number of nodes. */
export function createLattice(heights: readonly number[]): Lattice {
  const size = heights.reduce((product, height) => product * height, 1);
  if (size > MAX_LATTICE_NODES)
    throw new AppError('input', 'search.lattice-too-large', { nodes: size, limit: MAX_LATTICE_NODES });
  let stride = 1;
  const strides = heights.map((height) => {
    const own = stride;
    stride *= height;
    return own;
  });
  return { size, heights, strides };
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
