/** The part of utility that is too slow for every change of a recipe. The same input and seed give the same numbers. */
import type { Task } from '../std/task.ts';
import { correlationChange } from './correlation-change.ts';
import { numericLoss } from './numeric-loss.ts';
import { propensityScore } from './propensity.ts';
import { queryError } from './query-error.ts';
import { type ReleasePair, releasedColumns } from './released-column.ts';
import { sampleRelease } from './sample-release.ts';
import type { UtilityAssessment } from './utility-assessment.ts';

export interface UtilityOptions {
  readonly seed: number;
  /** Rows of the original for correlations and queries, 30,000. */
  readonly rowLimit?: number;
  /** Rows of the original for the propensity score, 4,000. */
  readonly propensityRowLimit?: number;
}

export interface UtilityInput extends ReleasePair {
  /** Released columns that cannot be compared with the original, such as pseudonyms. */
  readonly opaque?: readonly string[];
}

export function assessUtility(input: UtilityInput, options: UtilityOptions, task: Task): UtilityAssessment {
  const { seed, rowLimit = 30_000, propensityRowLimit = 4_000 } = options;
  const comparable = (pair: ReleasePair) =>
    releasedColumns(pair, task).filter(({ name }) => !input.opaque?.includes(name));
  const step = (done: number) => task.report({ phase: 'assess.utility', done, total: 4, unit: 'steps' });
  step(0);
  task.checkpoint();
  const all = comparable(input);
  const numeric = numericLoss(all);
  step(1);
  const sample = sampleRelease(input, rowLimit, seed);
  const columns = sample.isSampled ? comparable(sample) : all;
  const correlation = correlationChange(columns, sample, task);
  step(2);
  const small = sampleRelease(input, propensityRowLimit, seed);
  const propensity = propensityScore(small.isSampled ? comparable(small) : all, small, task);
  step(3);
  const queries = queryError(columns, sample, seed, task);
  step(4);
  return {
    numeric,
    correlation,
    propensity,
    queries,
    sampledRows: sample.original.rowCount,
    isSampled: sample.isSampled,
  };
}
