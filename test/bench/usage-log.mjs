// node test/bench/usage-log.mjs        BENCH_FOLDER chooses the disk. Figures only, no pass or fail: machines differ.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleScript } from '../integration/audit/bundle-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulla-bench-'));
try {
  await import(pathToFileURL(await bundleScript(join(import.meta.dirname, 'usage-log-run.ts'), folder)).href);
} finally {
  rmSync(folder, { recursive: true });
}
