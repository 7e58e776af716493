import { describe, expect, test } from 'vitest';
import { assessRisk } from '@shared/risk/assess-risk.ts';
import { classesOf, representatives, take } from '@shared/risk/equivalence-classes.ts';
import { coded32 } from '@shared/risk/measure-risk.ts';
import { scoreSpecialUniques } from '@shared/risk/special-uniques.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';

interface Suda {
  readonly variables: string[];
  readonly DisFraction: number;
  readonly score: number[];
  readonly disScore: number[];
  readonly attribute_contributions: readonly { variable: string; contribution: number }[];
  readonly attribute_level_contributions: readonly { variable: string; attribute: string; contribution: number }[];
  readonly n_with_msu: number;
  readonly max: number;
  readonly sum: number;
  readonly dis_sum: number;
  readonly dis_max: number;
}

const CASES = [
  ['book', 'suda_book'],
  ['guideline', 'suda_guideline'],
  ['abc', 'suda_abc'],
  ['testdata_kv5', 'testdata'],
  ['testdata_kv7', 'testdata'],
  ['testdata_kv7_p0.1', 'testdata'],
  ['francdat_k2456', 'francdat'],
] as const;

describe.skipIf(!hasReferenceData)('SUDA2 as in sdcMicro', () => {
  test('every case is compared', () => {
    const names = CASES.map(([name]): string => name);
    expect(Object.keys(referenceJson<Record<string, Suda>>('golden/expected/suda2.json')).sort()).toEqual(names.sort());
  });

  test.each(CASES)('%s', (name, file) => {
    const expected = referenceJson<Record<string, Suda>>('golden/expected/suda2.json')[name]!;
    const { variables, DisFraction: fraction } = expected;
    const table = referenceCsv(`golden/inputs/${file}.csv`);
    const columns = variables.map((variable) => columnOf(table, variable)!);
    const classes = classesOf(columns.map(coded32));
    const sample = representatives(classes);
    const sampled = columns.map((column) => take(coded32(column), sample));
    const found = scoreSpecialUniques(sampled, classes.sizes, { maximumSize: variables.length, fraction }, QUIET_TASK);

    expect(Array.from(classes.classOf, (c) => found.scores[c])).toEqual(expected.score);
    expected.disScore.forEach((dis, row) => {
      expect(Math.abs(found.dis[classes.classOf[row]!]! - dis)).toBeLessThan(1e-6);
    });
    expected.attribute_contributions.forEach(({ variable, contribution }) => {
      expect(found.columnPercents[variables.indexOf(variable)]).toBeCloseTo(contribution, 6);
    });
    for (const { variable, attribute, contribution } of expected.attribute_level_contributions) {
      const at = variables.indexOf(variable);
      const code = columns[at]!.values.indexOf(attribute, 1);
      expect(code).toBeGreaterThan(0);
      expect(found.valuePercents[at]![code]).toBeCloseTo(contribution, 6);
    }

    const { specialUniques } = assessRisk(table, variables, {
      threshold: 0.2,
      population: { type: 'fraction', fraction },
    });
    expect(specialUniques.isComplete).toBe(true);
    expect(specialUniques.records).toBe(expected.n_with_msu);
    expect(specialUniques.highestScore).toBe(expected.max);
    expect(specialUniques.expectedDis).toBeCloseTo(expected.dis_sum, 5);
    expect(specialUniques.highestDis).toBeCloseTo(expected.dis_max, 6);
    expect(specialUniques.isDisMeaningful).toBe(name !== 'abc');
    expect(specialUniques.bars.reduce((sum, bar) => sum + bar.records, 0)).toBe(expected.n_with_msu);
  });
});
