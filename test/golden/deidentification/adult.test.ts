import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '@shared/deidentification/hierarchy/hierarchy-csv.ts';
import { findOptimum } from '@shared/deidentification/search/find-optimum.ts';
import { distinctLDiversity } from '@shared/privacy-model/distinct-l-diversity.ts';
import { kAnonymity } from '@shared/privacy-model/k-anonymity.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { column } from '../../support/deid-columns.ts';

const FOLDER = new URL('../../../../shared/data/adult/', import.meta.url);
const isThere = existsSync(new URL('reference.json', FOLDER));
if (!isThere) console.warn('skipped: the Adult reference data is not beside this project (../shared/data/adult)');

interface Configuration {
  readonly name: string;
  readonly quasi_identifiers_in_order: readonly string[];
  readonly k: number;
  readonly suppression_limit: number;
  readonly sensitive: string | null;
  readonly extra: string | null;
  readonly metric: string;
  readonly optimum_levels: Readonly<Record<string, number>>;
  readonly optimum_score: { readonly aggregate: number };
  readonly suppressed_rows: number;
  readonly equivalence_classes: number;
}

interface SingleNodes {
  readonly quasi_identifiers_in_order: readonly string[];
  readonly k: number;
  readonly nodes: readonly {
    readonly levels: readonly number[];
    readonly loss_score: number;
    readonly suppressed_rows: number;
    readonly remaining_classes: number;
  }[];
}

const text = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

function load() {
  const [header, ...lines] = text('adult.csv').split('\r\n').filter(Boolean);
  const rows = lines.map((line) => line.split(';'));
  const attributes = new Map(
    header!.split(';').map((name, at) => {
      const cells = column(
        name,
        rows.map((row) => row[at]!),
      );
      const spec = { type: 'table', rows: parseHierarchyCsv(text(`adult_hierarchy_${name}.csv`)) } as const;
      const { levels, leaves } = compileHierarchy(spec, cells);
      return [name, { name, codes: cells.codes, valueCount: cells.values.length, levels, leaves }] as const;
    }),
  );
  return { rowCount: rows.length, attributes };
}

describe.skipIf(!isThere)('Adult against ARX 3.9.2', () => {
  const reference = isThere ? JSON.parse(text('reference.json')) : null;
  const { rowCount, attributes } = isThere ? load() : { rowCount: 0, attributes: new Map() };
  const configurations: Configuration[] = (reference?.configs ?? []).filter(
    ({ metric, extra }: Configuration) => metric.startsWith('Loss') && (extra === null || extra.startsWith('distinct')),
  );

  it('has the configurations that it is meant to have', () => {
    expect(configurations.map(({ name }) => name)).toHaveLength(10);
  });

  it.each(configurations)('$name', (configuration) => {
    const { sensitive, k } = configuration;
    const distinct = /l=(\d+)/.exec(configuration.extra ?? '');
    const found = findOptimum(
      {
        rowCount,
        attributes: configuration.quasi_identifiers_in_order.map((name) => attributes.get(name)!),
        sensitive: distinct ? [attributes.get(sensitive!)!] : [],
        models: [kAnonymity(k), ...(distinct ? [distinctLDiversity(Number(distinct[1]), sensitive!)] : [])],
        suppressionLimit: configuration.suppression_limit,
      },
      QUIET_TASK,
    );
    expect(found.levels).toEqual(Object.values(configuration.optimum_levels));
    expect(Math.abs(found.score - configuration.optimum_score.aggregate)).toBeLessThan(1e-9);
    expect(found.suppressedRows).toBe(configuration.suppressed_rows);
    expect(found.classes).toBe(configuration.equivalence_classes);
  });

  it.each(['single_nodes_qi4_all', 'single_nodes_qi9_sample'])('every node of %s', (list) => {
    const { quasi_identifiers_in_order: names, k, nodes }: SingleNodes = reference[list];
    for (const node of nodes) {
      const fixed = names.map((name, at) => {
        const attribute = attributes.get(name)!;
        return { ...attribute, levels: [attribute.levels[node.levels[at]!]!] };
      });
      const problem = { rowCount, attributes: fixed, sensitive: [], models: [kAnonymity(k)], suppressionLimit: 1 };
      const found = findOptimum(problem, QUIET_TASK);
      expect(Math.abs(found.score - node.loss_score)).toBeLessThan(1e-9);
      // ARX reports rows that are '*' in every quasi-identifier as suppressed; here they are one class of released rows
      const isTop = names.every((name, at) => node.levels[at] === attributes.get(name)!.levels.length - 1);
      expect(found.suppressedRows).toBe(isTop ? 0 : node.suppressed_rows);
      expect(found.classes).toBe(isTop ? 1 : node.remaining_classes);
    }
  });
});
