/** What the application was started with: whose folder, and which files. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LaunchArguments {
  readonly profile: string | null;
  readonly files: readonly string[];
}

const OPENABLE = /\.(bulla|bulla-card|bulla-log|csv|tsv|txt|json)$/i;

/** `argv` without the executable; `cwd` resolves relative names. Flags of Chromium are passed over. */
export function launchArguments(argv: readonly string[], cwd: string): LaunchArguments {
  let profile: string | null = null;
  const files: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] as string;
    if (argument === '--profile') profile = argv[++i] ?? null;
    else if (argument.startsWith('--profile=')) profile = argument.slice('--profile='.length);
    else if (!argument.startsWith('-') && OPENABLE.test(argument)) files.push(pathOf(argument, cwd));
  }
  return { profile: profile === null ? null : resolve(cwd, profile), files };
}

/** A desktop names a double-clicked file as 'file:///home/a/x.bulla', a terminal as 'x.bulla'. */
function pathOf(argument: string, cwd: string): string {
  if (!argument.startsWith('file:')) return resolve(cwd, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return resolve(cwd, argument); // no file of this computer: opening it says so
  }
}
