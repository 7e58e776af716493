/**
 * Records parted by one column after the other. The records of a group lie together, so one more column needs no hash: a table of
 * the column's codes is filled and emptied group by group.
 */
import type { Task } from '../std/task.ts';
import type { CodedColumn } from './equivalence-classes.ts';

/** Records in groups: group g is members[starts[g]] up to members[starts[g + 1]]. */
export interface Groups {
  readonly members: Uint32Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** One group of all. */
export function allTogether(records: number): Groups {
  const members = new Uint32Array(records);
  for (let at = 0; at < records; at++) members[at] = at;
  return { members, starts: Uint32Array.of(0, records), count: 1 };
}

/** For every code of the column that is looked at: counts and flags are zero between two groups. */
export class Scratch {
  readonly counts: Uint32Array;
  readonly hasWanted: Uint8Array;
  readonly place: Uint32Array;
  readonly touched: Uint32Array;

  constructor(columns: readonly CodedColumn[]) {
    const codes = columns.reduce((most, { cardinality }) => Math.max(most, cardinality), 1);
    this.counts = new Uint32Array(codes);
    this.hasWanted = new Uint8Array(codes);
    this.place = new Uint32Array(codes);
    this.touched = new Uint32Array(codes);
  }
}

const DROPPED = 0xffffffff;
const ALONE = 0xfffffffe;
/** A mask: some milliseconds between two checkpoints. */
const CHECK_EVERY = (1 << 16) - 1;

/**
 * Parts every group by one column more. `alone`: wanted records that share their group with none; `rest`: the groups of two or
 * more with a wanted record among them. What has no wanted record is dropped.
 */
export function refine(
  { members, starts, count }: Groups,
  codes: Uint32Array<ArrayBufferLike>,
  isWanted: Uint8Array,
  { counts, hasWanted, place, touched }: Scratch,
  task: Task,
): { rest: Groups; alone: Uint32Array } {
  const length = starts[count]!;
  const rest = new Uint32Array(length);
  const alone = new Uint32Array(length);
  // A group that stays has two records at least.
  const restStarts = new Uint32Array((length >>> 1) + 2);
  let groups = 0;
  let staying = 0;
  let leaving = 0;
  for (let g = 0; g < count; g++) {
    const [from, to] = [starts[g]!, starts[g + 1]!];
    let different = 0;
    for (let at = from; at < to; at++) {
      if ((at & CHECK_EVERY) === 0) task.checkpoint();
      const record = members[at]!;
      const code = codes[record]!;
      if (counts[code]!++ === 0) touched[different++] = code;
      hasWanted[code]! |= isWanted[record]!;
    }
    for (let t = 0; t < different; t++) {
      const code = touched[t]!;
      if (hasWanted[code] === 0) place[code] = DROPPED;
      else if (counts[code] === 1) place[code] = ALONE;
      else {
        restStarts[groups++] = staying;
        place[code] = staying;
        staying += counts[code]!;
      }
      counts[code] = 0;
      hasWanted[code] = 0;
    }
    for (let at = from; at < to; at++) {
      const record = members[at]!;
      const code = codes[record]!;
      const target = place[code]!;
      if (target === ALONE) alone[leaving++] = record;
      else if (target !== DROPPED) {
        rest[target] = record;
        place[code] = target + 1;
      }
    }
  }
  restStarts[groups] = staying;
  // Copies, so that a small rest does not hold the memory of a large group.
  return {
    rest: { members: rest.slice(0, staying), starts: restStarts.slice(0, groups + 1), count: groups },
    alone: alone.subarray(0, leaving),
  };
}
