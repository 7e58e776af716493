// Times local recoding of Adult, local suppression of 30,000 rows x 5 keys, and the trade-off over Adult's whole lattice, each
// against the reference tool's seconds: node test/bench/local.ts [CSV] [ROUNDS]. CSV: a larger file of Adult's columns.
import { readFileSync } from 'node:fs';
import { compileHierarchy } from '../../shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '../../shared/deidentification/hierarchy/hierarchy-csv.ts';
import { recodeLocally } from '../../shared/deidentification/local/recode-locally.ts';
import { smallestClassByValue, suppressCells } from '../../shared/deidentification/local/suppress-cells.ts';
import { computeTradeOff } from '../../shared/deidentification/trade-off/compute-trade-off.ts';
import { TRADE_OFF_KS } from '../../shared/deidentification/trade-off/trade-off.ts';
import { kAnonymity } from '../../shared/privacy-model/k-anonymity.ts';
import { seededRandom } from '../../shared/std/seeded-random.ts';
import { QUIET_TASK } from '../../shared/std/task.ts';
import type { Column } from '../../shared/table/table.ts';

const folder = new URL('../../../shared/data/', import.meta.url);
const [csv = new URL('adult/adult.csv', folder), rounds = '3'] = process.argv.slice(2);
const adult = readColumns(readFileSync(csv, 'utf8'), ';');
const rowCount = adult[0]!.codes.length;
const attributes = adult.map((column) => {
  const rows = parseHierarchyCsv(readFileSync(new URL(`adult/adult_hierarchy_${column.name}.csv`, folder), 'utf8'));
  return { name: column.name, codes: column.codes, ...compileHierarchy({ type: 'table', rows }, column) };
});
const survey = readColumns(readFileSync(new URL('golden/inputs/testdata.csv', folder), 'utf8'), ',');

for (let round = 1; round <= Number(rounds); round++) {
  timed(round, `local recoding, ${rowCount} rows, k = 5`, 6.1, () => {
    const problem = { rowCount, attributes, sensitive: [], models: [kAnonymity(5)] };
    const { granularity, classSizes } = recodeLocally(problem, QUIET_TASK);
    return { granularity, arx: 0.794, classes: classSizes.length };
  });
  timed(round, `trade-off, ${rowCount} rows, 9 columns, ${TRADE_OFF_KS.length} k`, null, () => {
    const { nodes, isExact, points } = computeTradeOff({ rowCount, attributes, ks: TRADE_OFF_KS }, QUIET_TASK);
    return { ...nodes, isExact, points: points.count };
  });
  const hard = ['age', 'education', 'native-country', 'workclass', 'occupation'];
  for (const k of [3, 10]) suppression(round, 'hard keys of Adult', adult, hard, k, rowCount);
  // The survey drawn 30,000 times with one value in fifty exchanged, which makes many small groups.
  const keys = ['roof', 'water', 'relat', 'age', 'hhcivil'];
  for (const rows of [15_000, 30_000])
    suppression(round, `survey drawn ${rows} times`, drawn(survey, keys, rows), keys, 3, rows);
}
console.log(
  JSON.stringify({ node: process.version, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) }),
);

/** sdcMicro took 123 s for 30,000 rows x 5 keys; of the same size, but not these data. */
function suppression(
  round: number,
  what: string,
  from: readonly Column[],
  keys: readonly string[],
  k: number,
  rows: number,
) {
  const columns = keys.map((key) => from.find((column) => column.name === key)!);
  for (const reading of ['wildcard', 'value'] as const)
    timed(round, `local suppression (${reading}), ${what}, k = ${k}`, rows === rowCount ? 123 : null, () => {
      const problem = { rowCount: rows, columns, weights: keys.map(() => 1), k, reading };
      const found = suppressCells(problem, QUIET_TASK);
      return {
        rows,
        cells: found.suppressedCells.reduce((sum, count) => sum + count, 0),
        smallestClassByValue: smallestClassByValue(found.columns, rows),
      };
    });
}

function timed(round: number, name: string, referenceSeconds: number | null, work: () => object): void {
  const started = performance.now();
  const before = process.cpuUsage();
  const figures = work();
  const seconds = (performance.now() - started) / 1000;
  const cpu = process.cpuUsage(before);
  const ratio =
    referenceSeconds === null ? {} : { referenceSeconds, timesFaster: Math.round(referenceSeconds / seconds) };
  const cpuSeconds = Number(((cpu.user + cpu.system) / 1e6).toFixed(2));
  console.log(JSON.stringify({ round, name, seconds: Number(seconds.toFixed(2)), cpuSeconds, ...ratio, ...figures }));
}

function drawn(columns: readonly Column[], keys: readonly string[], rows: number): Column[] {
  const random = seededRandom(7, 'bench');
  const from = columns[0]!.codes.length;
  const pick = () => random.below(from);
  const own = keys.map((key) => columns.find((column) => column.name === key)!);
  const made = own.map(({ name, values }) => ({ name, values, codes: new Uint32Array(rows) }));
  for (let row = 0; row < rows; row++) {
    const source = pick();
    made.forEach(({ codes }, at) => {
      codes[row] = own[at]!.codes[random.next() < 0.02 ? pick() : source]!;
    });
  }
  return made;
}

function readColumns(text: string, delimiter: string): Column[] {
  const lines = text.split(/\r?\n/).filter(Boolean);
  const names = lines.shift()!.split(delimiter);
  const made = names.map((name) => ({ name, codes: new Uint32Array(lines.length), values: [''] }));
  const codeOf = names.map(() => new Map<string, number>());
  lines.forEach((line, row) => {
    line.split(delimiter).forEach((value, at) => {
      if (value === '') return;
      const { codes, values } = made[at]!;
      const known = codeOf[at]!.get(value) ?? values.push(value) - 1;
      codeOf[at]!.set(value, known);
      codes[row] = known;
    });
  });
  return made;
}
