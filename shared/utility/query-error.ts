/**
 * Counts that an analyst asks for ("nurses of 30 to 34"): relative error of random one-, two- and three-way counts (Xiao and Tao
 * 2006; LeFevre et al. 2006). A released range or set counts with the share of its values that the question is about; a
 * suppressed record counts nowhere.
 */
import { type SeededRandom, seededRandom } from '../std/seeded-random.ts';
import type { Task } from '../std/task.ts';
import { ANY, GONE, type ReleasedColumn, type ReleasePair } from './released-column.ts';
import type { QueryError } from './utility-assessment.ts';

const QUERIES = 300;
const MOST_COLUMNS = 3;
/** Ordered columns are asked for in ranges that hold about this share of their records. */
const RANGE_SHARE = 0.05;
/** Of the records: a smaller count is not divided by. */
const SANITY_BOUND = 0.001;

export function queryError(
  columns: readonly ReleasedColumn[],
  { original, release }: ReleasePair,
  seed: number,
  task: Task,
): QueryError | null {
  const asked = columns.filter(({ counts, before }) =>
    before.values.some((text, code) => text !== '' && counts[code]! > 0),
  );
  if (asked.length === 0 || original.rowCount === 0) return null;
  const random = seededRandom(seed, 'query-error');
  const ranges = asked.map(rangesOf);
  const bound = Math.max(1, SANITY_BOUND * original.rowCount);
  const errors = new Float64Array(QUERIES);
  for (let query = 0; query < QUERIES; query++) {
    task.checkpoint();
    const width = 1 + (query % Math.min(MOST_COLUMNS, asked.length));
    const row = random.below(original.rowCount);
    const conditions = chosen(asked.length, width, random).flatMap((at) => {
      const column = asked[at]!;
      const code = column.before.codes[row]!;
      if (column.before.values[code] === '') return [];
      return [conditionOn(column, ranges[at]!, code)];
    });
    if (conditions.length === 0) continue;
    const truth = sumOver(
      original.rowCount,
      conditions.map(({ column, before }) => ({ codes: column.before.codes, table: before })),
    );
    const told = sumOver(
      release.rowCount,
      conditions.map(({ column, after }) => ({ codes: column.after.codes, table: after })),
    );
    errors[query] = Math.abs(told - truth) / Math.max(truth, bound);
  }
  const sorted = errors.slice().sort();
  return {
    queries: QUERIES,
    meanRelative: errors.reduce((sum, error) => sum + error, 0) / QUERIES,
    medianRelative: (sorted[QUERIES / 2 - 1]! + sorted[QUERIES / 2]!) / 2,
    bound,
  };
}

/** By original code the range that it falls into; null for a column without an order or with few values. */
interface Ranges {
  readonly of: Uint32Array;
}

function rangesOf({ isOrdered, numbers, counts }: ReleasedColumn): Ranges | null {
  if (!isOrdered) return null;
  const codes = [...counts.keys()].filter((code) => counts[code]! > 0 && !Number.isNaN(numbers[code]!));
  if (codes.length <= 1 / RANGE_SHARE) return null;
  codes.sort((a, b) => numbers[a]! - numbers[b]!);
  const all = codes.reduce((sum, code) => sum + counts[code]!, 0);
  const of = new Uint32Array(counts.length);
  let below = 0;
  for (const code of codes) {
    of[code] = 1 + Math.floor(below / (all * RANGE_SHARE));
    below += counts[code]!;
  }
  return { of };
}

/** For each original code 0 or 1, for each released code the share of its values that the question is about. */
function conditionOn(column: ReleasedColumn, ranges: Ranges | null, code: number) {
  const { before: original, after: released, counts, kinds } = column;
  const isMeant = (other: number) => (ranges ? ranges.of[other] === ranges.of[code] : other === code);
  const values = [...counts.keys()].filter((other) => counts[other]! > 0 && original.values[other] !== '');
  const meant = values.filter(isMeant);
  const before = new Float64Array(original.values.length);
  for (const other of meant) before[other] = 1;
  const bounds = ranges ? boundsOf(meant.map((other) => column.numbers[other]!)) : null;
  const after = Float64Array.from(released.values, (_, label) => {
    if (kinds[label] === GONE) return 0;
    if (kinds[label] === ANY) return meant.length / values.length;
    if (bounds && column.isNumber[label] === 1) {
      const number = column.standIn[label]!;
      return number >= bounds.low && number <= bounds.high ? 1 : 0;
    }
    const held = meant.filter((other) => column.holds(other, label)).length;
    return held === 0 ? 0 : held / values.filter((other) => column.holds(other, label)).length;
  });
  return { column, before, after };
}

function boundsOf(numbers: readonly number[]): { low: number; high: number } {
  const low = numbers.reduce((least, number) => Math.min(least, number));
  return { low, high: numbers.reduce((most, number) => Math.max(most, number)) };
}

interface Weighted {
  readonly codes: Uint32Array<ArrayBufferLike>;
  readonly table: Float64Array;
}

/** Sum over the rows of the product of their cells' weights. */
function sumOver(rows: number, conditions: readonly Weighted[]): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    let weight = 1;
    for (let at = 0; at < conditions.length && weight > 0; at++)
      weight *= conditions[at]!.table[conditions[at]!.codes[row]!]!;
    sum += weight;
  }
  return sum;
}

/** `count` different numbers below `size`. */
function chosen(size: number, count: number, random: SeededRandom): number[] {
  const out = new Set<number>();
  while (out.size < count) out.add(random.below(size));
  return [...out];
}
