/**
 * Looks at the files of a command line before anything is done: nothing is written over what the command reads or what the
 * profile keeps, two results do not go into one file, and each result has a folder to go to.
 */
import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '@shared/std/app-error.ts';
import type { OptionValues } from './command.ts';

const WRITTEN = ['out', 'report', 'export'] as const;
const READ = ['recipe', 'licence', 'trust', 'passphrase-file'] as const;
const OF_PROFILE = ['bulla.db', 'audit.db', 'log.key', 'audit.anchor', 'identity.json'];

/** Throws `cli.same-file`, `file.no-folder`, `file.not-regular`. */
export function checkFiles(operands: readonly string[], options: OptionValues, profile: string): void {
  const taken = new Map<string, string>();
  const take = (path: string | undefined, what: string) => {
    // A name that leads nowhere, such as 'preset:row-access' or the id of a card, is no file.
    const file = path === undefined ? undefined : identityOf(path);
    if (file !== undefined) taken.set(file, what);
  };
  for (const path of operands) take(path, `file to read, ${basename(path)}`);
  for (const name of READ) take(options[name], `file of --${name}`);
  for (const card of options.to ?? []) take(card, 'card of --to');
  for (const name of OF_PROFILE) take(join(profile, name), 'file of the profile');
  for (const name of WRITTEN) {
    const path = options[name];
    if (path === undefined) continue;
    const place = placeToWrite(path);
    const other = taken.get(place);
    if (other !== undefined)
      throw new AppError('usage', 'cli.same-file', { option: `--${name}`, file: basename(path), other });
    taken.set(place, `file of --${name}`);
  }
}

/** One for a file, by whatever names, links or capitals; undefined where there is none. */
function identityOf(path: string): string | undefined {
  const found = statOf(path);
  return found && `${found.dev}:${found.ino}`;
}

/** The file that is there, or its name in the folder where it would be made. */
function placeToWrite(path: string): string {
  const full = resolve(path);
  const file = basename(full);
  const folder = statOf(dirname(full));
  if (!folder?.isDirectory()) throw new AppError('io', 'file.no-folder', { file });
  if (statOf(full)?.isDirectory()) throw new AppError('io', 'file.not-regular', { file });
  return identityOf(full) ?? join(`${folder.dev}:${folder.ino}`, file);
}

/** Whatever else the system says of a path is told by whoever opens it. */
function statOf(path: string) {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
