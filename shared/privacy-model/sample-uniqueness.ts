import type { ClassSizes, ReleaseModel } from './release-model.ts';
import { TOLERANCE } from './tolerance.ts';

/** At most this share of the released records is unique on the quasi-identifiers; where more are, all unique records go. */
export function sampleUniqueness(threshold: number): ReleaseModel {
  return {
    type: 'sample-uniqueness',
    label: `at most ${threshold} of the records unique`,
    monotonicity: 'without-suppression',
    smallestSize: (classes) => ((uniqueShare(classes) ?? 0) <= threshold + TOLERANCE ? 1 : 2),
    measure: uniqueShare,
    holds: (classes) => (uniqueShare(classes) ?? 0) <= threshold + TOLERANCE,
  };
}

function uniqueShare({ sizes, classes, length }: ClassSizes): number | null {
  let records = 0;
  let unique = 0;
  for (let at = 0; at < length; at++) {
    records += classes[at]! * sizes[at]!;
    if (sizes[at] === 1) unique += classes[at]!;
  }
  return records === 0 ? null : unique / records;
}
