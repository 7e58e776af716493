/**
 * The three attackers of El Emam (Guide to the De-Identification of Personal Health Information, 2013).
 * f = size of a record's class in the release, F = its size in the population, theta = a record's risk.
 */
import { individualRisk } from './individual-risk.ts';
import type { AttackerRisk } from './risk-report.ts';

/** The prosecutor knows that the person is in the data: theta = 1/f. */
export function prosecutorRisk(sizes: Uint32Array, threshold: number): AttackerRisk {
  return ofClasses(sizes, (f) => 1 / f, threshold);
}

/** The journalist does not know who was sampled; F is unknown and theta = E[1/F | f]. */
export function sampledRisk(sizes: Uint32Array, fraction: number, threshold: number): AttackerRisk {
  const known = new Map<number, number>();
  function risk(f: number): number {
    const found = known.get(f);
    if (found !== undefined) return found;
    const computed = individualRisk(f, fraction);
    known.set(f, computed);
    return computed;
  }
  return ofClasses(sizes, risk, threshold);
}

export interface CountedRisk extends AttackerRisk {
  readonly matched: number;
  readonly marketer: number;
}

/**
 * theta = 1/F with F counted in a population table, and 0 where the class does not occur there. A class cannot have more
 * released records than people, so F is at least f. average = max(J / sum F, (1/n) sum f/F), J over the matched classes.
 */
export function countedRisk(sizes: Uint32Array, population: Float64Array, threshold: number): CountedRisk {
  let records = 0;
  let matched = 0;
  let matchedClasses = 0;
  let people = 0;
  let expected = 0;
  let atRisk = 0;
  let highest = 0;
  for (let c = 0; c < sizes.length; c++) {
    const f = sizes[c]!;
    records += f;
    if (population[c]! === 0) continue;
    const F = Math.max(population[c]!, f);
    matched += f;
    matchedClasses++;
    people += F;
    expected += f / F;
    highest = Math.max(highest, 1 / F);
    if (1 / F > threshold) atRisk += f;
  }
  if (records === 0) return { highest: 0, average: 0, recordsAtRisk: 0, matched: 0, marketer: 0 };
  const marketer = expected / records;
  const average = people === 0 ? 0 : Math.max(matchedClasses / people, marketer);
  return { highest, average, recordsAtRisk: atRisk / records, matched: matched / records, marketer };
}

/** Records whose prosecutor's risk is strictly above the threshold. */
export function recordsAbove(sizes: Uint32Array, threshold: number): { share: number; records: number } {
  let all = 0;
  let records = 0;
  for (let c = 0; c < sizes.length; c++) {
    all += sizes[c]!;
    if (1 / sizes[c]! > threshold) records += sizes[c]!;
  }
  return { share: all === 0 ? 0 : records / all, records };
}

function ofClasses(sizes: Uint32Array, risk: (f: number) => number, threshold: number): AttackerRisk {
  let records = 0;
  let highest = 0;
  let sum = 0;
  let atRisk = 0;
  for (const f of sizes) {
    const theta = risk(f);
    records += f;
    sum += f * theta;
    highest = Math.max(highest, theta);
    if (theta > threshold) atRisk += f;
  }
  if (records === 0) return { highest: 0, average: 0, recordsAtRisk: 0 };
  return { highest, average: sum / records, recordsAtRisk: atRisk / records };
}
