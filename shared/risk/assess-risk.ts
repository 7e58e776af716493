/**
 * Families 2 and 3 of a table: models of the population, individual and household risk, special uniques. Slower than the risk
 * report, so asked for apart. Formulas: docs/measures.md.
 */
import { AppError } from '../std/app-error.ts';
import { QUIET_TASK, type Task } from '../std/task.ts';
import { type Column, MISSING_CODE, type Table } from '../table/table.ts';
import type {
  IndividualAssessment,
  PopulationAssessment,
  PopulationScenario,
  RiskAssessment,
  SpecialUniques,
} from './assessment.ts';
import { classesOfSize, classSizeCounts } from './class-size-counts.ts';
import { type CodedColumn, classesOf, representatives, take } from './equivalence-classes.ts';
import { householdRisk } from './household-risk.ts';
import { classRisks, summarizeRisks } from './individual-assessment.ts';
import { fitMainEffects, logLinearRisk } from './log-linear-risk.ts';
import { coded32, quasiIdentifier, type RiskOptions } from './measure-risk.ts';
import { decide, populationEstimates, uniqueMatchCorrect } from './population-uniqueness.ts';
import { populationSizes } from './population-sizes.ts';
import { disBars } from './risk-bars.ts';
import { samplingWeights } from './sampling-weights.ts';
import { highestScores, scoreSpecialUniques } from './special-uniques.ts';
import { hasWildcard, wildcardFlags, wildcardTotals } from './wildcard-classes.ts';

export interface AssessmentOptions extends RiskOptions {
  /** Sampling weights, one for each row of the table (it need not be one of its columns). They win over `population`. */
  readonly weight?: Column | undefined;
  /** Equal values are one household; rows as those of the table. */
  readonly household?: Column | undefined;
  /** What a match counts that needs the other record's missing cells; 1 unless given. */
  readonly alpha?: number | undefined;
  /** Columns in a minimal sample unique at most; all unless given. */
  readonly maximumSize?: number | undefined;
}

/** Examples for a table of which nothing is known. */
const ASSUMED_FRACTIONS = [0.001, 0.01, 0.1];
/** For DIS where nothing is known, as in sdcMicro. */
const ASSUMED_FRACTION = 0.01;
const MOST_VALUES = 50;
const MOST_NUMBERS = 10_000;
const NUMBER = /^-?\d+(\.\d+)?$/;
const MOST_ROWS = 20;

/** The same for all parts: classes, one record of each, and what is known of the population. */
interface Ground {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly coded: readonly CodedColumn[];
  /** One record of every class. */
  readonly sampled: readonly CodedColumn[];
  readonly sample: Uint32Array;
  readonly classOf: Uint32Array;
  readonly sizes: Uint32Array;
  readonly known: IndividualAssessment['known'];
  /** People of the population in every class; null when nothing is known. */
  readonly people: Float64Array | null;
  /** Sampling fraction, null when nothing is known. */
  readonly fraction: number | null;
}

/**
 * Throws `risk.unknown-column`, `risk.bad-weight`, `risk.population-column`, `risk.population-count` and
 * `job.cancelled`. An empty table and no quasi-identifiers give zeros and nulls.
 */
export function assessRisk(
  table: Table,
  quasiIdentifiers: readonly string[],
  options: AssessmentOptions,
  task: Task = QUIET_TASK,
): RiskAssessment {
  const ground = groundOf(table, quasiIdentifiers, options, task);
  step(task, 1);
  const population = assessPopulation(ground, task);
  step(task, 2);
  const individual = assessIndividuals(ground, options, task);
  step(task, 3);
  const specialUniques = assessSpecialUniques(ground, quasiIdentifiers, options, task);
  step(task, 4);
  return {
    quasiIdentifiers: [...quasiIdentifiers],
    records: table.rowCount,
    population,
    individual,
    specialUniques,
  };
}

function step(task: Task, done: number): void {
  task.checkpoint();
  task.report({ phase: 'risk.assess', done, total: 4, unit: 'steps' });
}

function groundOf(table: Table, names: readonly string[], options: AssessmentOptions, task: Task): Ground {
  for (const column of [options.weight, options.household]) {
    if (column && column.codes.length !== table.rowCount)
      throw new AppError('internal', 'internal.unexpected', { name: 'assessmentColumn' });
  }
  const columns = names.map((name) => quasiIdentifier(table, name));
  const coded = columns.map(coded32);
  const classes = classesOf(coded, table.rowCount, task);
  const { classOf, sizes } = classes;
  const sample = representatives(classes);
  task.checkpoint();
  const sampled = coded.map((column) => take(column, sample));
  return {
    table,
    columns,
    coded,
    sampled,
    sample,
    classOf,
    sizes,
    ...populationOf(table.rowCount, columns, coded, sample, classOf, sizes, options, task),
  };
}

function populationOf(
  records: number,
  columns: readonly Column[],
  coded: readonly CodedColumn[],
  sample: Uint32Array,
  classOf: Uint32Array,
  sizes: Uint32Array,
  { weight, population }: AssessmentOptions,
  task: Task,
): Pick<Ground, 'known' | 'people' | 'fraction'> {
  if (weight) {
    const weights = samplingWeights(weight);
    task.checkpoint();
    const people = new Float64Array(sizes.length);
    for (let row = 0; row < records; row++) people[classOf[row]!]! += weights[row]!;
    return { known: 'weights', people, fraction: fractionOf(records, sum(people)) };
  }
  if (population?.type === 'fraction') {
    const { fraction } = population;
    return { known: 'fraction', people: Float64Array.from(sizes).map((size) => size / fraction), fraction };
  }
  if (population?.type === 'table') {
    const { sizes: people, all } = populationSizes(
      columns,
      coded,
      sample,
      population.table,
      population.countColumn,
      task,
    );
    return { known: 'table', people, fraction: fractionOf(records, all) };
  }
  return { known: 'nothing', people: null, fraction: null };
}

/** A table cannot hold more records than there are people. */
function fractionOf(records: number, people: number): number | null {
  return records === 0 || people === 0 ? null : Math.min(1, records / people);
}

function assessPopulation(ground: Ground, task: Task): PopulationAssessment {
  const { columns, sampled, sizes, known, fraction, table } = ground;
  const counts = classSizeCounts(sizes);
  const uniques = classesOfSize(counts, 1);
  const doubles = classesOfSize(counts, 2);
  const withNumbers = sampled.map((column, at) => ({ ...column, numbers: numbersOf(column, columns[at]!.values) }));
  const withoutNumbers = sampled.map((column) => ({ ...column, numbers: null }));
  const categories = fitMainEffects(withoutNumbers, sizes, task);
  const trend = withNumbers.some(({ numbers }) => numbers) ? fitMainEffects(withNumbers, sizes, task) : null;
  const fractions = table.rowCount === 0 ? [] : fraction === null ? ASSUMED_FRACTIONS : [fraction];
  return {
    sampleUniques: uniques,
    sampleDoubles: 2 * doubles,
    known: fraction === null || known === 'nothing' ? 'assumed' : known,
    scenarios: fractions.map((pi): PopulationScenario => {
      const populationSize = Math.round(table.rowCount / pi);
      const estimates = populationEstimates(counts, populationSize);
      return {
        fraction: pi,
        populationSize,
        estimates,
        decided: decide(estimates, pi),
        uniqueMatchCorrect: uniqueMatchCorrect(uniques, doubles, pi),
        logLinear: categories && logLinearRisk(categories, pi),
        logLinearTrend: trend && logLinearRisk(trend, pi),
      };
    }),
  };
}

/** By code, or null where some cell is not a number; a column of very many numbers is not searched for a trend. */
function numbersOf({ codes }: CodedColumn, values: readonly string[]): Float64Array | null {
  if (values.length > MOST_NUMBERS) return null;
  const numbers = Float64Array.from(values, (text, code) =>
    code !== MISSING_CODE && NUMBER.test(text) ? Number(text) : Number.NaN,
  );
  for (let c = 0; c < codes.length; c++) if (!Number.isFinite(numbers[codes[c]!]!)) return null;
  return numbers;
}

function assessIndividuals(ground: Ground, options: AssessmentOptions, task: Task): IndividualAssessment {
  const { columns, sampled, sizes, classOf, people, known, table } = ground;
  const alpha = options.alpha ?? 1;
  const wildcards = columns.map((column, at) => ({ ...sampled[at]!, isWildcard: wildcardFlags(column) }));
  const hasWildcards = wildcards.some(hasWildcard);
  const totals = hasWildcards ? wildcardTotals(wildcards, people ? [sizes, people] : [sizes], alpha, task) : null;
  const risks = classRisks({ f: totals?.[0] ?? sizes, F: totals?.[1] ?? people, isCounted: known === 'table' }, task);
  const household = options.household;
  return {
    known,
    alpha,
    isStrict: hasWildcards && totals === null,
    ...summarizeRisks(risks, sizes, options.threshold, task),
    household: household
      ? householdRisk(
          Float64Array.from({ length: table.rowCount }, (_, row) => risks[classOf[row]!]!),
          household,
        )
      : null,
  };
}

function assessSpecialUniques(
  { columns, sampled, sample, sizes, fraction }: Ground,
  names: readonly string[],
  options: AssessmentOptions,
  task: Task,
): SpecialUniques {
  const pi = fraction ?? ASSUMED_FRACTION;
  const maximumSize = Math.max(1, options.maximumSize ?? names.length);
  const found = scoreSpecialUniques(sampled, sizes, { maximumSize, fraction: pi }, task);
  task.checkpoint();
  const worst = highestScores(found.scores, MOST_ROWS);
  const values = columns.flatMap((column, at) =>
    Array.from(found.valuePercents[at]!, (percent, code) => ({
      column: column.name,
      value: code === MISSING_CODE ? null : column.values[code]!,
      percent,
    })).filter(({ percent }) => percent > 0),
  );
  return {
    maximumSize: found.uniques.maximumSize,
    isComplete: found.uniques.maximumSize === names.length,
    fraction: pi,
    records: found.scores.reduce((count, score) => count + (score > 0 ? 1 : 0), 0),
    minimalSampleUniques: found.uniques.count,
    bySize: found.bySize,
    highestScore: found.scores[worst[0]!] ?? 0,
    highestDis: found.dis[worst[0]!] ?? 0,
    expectedDis: sum(found.dis),
    isDisMeaningful: found.isDisMeaningful,
    bars: disBars(found.dis),
    columns: names.map((column, at) => ({ column, percent: found.columnPercents[at]! })),
    values: values.sort((a, b) => b.percent - a.percent).slice(0, MOST_VALUES),
    worst: worst.map((c) => ({ row: sample[c]!, score: found.scores[c]!, dis: found.dis[c]! })),
  };
}

function sum(numbers: Float64Array): number {
  let total = 0;
  for (let at = 0; at < numbers.length; at++) total += numbers[at]!;
  return total;
}
