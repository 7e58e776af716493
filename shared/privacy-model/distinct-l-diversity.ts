import type { PrivacyModel } from './privacy-model.ts';

/**
 * Distinct l-diversity: every class has at least l different sensitive values (Machanavajjhala et al. 2007,
 * doi 10.1145/1217299.1217302). A missing value counts as one value.
 */
export function distinctLDiversity(l: number, sensitive: string): PrivacyModel {
  return {
    type: 'distinct-l-diversity',
    label: `distinct l-diversity with l = ${l} on ${sensitive}`,
    sensitive,
    usesPopulation: false,
    monotonicity: 'always',
    suppression: 'mends',
    minimumClassSize: l,
    passes: (size, histogram) => size >= l && (histogram?.length ?? 0) >= l,
    measure: (_size, histogram) => histogram?.length ?? 0,
    worst: 'lowest',
  };
}
