#!/usr/bin/env node
/** The command line: the same engine as the window, in this process. docs/cli.md */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODES } from './exit-code.ts';

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (abort.signal.aborted) process.exit(EXIT_CODES.cancelled); // asked twice
    abort.abort();
  });
// `bulla log show | head`: the reader has seen enough, and what was done is done.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = EXIT_CODES.io;
  });

// Only now: everything else takes a moment to load, and Ctrl-C may come in that moment.
const [{ run }, { defaultProfile }] = await Promise.all([import('./run.ts'), import('./profile-folder.ts')]);

const root = join(import.meta.dirname, '..', '..');
// In the packaged application the code lies in an archive and the shipped files beside it.
const packaged = (process as { resourcesPath?: string }).resourcesPath;
const isPackaged = packaged !== undefined && root.endsWith('.asar');

const code = await run(process.argv.slice(2), {
  version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  defaultProfile: defaultProfile(process.platform, process.env, homedir()),
  resources: isPackaged ? join(packaged, 'resources') : join(root, 'resources'),
  kernel: new URL('./kernel.js', import.meta.url),
  environment: process.env,
  signal: abort.signal,
  stdout: process.stdout,
  stderr: process.stderr,
});
process.exitCode ??= code;

/**
 * The process ends by itself, when its output is written and nothing is open any more: `process.exit` would tear down threads and
 * the database while they run. Should something stay open all the same, nobody waits for it longer than this.
 */
const LINGER_MS = 3000;
process.stdout.write('', () => setTimeout(() => process.exit(), LINGER_MS).unref());
