import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '@shared/deidentification/hierarchy/hierarchy-csv.ts';
import { findOptimum } from '@shared/deidentification/search/find-optimum.ts';
import { type ClassModelSpec, createModel } from '@shared/privacy-model/create-model.ts';
import { kAnonymity } from '@shared/privacy-model/k-anonymity.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf, type Table } from '@shared/table/table.ts';
import { referenceCsv, referencePath } from '../../support/golden.ts';
import { contextOf, histogramOf, judged } from '../../support/privacy-models.ts';

const FOLDER = referencePath('adult/');
const isThere = existsSync(`${FOLDER}reference.json`);
if (!isThere) console.warn('skipped: the Adult reference data is not beside this project (../shared/data/adult)');

const text = (name: string) => readFileSync(FOLDER + name, 'utf8');
const hierarchyOf = (name: string) =>
  ({ type: 'table', rows: parseHierarchyCsv(text(`adult_hierarchy_${name}.csv`)) }) as const;

const CONFIGURATIONS: readonly { name: string; model: () => ClassModelSpec }[] = [
  { name: 'qi8_k5_l3distinct_s0_loss', model: () => ({ type: 'distinct-l-diversity', l: 3, sensitive: 'occupation' }) },
  {
    name: 'qi8_k5_t02hier_s0_loss',
    model: () => ({
      type: 't-closeness',
      t: 0.2,
      distance: 'hierarchical',
      sensitive: 'occupation',
      hierarchy: hierarchyOf('occupation'),
    }),
  },
  {
    name: 'qi8_k5_t02equal_s0_loss',
    model: () => ({ type: 't-closeness', t: 0.2, distance: 'equal', sensitive: 'occupation' }),
  },
];

describe.skipIf(!isThere)('Adult against ARX 3.9.2: models of a sensitive column', () => {
  const reference = isThere ? JSON.parse(text('reference.json')) : null;
  const table: Table = isThere ? referenceCsv('adult/adult.csv', ';') : { rowCount: 0, columns: [] };

  it.each(CONFIGURATIONS)('$name', ({ name, model }) => {
    const want = reference.configs.find((configuration: { name: string }) => configuration.name === name);
    const names: string[] = want.quasi_identifiers_in_order;
    const { codes, values } = columnOf(table, 'occupation')!;
    const found = findOptimum(
      {
        rowCount: table.rowCount,
        attributes: names.map((attribute) => {
          const column = columnOf(table, attribute)!;
          return { name: attribute, codes: column.codes, ...compileHierarchy(hierarchyOf(attribute), column) };
        }),
        sensitive: [{ name: 'occupation', codes, valueCount: values.length }],
        models: [kAnonymity(want.k), createModel(model(), contextOf(table))],
        suppressionLimit: want.suppression_limit,
      },
      QUIET_TASK,
    );
    expect(found.levels).toEqual(names.map((attribute) => want.optimum_levels[attribute]));
    expect(Math.abs(found.score - want.optimum_score.aggregate)).toBeLessThan(1e-9);
    expect(found.suppressedRows).toBe(want.suppressed_rows);
    expect(found.classes).toBe(want.equivalence_classes);
  });

  it('has the exact hierarchical distance, however many records there are', () => {
    const [measured] = reference.t_closeness_overflow.measured;
    const spec = {
      type: 't-closeness',
      t: 0.19,
      distance: 'hierarchical',
      sensitive: 'occupation',
      hierarchy: hierarchyOf('occupation'),
    } as const;
    const { classVerdicts } = judged(table, ['sex'], [spec]);
    expect(classVerdicts[0]!.measured).toBeCloseTo(measured.exact_emd_worst, 12);
    expect(classVerdicts[0]!.holds).toBe(false);

    // a hundred thousand of each record: products of counts are far above 2^31, in which ARX computes
    const times = (counts: ArrayLike<number>) => Array.from(counts, (count) => count * 100_000);
    const context = contextOf(table);
    const overall = context.overall('occupation');
    const model = createModel(spec, { ...context, overall: () => ({ ...overall, counts: times(overall.counts) }) });
    const sex = columnOf(table, 'sex')!;
    const occupation = columnOf(table, 'occupation')!;
    const distances = [1, 2].map((code) => {
      const rows = [...sex.codes.keys()].filter((row) => sex.codes[row] === code);
      const histogram = histogramOf(rows.map((row) => occupation.codes[row]!));
      return model.measure(rows.length * 100_000, { ...histogram, counts: times(histogram.counts) }, null);
    });
    expect(Math.max(...distances)).toBeCloseTo(measured.exact_emd_worst, 12);
  });
});
