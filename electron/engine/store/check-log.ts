/**
 * What can be told at start in milliseconds, whatever the size of the log: the state against its signature, the newest entries
 * against the state, and everything since the anchor against the anchor. Older entries are left to `verify`.
 */
import { decodeEntry, NO_ENTRY } from '@shared/audit/entry.ts';
import { type Head, logOrigin, verifyHead } from '@shared/audit/head.ts';
import { appendLeaf, decodeFrontier, EMPTY_TREE, leafHash, type Tree, treeRoot } from '@shared/audit/merkle.ts';
import { AppError } from '@shared/std/app-error.ts';
import { equalBytes, toHex } from '@shared/std/bytes.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { Anchor } from './anchor-file.ts';
import type { LogDatabase } from './log-database.ts';
import type { LogKey } from './log-key.ts';

/** The last 1,000 entries, extended to a whole block so that their subtree can be compared with the frontier. */
const RECENT = 1000;
const BLOCK = 1024;

export interface CheckedState {
  readonly head: Head;
  readonly tree: Tree;
  readonly lastLeaf: string;
}

/** Throws `audit.*` with the first thing that is wrong. */
export function checkState(database: LogDatabase, key: LogKey, crypto: CryptoPort): CheckedState {
  const state = database.state();
  if (!state) throw problem('audit.state-changed');
  const tree = decodeFrontier(state.size, state.frontier);
  const head = verifyHead(state.note, key.publicKey, crypto.verify, crypto.sha256);
  if (head.origin !== logOrigin(key.publicKey, crypto.sha256)) throw problem('audit.forked');
  if (head.size !== state.size || !equalBytes(head.root, treeRoot(tree, crypto.sha256)))
    throw problem('audit.state-changed');
  const last = database.lastSeq();
  if (last >= state.size) throw problem('audit.entry-added');
  if (last < state.size - 1) throw problem('audit.shortened');
  return { head, tree, lastLeaf: checkRecent(database, tree, crypto) };
}

/** Gives the newest leaf hash. */
function checkRecent(database: LogDatabase, tree: Tree, crypto: CryptoPort): string {
  const blockStart = Math.floor((tree.size - 1) / BLOCK) * BLOCK;
  const start = Math.max(0, Math.min(tree.size - RECENT, blockStart));
  const before = start === 0 ? undefined : database.entry(start - 1);
  let previous = before ? toHex(before.leaf) : NO_ENTRY;
  let expected = start;
  let block = EMPTY_TREE;
  for (const { seq, leaf, body } of database.range(start, tree.size)) {
    if (seq !== expected) throw problem('audit.entry-missing');
    if (!equalBytes(leafHash(body, crypto.sha256), leaf)) throw problem('audit.entry-changed');
    const entry = decodeEntry(body);
    if (entry.seq !== seq || entry.prev !== previous) throw problem('audit.chain-broken');
    previous = toHex(leaf);
    if (seq >= blockStart) block = appendLeaf(block, leaf, crypto.sha256);
    expected++;
  }
  if (expected !== tree.size) throw problem('audit.entry-missing');
  // The block's subtrees are the frontier's last ones, unless the block is full and has been joined to older ones.
  const tail = tree.frontier.slice(-block.frontier.length);
  const isOpen = block.size < BLOCK || tree.size === BLOCK;
  if (isOpen && !block.frontier.every((hash, i) => equalBytes(hash, tail[i]!))) throw problem('audit.rewritten');
  return previous;
}

/** Does the database still extend the anchor? Throws `audit.rolled-back` or `audit.forked`. */
export function checkAnchor(
  anchor: Anchor,
  current: CheckedState,
  database: LogDatabase,
  key: LogKey,
  crypto: CryptoPort,
): void {
  const anchored = anchoredHead(anchor, key, crypto);
  if (anchored.size > current.head.size) throw problem('audit.rolled-back');
  let tree = decodeFrontier(anchored.size, anchor.frontier);
  if (!equalBytes(treeRoot(tree, crypto.sha256), anchored.root)) throw problem('audit.forked');
  for (const { leaf } of database.range(anchored.size, current.head.size)) tree = appendLeaf(tree, leaf, crypto.sha256);
  if (!equalBytes(treeRoot(tree, crypto.sha256), current.head.root)) throw problem('audit.forked');
}

/** An anchor by another key belongs to another log: this database took the place of the one that was here. */
function anchoredHead(anchor: Anchor, key: LogKey, crypto: CryptoPort): Head {
  try {
    return verifyHead(anchor.note, key.publicKey, crypto.verify, crypto.sha256);
  } catch {
    throw problem('audit.forked');
  }
}

function problem(code: string): AppError {
  return new AppError('integrity', code);
}
