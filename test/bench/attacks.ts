// Times linkage, attacks, lint and utility of an assessment on Adult, or on a larger file of the same columns, generalized to fixed
// levels, with the classes below five suppressed, and once as it is: node test/bench/attacks.ts [CSV] [ROUNDS]
import { readFileSync } from 'node:fs';
import { compileHierarchy } from '../../shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '../../shared/deidentification/hierarchy/hierarchy-csv.ts';
import { generalize } from '../../shared/deidentification/technique/generalization.ts';
import { assessAttacks } from '../../shared/risk/attacks/assess-attacks.ts';
import { classesOf } from '../../shared/risk/equivalence-classes.ts';
import { assessLinkage } from '../../shared/risk/linkage/assess-linkage.ts';
import { lintRelease } from '../../shared/risk/lint/lint-release.ts';
import { QUIET_TASK } from '../../shared/std/task.ts';
import type { Column, Table } from '../../shared/table/table.ts';
import { assessUtility } from '../../shared/utility/assess-utility.ts';
import { measureUtility } from '../../shared/utility/measure-utility.ts';
import { rowsOf } from '../../shared/utility/sample-release.ts';

const LEVELS: Readonly<Record<string, number>> = {
  age: 2,
  education: 1,
  'marital-status': 1,
  'native-country': 1,
  occupation: 1,
  race: 0,
  sex: 0,
  workclass: 1,
};
const K = 5;

const folder = new URL('../../../shared/data/adult/', import.meta.url);
const [csv = new URL('adult.csv', folder), rounds = '3'] = process.argv.slice(2);
const original = readTable(readFileSync(csv, 'utf8'));
const quasiIdentifiers = Object.keys(LEVELS);
const sensitive = original.columns.map(({ name }) => name).filter((name) => !quasiIdentifiers.includes(name));
const every = Uint32Array.from({ length: original.rowCount }, (_, row) => row);
const releases = [
  { name: `k=${K}`, ...suppressed(generalized(original)) },
  { name: 'as it is', release: original, keptRows: every },
];

for (let round = 1; round <= Number(rounds); round++)
  for (const { name, release, keptRows } of releases) {
    const pair = { original, release, keptRows, quasiIdentifiers, sensitive };
    const linkage = timed(() => assessLinkage(pair, { seed: 1 }, QUIET_TASK));
    const attacks = timed(() => assessAttacks(pair, { seed: 1 }, QUIET_TASK));
    const utility = timed(() =>
      measureUtility({
        before: original,
        after: release,
        keptRows,
        cellLoss: new Map(),
        classSizes: new Uint32Array(),
        k: 1,
      }),
    );
    const lint = timed(() => lintRelease({ release, keptRows, selected: null }, QUIET_TASK));
    const assessed = timed(() => assessUtility(pair, { seed: 1 }, QUIET_TASK));
    console.log(
      JSON.stringify({
        round,
        name,
        rows: original.rowCount,
        released: release.rowCount,
        cpuMs: {
          linkage: linkage.ms,
          attacks: attacks.ms,
          lint: lint.ms,
          utility: assessed.ms,
          quickUtility: utility.ms,
        },
        linked: linkage.value.records.map(({ knowledge, linked }) => [knowledge, short(linked)]),
        singlingOut: attacks.value.singlingOut.map((one) => [one.predicates, short(one.attack), one.verdict]),
        linkability: attacks.value.linkability && short(attacks.value.linkability.attack),
        inference: attacks.value.inference.map((one) => [
          one.secret,
          short(one.attack),
          short(one.baseline),
          one.control && short(one.control),
        ]),
        control: attacks.value.control,
        lint: lint.value.findings.map((one) => [one.code, one.column, one.count]),
        utility: assessed.value,
      }),
    );
  }
console.log(
  JSON.stringify({ node: process.version, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) }),
);

function short({ successes, attempts }: { successes: number; attempts: number }): string {
  return `${successes.toFixed(1)}/${attempts}`;
}

function timed<Value>(work: () => Value): { value: Value; ms: number } {
  const started = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(started);
  return { value, ms: Math.round((user + system) / 1000) };
}

function generalized(table: Table): Table {
  const columns = table.columns.map((column) => {
    const level = LEVELS[column.name];
    if (level === undefined) return column;
    const rows = parseHierarchyCsv(readFileSync(new URL(`adult_hierarchy_${column.name}.csv`, folder), 'utf8'));
    return generalize(column, compileHierarchy({ type: 'table', rows }, column), level).column;
  });
  return { rowCount: table.rowCount, columns };
}

function suppressed(table: Table): { release: Table; keptRows: Uint32Array } {
  const keys = table.columns.filter(({ name }) => quasiIdentifiers.includes(name));
  const { classOf, sizes } = classesOf(keys.map(({ codes, values }) => ({ codes, cardinality: values.length })));
  const keptRows = every.filter((row) => sizes[classOf[row]!]! >= K);
  return { release: rowsOf(table, keptRows), keptRows };
}

function readTable(text: string): Table {
  const lines = text.split(/\r?\n/).filter(Boolean);
  const names = lines.shift()!.split(';');
  const columns = names.map((name): Column & { values: string[] } => ({
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
