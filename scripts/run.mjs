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

/** True when nothing that is built from is newer than what was built. */
export function isBuilt() {
  const built = path.join(ROOT, 'out/main/cli.js');
  if (!fs.existsSync(built)) return false;
  const files = ['package-lock.json', 'electron.vite.config.ts'].map(
    (file) => fs.statSync(path.join(ROOT, file)).mtimeMs,
  );
  const folders = ['electron', 'renderer', 'shared'].map((folder) => newest(path.join(ROOT, folder)));
  return fs.statSync(built).mtimeMs >= Math.max(...files, ...folders);
}

export function build() {
  return run(bin('electron-vite'), ['build', '--logLevel', 'warn']);
}
