import type { Histogram } from './privacy-model.ts';

/** The share of each sensitive value among all input records, by code; 0 for a code that does not occur. */
export function overallShares({ length, codes, counts }: Histogram): Float64Array {
  let records = 0;
  let greatest = -1;
  for (let at = 0; at < length; at++) {
    records += counts[at]!;
    greatest = Math.max(greatest, codes[at]!);
  }
  const shares = new Float64Array(greatest + 1);
  for (let at = 0; at < length; at++) shares[codes[at]!] = records === 0 ? 0 : counts[at]! / records;
  return shares;
}
