/** The passphrase: from a file or the environment. Never an argument, which every process of the machine could read. */
import { closeSync, openSync, readSync } from 'node:fs';
import { AppError } from '@shared/std/app-error.ts';

const MAX_BYTES = 4096;

/** The first line. Throws `passphrase.missing`, `passphrase.unreadable`. */
export function readPassphrase(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const text = file === undefined ? environment.BULLA_PASSPHRASE : firstLine(file);
  if (!text) throw new AppError('usage', 'passphrase.missing');
  return text;
}

function firstLine(file: string): string {
  const buffer = Buffer.alloc(MAX_BYTES);
  try {
    const descriptor = openSync(file, 'r');
    try {
      const length = readSync(descriptor, buffer, 0, MAX_BYTES, 0);
      return buffer.toString('utf8', 0, length).split(/\r?\n/, 1)[0] ?? '';
    } finally {
      buffer.fill(0);
      closeSync(descriptor);
    }
  } catch {
    throw new AppError('io', 'passphrase.unreadable', { file });
  }
}
