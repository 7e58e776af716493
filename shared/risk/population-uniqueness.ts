/** Uniques of the population from the class sizes of a sample, and which estimate to believe. */
import type { PopulationEstimate, PopulationModel } from './assessment.ts';
import { classesOfSize, type SizeCount, totals } from './class-size-counts.ts';
import { pitmanUniques } from './pitman-model.ts';
import { snbUniques } from './snb-model.ts';
import { zayatzUniques } from './zayatz-model.ts';

/** Up to this sampling fraction Dankar et al. (2012) take Pitman's model. */
const PITMAN_UP_TO = 0.1;

/** `people` is the population size, at least the records. A full count needs no model: its uniques are the population's. */
export function populationEstimates(counts: readonly SizeCount[], people: number): PopulationEstimate[] {
  const { records } = totals(counts);
  const isFull = people <= records;
  const uniques = classesOfSize(counts, 1);
  const fraction = people === 0 ? 1 : records / people;
  return [
    estimate('zayatz', isFull ? uniques : zayatzUniques(counts, people), people),
    estimate('pitman', isFull ? uniques : pitmanUniques(counts, people), people),
    estimate('snb', isFull ? uniques : snbUniques(counts, fraction), people),
  ];
}

/**
 * Dankar et al. 2012: up to a sampling fraction of 0.1 Pitman (where it fails, Zayatz); above it the smaller of Zayatz and
 * SNB, SNB left out when it did not converge.
 */
export function decide(estimates: readonly PopulationEstimate[], fraction: number): PopulationEstimate | null {
  const of = (model: PopulationModel) => estimates.find((entry) => entry.model === model && entry.uniques !== null);
  const zayatz = of('zayatz');
  if (fraction <= PITMAN_UP_TO) return of('pitman') ?? zayatz ?? null;
  const snb = of('snb');
  return snb && zayatz && snb.uniques! < zayatz.uniques! ? snb : (zayatz ?? null);
}

/**
 * Skinner and Elliot 2002: the chance that a match of one person of the population with a sample unique is right,
 * pi n1 / (pi n1 + 2 (1 - pi) n2), n1 uniques and n2 classes of two. Null when there are neither.
 */
export function uniqueMatchCorrect(uniques: number, classesOfTwo: number, fraction: number): number | null {
  const matches = fraction * uniques + 2 * (1 - fraction) * classesOfTwo;
  return matches === 0 ? null : (fraction * uniques) / matches;
}

function estimate(model: PopulationModel, uniques: number | null, people: number): PopulationEstimate {
  if (uniques === null) return { model, uniques: null, share: null };
  return { model, uniques, share: people === 0 ? 0 : uniques / people };
}
