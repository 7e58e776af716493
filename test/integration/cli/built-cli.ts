/** The built command line as a process of its own, the way a person or a script runs it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const CLI = process.env.BULLA_CLI ?? fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));
if (!existsSync(CLI)) throw new Error(`${CLI} is not there: run "npm run build" first (npm test does)`);

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const PASSPHRASE = 'a seal of clay, unbroken';

export function bulla(args: readonly string[], options: { cwd: string; passphrase?: string }): Promise<Outcome> {
  const { BULLA_PASSPHRASE: _, ...environment } = process.env;
  const passphrase = options.passphrase ?? PASSPHRASE;
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: options.cwd,
    env: passphrase === '' ? environment : { ...environment, BULLA_PASSPHRASE: passphrase },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return outcomeOf(child);
}

export function spawnBulla(args: readonly string[], cwd: string) {
  return spawn(process.execPath, [CLI, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

export function outcomeOf(child: ReturnType<typeof spawnBulla>): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
