/** What an attacker claims of a record ("aged 20-39, nurse"), made from released cells and tested on original ones. */
import type { SeededRandom } from '../../std/seeded-random.ts';
import type { Task } from '../../std/task.ts';
import { countCodes } from '../../table/count-codes.ts';
import { RANGE, type ReleasedColumn, SET } from '../../utility/released-column.ts';

/** 'holds': the original may stand behind the released code; the others compare with a number. */
export type Condition =
  | { readonly column: number; readonly type: 'holds'; readonly code: number }
  | { readonly column: number; readonly type: 'at-least' | 'at-most'; readonly bound: number };

export type Predicate = readonly Condition[];

/** A released column as an attacker uses it. */
export interface AttackedColumn extends ReleasedColumn {
  /** Released records by released code. */
  readonly releasedCounts: Uint32Array;
  /** False when released cells can be untrue (noise, swapping): then sides of the median are claimed, not values. */
  readonly isTruthful: boolean;
  /** Median of the released numbers; NaN without an order. */
  readonly median: number;
  /** Original codes that occur, by their number; empty without an order. */
  readonly rising: Uint32Array;
  /** By released code the original codes that may be behind it, of a column without an order. */
  readonly behind: readonly (readonly number[])[];
}

export function attackedColumn(column: ReleasedColumn): AttackedColumn {
  const { pairs, after, standIn, kinds } = column;
  const releasedCounts = countCodes(after.codes, after.values.length);
  let isTruthful = true;
  for (let at = 0; at < pairs.count.length && isTruthful; at++)
    isTruthful = column.holds(pairs.original[at]!, pairs.released[at]!);
  const codes = [...kinds.keys()].filter((code) => kinds[code] === RANGE && releasedCounts[code]! > 0);
  codes.sort((a, b) => standIn[a]! - standIn[b]!);
  const half = codes.reduce((sum, code) => sum + releasedCounts[code]!, 0) / 2;
  let below = 0;
  const middle = codes.find((code) => {
    below += releasedCounts[code]!;
    return below >= half;
  });
  return {
    ...column,
    releasedCounts,
    isTruthful,
    median: middle === undefined ? Number.NaN : standIn[middle]!,
    rising: column.isOrdered ? risingCodes(column) : new Uint32Array(0),
    behind: column.isOrdered ? [] : codesBehind(column),
  };
}

function risingCodes({ numbers, counts }: ReleasedColumn): Uint32Array {
  return Uint32Array.from(counts.keys())
    .filter((code) => counts[code]! > 0 && !Number.isNaN(numbers[code]!))
    .sort((a, b) => numbers[a]! - numbers[b]!);
}

/** From the pairs and from equal texts: nothing else can pass `holds`. */
function codesBehind({ before, after, pairs, counts }: ReleasedColumn): number[][] {
  const behind = after.values.map((): number[] => []);
  for (let at = 0; at < pairs.count.length; at++) behind[pairs.released[at]!]!.push(pairs.original[at]!);
  const label = new Map(after.values.map((text, code) => [text, code]));
  before.values.forEach((text, code) => {
    const same = text === '' ? undefined : label.get(text);
    if (same !== undefined && counts[code]! > 0 && !behind[same]!.includes(code)) behind[same]!.push(code);
  });
  return behind;
}

/** The condition that a released cell suggests; null when it says nothing. */
export function conditionOf(columns: readonly AttackedColumn[], at: number, code: number): Condition | null {
  const column = columns[at]!;
  const kind = column.kinds[code];
  if (kind === RANGE && !column.isTruthful) {
    const type = column.standIn[code]! > column.median ? 'at-least' : 'at-most';
    return { column: at, type, bound: type === 'at-least' ? column.low[code]! : column.high[code]! };
  }
  return kind === RANGE || kind === SET ? { column: at, type: 'holds', code } : null;
}

/** Claims of one value: how many there are, and each of them. */
export interface RarePredicates {
  readonly count: number;
  at(place: number): Predicate;
}

/** Values that few released records have, the rarest of every column at least, and both ends of ordered columns. */
export function rarePredicates(columns: readonly AttackedColumn[], task: Task): RarePredicates {
  const lists = columns.map((column, at) => {
    task.checkpoint();
    const { kinds, releasedCounts } = column;
    const codes = Uint32Array.from(kinds.keys()).filter((code) => releasedCounts[code]! > 0 && kinds[code]! >= RANGE);
    const rarest = codes.reduce((least, code) => Math.min(least, releasedCounts[code]!), Number.POSITIVE_INFINITY);
    const rare = codes.filter((code) => releasedCounts[code] === rarest);
    return { at, rare, ends: column.isOrdered && codes.length > 0 ? endsOf(column, at, codes) : [] };
  });
  return {
    count: lists.reduce((sum, { rare, ends }) => sum + rare.length + ends.length, 0),
    at(place) {
      let left = place;
      for (const { at, rare, ends } of lists) {
        if (left < rare.length) return [{ column: at, type: 'holds', code: rare[left]! }];
        left -= rare.length;
        if (left < ends.length) return [ends[left]!];
        left -= ends.length;
      }
      return [];
    },
  };
}

function endsOf({ low, high }: AttackedColumn, column: number, codes: Uint32Array): Condition[] {
  const bottom = codes.reduce((least, code) => Math.min(least, high[code]!), Number.POSITIVE_INFINITY);
  const top = codes.reduce((most, code) => Math.max(most, low[code]!), Number.NEGATIVE_INFINITY);
  return [
    { column, type: 'at-most', bound: bottom },
    { column, type: 'at-least', bound: top },
  ];
}

/** The cells of one released record in some columns. */
export function recordPredicate(columns: readonly AttackedColumn[], chosen: readonly number[], row: number): Predicate {
  return chosen.flatMap((at) => conditionOf(columns, at, columns[at]!.after.codes[row]!) ?? []);
}

/** The same with every cell from another record: what random guessing over the same values finds. */
export function guessedPredicate(
  columns: readonly AttackedColumn[],
  chosen: readonly number[],
  random: SeededRandom,
): Predicate {
  const rows = columns[0]!.after.codes.length;
  return chosen.flatMap((at) => conditionOf(columns, at, columns[at]!.after.codes[random.below(rows)]!) ?? []);
}

/** Tests a condition on original codes. */
export function testOf(columns: readonly AttackedColumn[], condition: Condition): (original: number) => boolean {
  const column = columns[condition.column]!;
  if (condition.type === 'holds') return (original) => column.holds(original, condition.code);
  const { bound } = condition;
  const { numbers } = column;
  return condition.type === 'at-least'
    ? (original) => numbers[original]! >= bound
    : (original) => numbers[original]! <= bound;
}

/** The original codes that pass a condition. */
export function passingCodes(columns: readonly AttackedColumn[], condition: Condition): ArrayLike<number> {
  const column = columns[condition.column]!;
  const { rising, numbers } = column;
  if (condition.type !== 'holds') {
    const { type, bound } = condition;
    return type === 'at-least'
      ? rising.subarray(firstFrom(rising, numbers, bound))
      : rising.subarray(0, firstAbove(rising, numbers, bound));
  }
  const { code } = condition;
  const near = column.isOrdered
    ? rising.subarray(
        firstFrom(rising, numbers, column.holdsFrom[code]!),
        firstAbove(rising, numbers, column.holdsTo[code]!),
      )
    : column.behind[code]!;
  return near.filter((original) => column.holds(original, code));
}

function firstFrom(rising: Uint32Array, numbers: Float64Array, bound: number): number {
  return firstPlace(rising, (code) => numbers[code]! >= bound);
}

function firstAbove(rising: Uint32Array, numbers: Float64Array, bound: number): number {
  return firstPlace(rising, (code) => numbers[code]! > bound);
}

/** By halving: the test is false up to a place and true from there. */
function firstPlace(rising: Uint32Array, test: (code: number) => boolean): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(rising[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
