/** A file read at any place through one handle: what is verified and what is used afterwards are the same file. */
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteSource } from '@shared/package-format/ustar.ts';
import { AppError } from '@shared/std/app-error.ts';
import { openRegular } from './open-regular.ts';
import { readFailed } from './read-failed.ts';

export interface FileSource extends ByteSource {
  readonly mtimeMs: number;
  close(): Promise<void>;
}

/** Throws `file.not-found`, `file.no-permission`, `file.not-regular` (a folder, a pipe, a device), `file.read-failed`. */
export async function openFileSource(path: string): Promise<FileSource> {
  const { handle, stats } = await openRegular(path);
  return fileSource(handle, basename(path), stats);
}

type Opened = Pick<FileSource, 'size' | 'mtimeMs'>;

function fileSource(handle: FileHandle, name: string, { size, mtimeMs }: Opened): FileSource {
  return {
    size,
    mtimeMs,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const { bytesRead } = await handle.read(bytes, at, length - at, offset + at).catch(readFailed(name));
        if (bytesRead === 0) throw new AppError('io', 'file.changed', { file: name }); // became shorter meanwhile
        at += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}
