import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@shared/std/app-error.ts';
import { readFailed } from './read-failed.ts';

export interface OpenedFile {
  readonly handle: FileHandle;
  readonly stats: Stats;
}

/**
 * Opens a regular file for reading; the caller closes the handle. Throws `file.not-found`, `file.no-permission`,
 * `file.not-regular` (a folder, a pipe, a device), `file.read-failed`.
 */
export async function openRegular(path: string): Promise<OpenedFile> {
  const name = basename(path);
  refuseOther(await stat(path).catch(readFailed(name)), name);
  // Between the two calls the name may become a pipe: without O_NONBLOCK opening it would wait for ever.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(readFailed(name));
  try {
    const stats = await handle.stat().catch(readFailed(name));
    refuseOther(stats, name);
    return { handle, stats };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function refuseOther(stats: Stats, name: string): void {
  if (!stats.isFile()) throw new AppError('io', 'file.not-regular', { file: name });
}
