/**
 * Inference: the attacker knows some columns of a person, looks for the nearest released records and guesses the secret column
 * from them: the commonest released value among the tied, the median of numbers. The baseline makes the best guess without
 * knowing anything of the person: the commonest value or the median of the whole release.
 */
import type { Task } from '../../std/task.ts';
import { ANY, GONE, RANGE } from '../../utility/released-column.ts';
import { outcome, type Tally } from './attack-outcome.ts';
import type { InferenceAttack } from './attack-report.ts';
import { neighbourhood } from './neighbours.ts';
import type { AttackedColumn } from './predicates.ts';

/** A guessed number is right within this share of the truth. */
const NEAR = 0.05;
/** The least truth that an error is measured by. */
const LEAST = 1e-9;

export interface InferenceInput {
  readonly known: readonly AttackedColumn[];
  /** Guessed one after the other from the same neighbours. */
  readonly secrets: readonly AttackedColumn[];
  /** Of the release, one for each of its rows. */
  readonly keptRows: Uint32Array;
  readonly targets: Uint32Array;
  readonly control: Uint32Array;
}

/** A guess: a released code, or a number; null when the neighbours say nothing. */
type Guess = { readonly code: number } | { readonly number: number } | null;

export function inference(
  { known, secrets, keptRows, targets, control }: InferenceInput,
  task: Task,
): InferenceAttack[] {
  const released = known[0]?.after.codes.length ?? 0;
  if (released === 0 || secrets.length === 0) return [];
  const near = neighbourhood(known, keptRows, task);
  const everybody = Uint32Array.from({ length: near.classes }, (_, found) => found);
  const guessers = secrets.map((secret) => guesser(secret, near));
  const constant = guessers.map((guess) => guess([...everybody]));

  const successes = secrets.map(() => 0);
  const constantSuccesses = secrets.map(() => 0);
  const controlSuccesses = secrets.map(() => 0);
  const attack = (rows: Uint32Array, counts: number[], plain: number[] | null) => {
    for (let at = 0; at < rows.length; at++) {
      task.checkpoint();
      const found = near.nearest(rows[at]!);
      secrets.forEach((secret, index) => {
        const truth = secret.before.codes[rows[at]!]!;
        if (isRight(secret, truth, guessers[index]!(found))) counts[index]!++;
        if (plain && isRight(secret, truth, constant[index]!)) plain[index]!++;
      });
    }
  };
  attack(targets, successes, constantSuccesses);
  attack(control, controlSuccesses, null);
  return secrets.map((secret, index) => {
    const tally = (counts: readonly number[], rows: Uint32Array): Tally => ({
      successes: counts[index]!,
      attempts: rows.length,
    });
    return {
      secret: secret.name,
      known: near.columns,
      success: isGuessedByNumber(secret) ? 'near' : 'equal',
      ...outcome(
        tally(successes, targets),
        tally(constantSuccesses, targets),
        control.length === 0 ? null : tally(controlSuccesses, control),
      ),
    };
  });
}

/** |guess - truth| <= 5 % of |truth|: by the truth, never by the guess, whose sign would turn the test around. */
export function isNear(guess: number, truth: number): boolean {
  return Math.abs(guess - truth) <= NEAR * Math.max(Math.abs(truth), LEAST);
}

/** A truth that is missing is guessed by a released cell that is missing. */
function isRight(secret: AttackedColumn, truth: number, guess: Guess): boolean {
  if (guess === null) return false;
  if ('code' in guess) return secret.holds(truth, guess.code);
  const value = secret.numbers[truth]!;
  return !Number.isNaN(value) && isNear(guess.number, value);
}

function isGuessedByNumber({ isOrdered, isNumber, kinds }: AttackedColumn): boolean {
  return isOrdered && kinds.includes(RANGE) && kinds.every((kind, code) => kind !== RANGE || isNumber[code] === 1);
}

type NearClasses = ReturnType<typeof neighbourhood>;

/** Classes of neighbours -> guess; remembers the guess of a single class, which many people share. */
function guesser(secret: AttackedColumn, near: NearClasses): (classes: readonly number[]) => Guess {
  const { kinds, standIn, after } = secret;
  const counts = new Uint32Array(after.values.length);
  const remembered = new Map<number, Guess>();
  const byNumber = isGuessedByNumber(secret);
  const isBefore = (a: number, b: number) =>
    byNumber && standIn[a] !== standIn[b] ? standIn[a]! < standIn[b]! : a < b;
  const guess = (classes: readonly number[]): Guess => {
    const met: number[] = [];
    for (const found of classes) {
      const rows = near.rowsOf(found);
      for (let at = 0; at < rows.length; at++) {
        const code = after.codes[rows[at]!]!;
        if (kinds[code] === ANY) continue;
        if (counts[code]!++ === 0) met.push(code);
      }
    }
    const made = byNumber ? medianOf(met) : commonestOf(met);
    for (const code of met) counts[code] = 0;
    return made;
  };
  const commonestOf = (met: readonly number[]): Guess => {
    if (met.length === 0) return null;
    const isBetter = (a: number, b: number) => counts[a]! > counts[b]! || (counts[a] === counts[b] && isBefore(a, b));
    return { code: met.reduce((best, code) => (isBetter(code, best) ? code : best)) };
  };
  /** A missing value where that is the commonest. */
  const medianOf = (met: readonly number[]): Guess => {
    const numbers = met.filter((code) => kinds[code] === RANGE).sort((a, b) => standIn[a]! - standIn[b]!);
    const half = numbers.reduce((sum, code) => sum + counts[code]!, 0) / 2;
    const missing = met.find((code) => kinds[code] === GONE);
    if (missing !== undefined && counts[missing]! > 2 * half) return { code: missing };
    let below = 0;
    const middle = numbers.find((code) => {
      below += counts[code]!;
      return below >= half;
    });
    return middle === undefined ? null : { number: standIn[middle]! };
  };
  return (classes) => {
    if (classes.length !== 1) return guess(classes);
    const known = remembered.get(classes[0]!);
    if (known !== undefined) return known;
    const made = guess(classes);
    remembered.set(classes[0]!, made);
    return made;
  };
}
