/**
 * A file that somebody else may change at any moment. It is opened once, must be a regular file, is read through that one
 * handle, and is compared at the end: same size and time, and still what the path names.
 */
import { type FileHandle, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@shared/std/app-error.ts';
import { openRegular } from './open-regular.ts';
import { readFailed } from './read-failed.ts';

export interface SourceFile {
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** From the start, each time; a block is the caller's own. Throws `file.read-failed`, `file.changed`. */
  blocks(): AsyncGenerator<Uint8Array, void, void>;
  /** Throws `file.changed` or `file.not-found`. */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** The first block is small, so that the first rows are there soon; papaparse is fastest on about 64 kB. */
const FIRST_BLOCK_BYTES = 1 << 16;
const BLOCK_BYTES = 1 << 17;

/** Throws `file.not-found`, `file.no-permission`, `file.not-regular`, `file.read-failed`. */
export async function openSourceFile(path: string): Promise<SourceFile> {
  const { handle, stats } = await openRegular(path);
  return sourceFile(path, basename(path), handle, stats);
}

interface Identity {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  readonly dev: number;
}

function sourceFile(path: string, name: string, handle: FileHandle, opened: Identity): SourceFile {
  const changed = () => new AppError('io', 'file.changed', { file: name });
  return {
    name,
    size: opened.size,
    mtimeMs: opened.mtimeMs,
    async *blocks() {
      for (let at = 0; ; ) {
        const block = new Uint8Array(at === 0 ? FIRST_BLOCK_BYTES : BLOCK_BYTES);
        const { bytesRead } = await handle.read(block, 0, block.length, at).catch(readFailed(name));
        if (bytesRead === 0) break;
        at += bytesRead;
        if (at > opened.size) throw changed(); // grows while it is read, perhaps without end
        yield bytesRead === block.length ? block : block.subarray(0, bytesRead);
      }
    },
    async assertUnchanged() {
      const [now, named] = await Promise.all([handle.stat(), stat(path)]).catch(readFailed(name));
      const isSame = now.size === opened.size && now.mtimeMs === opened.mtimeMs;
      if (!isSame || named.ino !== opened.ino || named.dev !== opened.dev) throw changed();
    },
    close: () => handle.close(),
  };
}

/** The whole of a file that is not a dataset (recipe, hierarchy). Throws also `file.too-large`. */
export async function readSmallFile(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await openSourceFile(path);
  try {
    if (file.size > maxBytes) throw new AppError('io', 'file.too-large', { file: file.name, limit: maxBytes });
    const parts: Uint8Array[] = [];
    for await (const block of file.blocks()) parts.push(block);
    return Buffer.concat(parts);
  } finally {
    await file.close();
  }
}
