/**
 * Singling out: does a claim made from the release fit exactly one record of the original? A release in which it does lets an
 * attacker point at one person without knowing a name (WP29 Opinion 05/2014).
 */
import { type SeededRandom, seededRandom } from '../../std/seeded-random.ts';
import type { Task } from '../../std/task.ts';
import { sampleRows } from '../../utility/sample-release.ts';
import { outcome, type Tally } from './attack-outcome.ts';
import type { SinglingOutAttack } from './attack-report.ts';
import { isolates, isolationAt, type Matches, matchesOf, type SearchedRows, searchedRows } from './isolation.ts';
import {
  type AttackedColumn,
  guessedPredicate,
  type Predicate,
  rarePredicates,
  recordPredicate,
} from './predicates.ts';

/** Columns of a multivariate predicate, as Giomi et al. take. */
const MULTIVARIATE_COLUMNS = 3;

export interface SinglingOutInput {
  readonly columns: readonly AttackedColumn[];
  /** All rows of the original. */
  readonly rows: Uint32Array;
  /** Rows that are not in the release, in random order; empty: no control. */
  readonly control: Uint32Array;
  readonly attempts: number;
  readonly seed: number;
}

export function singlingOut(input: SinglingOutInput, task: Task): SinglingOutAttack[] {
  const { columns, attempts, seed } = input;
  const released = columns[0]?.after.codes.length ?? 0;
  if (released === 0) return [];
  const all = columns.map((_, at) => at);
  const searched: Searched = {
    rows: searchedRows(columns, input.rows, task),
    control: input.control.length === 0 ? null : searchedRows(columns, input.control, task),
  };
  const widths = [...new Set([Math.min(MULTIVARIATE_COLUMNS, columns.length), columns.length])].filter((n) => n > 1);
  const rare = rarePredicates(columns, task);
  const tried = sampleRows(rare.count, attempts, seed, 'singling-out:univariate');
  const univariate = attackBy(
    'univariate',
    1,
    Array.from(tried, (place) => rare.at(place)),
    (random) => [random.below(columns.length)],
    { ...input, isExhaustive: rare.count <= attempts },
    searched,
    task,
  );
  return [
    univariate,
    ...widths.map((width) => {
      const predicates = width === columns.length ? 'whole-record' : 'multivariate';
      const random = seededRandom(seed, `singling-out:${predicates}`);
      const choose = (from: SeededRandom) => (width === columns.length ? all : chosen(columns.length, width, from));
      const made = Array.from({ length: attempts }, () =>
        recordPredicate(columns, choose(random), random.below(released)),
      );
      return attackBy(predicates, width, made, choose, { ...input, isExhaustive: false }, searched, task);
    }),
  ];
}

interface Searched {
  readonly rows: SearchedRows;
  readonly control: SearchedRows | null;
}

function attackBy(
  predicates: SinglingOutAttack['predicates'],
  width: number,
  made: readonly Predicate[],
  choose: (random: SeededRandom) => readonly number[],
  { columns, attempts, seed, isExhaustive }: SinglingOutInput & { readonly isExhaustive: boolean },
  { rows, control }: Searched,
  task: Task,
): SinglingOutAttack {
  const random = seededRandom(seed, `singling-out:${predicates}:baseline`);
  const guessed = Array.from({ length: attempts }, () => guessedPredicate(columns, choose(random), random));
  const onControl = control && controlTally(columns, made, control, rows.rows.length, task);
  const found = tally(columns, made, rows, task);
  return {
    predicates,
    columns: width,
    ...outcome(
      { ...found, isExhaustive },
      tally(columns, guessed, rows, task),
      onControl && { ...onControl, isExhaustive },
    ),
  };
}

function tally(columns: readonly AttackedColumn[], made: readonly Predicate[], rows: SearchedRows, task: Task): Tally {
  let successes = 0;
  for (const predicate of made) {
    task.checkpoint();
    if (isolates(matchesOf(columns, predicate, rows), rows.rows.length)) successes++;
  }
  return { successes, attempts: made.length };
}

/** Successes as they would be in as many rows as the original has. */
function controlTally(
  columns: readonly AttackedColumn[],
  made: readonly Predicate[],
  control: SearchedRows,
  size: number,
  task: Task,
): Tally {
  const matches = made.map((predicate): Matches => {
    task.checkpoint();
    return matchesOf(columns, predicate, control);
  });
  return { successes: isolationAt(size, matches, control.rows.length) * made.length, attempts: made.length };
}

/** `count` of the numbers below `size`, rising. */
function chosen(size: number, count: number, random: SeededRandom): number[] {
  return shuffled(
    Array.from({ length: size }, (_, at) => at),
    random,
  )
    .slice(0, count)
    .sort((a, b) => a - b);
}

/** Fisher and Yates. */
export function shuffled<Item>(items: readonly Item[], random: SeededRandom): Item[] {
  const out = [...items];
  for (let at = out.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [out[at], out[other]] = [out[other]!, out[at]!];
  }
  return out;
}
