// node scripts/demo.ts [FOLDER]: plays the whole journey in the real application on the sample dataset. Leaves numbered pictures,
// the package, the log export and the command line's verdict on it in demo-output/.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PASSPHRASE } from '../test/support/journey.ts';
import { workFolder } from '../test/support/launch.ts';
import { playTour } from '../test/support/tour.ts';

const ROOT = join(import.meta.dirname, '..');
const OUTPUT = resolve(process.argv[2] ?? join(ROOT, 'demo-output'));
const since = Date.now();
const folder = workFolder('demo');
let pictures = 0;
let steps = 0;

function say(sentence: string): void {
  steps += 1;
  console.log(`${String(steps).padStart(2)}. ${sentence}`);
}

rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(OUTPUT, { recursive: true });
await playTour({
  folder,
  onStep: say,
  async onScreen(name, page) {
    pictures += 1;
    await page.screenshot({ path: join(OUTPUT, `${String(pictures).padStart(2, '0')}-${name}.png`) });
  },
});
for (const name of ['study.bulla', 'usage.bulla-log', 'recipient.bulla-card'])
  copyFileSync(join(folder, name), join(OUTPUT, name));

say('The command line comes to the same verdict on the exported log.');
const cli = [
  join(ROOT, 'out/main/cli.js'),
  ...['audit', 'verify', join(OUTPUT, 'usage.bulla-log'), '--trust', join(OUTPUT, 'recipient.bulla-card')],
  ...['--profile', join(folder, 'cli-auditor')],
];
const verdict = spawnSync(process.execPath, cli, {
  encoding: 'utf8',
  env: { ...process.env, BULLA_PASSPHRASE: PASSPHRASE },
});
process.stdout.write(verdict.stdout.replace(/^/gm, '    ').trimEnd());
console.log(verdict.stderr);
writeFileSync(join(OUTPUT, 'verdict.txt'), verdict.stdout);
rmSync(folder, { recursive: true, force: true });
console.log(`${pictures} pictures and the files are in ${OUTPUT} (${((Date.now() - since) / 1000).toFixed(0)} s).`);
process.exit(verdict.status ?? 1);
