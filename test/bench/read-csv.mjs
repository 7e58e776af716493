// Measures the reader in a process of its own: time, time to the first rows, peak memory.
//
//   node test/bench/read-csv.mjs FILE.csv [RUNS=3]
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const [file, runs = '3'] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: node test/bench/read-csv.mjs FILE.csv [RUNS]\n');
  process.exit(2);
}
const root = new URL('../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'bulla-bench-'));
const script = join(folder, 'run.mjs');
await build({
  stdin: {
    resolveDir: root,
    loader: 'ts',
    contents: `
      import { readCsv } from './electron/engine/workers/read-csv.ts';
      import { profileTable } from './shared/table/profile.ts';
      const start = performance.now();
      let first = 0;
      const port = { report() {}, checkpoint() {}, emit() { first ||= performance.now() - start; } };
      const { table } = await readCsv({ path: process.argv[2] }, port);
      const all = performance.now() - start;
      const before = performance.now();
      profileTable(table);
      const profile = performance.now() - before;
      process.send({ rows: table.rowCount, first, all, profile, peak: process.resourceUsage().maxRSS / 1024 });
    `,
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: script,
  alias: { '@shared': join(root, 'shared'), '@engine': join(root, 'electron/engine') },
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
});

const megabytes = statSync(file).size / 1e6;
for (let run = 0; run < Number(runs); run++) {
  const { rows, first, all, profile, peak } = await new Promise((resolve, reject) => {
    const child = fork(script, [file]);
    child.once('message', resolve);
    child.once('exit', (code) => code && reject(new Error(`exit ${code}`)));
  });
  const rate = (megabytes / all) * 1000;
  console.log(
    `${rows} rows, ${megabytes.toFixed(1)} MB: ${(all / 1000).toFixed(2)} s (${rate.toFixed(0)} MB/s), first rows after ` +
      `${first.toFixed(0)} ms, of it profiles ${profile.toFixed(0)} ms, peak memory ${peak.toFixed(0)} MB`,
  );
}
rmSync(folder, { recursive: true });
