/**
 * Pitman's sampling formula as a superpopulation (Hoshino 2001): the partition of n records into C classes has likelihood
 *   prod_{i=1}^{C-1} (theta + i alpha) / prod_{i=1}^{n-1} (theta + i) * prod over classes prod_{i=1}^{f-1} (i - alpha).
 * Maximized over 0 <= alpha < 1 and theta > -alpha; expected unique people ~ Gamma(theta+1) / Gamma(theta+alpha) N^alpha.
 * The sums of the score are differences of digamma functions, so a step costs the same for every number of records.
 */
import { bisect } from './bisect.ts';
import { classesOfSize, type SizeCount, totals } from './class-size-counts.ts';
import { digammaDifference, logGamma } from './gamma-functions.ts';

export interface PitmanParameters {
  readonly theta: number;
  readonly alpha: number;
}

/** Below it the score is lost in rounding, and the formula is the one of alpha = 0 (Ewens). */
const SMALLEST_ALPHA = 1e-6;

/** Null where no maximum exists: no or one class, all records unique, or none of two or more classes ever repeated. */
export function fitPitman(counts: readonly SizeCount[]): PitmanParameters | null {
  const { records, classes } = totals(counts);
  if (classes < 2 || classes === records) return null;
  const thetaOf = (alpha: number) => bestTheta(alpha, records, classes);
  const slope = (alpha: number) => scoreOfAlpha(thetaOf(alpha), alpha, counts, classes);
  if (!(slope(SMALLEST_ALPHA) > 0)) return { theta: bestTheta(0, records, classes), alpha: 0 };
  const alpha = bisect(slope, SMALLEST_ALPHA, 1 - 1e-12);
  const theta = thetaOf(alpha);
  return Number.isFinite(alpha) && Number.isFinite(theta) ? { theta, alpha } : null;
}

/** Unique people in a population of `people`. */
export function pitmanUniques(counts: readonly SizeCount[], people: number): number | null {
  if (classesOfSize(counts, 1) === 0) return 0;
  const fitted = fitPitman(counts);
  if (!fitted) return null;
  const { theta, alpha } = fitted;
  if (theta + alpha <= 0) return null;
  return Math.min(people, Math.exp(logGamma(theta + 1) - logGamma(theta + alpha) + alpha * Math.log(people)));
}

/** sum_{i=1}^{C-1} 1/(theta + i alpha) = sum_{i=1}^{n-1} 1/(theta + i) has one root: the left side falls from infinity, faster. */
function bestTheta(alpha: number, records: number, classes: number): number {
  const score = (logShift: number) => {
    const theta = Math.exp(logShift) - alpha;
    return sumOfClasses(theta, alpha, classes) - digammaDifference(theta + 1, records - 1);
  };
  return Math.exp(bisect(score, -40, 40)) - alpha;
}

/** sum_{i=1}^{C-1} 1/(theta + i alpha). */
function sumOfClasses(theta: number, alpha: number, classes: number): number {
  if (alpha === 0) return (classes - 1) / theta;
  return digammaDifference(theta / alpha + 1, classes - 1) / alpha;
}

function scoreOfAlpha(theta: number, alpha: number, counts: readonly SizeCount[], classes: number): number {
  let score = (classes - 1 - theta * sumOfClasses(theta, alpha, classes)) / alpha;
  for (const { size, classes: many } of counts) if (size > 1) score -= many * digammaDifference(1 - alpha, size - 1);
  return score;
}
