import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '@shared/deidentification/hierarchy/hierarchy-csv.ts';
import { findOptimum } from '@shared/deidentification/search/find-optimum.ts';
import type { QualityName, SearchAttribute } from '@shared/deidentification/search/search-problem.ts';
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
  readonly extra: string | null;
  readonly optimum_levels: Readonly<Record<string, number>>;
  readonly optimum_score: { readonly aggregate: number };
  readonly suppressed_rows: number;
  /** ARX's utility statistics of the optimum: 1 is the input, 0 everything removed. */
  readonly quality: {
    readonly generalization_intensity_arith_mean: number;
    readonly discernibility: number;
    readonly aecs: number;
  };
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
      return [name, { name, codes: cells.codes, levels, leaves }] as const;
    }),
  );
  return { rowCount: rows.length, attributes };
}

describe.skipIf(!isThere)('qualities on Adult against ARX 3.9.2', () => {
  const { rowCount, attributes } = isThere ? load() : { rowCount: 0, attributes: new Map<string, SearchAttribute>() };
  const configurations: Configuration[] = isThere
    ? JSON.parse(text('reference.json')).configs.filter(({ extra }: Configuration) => extra === null)
    : [];

  function scoreAt(configuration: Configuration, quality: QualityName, levelOf: (name: string) => number, k: number) {
    return findOptimum(
      {
        rowCount,
        attributes: configuration.quasi_identifiers_in_order.map((name) => {
          const level = levelOf(name);
          return { ...attributes.get(name)!, minLevel: level, maxLevel: level };
        }),
        sensitive: [],
        models: k === 1 ? [] : [kAnonymity(k)],
        suppressionLimit: 1,
        quality,
      },
      QUIET_TASK,
    ).score;
  }

  it.each(configurations)('$name by the heuristic alone, as of a lattice too large', (configuration) => {
    const found = findOptimum(
      {
        rowCount,
        attributes: configuration.quasi_identifiers_in_order.map((name) => attributes.get(name)!),
        sensitive: [],
        models: [kAnonymity(configuration.k)],
        suppressionLimit: configuration.suppression_limit,
      },
      QUIET_TASK,
      { exactNodes: 0, heuristicWork: 10_000_000, blockWork: 0, exactWork: 0 },
    );
    expect(Math.abs(found.score - configuration.optimum_score.aggregate)).toBeLessThan(1e-9);
  });

  it.each(configurations)('$name', (configuration) => {
    const at = (quality: QualityName) =>
      scoreAt(configuration, quality, (name) => configuration.optimum_levels[name]!, configuration.k);
    const ofInput = (quality: QualityName) => scoreAt(configuration, quality, () => 0, 1);
    const statistics = configuration.quality;
    expect(1 - at('precision')).toBeCloseTo(statistics.generalization_intensity_arith_mean, 10);
    const most = rowCount * rowCount;
    const discernibility = (most - at('discernibility')) / (most - ofInput('discernibility'));
    expect(discernibility).toBeCloseTo(statistics.discernibility, 10);
    // ARX's statistic leaves the suppressed rows out of the average: the quality does not
    if (configuration.suppressed_rows === 0) {
      const aecs = (rowCount - at('average-class-size')) / (rowCount - ofInput('average-class-size'));
      expect(aecs).toBeCloseTo(statistics.aecs, 10);
    }
  });
});
