/**
 * The Merkle tree of RFC 9162 section 2.1.1 (the same as RFC 6962), built leaf by leaf: a leaf hash is SHA-256(0x00 || entry),
 * a node is SHA-256(0x01 || left || right). Only the frontier is kept, one hash for each complete subtree, largest first.
 */
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat } from '../std/bytes.ts';

export type Sha256 = (bytes: Bytes) => Bytes;

export interface Tree {
  readonly size: number;
  /** As many 32-byte hashes as `size` has one bits. */
  readonly frontier: readonly Bytes[];
}

export const EMPTY_TREE: Tree = { size: 0, frontier: [] };
const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash(entry: Bytes, sha256: Sha256): Bytes {
  return sha256(concat(LEAF, entry));
}

function nodeHash(left: Bytes, right: Bytes, sha256: Sha256): Bytes {
  return sha256(concat(NODE, left, right));
}

export function appendLeaf(tree: Tree, leaf: Bytes, sha256: Sha256): Tree {
  const frontier = [...tree.frontier];
  let joined = leaf;
  // Division, not shifts: those wrap at 2^31.
  for (let size = tree.size; size % 2 === 1; size = Math.floor(size / 2))
    joined = nodeHash(frontier.pop() as Bytes, joined, sha256);
  frontier.push(joined);
  return { size: tree.size + 1, frontier };
}

export function treeRoot(tree: Tree, sha256: Sha256): Bytes {
  const smallest = tree.frontier.at(-1);
  if (smallest === undefined) return sha256(new Uint8Array(0));
  return tree.frontier.slice(0, -1).reduceRight((right, left) => nodeHash(left, right, sha256), smallest);
}

export function encodeFrontier(tree: Tree): Bytes {
  return concat(...tree.frontier);
}

/** Throws `audit.state-changed` when the number of hashes does not fit the size. */
export function decodeFrontier(size: number, bytes: Bytes): Tree {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== ones * HASH_BYTES)
    throw new AppError('integrity', 'audit.state-changed');
  const frontier = Array.from({ length: ones }, (_, i) => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
  return { size, frontier };
}
