import type { PrivacyModel } from './privacy-model.ts';

/**
 * k-map: every class of the release matches at least k people of the population (Sweeney 2001, Computational Disclosure Control;
 * El Emam and Dankar 2008, doi 10.1197/jamia.M2716). A record that the population table does not know has nobody to hide among.
 */
export function kMap(k: number): PrivacyModel {
  return {
    type: 'k-map',
    label: `k-map with k = ${k}`,
    sensitive: null,
    usesPopulation: true,
    monotonicity: 'always',
    suppression: 'mends',
    minimumClassSize: 1,
    passes: (size, _histogram, population) => size === 0 || (population ?? 0) >= k,
    measure: (_size, _histogram, population) => population ?? 0,
    worst: 'lowest',
  };
}
