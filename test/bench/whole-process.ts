/**
 * node test/bench/whole-process.ts ADULT.csv MILLION.csv HIERARCHIES [ROUNDS]: the command line from a CSV to the released CSV and its
 * report, as a fresh process each time: seconds, processor seconds and the peak of resident memory, at two sizes, with the slope
 * (per million rows) and the intercept. Needs a build (npm run build). HIERARCHIES is the folder with adult_hierarchy_*.csv.
 * RUNTIME names another Node, such as Electron's with ELECTRON_RUN_AS_NODE=1.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const COLUMNS = [
  ...['sex', 'age', 'race', 'marital-status', 'education'],
  ...['native-country', 'workclass', 'occupation', 'salary-class'],
];
const [adult = '', million = '', hierarchies = '', rounds = '3'] = process.argv.slice(2);
const cli = resolve(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'bulla-bench-'));

interface Run {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
}

function writeRecipe(): string {
  for (const name of COLUMNS)
    copyFileSync(join(hierarchies, `adult_hierarchy_${name}.csv`), join(folder, `adult_hierarchy_${name}.csv`));
  const column = (name: string) => ({
    role: 'quasi-identifier',
    technique: {
      type: 'generalization',
      hierarchy: { type: 'file', path: `adult_hierarchy_${name}.csv`, delimiter: ';' },
    },
  });
  const path = join(folder, 'recipe.json');
  const recipe = {
    bulla: 'recipe/1',
    source: { delimiter: ';' },
    columns: Object.fromEntries(COLUMNS.map((name) => [name, column(name)])),
    models: [{ type: 'k-anonymity', k: 5 }],
    search: { type: 'optimal', suppressionLimit: 0.05, quality: 'loss' },
  };
  writeFileSync(path, JSON.stringify(recipe));
  return path;
}

/** Linux tells a process's peak and its processor time in /proc; elsewhere these are 0. */
function observe(pid: number): Pick<Run, 'processorSeconds' | 'peakMegabytes'> {
  try {
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return { peakMegabytes: peak / 1024, processorSeconds: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return { peakMegabytes: 0, processorSeconds: 0 };
  }
}

function run(data: string, recipe: string): Promise<Run> {
  const words = ['deidentify', data, '--recipe', recipe, '--out', join(folder, 'release.csv')];
  const more = ['--report', join(folder, 'report.json'), '--profile', join(folder, 'profile'), '--json'];
  const started = performance.now();
  const child = spawn(process.env.RUNTIME ?? process.execPath, [cli, ...words, ...more], { stdio: 'ignore' });
  let last = { processorSeconds: 0, peakMegabytes: 0 };
  const timer = setInterval(() => {
    const seen = observe(child.pid!);
    if (seen.peakMegabytes > 0) last = seen;
  }, 20);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => {
      clearInterval(timer);
      if (code === 0) done({ seconds: (performance.now() - started) / 1000, ...last });
      else fail(new Error(`the command line ended with ${code}`));
    });
  });
}

const round2 = (value: number) => Math.round(value * 100) / 100;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const recipe = writeRecipe();
const middle: { rows: number; seconds: number }[] = [];
for (const data of [adult, million].filter(Boolean)) {
  const rows = readFileSync(data, 'latin1').split('\n').length - 2;
  const runs: Run[] = [];
  for (let round = 0; round < Number(rounds); round++) runs.push(await run(resolve(data), recipe));
  const seconds = median(runs.map((each) => each.seconds));
  middle.push({ rows, seconds });
  console.log(
    JSON.stringify({
      rows,
      megabytes: round2(statSync(data).size / 2 ** 20),
      medianSeconds: round2(seconds),
      leastSeconds: round2(Math.min(...runs.map((each) => each.seconds))),
      medianProcessorSeconds: round2(median(runs.map((each) => each.processorSeconds))),
      peakMegabytes: Math.round(Math.max(...runs.map((each) => each.peakMegabytes))),
    }),
  );
}
const [small, large] = middle;
if (small && large) {
  const slope = (large.seconds - small.seconds) / (large.rows - small.rows);
  console.log(
    JSON.stringify({
      secondsPerMillionRows: round2(slope * 1e6),
      interceptSeconds: round2(small.seconds - slope * small.rows),
      processor: cpus()[0]?.model,
      processors: cpus().length,
      runtime: process.env.RUNTIME ?? `node ${process.version}`,
    }),
  );
}
rmSync(folder, { recursive: true, force: true });
