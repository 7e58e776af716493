/**
 * Linkability: two sources know different columns of one person. Each looks for its nearest released records; they are linked
 * when both find the same one. Among tied records one is picked at random, as an attacker would have to.
 */
import { type SeededRandom, seededRandom } from '../../std/seeded-random.ts';
import type { Task } from '../../std/task.ts';
import { outcome, type Tally } from './attack-outcome.ts';
import type { LinkabilityAttack } from './attack-report.ts';
import { type Neighbourhood, neighbourhood } from './neighbours.ts';
import type { AttackedColumn } from './predicates.ts';
import { shuffled } from './singling-out.ts';

export interface LinkabilityInput {
  /** To be parted between the two sources. */
  readonly columns: readonly AttackedColumn[];
  /** Of the release, one for each of its rows. */
  readonly keptRows: Uint32Array;
  /** Original rows that are in the release, in random order. */
  readonly targets: Uint32Array;
  /** Original rows that are not; empty: no control. */
  readonly control: Uint32Array;
  readonly seed: number;
}

export function linkability(
  { columns, keptRows, targets, control, seed }: LinkabilityInput,
  task: Task,
): LinkabilityAttack | null {
  const released = columns[0]?.after.codes.length ?? 0;
  if (columns.length < 2 || released === 0) return null;
  const random = seededRandom(seed, 'linkability');
  const mixed = shuffled(columns, random);
  const half = Math.ceil(mixed.length / 2);
  const left = neighbourhood(mixed.slice(0, half), keptRows, task);
  const right = neighbourhood(mixed.slice(half), keptRows, task);
  const attack = linked(left, right, targets, random, task);
  // Two records picked blindly are the same one in a released'th of the cases.
  const atRandom = { successes: targets.length / released, attempts: targets.length };
  const onControl = control.length === 0 ? null : linked(left, right, control, random, task);
  return {
    left: left.columns,
    right: right.columns,
    neighbours: 1,
    ...outcome(attack, atRandom, onControl),
  };
}

function linked(left: Neighbourhood, right: Neighbourhood, rows: Uint32Array, random: SeededRandom, task: Task): Tally {
  let successes = 0;
  for (let at = 0; at < rows.length; at++) {
    task.checkpoint();
    if (pick(left, left.nearest(rows[at]!), random) === pick(right, right.nearest(rows[at]!), random)) successes++;
  }
  return { successes, attempts: rows.length };
}

/** One of the released rows of these classes, all equally likely. */
function pick({ sizes, rowsOf }: Neighbourhood, classes: readonly number[], random: SeededRandom): number {
  let place = random.below(classes.reduce((sum, found) => sum + sizes[found]!, 0));
  for (const found of classes) {
    if (place < sizes[found]!) return rowsOf(found)[place]!;
    place -= sizes[found]!;
  }
  return rowsOf(classes[0]!)[0]!;
}
