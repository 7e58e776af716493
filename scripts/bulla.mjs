// npm run -s bulla -- ...: the command line from a clone. Everything but the command's own output goes to stderr.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isBuilt } from './run.mjs';
import { bin, ROOT } from './setup.mjs';

const cli = path.join(ROOT, 'out/main/cli.js');
if (!fs.existsSync(path.join(ROOT, 'node_modules')) || !isBuilt()) {
  const built = spawnSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
// The person's own folder: relative names on the command line are meant from there, not from the clone.
const cwd = process.env.INIT_CWD ?? process.cwd();
const node = fs.existsSync(bin('node')) ? bin('node') : process.execPath;
const result = spawnSync(node, [cli, ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
process.exit(result.status ?? 1);
