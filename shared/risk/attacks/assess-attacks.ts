/** The attacks of family 5 on one release. The same input and seed give the same numbers. */
import { seededRandom } from '../../std/seeded-random.ts';
import type { Task } from '../../std/task.ts';
import { type ReleasePair, releasedColumns } from '../../utility/released-column.ts';
import { sampleRelease } from '../../utility/sample-release.ts';
import type { AttackReport, ControlInfo, InferenceAttack } from './attack-report.ts';
import { type InferenceInput, inference } from './inference.ts';
import { linkability } from './linkability.ts';
import { type AttackedColumn, attackedColumn } from './predicates.ts';
import { shuffled, singlingOut } from './singling-out.ts';

export interface AttackInput extends ReleasePair {
  readonly quasiIdentifiers: readonly string[];
  readonly sensitive: readonly string[];
  /** Released columns that cannot be compared with the original, such as pseudonyms. */
  readonly opaque?: readonly string[];
  /** Why rows of the original are not in the release: 'sampling' when chance alone left them out. */
  readonly leftOutBy?: 'sampling' | 'suppression';
}

export interface AttackOptions {
  readonly seed: number;
  /** Of each attack, 500. */
  readonly attempts?: number;
  /** Rows of the original that linkability and inference look at, 50,000. */
  readonly rowLimit?: number;
}

/** Rows of the original that predicates are tested on; a sample of more would find isolation where there is none. */
const MOST_SEARCHED_ROWS = 2_000_000;

/** A control of fewer rows says nothing. */
const FEWEST_CONTROL_ROWS = 100;
/** Columns that are guessed; more would only take longer. */
const MOST_SECRETS = 8;

export function assessAttacks(input: AttackInput, options: AttackOptions, task: Task): AttackReport {
  const { seed, attempts = 500, rowLimit = 50_000 } = options;
  const leftOutBy = input.leftOutBy ?? 'suppression';
  const step = (done: number) => task.report({ phase: 'assess.attacks', done, total: 3, unit: 'steps' });

  step(0);
  const whole = sampleRelease(input, MOST_SEARCHED_ROWS, seed);
  const allColumns = attackedColumns(whole, input, task);
  const outside = partRows(whole, seed).leftOut;
  const isolated = singlingOut(
    {
      columns: allColumns,
      rows: Uint32Array.from({ length: whole.original.rowCount }, (_, row) => row),
      control: controlInfo(outside.length, leftOutBy).isUsed ? outside : new Uint32Array(0),
      attempts,
      seed,
    },
    task,
  );

  step(1);
  const pair = sampleRelease(whole, rowLimit, seed);
  const columns = pair.isSampled ? attackedColumns(pair, input, task) : allColumns;
  const { kept, leftOut } = partRows(pair, seed);
  const control = controlInfo(leftOut.length, leftOutBy);
  const controlTargets = control.isUsed ? leftOut.slice(0, attempts) : new Uint32Array(0);
  const targets = kept.slice(0, attempts);
  const keys = columns.filter(({ name }) => input.quasiIdentifiers.includes(name));
  const parted = keys.length >= 2 ? keys : columns;
  const people = { keptRows: pair.keptRows, targets, control: controlTargets };
  const linked = linkability({ columns: parted, ...people, seed }, task);
  step(2);
  const inferred = guessSecrets(columns, keys, input.sensitive, people, task);
  step(3);
  return {
    singlingOut: isolated,
    linkability: linked,
    inference: inferred,
    control,
    originalRows: pair.original.rowCount,
    releasedRows: pair.release.rowCount,
    isSampled: whole.isSampled || pair.isSampled,
    leftOut: pair.release.columns.map(({ name }) => name).filter((name) => input.opaque?.includes(name)),
  };
}

function attackedColumns(pair: ReleasePair, { opaque }: AttackInput, task: Task): AttackedColumn[] {
  return releasedColumns(pair, task)
    .filter(({ name }) => !opaque?.includes(name))
    .map((column) => {
      task.checkpoint();
      return attackedColumn(column);
    });
}

/** Original rows in the release and outside it, each in random order. */
function partRows({ original, keptRows }: ReleasePair, seed: number): { kept: Uint32Array; leftOut: Uint32Array } {
  const random = seededRandom(seed, 'attack-targets');
  const isKept = new Uint8Array(original.rowCount);
  for (let row = 0; row < keptRows.length; row++) isKept[keptRows[row]!] = 1;
  const all = shuffled([...isKept.keys()], random);
  return {
    kept: Uint32Array.from(all.filter((row) => isKept[row] === 1)),
    leftOut: Uint32Array.from(all.filter((row) => isKept[row] === 0)),
  };
}

function controlInfo(rows: number, leftOutBy: 'sampling' | 'suppression'): ControlInfo {
  if (rows === 0) return { rows, isUsed: false, reason: 'no-rows' };
  if (rows < FEWEST_CONTROL_ROWS) return { rows, isUsed: false, reason: 'too-few-rows' };
  return { rows, isUsed: true, reason: leftOutBy === 'sampling' ? 'random-rows' : 'suppressed-rows' };
}

/**
 * The sensitive columns; without one the other columns that are no quasi-identifiers, without those the quasi-identifiers. Known
 * are the quasi-identifiers, or all other columns where there is none beside the secret.
 */
function guessSecrets(
  columns: readonly AttackedColumn[],
  keys: readonly AttackedColumn[],
  sensitive: readonly string[],
  people: Pick<InferenceInput, 'keptRows' | 'targets' | 'control'>,
  task: Task,
): InferenceAttack[] {
  const others = columns.filter((column) => !keys.includes(column));
  const named = others.filter(({ name }) => sensitive.includes(name));
  const secrets = [named, others, keys].find((list) => list.length > 0)?.slice(0, MOST_SECRETS) ?? [];
  if (keys.length > 0 && secrets.every((secret) => !keys.includes(secret)))
    return inference({ known: keys, secrets, ...people }, task);
  return secrets.flatMap((secret) => {
    const known = columns.filter((column) => column !== secret);
    return inference({ known, secrets: [secret], ...people }, task);
  });
}
