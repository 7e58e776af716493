/**
 * What a released cell says of the original one, learnt from the pairs (original row, released row): the number it stands for,
 * or the range or set of original values that it may hold. '20-39', '[10, 20[' and a group of categories are so compared with
 * '27', 13 or 'nurse' without reading their words.
 */
import { QUIET_TASK, type Task } from '../std/task.ts';
import { countCodes } from '../table/count-codes.ts';
import { parseDate } from '../table/dates.ts';
import { inferType } from '../table/infer-type.ts';
import { type Column, columnOf, SUPPRESSED, type Table } from '../table/table.ts';
import { type CodePairs, codePairs } from './code-pairs.ts';

/** Row i of `release` is row keptRows[i] of `original`. */
export interface ReleasePair {
  readonly original: Table;
  readonly release: Table;
  readonly keptRows: Uint32Array;
}

/** Of a released code: holds anything ('*'), only what was missing before, a number or range, one of a set of values. */
export const ANY = 0;
export const GONE = 1;
export const RANGE = 2;
export const SET = 3;

export interface ReleasedColumn {
  readonly name: string;
  readonly before: Column;
  readonly after: Column;
  /** Records by original code, over all rows of the original. */
  readonly counts: Uint32Array;
  /** Of the kept rows. */
  readonly pairs: CodePairs;
  /** Whether the original is numbers or dates; then `numbers`, `standIn`, `low`, `high` are in their unit (milliseconds). */
  readonly isOrdered: boolean;
  /** By original code; NaN for a missing or empty cell. Empty when not ordered. */
  readonly numbers: Float64Array;
  /** ANY, GONE, RANGE, SET by released code. */
  readonly kinds: Uint8Array;
  /** By released code: its own number, else the mean of the original values behind it; NaN where there is none. */
  readonly standIn: Float64Array;
  /** By released code: from where to where the original may lie. A plain number is a range without width. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Whether the released text is a number itself. */
  readonly isNumber: Uint8Array;
  /** By released code: outside of these numbers `holds` is false. */
  readonly holdsFrom: Float64Array;
  readonly holdsTo: Float64Array;
  /** Whether original code `before` may stand behind released code `after`. */
  holds(before: number, after: number): boolean;
  /** Mean, standard deviation (n - 1) and range of the original's numbers, over all its rows. */
  readonly mean: number;
  readonly deviation: number;
  readonly range: number;
}

/**
 * The columns of the original that are released, in the original's order; none when released rows are not made from one original
 * row each, as those of an aggregation.
 */
export function releasedColumns(pair: ReleasePair, task: Task = QUIET_TASK): ReleasedColumn[] {
  if (pair.keptRows.length !== pair.release.rowCount) return [];
  return pair.original.columns.flatMap((before) => {
    task.checkpoint();
    const after = columnOf(pair.release, before.name);
    return after ? [readReleased(before, after, pair.keptRows)] : [];
  });
}

const UNSEEN = 0xffffffff;

export function readReleased(before: Column, after: Column, keptRows: Uint32Array): ReleasedColumn {
  const parse = parserOf(before);
  const numbers = parse ? numbersBehind(before, parse) : new Float64Array(0);
  const codes = after.values.length;
  const counts = countCodes(before.codes, before.values.length);
  const pairs = codePairs(before, after, keptRows);
  const kinds = kindsOf(before, after, pairs);
  const { releasedOf, isFunction } = mappingOf(before, pairs, kinds);
  const spread = parse ? spreadOf(counts, numbers) : { mean: Number.NaN, deviation: 0, range: 0 };
  const base = { name: before.name, before, after, counts, pairs, kinds, ...spread };
  if (!parse) {
    const nothing = new Float64Array(0);
    const holds = setsOf(before, after, pairs, kinds, releasedOf, isFunction);
    return {
      ...base,
      isOrdered: false,
      numbers,
      standIn: nothing,
      low: nothing,
      high: nothing,
      isNumber: new Uint8Array(0),
      holdsFrom: nothing,
      holdsTo: nothing,
      holds,
    };
  }

  const hull = hullOf(codes, pairs, numbers);
  const isNumber = new Uint8Array(codes);
  const standIn = new Float64Array(codes).fill(Number.NaN);
  const low = new Float64Array(codes).fill(Number.NEGATIVE_INFINITY);
  const high = new Float64Array(codes).fill(Number.POSITIVE_INFINITY);
  const own = Float64Array.from(after.values, (text, code) => (kinds[code] === SET ? parse(text) : Number.NaN));
  const isSeveral = (code: number) => isFunction && hull.low[code]! < hull.high[code]!;
  const isCoarse = own.some((number, code) => !Number.isNaN(number) && isSeveral(code));
  const isNamed = isCoarse && areNames(own, pairs, numbers, spread.deviation);
  for (let code = 0; code < codes; code++) {
    if (kinds[code] !== SET) continue;
    kinds[code] = RANGE;
    if (!Number.isNaN(own[code]!) && !isNamed) {
      isNumber[code] = 1;
      standIn[code] = low[code] = high[code] = own[code]!;
    } else {
      standIn[code] = hull.mean[code]!;
      low[code] = hull.low[code]!;
      high[code] = hull.high[code]!;
    }
  }
  const holds = (original: number, released: number): boolean => {
    const kind = kinds[released];
    if (kind === ANY) return true;
    const value = numbers[original]!;
    if (Number.isNaN(value)) return kind === GONE;
    if (kind === GONE) return false;
    if (isNumber[released] === 1 && !isCoarse) return value === low[released];
    return isNumber[released] === 1
      ? (hull.low[released]! <= value && value <= hull.high[released]!) || value === low[released]
      : low[released]! <= value && value <= high[released]!;
  };
  const isWide = (code: number) => isCoarse && isNumber[code] === 1;
  const holdsFrom = low.map((number, code) => (isWide(code) ? Math.min(number, hull.low[code]!) : number));
  const holdsTo = high.map((number, code) => (isWide(code) ? Math.max(number, hull.high[code]!) : number));
  return { ...base, isOrdered: true, numbers, standIn, low, high, isNumber, holdsFrom, holdsTo, holds };
}

function parserOf(column: Column): ((text: string) => number) | null {
  const texts = column.values.filter((value) => value !== '');
  const { type, order } = inferType(texts);
  if (type === 'integer' || type === 'number') return toNumber;
  return order === undefined ? null : (text) => parseDate(text, order);
}

/** '' would be 0 to `Number`. */
function toNumber(text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : Number.NaN;
}

function numbersBehind(column: Column, parse: (text: string) => number): Float64Array {
  return Float64Array.from(column.values, (text) => (text === '' ? Number.NaN : parse(text)));
}

/** A missing released cell holds anything as soon as one of them had a value: then missing is how it was suppressed. */
function kindsOf(before: Column, after: Column, pairs: CodePairs): Uint8Array {
  const kinds = Uint8Array.from(after.values, (text) => (text === SUPPRESSED ? ANY : text === '' ? GONE : SET));
  for (let at = 0; at < pairs.count.length; at++) {
    const code = pairs.released[at]!;
    if (kinds[code] === GONE && before.values[pairs.original[at]!] !== '') kinds[code] = ANY;
  }
  return kinds;
}

/** Whether released numbers are names of groups ('1' for 0-9): on average farther than a standard deviation from what they hold. */
function areNames(own: Float64Array, pairs: CodePairs, numbers: Float64Array, deviation: number): boolean {
  let [count, squares] = [0, 0];
  for (let at = 0; at < pairs.count.length; at++) {
    const gap = own[pairs.released[at]!]! - numbers[pairs.original[at]!]!;
    if (Number.isNaN(gap)) continue;
    count += pairs.count[at]!;
    squares += pairs.count[at]! * gap * gap;
  }
  return Math.sqrt(squares / count) > deviation;
}

/** Whether every original value became one released value (suppressed cells aside), and which. */
function mappingOf(before: Column, pairs: CodePairs, kinds: Uint8Array) {
  const releasedOf = new Uint32Array(before.values.length).fill(UNSEEN);
  let isFunction = true;
  for (let at = 0; at < pairs.count.length; at++) {
    const code = pairs.released[at]!;
    if (kinds[code] !== SET) continue;
    const original = pairs.original[at]!;
    if (releasedOf[original] !== UNSEEN) isFunction = false;
    releasedOf[original] = code;
  }
  return { releasedOf, isFunction };
}

/**
 * Sets of values without an order. A released text that is an original value, but of other records (swapped, PRAM), is that
 * value and nothing else: the attacker does not know what was exchanged.
 */
function setsOf(
  before: Column,
  after: Column,
  pairs: CodePairs,
  kinds: Uint8Array,
  releasedOf: Uint32Array,
  isFunction: boolean,
): (original: number, released: number) => boolean {
  const original = new Map(before.values.map((text, code) => [text, code]));
  const sameText = Uint32Array.from(after.values, (text) => (text === '' ? UNSEEN : (original.get(text) ?? UNSEEN)));
  const isPlain = Uint8Array.from(sameText, (same, code) =>
    same !== UNSEEN && (!isFunction || (releasedOf[same] !== code && releasedOf[same] !== UNSEEN)) ? 1 : 0,
  );
  const members = isFunction ? null : membersOf(after, pairs, isPlain);
  return (value, released) => {
    const kind = kinds[released];
    if (kind === ANY) return true;
    if (kind === GONE) return before.values[value] === '';
    if (isPlain[released] === 1) return sameText[released] === value;
    return members
      ? members[released]!.has(value)
      : releasedOf[value] === released || (releasedOf[value] === UNSEEN && sameText[released] === value);
  };
}

function membersOf(after: Column, pairs: CodePairs, isPlain: Uint8Array): Set<number>[] {
  const members = after.values.map(() => new Set<number>());
  for (let at = 0; at < pairs.count.length; at++) {
    const code = pairs.released[at]!;
    if (isPlain[code] === 0) members[code]!.add(pairs.original[at]!);
  }
  return members;
}

/** Least, greatest and mean original number behind every released code. */
function hullOf(size: number, pairs: CodePairs, numbers: Float64Array) {
  const low = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const mean = new Float64Array(size);
  const weight = new Float64Array(size);
  for (let at = 0; at < pairs.count.length; at++) {
    const number = numbers[pairs.original[at]!]!;
    if (Number.isNaN(number)) continue;
    const code = pairs.released[at]!;
    if (number < low[code]!) low[code] = number;
    if (number > high[code]!) high[code] = number;
    weight[code]! += pairs.count[at]!;
    mean[code]! += ((number - mean[code]!) * pairs.count[at]!) / weight[code]!;
  }
  return { low, high, mean: mean.map((value, code) => (weight[code] === 0 ? Number.NaN : value)) };
}

/** By code and count, weighted as West (1979) does. */
function spreadOf(counts: Uint32Array, numbers: Float64Array): { mean: number; deviation: number; range: number } {
  let [count, mean, squares] = [0, 0, 0];
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let code = 0; code < counts.length; code++) {
    const value = numbers[code]!;
    const times = counts[code]!;
    if (times === 0 || Number.isNaN(value)) continue;
    count += times;
    const change = value - mean;
    mean += (change * times) / count;
    squares += times * change * (value - mean);
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return {
    mean: count === 0 ? Number.NaN : mean,
    deviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)),
    range: count === 0 ? 0 : greatest - least,
  };
}
