import { describe, expect, test } from 'vitest';
import { type AttackInput, assessAttacks } from '@shared/risk/attacks/assess-attacks.ts';
import { cancelled, QUIET_TASK, type Task } from '@shared/std/task.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';
import type { Table } from '@shared/table/table.ts';
import { rowsOf } from '@shared/utility/sample-release.ts';
import { tableOf } from '../../../support/table.ts';

const OPTIONS = { seed: 7, attempts: 200 };
const NAMES = ['age', 'town', 'job', 'income'];

/** Ages 20 to 89, five towns, four jobs; the income follows age and job. */
function people(rows: number, seed = 1): Table {
  const random = seededRandom(seed, 'people');
  return tableOf(
    NAMES,
    Array.from({ length: rows }, () => {
      const [age, town, job] = [20 + random.below(70), random.below(5), random.below(4)];
      return [String(age), `town ${town}`, `job ${job}`, String(1000 * (job + 1) + 10 * Math.floor(age / 10))];
    }),
  );
}

function all(table: Table): Uint32Array {
  return Uint32Array.from({ length: table.rowCount }, (_, row) => row);
}

function mapped(table: Table, name: string, change: (text: string) => string): Table {
  const at = table.columns.findIndex((column) => column.name === name);
  const cells = Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map(({ codes, values }, index) =>
      index === at ? change(values[codes[row]!]!) : values[codes[row]!]!,
    ),
  );
  return tableOf(
    table.columns.map((column) => column.name),
    cells,
  );
}

function input(original: Table, release: Table, keptRows = all(original)): AttackInput {
  return { original, release, keptRows, quasiIdentifiers: ['age', 'town', 'job'], sensitive: ['income'] };
}

describe('a release that is the original', () => {
  const original = tableOf(
    ['a', 'b'],
    Array.from({ length: 120 }, (_, row) => [`x${row}`, `y${(row * 7) % 120}`]),
  );
  const report = assessAttacks(
    { original, release: original, keptRows: all(original), quasiIdentifiers: ['a', 'b'], sensitive: [] },
    OPTIONS,
    QUIET_TASK,
  );

  test('singles out everybody', () => {
    for (const { attack, verdict, predicates } of report.singlingOut.filter((one) => one.predicates !== 'univariate')) {
      expect([predicates, attack.successes, verdict]).toEqual([predicates, OPTIONS.attempts, 'measured']);
    }
    expect(report.singlingOut[0]!.attack.successes).toBe(report.singlingOut[0]!.attack.attempts);
  });

  test('links both halves and has no control to compare with', () => {
    expect(report.linkability!.attack.successes).toBe(120);
    expect(report.linkability!.control).toBeNull();
    expect(report.control).toEqual({ rows: 0, isUsed: false, reason: 'no-rows' });
  });
});

test('where every rare value was tried the rate is exact', () => {
  const original = people(300);
  const [univariate, multivariate] = assessAttacks(input(original, original), OPTIONS, QUIET_TASK).singlingOut;
  expect(univariate!.attack.attempts).toBeLessThan(OPTIONS.attempts);
  const { rate, low, high, successes, attempts } = univariate!.attack;
  expect([low, high]).toEqual([rate, rate]);
  expect(rate).toBe(successes / attempts);
  expect(multivariate!.attack.low).toBeLessThan(multivariate!.attack.high);
  const few = assessAttacks(input(original, original), { seed: 1, attempts: 2 }, QUIET_TASK).singlingOut[0]!;
  expect(few.attack.attempts).toBe(2);
  expect(few.attack.low).toBeLessThan(few.attack.high);
});

describe('a k-anonymous release', () => {
  const original = people(600);
  const decade = (text: string) => `${text[0]}0-${text[0]}9`;
  const release = mapped(
    mapped(mapped(original, 'age', decade), 'town', () => '*'),
    'income',
    () => '*',
  );

  test('isolates nobody: ranges are matched as ranges, suppressed cells match anything', () => {
    const report = assessAttacks(input(original, release), OPTIONS, QUIET_TASK);
    expect(report.singlingOut.map((one) => [one.attack.successes, one.verdict])).toEqual([
      [0, 'inconclusive'],
      [0, 'inconclusive'],
      [0, 'inconclusive'],
    ]);
  });

  test('still lets a secret be inferred from a homogeneous class, and says so', () => {
    const open = mapped(mapped(original, 'age', decade), 'town', () => '*');
    const report = assessAttacks(input(open, open), OPTIONS, QUIET_TASK);
    const [income] = report.inference;
    expect(income).toMatchObject({
      secret: 'income',
      known: ['age', 'town', 'job'],
      success: 'near',
      verdict: 'measured',
    });
    expect(income!.attack.successes).toBe(OPTIONS.attempts);
    expect(income!.baseline.successes).toBeLessThan(OPTIONS.attempts / 2);
  });
});

test('without quasi-identifiers the sensitive column is guessed from all others', () => {
  const original = people(200);
  const report = assessAttacks({ ...input(original, original), quasiIdentifiers: [] }, OPTIONS, QUIET_TASK);
  expect(report.inference.map(({ secret, known }) => [secret, known])).toEqual([['income', ['age', 'town', 'job']]]);
});

test('without other columns each quasi-identifier is guessed from the rest', () => {
  const original = rowsOfColumns(people(200), ['age', 'town', 'job']);
  const report = assessAttacks(input(original, original), OPTIONS, QUIET_TASK);
  expect(report.inference.map(({ secret, known }) => [secret, known])).toEqual([
    ['age', ['town', 'job']],
    ['town', ['age', 'job']],
    ['job', ['age', 'town']],
  ]);
});

function rowsOfColumns(table: Table, names: readonly string[]): Table {
  return { ...table, columns: table.columns.filter(({ name }) => names.includes(name)) };
}

test('a guess that the whole release makes as well is no inference', () => {
  const original = tableOf(
    ['age', 'sick'],
    Array.from({ length: 300 }, (_, row) => [String(20 + (row % 50)), row % 10 === 0 ? 'yes' : 'no']),
  );
  const release = mapped(original, 'age', () => '*');
  const report = assessAttacks(
    { original, release, keptRows: all(original), quasiIdentifiers: ['age'], sensitive: ['sick'] },
    OPTIONS,
    QUIET_TASK,
  );
  const [sick] = report.inference;
  expect(sick!.attack.successes).toBe(sick!.baseline.successes);
  expect(sick!.attack.successes).toBeGreaterThan(150);
  expect(sick!.verdict).toBe('inconclusive');
});

test('what holds for everybody is in the control too, and is taken off', () => {
  const whole = people(3000);
  const keptRows = Uint32Array.from({ length: 1500 }, (_, at) => 2 * at);
  const report = assessAttacks(
    { ...input(whole, rowsOf(whole, keptRows), keptRows), leftOutBy: 'sampling' },
    OPTIONS,
    QUIET_TASK,
  );
  expect(report.control).toEqual({ rows: 1500, isUsed: true, reason: 'random-rows' });
  const [income] = report.inference;
  // the income follows from age and job, in the release and outside it
  expect(income!.attack.rate).toBeGreaterThan(0.9);
  expect(income!.control!.rate).toBeGreaterThan(0.9);
  expect(income!.risk.low).toBe(0);
  expect(income!.risk.value).toBeLessThan(0.5);
});

test('few rows that were left out are no control', () => {
  const whole = people(300);
  const keptRows = all(whole).slice(0, 250);
  expect(assessAttacks(input(whole, rowsOf(whole, keptRows), keptRows), OPTIONS, QUIET_TASK).control).toEqual({
    rows: 50,
    isUsed: false,
    reason: 'too-few-rows',
  });
});

test('pseudonyms are not led back by the mapping that only the issuer has', () => {
  const original = tableOf(
    ['id', 'town'],
    Array.from({ length: 200 }, (_, row) => [`person ${row}`, `town ${row % 2}`]),
  );
  const release = mapped(original, 'id', (text) => `P${Number(text.slice(7)) * 7919}`);
  const base = { original, release, keptRows: all(original), quasiIdentifiers: ['town'], sensitive: [] };
  const report = assessAttacks({ ...base, opaque: ['id'] }, OPTIONS, QUIET_TASK);
  expect(report.leftOut).toEqual(['id']);
  expect(report.singlingOut.every((one) => one.attack.successes === 0)).toBe(true);
});

test('the same seed gives the same report, also on a sample', () => {
  const original = people(2000);
  const pair = input(original, original);
  const options = { seed: 11, attempts: 50, rowLimit: 500 };
  const report = assessAttacks(pair, options, QUIET_TASK);
  expect(report).toEqual(assessAttacks(pair, options, QUIET_TASK));
  expect(report).toMatchObject({ isSampled: true, originalRows: 500, releasedRows: 500 });
  expect(report).not.toEqual(assessAttacks(pair, { ...options, seed: 12 }, QUIET_TASK));
});

test('it stops when it is told to', () => {
  const original = people(500);
  let asked = 0;
  const task: Task = {
    report() {},
    checkpoint() {
      if (++asked > 20) throw cancelled();
    },
  };
  expect(() => assessAttacks(input(original, original), OPTIONS, task)).toThrow('job.cancelled');
});

test.each([
  ['no rows', people(0), people(0), []],
  ['nothing released', people(5), people(0), []],
  ['one row', people(1), people(1), [0]],
  ['no columns', { rowCount: 3, columns: [] }, { rowCount: 3, columns: [] }, [0, 1, 2]],
  [
    'all missing',
    tableOf(NAMES, [
      [null, null, null, null],
      [null, null, null, null],
    ]),
    tableOf(NAMES, [
      [null, null, null, null],
      [null, null, null, null],
    ]),
    [0, 1],
  ],
  [
    'all equal',
    tableOf(NAMES, [
      ['1', 'a', 'b', '2'],
      ['1', 'a', 'b', '2'],
    ]),
    tableOf(NAMES, [
      ['1', 'a', 'b', '2'],
      ['1', 'a', 'b', '2'],
    ]),
    [0, 1],
  ],
  ['an aggregation', people(9), tableOf(['town', 'count'], [['town 1', '9']]), []],
] as const)('%s: an answer without NaN', (_, original, release, kept) => {
  const report = assessAttacks(input(original, release, Uint32Array.from(kept)), OPTIONS, QUIET_TASK);
  expect(JSON.stringify(report)).not.toContain('null,"risk":{"value":null');
  for (const one of [...report.singlingOut, ...report.inference, ...(report.linkability ? [report.linkability] : [])]) {
    for (const number of [
      one.attack.rate,
      one.attack.low,
      one.attack.high,
      one.risk.value,
      one.risk.low,
      one.risk.high,
    ]) {
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThanOrEqual(1);
    }
  }
});
