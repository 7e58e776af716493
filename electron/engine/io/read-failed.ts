import { AppError } from '@shared/std/app-error.ts';

const READ_CODES: Readonly<Record<string, string>> = {
  ENOENT: 'file.not-found',
  ENOTDIR: 'file.not-found',
  ENAMETOOLONG: 'file.not-found',
  EACCES: 'file.no-permission',
  EPERM: 'file.no-permission',
  EISDIR: 'file.not-regular',
  ENXIO: 'file.not-regular',
};

/** For `.catch`: what the system said of reading the file called `name`, as a `file.*` code. */
export function readFailed(name: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new AppError('io', READ_CODES[error.code ?? ''] ?? 'file.read-failed', {
      file: name,
      reason: error.code ?? error.name,
    });
  };
}
