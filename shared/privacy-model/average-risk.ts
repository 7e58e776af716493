import type { ClassSizes, ReleaseModel } from './release-model.ts';
import { TOLERANCE } from './tolerance.ts';

/**
 * The average risk of re-identification, classes / records (the mean of 1 / class size over the records; El Emam 2013), is at
 * most the threshold. The smallest classes carry the highest risk: they go first.
 */
export function averageRisk(threshold: number): ReleaseModel {
  return {
    type: 'average-risk',
    label: `average risk of at most ${threshold}`,
    monotonicity: 'without-suppression',
    smallestSize({ sizes, classes, length }) {
      let kept = 0;
      let records = 0;
      for (let at = 0; at < length; at++) {
        kept += classes[at]!;
        records += classes[at]! * sizes[at]!;
      }
      for (let at = 0; at < length; at++) {
        if (kept <= records * (threshold + TOLERANCE)) return sizes[at]!;
        kept -= classes[at]!;
        records -= classes[at]! * sizes[at]!;
      }
      return length === 0 ? 1 : sizes[length - 1]! + 1;
    },
    measure: average,
    holds: (classes) => (average(classes) ?? 0) <= threshold + TOLERANCE,
  };
}

function average({ sizes, classes, length }: ClassSizes): number | null {
  let kept = 0;
  let records = 0;
  for (let at = 0; at < length; at++) {
    kept += classes[at]!;
    records += classes[at]! * sizes[at]!;
  }
  return records === 0 ? null : kept / records;
}
