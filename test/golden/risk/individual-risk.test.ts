import { describe, expect, test } from 'vitest';
import { assessRisk } from '@shared/risk/assess-risk.ts';
import { classesOf, representatives, take } from '@shared/risk/equivalence-classes.ts';
import { householdRisks } from '@shared/risk/household-risk.ts';
import { classRisks } from '@shared/risk/individual-assessment.ts';
import { coded32 } from '@shared/risk/measure-risk.ts';
import { samplingWeights } from '@shared/risk/sampling-weights.ts';
import { wildcardFlags, wildcardTotals } from '@shared/risk/wildcard-classes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf, type Table } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';

interface Risk {
  readonly keyVars: string[];
  readonly weight: string | null;
  readonly alpha: number;
  readonly n: number;
  readonly n1: number;
  readonly n2: number;
  readonly fk: number[];
  readonly Fk: number[];
  readonly risk_approx: number[];
  readonly risk_exact: (number | null)[];
  readonly ER_exact: number | null;
  readonly hier?: number[];
  readonly hier_risk_ER?: number;
  readonly hier_risk?: number;
}

const FILES: Readonly<Record<string, string>> = {
  francdat_k: 'francdat',
  francdat_n: 'francdat_na',
  testdata_k: 'testdata',
};
const reference = () => Object.entries(referenceJson<Record<string, Risk>>('golden/expected/risk.json'));
const truth = () =>
  referenceJson<Record<string, { ER_hypergeometric?: number; risk_hypergeometric?: number[] }>>(
    'golden/expected/risk_hypergeometric.json',
  );
const tableFor = (name: string) => referenceCsv(`golden/inputs/${FILES[name.slice(0, 10)]}.csv`);
const relative = (found: number, expected: number) => Math.abs(found / expected - 1);

/** By row: f, F and risk. */
function rowsOf(table: Table, { keyVars, weight, alpha }: Risk) {
  const columns = keyVars.map((key) => columnOf(table, key)!);
  const coded = columns.map(coded32);
  const classes = classesOf(coded, table.rowCount);
  const sample = representatives(classes);
  const people = new Float64Array(classes.sizes.length);
  const weights = weight ? samplingWeights(columnOf(table, weight)!) : null;
  classes.classOf.forEach((c, row) => {
    people[c]! += weights?.[row] ?? 1;
  });
  const wildcards = columns.map((column, at) => ({ ...take(coded[at]!, sample), isWildcard: wildcardFlags(column) }));
  const totals = wildcardTotals(wildcards, [classes.sizes, people], alpha, QUIET_TASK);
  const f = totals?.[0] ?? classes.sizes;
  const F = totals?.[1] ?? people;
  const risks = classRisks({ f, F, isCounted: false }, QUIET_TASK);
  const byRow = (of: ArrayLike<number>) => Float64Array.from(classes.classOf, (c) => of[c]!);
  return { f: byRow(f), F: byRow(F), risks: byRow(risks) };
}

function closeTo(found: ArrayLike<number>, expected: readonly (number | null)[]) {
  expect(found.length).toBe(expected.length);
  let compared = 0;
  expected.forEach((value, row) => {
    if (value === null || value === 0) return;
    compared++;
    if (relative(found[row]!, value) >= 1e-9) expect([row, found[row]]).toEqual([row, value]);
  });
  return compared;
}

describe.skipIf(!hasReferenceData)('individual risk', () => {
  test('f and F of every case, with a missing cell that counts 1, 0.5, 0.1 and 0', () => {
    expect(reference()).toHaveLength(9);
    for (const [name, expected] of reference()) {
      const { f, F } = rowsOf(tableFor(name), expected);
      closeTo(f, expected.fk);
      closeTo(F, expected.Fk);
      expect(f.filter((size) => size === 1)).toHaveLength(expected.n1);
      expect(f.filter((size) => size === 2)).toHaveLength(expected.n2);
    }
  });

  test('against sdcMicro wherever it has a number that is right, and 50-digit arithmetic everywhere', () => {
    let compared = 0;
    for (const [name, expected] of reference()) {
      const { f, risks } = rowsOf(tableFor(name), expected);
      compared += closeTo(risks, expected.risk_exact);
      // Its approximation is the formula itself for one and two records of a class.
      compared += closeTo(
        risks,
        expected.risk_approx.map((risk, row) => (f[row] === 1 || f[row] === 2 ? risk : null)),
      );
      const exact = truth()[name];
      if (exact?.risk_hypergeometric) compared += closeTo(risks, exact.risk_hypergeometric);
      const total = risks.reduce((sum, risk) => sum + risk, 0);
      if (exact?.ER_hypergeometric) expect(relative(total, exact.ER_hypergeometric)).toBeLessThan(1e-9);
      // sdcMicro: 2614 of 4580 are NaN, and 0 for every record with 1 < f < 2.
      for (const risk of risks) expect(risk > 0 && risk <= 1).toBe(true);
    }
    expect(compared).toBeGreaterThan(15_000);
  });

  test('a fractional class size has a risk between those of its neighbours', () => {
    const half = reference().find(([name]) => name === 'francdat_na_alpha0.5')![1];
    const { f, F, risks } = rowsOf(tableFor('francdat_na'), half);
    const between = [1, 5, 6];
    for (const row of between) {
      expect(f[row]).toBe(1.5);
      const [low, high] = [2, 1].map(
        (size) => classRisks({ f: Float64Array.of(size), F: F.slice(row, row + 1), isCounted: false }, QUIET_TASK)[0]!,
      );
      expect(risks[row]).toBeGreaterThan(Math.min(low!, high!));
      expect(risks[row]).toBeLessThan(Math.max(low!, high!));
    }
    const { individual } = assessRisk(tableFor('francdat_na'), half.keyVars, {
      threshold: 0.2,
      weight: columnOf(tableFor('francdat_na'), 'w'),
      alpha: 0.5,
    });
    expect(individual.expected).toBeGreaterThan(0.0415); // what sdcMicro says: three records count nothing
    expect(individual.isStrict).toBe(false);
  });

  test('households', () => {
    let compared = 0;
    for (const [name, expected] of reference()) {
      if (!expected.hier) continue;
      const table = tableFor(name);
      const household = columnOf(table, 'ori_hid')!;
      // From sdcMicro's own individual risks, which are approximations for large classes.
      compared += closeTo(householdRisks(Float64Array.from(expected.risk_approx), household), expected.hier);
      const weight = columnOf(table, 'sampling_weight');
      const { individual } = assessRisk(table, expected.keyVars, { threshold: 0.2, weight, household, maximumSize: 1 });
      expect(relative(individual.household!.expected, expected.hier_risk_ER!)).toBeLessThan(1e-3);
      expect(relative(individual.household!.globalRisk, expected.hier_risk!)).toBeLessThan(1e-3);
    }
    expect(compared).toBeGreaterThan(9000);
  });
});
