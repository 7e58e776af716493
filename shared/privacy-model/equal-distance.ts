import { overallShares } from './overall-shares.ts';
import type { Histogram } from './privacy-model.ts';
import type { Distance } from './t-closeness.ts';

/**
 * Equal ground distance: 1/2 sum |q - p|. The shares sum to 1 on both sides, so what the class has too much is what it lacks
 * elsewhere: only its own values need to be looked at, sum of max(q - p, 0).
 */
export function equalDistance(overall: Histogram): Distance {
  const shares = overallShares(overall);
  return (size, { length, codes, counts }) => {
    let excess = 0;
    for (let at = 0; at < length; at++) {
      const more = counts[at]! / size - shares[codes[at]!]!;
      if (more > 0) excess += more;
    }
    return excess;
  };
}
