/**
 * A household is found when one of its members is: 1 - product of (1 - r) over its records, the same for all of them
 * (Franconi and Polettini 2004). A record without a household is one of its own.
 */
import { type Column, MISSING_CODE } from '../table/table.ts';
import type { HouseholdRisk } from './assessment.ts';

/** By row, from the rows' own risks. */
export function householdRisks(risks: Float64Array, households: Column): Float64Array {
  // Sums of logarithms: a product of many factors near one would lose what makes them differ from it.
  const logSafe = new Float64Array(households.values.length);
  for (let row = 0; row < risks.length; row++) logSafe[households.codes[row]!]! += Math.log1p(-risks[row]!);
  return risks.map((risk, row) => {
    const code = households.codes[row]!;
    return code === MISSING_CODE ? risk : -Math.expm1(logSafe[code]!);
  });
}

export function householdRisk(risks: Float64Array, households: Column): HouseholdRisk {
  const ofRows = householdRisks(risks, households);
  const seen = new Uint8Array(households.values.length);
  let count = 0;
  let highest = 0;
  let expected = 0;
  for (let row = 0; row < ofRows.length; row++) {
    const code = households.codes[row]!;
    if (code === MISSING_CODE || seen[code] === 0) count++;
    seen[code] = 1;
    highest = Math.max(highest, ofRows[row]!);
    expected += ofRows[row]!;
  }
  const globalRisk = ofRows.length === 0 ? 0 : expected / ofRows.length;
  return { column: households.name, households: count, highest, expected, globalRisk };
}
