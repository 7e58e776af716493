/** The risk report of a table: every measure of this folder on one grouping of the records. Formulas: docs/measures.md. */
import { AppError } from '../std/app-error.ts';
import { QUIET_TASK, type Task } from '../std/task.ts';
import { type Column, columnOf, type Table } from '../table/table.ts';
import { attributeContributions, countOnes } from './attribute-contribution.ts';
import { countedRisk, prosecutorRisk, recordsAbove, sampledRisk } from './attacker-risk.ts';
import { classSizeHistogram } from './class-size-histogram.ts';
import { type CodedColumn, classesOf, representatives, take } from './equivalence-classes.ts';
import { populationSizes } from './population-sizes.ts';
import type { JournalistRisk, RiskReport, WildcardRisk } from './risk-report.ts';
import { subsetRisks } from './subset-risks.ts';
import { wildcardFlags, wildcardSizes } from './wildcard-classes.ts';

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
export function measureRisk(
  table: Table,
  quasiIdentifiers: readonly string[],
  options: RiskOptions,
  task: Task = QUIET_TASK,
): RiskReport {
  const { threshold, population } = options;
  const columns = quasiIdentifiers.map((name) => quasiIdentifier(table, name));
  const coded = columns.map(coded32);
  const classes = classesOf(coded, table.rowCount, task);
  const { sizes } = classes;
  const sample = representatives(classes);
  task.checkpoint();
  const sampled = coded.map((column) => take(column, sample));
  task.checkpoint();
  const prosecutor = prosecutorRisk(sizes, threshold);

  let journalist: JournalistRisk = { ...prosecutor, population: 'sample', matched: table.rowCount > 0 ? 1 : 0 };
  let marketer = prosecutor.average;
  if (population?.type === 'fraction') {
    const sampled = sampledRisk(sizes, population.fraction, threshold);
    journalist = { ...sampled, population: 'fraction', matched: journalist.matched };
    marketer = sampled.average;
  } else if (population?.type === 'table') {
    const { sizes: counts } = populationSizes(columns, coded, sample, population.table, population.countColumn, task);
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
    wildcard: wildcardRisk(columns, sampled, sizes, threshold, task),
    threshold,
    prosecutor,
    journalist,
    marketer,
    above: THRESHOLDS.map((bound) => ({ threshold: bound, ...recordsAbove(sizes, bound) })),
    classSizes: classSizeHistogram(sizes),
    contributions: attributeContributions(quasiIdentifiers, sampled, sizes, task),
    subsets: subsetRisks(quasiIdentifiers, sampled, sizes, task),
  };
}

export function coded32(column: Column): CodedColumn {
  return { codes: column.codes, cardinality: Math.max(1, column.values.length) };
}

/** Throws `risk.unknown-column`. */
export function quasiIdentifier(table: Table, name: string): Column {
  const column = columnOf(table, name);
  if (!column) throw new AppError('input', 'risk.unknown-column', { column: name });
  return column;
}

function wildcardRisk(
  columns: readonly Column[],
  sampled: readonly CodedColumn[],
  sizes: Uint32Array,
  threshold: number,
  task: Task,
): WildcardRisk | null {
  task.checkpoint();
  const totals = wildcardSizes(
    columns.map((column, at) => ({ ...sampled[at]!, isWildcard: wildcardFlags(column) })),
    sizes,
    task,
  );
  if (!totals) return null;
  let records = 0;
  let uniques = 0;
  let sum = 0;
  let atRisk = 0;
  for (let c = 0; c < sizes.length; c++) {
    const theta = 1 / totals[c]!;
    records += sizes[c]!;
    sum += sizes[c]! * theta;
    if (theta === 1) uniques++;
    if (theta > threshold) atRisk += sizes[c]!;
  }
  return { smallestClass: smallest(totals), uniques, average: sum / records, recordsAtRisk: atRisk / records };
}

function smallest(counts: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const count of counts) least = Math.min(least, count);
  return least;
}
