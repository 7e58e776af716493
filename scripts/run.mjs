// Small helpers that the scripts share.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { bin, ROOT } from './setup.mjs';

/** Runs a command with this terminal; true when it ended well. */
export function run(command, args, env = {}) {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function newest(folder) {
  let time = 0;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      time = Math.max(time, fs.statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  return time;
}

/** Builds when a source is newer than what was built. */
export function buildIfStale() {
  const built = path.join(ROOT, 'out/main/cli.js');
  const sources = Math.max(
    ...['electron', 'renderer', 'shared'].map((folder) => newest(path.join(ROOT, folder))),
    fs.statSync(path.join(ROOT, 'package-lock.json')).mtimeMs,
    fs.statSync(path.join(ROOT, 'electron.vite.config.ts')).mtimeMs,
  );
  if (fs.existsSync(built) && fs.statSync(built).mtimeMs >= sources) return true;
  return run(bin('electron-vite'), ['build', '--logLevel', 'warn']);
}
