#!/usr/bin/env node
/** The command line: the same engine as the window, in this process. docs/cli.md */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODES } from './exit-code.ts';
import { defaultProfile } from './profile-folder.ts';
import { run } from './run.ts';

const root = join(import.meta.dirname, '..', '..');
// In the packaged application the code lies in an archive and the shipped files beside it.
const packaged = (process as { resourcesPath?: string }).resourcesPath;
const isPackaged = packaged !== undefined && root.endsWith('.asar');

const abort = new AbortController();
process.on('SIGINT', () => {
  if (abort.signal.aborted) process.exit(EXIT_CODES.cancelled); // asked twice
  abort.abort();
});
// `bulla log show | head`: the reader has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : EXIT_CODES.io));

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
process.stdout.write('', () => process.exit(code));
