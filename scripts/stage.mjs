// Electron refuses its sandbox to root. Where the tests run as root (containers, CI), the built application and the runtime are
// laid out in a folder that everybody may read, with a launcher that becomes an unprivileged user: so the sandbox is on, as it
// is for people. Returns null where nothing needs staging or where the machine gives no user namespaces.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './setup.mjs';

const NOBODY = 65534;

export function stageForSandbox(runtime) {
  if (process.platform !== 'linux' || process.getuid() !== 0 || spawnSync('which', ['setpriv']).status !== 0)
    return null;
  const namespaces = spawnSync('setpriv', [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    '--clear-groups',
    'unshare',
    '--user',
    'true',
  ]);
  if (namespaces.status !== 0) return null;
  const stage = fs.mkdtempSync(path.join(os.tmpdir(), 'bulla-stage-'));
  process.once('exit', () => fs.rmSync(stage, { recursive: true, force: true }));
  fs.chmodSync(stage, 0o755);
  copy(runtime.dist, path.join(stage, 'electron'));
  for (const part of [
    'package.json',
    'out',
    'resources',
    'node_modules/better-sqlite3/package.json',
    'node_modules/better-sqlite3/lib',
    'node_modules/better-sqlite3/build/Release/better_sqlite3.node',
    'node_modules/better-sqlite3/prebuilds',
  ])
    copy(path.join(ROOT, part), path.join(stage, 'app', part));
  const launcher = path.join(stage, 'launch');
  fs.writeFileSync(
    launcher,
    `#!/bin/sh\nexec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups env HOME="$BULLA_HOME" "${stage}/electron/electron" "$@"\n`,
  );
  fs.chmodSync(launcher, 0o755);
  return { launcher, app: path.join(stage, 'app'), owner: NOBODY };
}

/** Readable by everybody, whatever the mode of the original. */
function copy(from, to) {
  if (!fs.existsSync(from)) return;
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const copied = spawnSync('cp', ['-aL', from, to]);
  if (copied.status !== 0) throw new Error(`cannot copy ${from}: ${copied.stderr}`);
  spawnSync('chmod', ['-R', 'a+rX', to]);
}
