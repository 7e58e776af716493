/** The risk report of a table: every measure of this folder on one grouping of the records. Formulas: docs/measures.md. */
import { AppError } from '../std/app-error.ts';
import { type Column, columnOf, MISSING_CODE, SUPPRESSED, type Table } from '../table/table.ts';
import { attributeContributions, countOnes } from './attribute-contribution.ts';
import { countedRisk, prosecutorRisk, sampledRisk, shareAbove } from './attacker-risk.ts';
import { classSizeHistogram } from './class-size-histogram.ts';
import { type CodedColumn, classesOf, representatives, take } from './equivalence-classes.ts';
import { populationSizes } from './population-sizes.ts';
import type { JournalistRisk, RiskReport } from './risk-report.ts';
import { wildcardSizes } from './wildcard-classes.ts';

export interface RiskOptions {
  /** A record is at risk above this probability. */
  readonly threshold: number;
  /** 'table': the quasi-identifiers of the population, written at the same level as `table`. */
  readonly population?:
    | { readonly type: 'fraction'; readonly fraction: number }
    | { readonly type: 'table'; readonly table: Table; readonly countColumn?: string }
    | undefined;
}

/** Those of the literature; 0.33 stands for a class of three, so it is exactly one third. */
export const THRESHOLDS: readonly number[] = [0.5, 1 / 3, 0.2, 0.1, 0.09, 0.05];

/**
 * A missing or suppressed cell is a value of its own ("strict"). Without quasi-identifiers all records are one class; an
 * empty table has no class and zeros everywhere. Throws `risk.unknown-column`.
 */
export function measureRisk(table: Table, quasiIdentifiers: readonly string[], options: RiskOptions): RiskReport {
  const { threshold, population } = options;
  const columns = quasiIdentifiers.map((name) => quasiIdentifier(table, name));
  const coded = columns.map(coded32);
  const classes = classesOf(coded, table.rowCount);
  const { sizes } = classes;
  const sample = representatives(classes);
  const prosecutor = prosecutorRisk(sizes, threshold);

  let journalist: JournalistRisk = { ...prosecutor, population: 'sample', matched: table.rowCount > 0 ? 1 : 0 };
  let marketer = prosecutor.average;
  if (population?.type === 'fraction') {
    const sampled = sampledRisk(sizes, population.fraction, threshold);
    journalist = { ...sampled, population: 'fraction', matched: journalist.matched };
    marketer = sampled.average;
  } else if (population?.type === 'table') {
    const counts = populationSizes(columns, coded, sample, population.table, population.countColumn);
    const { marketer: expected, ...counted } = countedRisk(sizes, counts, threshold);
    journalist = { ...counted, population: 'table' };
    marketer = expected;
  }

  return {
    quasiIdentifiers: [...quasiIdentifiers],
    records: table.rowCount,
    classes: sizes.length,
    smallestClass: sizes.length === 0 ? 0 : smallest(sizes),
    uniques: countOnes(sizes),
    wildcard: wildcardCounts(columns, sample, sizes),
    threshold,
    prosecutor,
    journalist,
    marketer,
    above: THRESHOLDS.map((above) => ({ threshold: above, share: shareAbove(sizes, above) })),
    classSizes: classSizeHistogram(sizes),
    contributions: attributeContributions(quasiIdentifiers, coded, table.rowCount, sample, sizes),
  };
}

export function coded32(column: Column): CodedColumn {
  return { codes: column.codes, cardinality: Math.max(1, column.values.length) };
}

function quasiIdentifier(table: Table, name: string): Column {
  const column = columnOf(table, name);
  if (!column) throw new AppError('input', 'risk.unknown-column', { column: name });
  return column;
}

function wildcardCounts(columns: readonly Column[], sample: Uint32Array, sizes: Uint32Array): RiskReport['wildcard'] {
  const totals = wildcardSizes(
    columns.map((column) => ({
      ...take(coded32(column), sample),
      isWildcard: Uint8Array.from(column.values, (value, code) =>
        code === MISSING_CODE || value === SUPPRESSED ? 1 : 0,
      ),
    })),
    sizes,
  );
  if (!totals) return null;
  let uniques = 0;
  for (const total of totals) if (total === 1) uniques++;
  return { smallestClass: smallest(totals), uniques };
}

function smallest(counts: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const count of counts) least = Math.min(least, count);
  return least;
}
