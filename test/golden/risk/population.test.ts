import { describe, expect, test } from 'vitest';
import { assessRisk } from '@shared/risk/assess-risk.ts';
import { columnOf } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';

interface Uniqueness {
  readonly population_size: number;
  readonly zayatz: number;
  readonly pitman: number;
  readonly dankar: number;
  readonly model: string;
}
interface Reference {
  readonly risk_input: readonly {
    readonly quasi_identifiers: string[];
    readonly risk: {
      readonly population_uniqueness_usa: Record<string, number | string>;
      readonly population_uniqueness_other_fractions: readonly Record<string, number | string>[];
    };
  }[];
}
interface LogLinear {
  readonly model: string;
  readonly cells: number;
  readonly sample_uniques: number;
  readonly tau1_population_lambda: number;
  readonly tau2_population_lambda: number;
}

const relative = (found: number, expected: number) => Math.abs(found / expected - 1);

describe.skipIf(!hasReferenceData)('population uniques of the census extract, as ARX', () => {
  const read = () => {
    const { quasi_identifiers: names, risk } = referenceJson<Reference>('adult/reference.json').risk_input[0]!;
    const usa = risk.population_uniqueness_usa;
    const cases = [
      {
        population_size: usa.population_size,
        zayatz: usa.zayatz_fraction,
        pitman: usa.pitman_fraction,
        dankar: usa.dankar_fraction,
        model: usa.dankar_model_chosen,
      },
      ...risk.population_uniqueness_other_fractions.map((entry) => ({ ...entry, model: entry.dankar_model })),
    ] as Uniqueness[];
    return { names, cases, table: referenceCsv('adult/adult.csv', ';') };
  };

  test('Zayatz, Pitman and the rule of Dankar at every sampling fraction', () => {
    const { names, cases, table } = read();
    expect(cases).toHaveLength(4);
    for (const expected of cases) {
      const fraction = table.rowCount / expected.population_size;
      const options = { threshold: 0.2, population: { type: 'fraction', fraction }, maximumSize: 1 } as const;
      const { population } = assessRisk(table, names, options);
      expect(population.known).toBe('fraction');
      const scenario = population.scenarios[0]!;
      expect(scenario.populationSize).toBe(expected.population_size);
      const share = (model: string) => scenario.estimates.find((entry) => entry.model === model)!.share!;
      expect(relative(share('zayatz'), expected.zayatz)).toBeLessThan(1e-9);
      expect(relative(share('pitman'), expected.pitman)).toBeLessThan(1e-9);
      expect(scenario.decided!.model).toBe(expected.model.toLowerCase());
      expect(relative(scenario.decided!.share!, expected.dankar)).toBeLessThan(1e-9);
    }
  });
});

describe.skipIf(!hasReferenceData)('Poisson log-linear model', () => {
  // sdcMicro's modRisk takes the fitted sample means for the population's and says 0.209 and 0.273 here.
  test('tau1 and tau2 with lambda = mu / pi', () => {
    const expected = referenceJson<Record<string, LogLinear>>('golden/expected/modRisk_correct.json').testdata!;
    const table = referenceCsv('golden/inputs/testdata.csv');
    const names = expected.model
      .replace('~', '')
      .split('+')
      .map((name) => name.trim());
    const weight = columnOf(table, 'sampling_weight');
    const { population } = assessRisk(table, names, { threshold: 0.2, weight });
    expect(population.known).toBe('weights');
    expect(population.sampleUniques).toBe(expected.sample_uniques);
    const { fraction, logLinearTrend: found } = population.scenarios[0]!;
    expect(fraction).toBeCloseTo(0.01, 12);
    expect(found!.cells).toBe(expected.cells);
    expect(relative(found!.tau1, expected.tau1_population_lambda)).toBeLessThan(1e-9);
    expect(relative(found!.tau2, expected.tau2_population_lambda)).toBeLessThan(1e-9);
  });
});
