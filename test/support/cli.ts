/** The built command line, for comparing it with the window. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { PASSPHRASE } from './journey.ts';

const CLI = resolve(import.meta.dirname, '../../out/main/cli.js');

/** Runs to the end and answers the JSON document; throws with what it said when the exit code is not 0. */
export function bulla(profile: string, ...args: readonly string[]): Record<string, unknown> {
  const text = execFileSync(process.execPath, [CLI, ...args, '--profile', profile, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, BULLA_PASSPHRASE: PASSPHRASE },
  });
  return JSON.parse(text) as Record<string, unknown>;
}
