import { describe, expect, it } from 'vitest';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { type LocalAttribute, recodeLocally } from '@shared/deidentification/local/recode-locally.ts';
import { kAnonymity } from '@shared/privacy-model/k-anonymity.ts';
import type { AppError } from '@shared/std/app-error.ts';
import { cancelled, QUIET_TASK } from '@shared/std/task.ts';
import { column } from '../../../support/deid-columns.ts';

function ages(texts: readonly (string | null)[], widths = [10, 20]): LocalAttribute {
  const own = column('age', texts);
  return { name: 'age', codes: own.codes, ...compileHierarchy({ type: 'intervals', origin: 0, widths }, own) };
}

function recode(attributes: readonly LocalAttribute[], rowCount: number, k: number, task = QUIET_TASK) {
  const recoded = recodeLocally({ rowCount, attributes, sensitive: [], models: [kAnonymity(k)] }, task);
  const text = recoded.columns.map(({ codes, values }) =>
    [...codes].map((code) => (code === 0 ? null : values[code]!)),
  );
  return { ...recoded, text };
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as AppError).code;
  }
  return 'nothing thrown';
}

describe('local recoding', () => {
  it('generalizes only the records that need it', () => {
    const { text, granularity } = recode([ages(['21', '21', '24', '25', '67', '61'])], 6, 2);
    expect(text[0]).toEqual(['21', '21', '[20, 30)', '[20, 30)', '[60, 70)', '[60, 70)']);
    expect(granularity).toBeGreaterThan(0.5);
  });

  it('releases nothing of an empty table, and one class of equal records as it is', () => {
    expect(recode([ages([])], 0, 5).classSizes).toHaveLength(0);
    const same = recode([ages(['30', '30', '30'])], 3, 3);
    expect(same.text[0]).toEqual(['30', '30', '30']);
    expect(same.granularity).toBe(1);
  });

  it('refuses k above the number of records, and a column that may not be generalized far enough', () => {
    expect(codeOf(() => recode([ages(['21', '22'])], 2, 3))).toBe('search.no-solution');
    const far = ages(['21', '71']);
    expect(recode([far], 2, 2).text[0]).toEqual(['*', '*']);
    expect(codeOf(() => recode([{ ...far, maxLevel: 2 }], 2, 2))).toBe('search.no-solution');
    expect(codeOf(() => recode([{ ...far, maxLevel: 9 }], 2, 2))).toBe('hierarchy.level-too-high');
    expect(codeOf(() => recode([{ ...far, weight: 0 }], 2, 2))).toBe('search.weight-not-positive');
  });

  it('starts from the lowest level that the recipe allows', () => {
    expect(recode([{ ...ages(['21', '21', '24']), minLevel: 1 }], 3, 2).text[0]).toEqual(Array(3).fill('[20, 30)'));
  });

  it('takes a missing cell for a value of its own', () => {
    expect(recode([ages([null, null, '21', '22'])], 4, 2).text[0]).toEqual([null, null, '[20, 30)', '[20, 30)']);
    expect(recode([ages([null, '21', '22', '23'])], 4, 3).text[0]).toEqual(['*', '*', '*', '*']);
  });

  it('weighs the columns', () => {
    const first = ages(['21', '21', '24', '24']);
    const second = { ...ages(['31', '34', '31', '34']), name: 'years' };
    const [a, b] = recode([{ ...first, weight: 5 }, second], 4, 2).text;
    expect(a).toEqual(['21', '21', '24', '24']);
    expect(b).toEqual(Array(4).fill('[30, 40)'));
    const [c, d] = recode([first, { ...second, weight: 5 }], 4, 2).text;
    expect(c).toEqual(Array(4).fill('[20, 30)'));
    expect(d).toEqual(['31', '34', '31', '34']);
  });

  it('is cancelled at a checkpoint', () => {
    const task = {
      report() {},
      checkpoint() {
        throw cancelled();
      },
    };
    expect(codeOf(() => recode([ages(['21', '22'])], 2, 2, task))).toBe('job.cancelled');
  });

  it('does with sixty-four columns, and with more values than pairs are tabulated for', () => {
    const many = Array.from({ length: 64 }, (_, at) => ({
      ...ages(Array.from({ length: 30 }, (_row, row) => String((row * (at + 3)) % 40))),
      name: `c${at}`,
    }));
    expect(Math.min(...recode(many, 30, 5).classSizes)).toBeGreaterThanOrEqual(5);
    const wide = ages(
      Array.from({ length: 3000 }, (_, row) => String(row)),
      [10, 1000],
    );
    const { text, classSizes } = recode([wide], 3000, 3);
    expect(Math.min(...classSizes)).toBeGreaterThanOrEqual(3);
    expect(new Set(text[0]).size).toBe(300);
  });
});
