// Times the risk report, the assessment's families 2 and 3 and SUDA2 alone, on Adult or larger files of the same columns, and SUDA2
// on seven made columns: node test/bench/risk.ts [ROUNDS] [CSV...]. A line a measurement: processor time, the longest time between
// two checkpoints (how long a cancel can wait), and the ratio to ARX where the reference names one.
import { readFileSync } from 'node:fs';
import { assessRisk } from '../../shared/risk/assess-risk.ts';
import { attributeContributions } from '../../shared/risk/attribute-contribution.ts';
import { classSizeCounts } from '../../shared/risk/class-size-counts.ts';
import { type CodedColumn, classesOf, representatives, take } from '../../shared/risk/equivalence-classes.ts';
import { coded32, measureRisk } from '../../shared/risk/measure-risk.ts';
import { pitmanUniques } from '../../shared/risk/pitman-model.ts';
import { scoreSpecialUniques } from '../../shared/risk/special-uniques.ts';
import { subsetRisks } from '../../shared/risk/subset-risks.ts';
import { zayatzUniques } from '../../shared/risk/zayatz-model.ts';
import { seededRandom } from '../../shared/std/seeded-random.ts';
import type { Task } from '../../shared/std/task.ts';
import type { Column, Table } from '../../shared/table/table.ts';

const folder = new URL('../../../shared/data/adult/', import.meta.url);
const [rounds = '3', ...files] = process.argv.slice(2);
const reference = JSON.parse(readFileSync(new URL('reference.json', folder), 'utf8'));
const arx = reference.risk_input[0].risk;
const people: number = arx.population_uniqueness_usa.population_size;
const isAdult = files.length === 0;

for (const file of isAdult ? [new URL('adult.csv', folder)] : files) {
  const table = readTable(readFileSync(file, 'utf8'));
  const names = table.columns.map(({ name }) => name);
  const four: string[] = reference.attribute_risks_qi4.risks.at(-1).attrs;
  for (let round = 1; round <= Number(rounds); round++) {
    const tell = (name: string, work: (task: Task) => unknown, arxMs?: number) =>
      print(round, table.rowCount, name, work, isAdult ? arxMs : undefined);
    const { sampled, sizes } = classed(table.columns.map(coded32), table.rowCount);
    const counts = classSizeCounts(sizes);
    const ofRows = (task: Task) => classesOf(table.columns.map(coded32), table.rowCount, task);
    tell('class sizes', (task) => classSizeCounts(ofRows(task).sizes).length, arx.ms.histogram);
    tell('contributions', (task) => attributeContributions(names, sampled, sizes, task).length);
    tell('subsets', (task) => subsetRisks(names, sampled, sizes, task).list.length);
    const subsetsOfFour = (task: Task) => measureRisk(table, four, { threshold: 0.2 }, task).subsets.list.length;
    tell('risk report, 4 columns', subsetsOfFour, reference.attribute_risks_qi4.ms);
    tell('risk report', (task) => measureRisk(table, names, { threshold: 0.2 }, task).uniques);
    tell('Zayatz', () => zayatzUniques(counts, people), arx.population_uniqueness_usa.ms.zayatz);
    tell('Pitman', () => pitmanUniques(counts, people), arx.population_uniqueness_usa.ms.pitman);
    tell('SUDA2', (task) => suda(sampled, sizes, names.length, task));
    tell('assessment', (task) => assessRisk(table, names, { threshold: 0.2 }, task).specialUniques.records);
  }
}

for (const rows of [50_000, 100_000]) {
  const random = seededRandom(1, 'bench/risk');
  // Skewed values, so that some records are unique on one column and others on seven only.
  const columns = [3, 5, 8, 10, 12, 20, 90].map((cardinality) => ({
    codes: Uint32Array.from({ length: rows }, () => Math.floor(cardinality * random.next() ** 2)),
    cardinality,
  }));
  for (let round = 1; round <= Number(rounds); round++) {
    print(round, rows, 'SUDA2, 7 made columns', (task) => {
      const { sampled, sizes } = classed(columns, rows);
      return suda(sampled, sizes, 7, task);
    });
  }
}
console.log(
  JSON.stringify({ node: process.version, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) }),
);

function suda(sampled: readonly CodedColumn[], sizes: Uint32Array, maximumSize: number, task: Task) {
  const { uniques } = scoreSpecialUniques(sampled, sizes, { maximumSize, fraction: 0.01 }, task);
  return [uniques.maximumSize, uniques.count];
}

function classed(columns: readonly CodedColumn[], rows: number) {
  const classes = classesOf(columns, rows);
  const sample = representatives(classes);
  return { sampled: columns.map((column) => take(column, sample)), sizes: classes.sizes };
}

function print(round: number, rows: number, name: string, work: (task: Task) => unknown, arxMs?: number): void {
  let last = performance.now();
  let longestGap = 0;
  const task = {
    report() {},
    checkpoint() {
      const now = performance.now();
      longestGap = Math.max(longestGap, now - last);
      last = now;
    },
  };
  const before = process.cpuUsage();
  const found = work(task);
  const { user, system } = process.cpuUsage(before);
  task.checkpoint();
  const cpuMs = (user + system) / 1000;
  console.log(
    JSON.stringify({
      round,
      rows,
      name,
      cpuMs: Number(cpuMs.toPrecision(3)),
      longestGapMs: Math.round(longestGap),
      ...(arxMs === undefined ? {} : { timesAsFastAsArx: Number((arxMs / cpuMs).toPrecision(3)) }),
      found,
    }),
  );
}

function readTable(text: string): Table {
  const lines = text.split(/\r?\n/).filter(Boolean);
  const names = lines.shift()!.split(';');
  const columns: (Column & { values: string[] })[] = names.map((name) => ({
    name,
    codes: new Uint32Array(lines.length),
    values: [''],
  }));
  const codeOf = names.map(() => new Map<string, number>());
  lines.forEach((line, row) => {
    line.split(';').forEach((value, at) => {
      const { codes, values } = columns[at]!;
      const known = codeOf[at]!.get(value) ?? values.push(value) - 1;
      codeOf[at]!.set(value, known);
      codes[row] = known;
    });
  });
  return { rowCount: lines.length, columns };
}
