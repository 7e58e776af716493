import { type Lattice, markBelow } from './lattice.ts';

/** Lattices up to this size are remembered node by node: five bytes each. */
const MAX_REMEMBERED_NODES = 1_000_000;

/** What the search has learnt of single nodes. Of a lattice too large to remember it knows nothing, and prunes less. */
export interface NodeMarks {
  hasFailed(node: number): boolean;
  /** The node and all less general ones are inadmissible. */
  fail(node: number): void;
  /** At least `rows` rows fail in the node. */
  note(node: number, rows: number): void;
  /** Rows that fail at least, by what is known of the node's direct generalizations along the axes 0..depth. */
  leastFailing(node: number, levels: readonly number[], depth: number, level: number): number;
  /** Nodes that were looked at. */
  evaluated(): number;
}

export function createMarks(lattice: Lattice): NodeMarks {
  return lattice.size <= MAX_REMEMBERED_NODES ? rememberingMarks(lattice) : forgetfulMarks();
}

function rememberingMarks(lattice: Lattice): NodeMarks {
  const failed = new Uint8Array(lattice.size);
  const failing = new Int32Array(lattice.size).fill(-1);
  let evaluated = 0;
  return {
    hasFailed: (node) => failed[node] === 1,
    fail: (node) => markBelow(lattice, node, failed),
    note(node, rows) {
      if (failing[node] === -1) evaluated++;
      failing[node] = Math.max(failing[node]!, Math.min(rows, 0x7fffffff));
    },
    leastFailing(node, levels, depth, level) {
      let rows = 0;
      for (let at = 0; at <= depth; at++) {
        if ((at === depth ? level : levels[at]!) === lattice.heights[at]! - 1) continue;
        rows = Math.max(rows, failing[node + lattice.strides[at]!]!);
      }
      return rows;
    },
    evaluated: () => evaluated,
  };
}

function forgetfulMarks(): NodeMarks {
  let evaluated = 0;
  return {
    hasFailed: () => false,
    fail() {},
    note() {
      evaluated++;
    },
    leastFailing: () => 0,
    evaluated: () => evaluated,
  };
}
