import { describe, expect, test } from 'vitest';
import { individualRisk } from '@shared/risk/individual-risk.ts';
import { measureRisk } from '@shared/risk/measure-risk.ts';
import { classesOf } from '@shared/risk/equivalence-classes.ts';
import { averageClassSize, discernibility } from '@shared/utility/measure-utility.ts';
import { columnOf, type Table } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';

const KV7 = ['urbrur', 'roof', 'walls', 'water', 'electcon', 'relat', 'sex'];
const KV5 = ['urbrur', 'roof', 'walls', 'water', 'sex'];
const OPTIONS = { threshold: 0.2 };

function sizesOf(table: Table, keys: readonly string[]) {
  const columns = keys.map((key) => columnOf(table, key)!);
  return classesOf(columns.map(({ codes, values }) => ({ codes, cardinality: values.length })));
}

interface SdcMicro {
  readonly keyVars: string[];
  readonly n: number;
  readonly n1: number;
  readonly n2: number;
  readonly fk: number[];
  readonly Fk: number[];
}
interface RiskModels {
  readonly n: number;
  readonly classes: number;
  readonly k: number;
  readonly sample_uniques: number;
  readonly prosecutor_max: number;
  readonly prosecutor_avg: number;
  readonly records_at_risk: Record<string, number>;
  readonly avg_class_size: number;
  readonly discernibility: number;
}

describe.skipIf(!hasReferenceData)('sdcMicro', () => {
  test.each([
    ['francdat_k2456_w', 'francdat.csv'],
    ['testdata_kv7_w', 'testdata.csv'],
  ])('class sizes of %s', (name, file) => {
    const expected = referenceJson<Record<string, SdcMicro>>('golden/expected/risk.json')[name]!;
    const table = referenceCsv(`golden/inputs/${file}`);
    const { classOf, sizes } = sizesOf(table, expected.keyVars);
    expect(Array.from(classOf, (c) => sizes[c])).toEqual(expected.fk);
    const report = measureRisk(table, expected.keyVars, OPTIONS);
    expect(report.uniques).toBe(expected.n1);
    expect(report.classSizes[1]!.records).toBe(expected.n2);
    expect(report.wildcard).toBeNull();
  });

  test('a missing cell that matches anything (alpha = 1), and one that is a value', () => {
    const expected = referenceJson<Record<string, SdcMicro>>('golden/expected/risk.json').francdat_na_alpha1!;
    const report = measureRisk(referenceCsv('golden/inputs/francdat_na.csv'), expected.keyVars, OPTIONS);
    expect(report.wildcard).toMatchObject({
      uniques: expected.fk.filter((f) => f === 1).length,
      smallestClass: Math.min(...expected.fk),
    });
    expect(report.uniques).toBe(6); // strict: rows 2 to 7 each have a pattern of their own
  });

  test('individual risk against 50-digit arithmetic', () => {
    const sdc = referenceJson<Record<string, SdcMicro>>('golden/expected/risk.json');
    const truth = referenceJson<Record<string, { risk_hypergeometric?: number[] }>>(
      'golden/expected/risk_hypergeometric.json',
    );
    let compared = 0;
    for (const [name, { risk_hypergeometric: risks }] of Object.entries(truth)) {
      const reference = sdc[name];
      if (!risks || !reference) continue;
      risks.forEach((risk, row) => {
        const f = reference.fk[row]!;
        if (!Number.isInteger(f)) return;
        expect(Math.abs(individualRisk(f, f / reference.Fk[row]!) / risk - 1)).toBeLessThan(1e-9);
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(4000);
  });
});

describe.skipIf(!hasReferenceData)('prosecutor, thresholds, discernibility, average class size', () => {
  test.each([
    ['testdata_kv7', KV7],
    ['testdata_kv5', KV5],
  ])('%s', (name, keys) => {
    const expected = referenceJson<Record<string, RiskModels>>('golden/expected/risk_models.json')[name]!;
    const table = referenceCsv('golden/inputs/testdata.csv');
    const report = measureRisk(table, keys, OPTIONS);
    expect(report).toMatchObject({
      records: expected.n,
      classes: expected.classes,
      smallestClass: expected.k,
      uniques: expected.sample_uniques,
    });
    expect(report.prosecutor.highest).toBe(expected.prosecutor_max);
    expect(report.prosecutor.average).toBeCloseTo(expected.prosecutor_avg, 12);
    expect(report.marketer).toBeCloseTo(expected.prosecutor_avg, 12);
    const [half, third, fifth, , elevenHundredths, twentieth] = report.above.map((bar) => bar.share);
    expect(half).toBeCloseTo(expected.records_at_risk['0.5']!, 12);
    expect(third).toBeCloseTo(expected.records_at_risk['0.333']!, 12);
    expect(fifth).toBeCloseTo(expected.records_at_risk['0.2']!, 12);
    expect(elevenHundredths).toBeCloseTo(expected.records_at_risk['0.09']!, 12);
    expect(twentieth).toBeCloseTo(expected.records_at_risk['0.05']!, 12);
    const { sizes } = sizesOf(table, keys);
    expect(discernibility(sizes, expected.n, 0)).toBe(expected.discernibility);
    expect(averageClassSize(sizes.length, expected.n, 0, 1)).toBeCloseTo(expected.avg_class_size, 12);
  });
});

describe.skipIf(!hasReferenceData)('pycanon', () => {
  test.each(['StudentsMath_Score', 'StudentsMath_Score_k2', 'StudentsMath_Score_k5'])('k and classes of %s', (name) => {
    const expected =
      referenceJson<
        Record<string, { n: number; qi: string[]; k: number; max_rir: number; sizes_ec: { n_ec: number } }>
      >('golden/expected/pycanon.json')[name]!;
    const report = measureRisk(referenceCsv(`golden/inputs/${name}.csv`), expected.qi, OPTIONS);
    expect(report.records).toBe(expected.n);
    expect(report.smallestClass).toBe(expected.k);
    expect(report.classes).toBe(expected.sizes_ec.n_ec);
    expect(report.prosecutor.highest).toBe(expected.max_rir);
  });
});

interface Adult {
  readonly risk_input: readonly {
    readonly quasi_identifiers: string[];
    readonly risk: {
      readonly prosecutor: { highest: number; average_success_rate: number; records_at_risk: number };
      readonly marketer_success_rate: number;
      readonly sample: { sample_unique_records: number; histogram_classes: number };
      readonly size_histogram_first10_size_count: [number, number][];
    };
  }[];
  readonly attribute_risks_qi4: {
    readonly risks: readonly { attrs: string[]; distinction: number; separation: number }[];
  };
}

describe.skipIf(!hasReferenceData)('ARX on the census extract', () => {
  test('risk of the input', () => {
    const { quasi_identifiers, risk } = referenceJson<Adult>('adult/reference.json').risk_input[0]!;
    const report = measureRisk(referenceCsv('adult/adult.csv', ';'), quasi_identifiers, OPTIONS);
    expect(report.prosecutor.highest).toBe(risk.prosecutor.highest);
    expect(report.prosecutor.average).toBeCloseTo(risk.prosecutor.average_success_rate, 12);
    expect(report.prosecutor.recordsAtRisk).toBeCloseTo(risk.prosecutor.records_at_risk, 12);
    expect(report.marketer).toBeCloseTo(risk.marketer_success_rate, 12);
    expect(report.uniques).toBe(risk.sample.sample_unique_records);
    expect(report.classes).toBe(risk.sample.histogram_classes);
    const counts = new Map(risk.size_histogram_first10_size_count);
    expect(report.classSizes[0]!.classes).toBe(counts.get(1));
    expect(report.classSizes[2]).toEqual({
      label: '3-4',
      classes: counts.get(3)! + counts.get(4)!,
      records: 3 * counts.get(3)! + 4 * counts.get(4)!,
    });
  });

  test('distinction and separation of every subset', () => {
    const { risks } = referenceJson<Adult>('adult/reference.json').attribute_risks_qi4;
    const names = risks.filter((risk) => risk.attrs.length === 1).map((risk) => risk.attrs[0]!);
    const report = measureRisk(referenceCsv('adult/adult.csv', ';'), names, OPTIONS);
    expect(report.subsets.list).toHaveLength(risks.length);
    for (const expected of risks) {
      const wanted = expected.attrs.toSorted().join();
      const found = report.subsets.list.find(({ columns }) => columns.toSorted().join() === wanted)!;
      expect(found.distinction).toBeCloseTo(expected.distinction, 12);
      expect(found.separation).toBeCloseTo(expected.separation, 12);
      if (expected.attrs.length > 1) continue;
      const { distinction, separation } = report.contributions.find(({ column }) => column === wanted)!;
      expect([distinction, separation]).toEqual([found.distinction, found.separation]);
    }
  });
});
