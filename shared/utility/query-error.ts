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
  const questions = asked.map((column) => {
    task.checkpoint();
    return questionsOf(column);
  });
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
      return [conditionOn(column, questions[at]!, code)];
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

/** What a question about a column can be: a range of an ordered column with many values, else one value. */
interface Questions {
  /** Occurring original codes; equally frequent as far as an analyst knows. */
  readonly values: readonly number[];
  /** The codes that a question about this one is about. */
  meant(code: number): readonly number[];
  readonly isRanged: boolean;
}

function questionsOf({ isOrdered, numbers, counts, before }: ReleasedColumn): Questions {
  const values = [...counts.keys()].filter((code) => counts[code]! > 0 && before.values[code] !== '');
  if (!isOrdered || values.length <= 1 / RANGE_SHARE) return { values, meant: (code) => [code], isRanged: false };
  values.sort((a, b) => numbers[a]! - numbers[b]!);
  const all = values.reduce((sum, code) => sum + counts[code]!, 0);
  const ranges: number[][] = [];
  const of = new Uint32Array(counts.length);
  let below = 0;
  for (const code of values) {
    of[code] = Math.floor(below / (all * RANGE_SHARE));
    ranges[of[code]!] ??= [];
    below += counts[code]!;
  }
  for (const code of values) ranges[of[code]!]!.push(code);
  return { values, meant: (code) => ranges[of[code]!]!, isRanged: true };
}

/** For each original code 0 or 1, for each released code the share of its values that the question is about. */
function conditionOn(column: ReleasedColumn, { values, meant, isRanged }: Questions, code: number) {
  const { before: original, after: released, kinds, numbers, standIn, isNumber } = column;
  const wanted = meant(code);
  const before = new Float64Array(original.values.length);
  for (const other of wanted) before[other] = 1;
  const [low, high] = [numbers[wanted[0]!]!, numbers[wanted[wanted.length - 1]!]!];
  const after = new Float64Array(released.values.length);
  for (let label = 0; label < after.length; label++) {
    if (kinds[label] === GONE) continue;
    if (kinds[label] === ANY) after[label] = wanted.length / values.length;
    else if (isRanged && isNumber[label] === 1)
      after[label] = standIn[label]! >= low && standIn[label]! <= high ? 1 : 0;
    else {
      const held = wanted.filter((other) => column.holds(other, label)).length;
      if (held > 0) after[label] = held / values.filter((other) => column.holds(other, label)).length;
    }
  }
  return { column, before, after };
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
