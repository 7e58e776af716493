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
  /** By depth: the suffix of the next depth. */
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
    const pairs = numberPairs(columns[depth]!, suffixOf, total);
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

/** Numbers the distinct pairs (codes[row], suffixOf[row]) from 0 in order of appearance and writes them over `suffixOf`. */
function numberPairs(codes: Codes, suffixOf: Int32Array, rowCount: number) {
  let first = new Int32Array(1024);
  let second = new Int32Array(1024);
  let slots = new Int32Array(4096);
  let mask = slots.length - 1;
  let size = 0;
  for (let row = 0; row < rowCount; row++) {
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
