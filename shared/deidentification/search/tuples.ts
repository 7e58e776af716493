/**
 * The distinct tuples of a table as a chain of suffixes: a tuple is its first code and the number of the distinct tuple that
 * the remaining attributes make. The search drops attributes from the front, so a suffix number stands for all that is left.
 *
 *   rows (a,x) (a,y) (b,x) -> tails at depth 1: x=0 y=1; tuples at depth 0: (a,0) (a,1) (b,0)
 */
import type { Task } from '../../std/task.ts';
import type { SearchPopulation } from './search-problem.ts';

export interface Tuples {
  /** By depth: first code of every suffix. */
  readonly heads: readonly Int32Array[];
  /** By depth: the suffix of the next depth. Not falling: suffixes with the same rest are neighbours. */
  readonly tails: readonly Int32Array[];
  /** Number of distinct suffixes at each depth, one more than there are columns; the last is 1. */
  readonly sizes: readonly number[];
  /** Rows of every whole tuple. */
  readonly counts: Int32Array;
  /** A row (of the table, or after its end of the population) with every whole tuple: the first. */
  readonly firstRow: Int32Array;
  /** People of the population of every whole tuple, where there is a population. */
  readonly people: Float64Array | null;
}

type Codes = Uint32Array<ArrayBufferLike>;

/** The columns hold `rowCount` rows, and after them the rows of the population where there is one. */
export function distinctTuples(
  columns: readonly Codes[],
  rowCount: number,
  task: Task,
  population: Pick<SearchPopulation, 'rowCount' | 'people'> | null = null,
): Tuples {
  const heads: Int32Array[] = [];
  const tails: Int32Array[] = [];
  const sizes = [1];
  const total = rowCount + (population?.rowCount ?? 0);
  const suffixOf = new Int32Array(total);
  for (let depth = columns.length - 1; depth >= 0; depth--) {
    task.checkpoint();
    const inOrderOfRows = numberPairs(columns[depth]!, suffixOf, sizes[0]!, task);
    task.checkpoint();
    const pairs = bySuffix(inOrderOfRows, suffixOf, sizes[0]!);
    heads.unshift(pairs.first);
    tails.unshift(pairs.second);
    sizes.unshift(pairs.first.length);
  }
  const counts = new Int32Array(sizes[0]!);
  for (let row = 0; row < rowCount; row++) counts[suffixOf[row]!]!++;
  const people = population && new Float64Array(counts.length);
  if (people)
    for (let row = rowCount; row < total; row++)
      people[suffixOf[row]!]! += population.people ? population.people[row - rowCount]! : 1;
  const firstRow = new Int32Array(counts.length);
  for (let row = total - 1; row >= 0; row--) firstRow[suffixOf[row]!] = row;
  return { heads, tails, sizes, counts, firstRow, people };
}

interface Pairs {
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/**
 * Numbers the distinct pairs (codes[row], suffixOf[row]) from 0 in order of appearance and writes them over `suffixOf`. By a
 * table of all possible pairs where that is small, else by hashing: the numbers are the same.
 */
function numberPairs(codes: Codes, suffixOf: Int32Array, suffixes: number, task: Task): Pairs {
  let values = 0;
  for (let row = 0; row < suffixOf.length; row++) if (codes[row]! >= values) values = codes[row]! + 1;
  return values * suffixes <= Math.max(1 << 12, 4 * suffixOf.length)
    ? numberByTable(codes, suffixOf, values, suffixes)
    : numberByHash(codes, suffixOf, task);
}

/** The same pairs renumbered so that `second` does not fall: a counting sort. */
function bySuffix({ first, second }: Pairs, suffixOf: Int32Array, suffixes: number): Pairs {
  const size = first.length;
  const starts = new Int32Array(suffixes + 1);
  for (let pair = 0; pair < size; pair++) starts[second[pair]! + 1]!++;
  for (let suffix = 0; suffix < suffixes; suffix++) starts[suffix + 1]! += starts[suffix]!;
  const numberOf = new Int32Array(size);
  const sortedFirst = new Int32Array(size);
  const sortedSecond = new Int32Array(size);
  for (let pair = 0; pair < size; pair++) {
    const place = starts[second[pair]!]!++;
    numberOf[pair] = place;
    sortedFirst[place] = first[pair]!;
    sortedSecond[place] = second[pair]!;
  }
  for (let row = 0; row < suffixOf.length; row++) suffixOf[row] = numberOf[suffixOf[row]!]!;
  return { first: sortedFirst, second: sortedSecond };
}

function numberByTable(codes: Codes, suffixOf: Int32Array, values: number, suffixes: number): Pairs {
  const numbers = new Int32Array(values * suffixes);
  const slots = new Int32Array(Math.min(numbers.length, suffixOf.length));
  let size = 0;
  for (let row = 0; row < suffixOf.length; row++) {
    const slot = suffixOf[row]! * values + codes[row]!;
    if (numbers[slot] === 0) {
      slots[size] = slot;
      numbers[slot] = ++size;
    }
    suffixOf[row] = numbers[slot]! - 1;
  }
  const first = new Int32Array(size);
  const second = new Int32Array(size);
  for (let pair = 0; pair < size; pair++) {
    first[pair] = slots[pair]! % values;
    second[pair] = (slots[pair]! - first[pair]!) / values;
  }
  return { first, second };
}

function numberByHash(codes: Codes, suffixOf: Int32Array, task: Task): Pairs {
  let first = new Int32Array(1024);
  let second = new Int32Array(1024);
  let slots = new Int32Array(4096);
  let mask = slots.length - 1;
  let size = 0;
  for (let row = 0; row < suffixOf.length; row++) {
    if ((row & 0xffff) === 0) task.checkpoint();
    const code = codes[row]!;
    const suffix = suffixOf[row]!;
    let slot = hashPair(code, suffix) & mask;
    let found = slots[slot]!;
    while (found !== 0 && (first[found - 1] !== code || second[found - 1] !== suffix)) {
      slot = (slot + 1) & mask;
      found = slots[slot]!;
    }
    if (found === 0) {
      if (size === first.length) {
        first = grown(first);
        second = grown(second);
      }
      first[size] = code;
      second[size] = suffix;
      found = ++size;
      slots[slot] = found;
      if (size * 2 > slots.length) {
        slots = new Int32Array(slots.length * 4);
        mask = slots.length - 1;
        for (let index = 0; index < size; index++) {
          let free = hashPair(first[index]!, second[index]!) & mask;
          while (slots[free] !== 0) free = (free + 1) & mask;
          slots[free] = index + 1;
        }
      }
    }
    suffixOf[row] = found - 1;
  }
  return { first: first.slice(0, size), second: second.slice(0, size) };
}

/** Mixes two 32-bit numbers; the low bits are well spread. */
export function hashPair(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
