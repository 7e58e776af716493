import type { PrivacyModel } from './privacy-model.ts';

/**
 * k-anonymity: every class has at least k records (Samarati and Sweeney 1998; Sweeney 2002, doi 10.1142/S0218488502001648).
 * Strict: a missing or suppressed cell is a value of its own, it does not match everything.
 */
export function kAnonymity(k: number): PrivacyModel {
  return {
    type: 'k-anonymity',
    label: `k-anonymity with k = ${k}`,
    sensitive: null,
    usesPopulation: false,
    monotonicity: 'always',
    suppression: 'mends',
    minimumClassSize: k,
    passes: (size) => size >= k,
    measure: (size) => size,
    worst: 'lowest',
  };
}
