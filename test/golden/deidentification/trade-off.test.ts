import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '@shared/deidentification/hierarchy/hierarchy-csv.ts';
import { computeTradeOff } from '@shared/deidentification/trade-off/compute-trade-off.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson, referencePath } from '../../support/golden.ts';

interface Reference {
  readonly configs: readonly {
    readonly name: string;
    readonly metric: string;
    readonly extra: string | null;
    readonly quasi_identifiers_in_order: readonly string[];
    readonly k: number;
    readonly suppression_limit: number;
    readonly optimum_score: { readonly aggregate: number };
  }[];
  readonly single_nodes_qi4_all: {
    readonly quasi_identifiers_in_order: readonly string[];
    readonly k: number;
    readonly nodes: readonly {
      levels: readonly number[];
      loss_score: number;
      suppressed_rows: number;
      remaining_classes: number;
    }[];
  };
}

function problemOf(names: readonly string[], ks: readonly number[]) {
  const table = referenceCsv('adult/adult.csv', ';');
  const attributes = names.map((name) => {
    const column = columnOf(table, name)!;
    const rows = parseHierarchyCsv(readFileSync(referencePath(`adult/adult_hierarchy_${name}.csv`), 'utf8'));
    return { name, codes: column.codes, ...compileHierarchy({ type: 'table', rows }, column) };
  });
  return { rowCount: table.rowCount, attributes, ks };
}

const reference = hasReferenceData ? referenceJson<Reference>('adult/reference.json') : null;

it.skipIf(!reference)(
  'one pass has the optimum of every reference configuration of its columns',
  () => {
    const configurations = reference!.configs.filter(
      ({ metric, extra }) => metric.startsWith('Loss') && extra === null,
    );
    const byColumns = Map.groupBy(configurations, (configuration) => configuration.quasi_identifiers_in_order.join());
    expect(byColumns.size).toBeGreaterThan(1);
    for (const [names, ofColumns] of byColumns) {
      const ks = [...new Set(ofColumns.map(({ k }) => k))].sort((a, b) => a - b);
      const problem = problemOf(names.split(','), ks);
      // Nine columns take seconds in whole; the frontiers are the same with subtrees left out.
      const { frontiers } = computeTradeOff(problem, QUIET_TASK, { most: 1e9, wholeLattice: 20_000_000 });
      for (const { k, suppression_limit, optimum_score } of ofColumns) {
        const allowed = Math.floor(suppression_limit * problem.rowCount);
        const best = frontiers[ks.indexOf(k)]!.findLast((node) => node.suppressedRows <= allowed)!;
        expect(Math.abs(best.score - optimum_score.aggregate)).toBeLessThan(1e-9);
      }
    }
  },
  20_000,
);

it.skipIf(!reference)('every node of four columns has the reference figures', () => {
  const { quasi_identifiers_in_order: names, k, nodes } = reference!.single_nodes_qi4_all;
  const { points } = computeTradeOff(problemOf(names, [k]), QUIET_TASK);
  expect(points.count).toBe(nodes.length);
  const pointOf = new Map(
    Array.from({ length: points.count }, (_, point) => [
      points.levels.subarray(point * names.length, (point + 1) * names.length).join(),
      point,
    ]),
  );
  for (const node of nodes) {
    // ARX calls the rows of the node at the top of every column suppressed.
    if (node.suppressed_rows === 30_162 && node.remaining_classes <= 1) continue;
    const point = pointOf.get(node.levels.join())!;
    expect(points.suppressedRows[point]).toBe(node.suppressed_rows);
    expect(points.classes[point]).toBe(node.remaining_classes);
    expect(Math.abs(points.score[point]! - node.loss_score)).toBeLessThan(1e-9);
  }
});
