import type { PrivacyModel } from './privacy-model.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * delta-presence: for everybody of the population, the probability of being in the data lies from `min` to `max`: records of the
 * class / people of the population in the class (Nergiz, Atzori and Clifton 2007, doi 10.1145/1247480.1247554). The population
 * contains the data; a class without a person of the population cannot be judged and fails.
 *
 * With min > 0 a removed class leaves its people at probability 0: removing mends nothing.
 */
export function deltaPresence(min: number, max: number): PrivacyModel {
  const presence = (size: number, population: number | null) =>
    population === null || population === 0 ? Number.POSITIVE_INFINITY : size / population;
  return {
    type: 'delta-presence',
    label: `delta-presence from ${min} to ${max}`,
    sensitive: null,
    usesPopulation: true,
    monotonicity: 'without-suppression',
    suppression: min > 0 ? 'fails' : 'mends',
    minimumClassSize: 1,
    passes(size, _histogram, population) {
      const share = presence(size, population);
      return share >= min - TOLERANCE && share <= max + TOLERANCE;
    },
    measure: (size, _histogram, population) => presence(size, population),
    worst: 'highest',
  };
}
