/**
 * Recomputes a log from its entries, one at a time and in bounded memory: spelling, sequence, links, clock, and the Merkle
 * root that the signed head names. Every check keeps its first failure; a later one often only follows from it.
 */
import { AppError } from '../std/app-error.ts';
import { type Bytes, equalBytes, toHex } from '../std/bytes.ts';
import { decodeEntry, NO_ENTRY } from './entry.ts';
import { appendLeaf, EMPTY_TREE, leafHash, type Sha256, treeRoot } from './merkle.ts';
import type { LogVerdict, UsageEntry } from './usage-event.ts';

export type Check = LogVerdict['checks'][number];

export interface KnownHead {
  readonly size: number;
  readonly root: Bytes;
}

export interface LogVerifier {
  /** The entry, or null when the bytes are not one. */
  push(body: Bytes): UsageEntry | null;
  /** Leaf hash of the newest entry, hexadecimal. */
  readonly leaf: string;
  finish(): { readonly checks: readonly Check[]; readonly root: Bytes; readonly clockWentBack: boolean };
}

/** Clocks are corrected by small steps all the time; only a larger step back is worth saying. */
const CLOCK_TOLERANCE_MS = 120_000;

/** `head` must have been verified before; `earlier` are heads of this log that were seen before, which it must extend. */
export function logVerifier(head: KnownHead, earlier: readonly KnownHead[], sha256: Sha256): LogVerifier {
  let tree = EMPTY_TREE;
  let previous: UsageEntry | null = null;
  let previousLeaf = NO_ENTRY;
  let malformedAt = -1;
  /** Of the first broken link, the entry that no longer fits: known only after one more entry. */
  let brokenAt = -1;
  let changedAt = -1;
  let monotonicBackAt = -1;
  let clockWentBack = false;
  let outOfSequenceAt = -1;
  const outOfSequence = new Map<number, number>();
  const forkedAt = new Set<number>();

  function push(body: Bytes): UsageEntry | null {
    const position = tree.size;
    const leaf = leafHash(body, sha256);
    const entry = tryDecode(body);
    if (entry === null && malformedAt < 0) malformedAt = position;
    checkLink(entry, position);
    checkSequence(entry, position);
    if (entry && previous) checkClock(entry, previous);
    tree = appendLeaf(tree, leaf, sha256);
    for (const known of earlier)
      if (known.size === tree.size && !equalBytes(known.root, treeRoot(tree, sha256))) forkedAt.add(known.size);
    previous = entry;
    previousLeaf = toHex(leaf);
    return entry;
  }

  function checkLink(entry: UsageEntry | null, position: number): void {
    const holds = entry === null || entry.prev === previousLeaf;
    if (brokenAt >= 0 && changedAt < 0) {
      // An entry whose links on both sides are broken was changed itself; otherwise the one before it was.
      changedAt = holds ? Math.max(0, brokenAt - 1) : brokenAt;
    } else if (!holds && brokenAt < 0) brokenAt = position;
  }

  function checkSequence(entry: UsageEntry | null, position: number): void {
    const seq = entry?.seq ?? position;
    if (outOfSequenceAt < 0 && seq !== position) outOfSequenceAt = position;
    if (outOfSequenceAt >= 0) outOfSequence.set(seq, (outOfSequence.get(seq) ?? 0) + 1);
  }

  function checkClock(entry: UsageEntry, before: UsageEntry): void {
    if (entry.boot === before.boot && entry.mono < before.mono && monotonicBackAt < 0) monotonicBackAt = entry.seq;
    if (entry.time < before.time - CLOCK_TOLERANCE_MS) clockWentBack = true;
  }

  function sequenceCheck(): Check {
    if (outOfSequenceAt >= 0) {
      let missing = outOfSequenceAt;
      while (outOfSequence.has(missing)) missing++;
      if (missing < head.size) return failed('sequence', 'audit.entry-missing', { seq: missing });
      if (tree.size > head.size) return failed('sequence', 'audit.entry-added', { seq: outOfSequenceAt });
      return failed('sequence', 'audit.reordered', { seq: outOfSequenceAt });
    }
    if (tree.size < head.size)
      return failed('sequence', 'audit.shortened', { entries: tree.size, expected: head.size });
    if (tree.size > head.size) return failed('sequence', 'audit.entry-added', { seq: head.size });
    return passed('sequence');
  }

  function continuityCheck(): Check {
    const longest = earlier.reduce((size, known) => Math.max(size, known.size), 0);
    if (head.size < longest) return failed('continuity', 'audit.shortened', { entries: head.size, expected: longest });
    const [fork] = forkedAt;
    return fork === undefined ? passed('continuity') : failed('continuity', 'audit.forked', { seq: fork });
  }

  return {
    push,
    get leaf() {
      return previousLeaf;
    },
    finish() {
      if (brokenAt >= 0 && changedAt < 0) changedAt = Math.max(0, brokenAt - 1);
      const root = treeRoot(tree, sha256);
      const checks: readonly Check[] = [
        malformedAt < 0 ? passed('entries') : failed('entries', 'audit.malformed', { seq: malformedAt }),
        sequenceCheck(),
        changedAt < 0 ? passed('chain') : failed('chain', 'audit.entry-changed', { seq: changedAt }),
        monotonicBackAt < 0 ? passed('clock') : failed('clock', 'audit.time-reversed', { seq: monotonicBackAt }),
        equalBytes(root, head.root) ? passed('root') : failed('root', 'audit.rewritten', { entries: tree.size }),
        continuityCheck(),
      ];
      return { checks, root, clockWentBack };
    },
  };
}

export function passed(name: string): Check {
  return { name, ok: true, code: '', params: {} };
}

export function failed(name: string, code: string, params: Check['params'] = {}): Check {
  return { name, ok: false, code, params };
}

/** A check that holds when `action` does not throw; what it throws is the code. */
export function attempt(name: string, action: () => unknown): Check {
  try {
    action();
    return passed(name);
  } catch (error) {
    if (error instanceof AppError) return failed(name, error.code);
    throw error;
  }
}

/** The first check that failed decides. */
export function firstFailure(checks: readonly Check[]): Check | undefined {
  return checks.find((check) => !check.ok);
}

/** For showing a log that is damaged: what can still be read of it. */
export function tryDecode(body: Bytes): UsageEntry | null {
  try {
    return decodeEntry(body);
  } catch {
    return null;
  }
}
