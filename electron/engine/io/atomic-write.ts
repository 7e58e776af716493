/**
 * A file is written whole or not at all: into a new file of the same folder, flushed to the disk, then renamed over the name
 * that was asked for. When anything fails, or the person cancels, the new file is removed and an older one stays as it was.
 */
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/std/app-error.ts';
import { cancelled } from '@shared/std/task.ts';

export interface Written {
  readonly bytes: number;
  /** Lower-case hexadecimal, of the bytes that were written. */
  readonly sha256: string;
}

/**
 * Throws `file.disk-full`, `file.no-permission`, `file.read-only`, `file.no-folder`, `file.not-regular`, `file.name-too-long`,
 * `file.write-failed`, `job.cancelled`, or what `chunks` throws. An error names the file `name`: what a person asked for, where
 * `path` is only a part of it.
 */
export async function writeFileAtomic(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal?: AbortSignal,
  name = basename(path),
): Promise<Written> {
  const folder = dirname(path);
  const temporary = join(folder, `.${randomBytes(6).toString('hex')}.bulla-part`);
  let handle: FileHandle | undefined;
  try {
    await refuseOther(path, name);
    const { O_CREAT, O_EXCL, O_WRONLY } = constants;
    handle = await open(temporary, O_CREAT | O_EXCL | O_WRONLY, 0o600).catch(fail(name));
    const written = await writeChunks(handle, name, chunks, signal);
    await handle.sync().catch(fail(name));
    await handle.close().catch(fail(name));
    handle = undefined;
    if (signal?.aborted) throw cancelled();
    await rename(temporary, path).catch(fail(name));
    await flushFolder(folder);
    return written;
  } catch (error) {
    await handle?.close().catch(() => {}); // the first error is the one to tell
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

async function writeChunks(
  handle: FileHandle,
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    if (signal?.aborted) throw cancelled();
    hash.update(chunk);
    for (let at = 0; at < chunk.length; ) {
      const { bytesWritten } = await handle.write(chunk, at, chunk.length - at).catch(fail(name));
      at += bytesWritten;
    }
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** A rename over a folder fails late, and one over a device or a pipe would replace it: both are refused at once. */
async function refuseOther(path: string, name: string): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    return fail(name)(error);
  });
  if (found && !found.isFile() && !found.isSymbolicLink()) throw new AppError('io', 'file.not-regular', { file: name });
}

/** Makes the new name durable. Where a folder cannot be flushed (Windows), the rename already is what the system gives. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close().catch(() => {});
}

const WRITE_CODES: Readonly<Record<string, string>> = {
  ENOSPC: 'file.disk-full',
  EDQUOT: 'file.disk-full',
  EFBIG: 'file.disk-full',
  EACCES: 'file.no-permission',
  EPERM: 'file.no-permission',
  EROFS: 'file.read-only',
  ENOENT: 'file.no-folder',
  ENOTDIR: 'file.no-folder',
  ENAMETOOLONG: 'file.name-too-long',
};

function fail(name: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new AppError('io', WRITE_CODES[error.code ?? ''] ?? 'file.write-failed', {
      file: name,
      reason: error.code ?? error.name,
    });
  };
}
