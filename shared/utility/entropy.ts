/**
 * Non-uniform entropy (Gionis and Tassa 2009; ARX): -log2 of the share that the original value has among the records with the
 * same released value, summed. A suppressed cell leaves the whole column's distribution open.
 */
import { countCodes } from '../table/count-codes.ts';
import { ANY, type ReleasedColumn } from './released-column.ts';

export interface EntropyLoss {
  readonly bits: number;
  /** Were every cell suppressed. */
  readonly most: number;
}

export function entropyLoss({ before, after, counts, pairs, kinds }: ReleasedColumn): EntropyLoss {
  const rows = before.codes.length;
  const kept = new Uint32Array(counts.length);
  const ofReleased = countCodes(after.codes, after.values.length);
  let bits = 0;
  for (let at = 0; at < pairs.count.length; at++) {
    const released = pairs.released[at]!;
    if (kinds[released] === ANY) continue;
    const count = pairs.count[at]!;
    kept[pairs.original[at]!]! += count;
    bits += count * Math.log2(ofReleased[released]! / count);
  }
  let most = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code]!;
    if (count === 0) continue;
    const each = Math.log2(rows / count);
    most += count * each;
    bits += (count - kept[code]!) * each;
  }
  return { bits, most };
}
