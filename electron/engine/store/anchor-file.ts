/**
 * The anchor: a second copy of the newest signed head, outside the database, with the tree's frontier at that size. A database
 * that is cut, rolled back or replaced no longer extends it. It is written after the commit, so it may lag, never lead.
 */
import { readFileSync } from 'node:fs';
import { type Bytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes, parseCanonicalJson } from '@shared/std/canonical-json.ts';
import { replaceFile } from '../io/replace-file.ts';

export interface Anchor {
  readonly note: Bytes;
  readonly frontier: Bytes;
  /** What a full verification found, until one finds nothing; '' otherwise. */
  readonly problem: string;
}

const LIMITS = { maxBytes: 16_384, maxDepth: 1 };

export function writeAnchor(path: string, { note, frontier, problem }: Anchor): void {
  replaceFile(path, canonicalBytes({ note: fromUtf8(note), frontier: toBase64Url(frontier), problem }));
}

/** Null when there is none or it cannot be read as one. */
export function readAnchor(path: string): Anchor | null {
  try {
    const value = parseCanonicalJson(readFileSync(path), LIMITS) as Record<string, unknown>;
    const { note, frontier, problem } = value;
    if (typeof note !== 'string' || typeof frontier !== 'string' || typeof problem !== 'string') return null;
    return { note: utf8(note), frontier: fromBase64Url(frontier), problem };
  } catch {
    return null;
  }
}
