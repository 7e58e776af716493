// Times the optimal search alone on Adult, or on a larger file of the same columns, in every reference configuration that uses
// loss: node test/bench/search.ts [CSV] [ROUNDS]
import { readFileSync } from 'node:fs';
import { compileHierarchy } from '../../shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '../../shared/deidentification/hierarchy/hierarchy-csv.ts';
import { findOptimum } from '../../shared/deidentification/search/find-optimum.ts';
import { distinctLDiversity } from '../../shared/privacy-model/distinct-l-diversity.ts';
import { kAnonymity } from '../../shared/privacy-model/k-anonymity.ts';
import { QUIET_TASK } from '../../shared/std/task.ts';
import type { Column } from '../../shared/table/table.ts';

interface Configuration {
  readonly name: string;
  readonly quasi_identifiers_in_order: readonly string[];
  readonly k: number;
  readonly suppression_limit: number;
  readonly sensitive: string | null;
  readonly extra: string | null;
  readonly metric: string;
}

const folder = new URL('../../../shared/data/adult/', import.meta.url);
const [csv = new URL('adult.csv', folder), rounds = '3'] = process.argv.slice(2);
const columns = readColumns(readFileSync(csv, 'utf8'));
const rowCount = columns[0]!.codes.length;
const attributes = new Map(
  columns.map((column) => {
    const table = readFileSync(new URL(`adult_hierarchy_${column.name}.csv`, folder), 'utf8');
    const hierarchy = compileHierarchy({ type: 'table', rows: parseHierarchyCsv(table) }, column);
    return [column.name, { name: column.name, codes: column.codes, valueCount: column.values.length, ...hierarchy }];
  }),
);
const reference = JSON.parse(readFileSync(new URL('reference.json', folder), 'utf8'));
const configurations: Configuration[] = reference.configs;

for (let round = 1; round <= Number(rounds); round++)
  for (const configuration of configurations) {
    const { name, metric, extra, sensitive, k } = configuration;
    const l = /^distinct l-diversity l=(\d+)/.exec(extra ?? '')?.[1];
    if (!metric.startsWith('Loss') || (extra !== null && l === undefined)) continue;
    const started = performance.now();
    const found = findOptimum(
      {
        rowCount,
        attributes: configuration.quasi_identifiers_in_order.map((column) => attributes.get(column)!),
        sensitive: l === undefined ? [] : [attributes.get(sensitive!)!],
        models: [kAnonymity(k), ...(l === undefined ? [] : [distinctLDiversity(Number(l), sensitive!)])],
        suppressionLimit: configuration.suppression_limit,
      },
      QUIET_TASK,
    );
    const elapsedMs = Math.round(performance.now() - started);
    console.log(JSON.stringify({ round, name, rows: rowCount, elapsedMs, ...found }));
  }
console.log(
  JSON.stringify({ node: process.version, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) }),
);

function readColumns(text: string): Column[] {
  const lines = text.split(/\r?\n/).filter(Boolean);
  const names = lines.shift()!.split(';');
  const made = names.map((name) => ({ name, codes: new Uint32Array(lines.length), values: [''] }));
  const codeOf = names.map(() => new Map<string, number>());
  lines.forEach((line, row) => {
    line.split(';').forEach((value, at) => {
      const { codes, values } = made[at]!;
      const known = codeOf[at]!.get(value) ?? values.push(value) - 1;
      codeOf[at]!.set(value, known);
      codes[row] = known;
    });
  });
  return made;
}
