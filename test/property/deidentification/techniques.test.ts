import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Technique, Technique as TechniqueSchema } from '@shared/deidentification/recipe.ts';
import { choleskyFactor, covariances } from '@shared/deidentification/technique/correlated-noise.ts';
import { numberMatrix } from '@shared/deidentification/technique/number-matrix.ts';
import { postRandomizationMatrix } from '@shared/deidentification/technique/pram.ts';
import { gaussian } from '@shared/deidentification/technique/random-draws.ts';
import { sampledRows } from '@shared/deidentification/technique/sampling.ts';
import { shuffledOrder } from '@shared/deidentification/technique/shuffling.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import { cells, table } from '../../support/deid-columns.ts';
import { transformed } from '../../support/technique-context.ts';

const NUMBER = fc.integer({ min: -50, max: 50 }).map(String);
const NUMBERS = fc.array(fc.option(NUMBER, { freq: 8 }), { minLength: 1, maxLength: 40 });

/** One of every technique that can be applied to numbers, with the column as its own group. */
const ON_NUMBERS: readonly Technique[] = [
  { type: 'none' },
  { type: 'masking', keepStart: 1, keepEnd: 0, hideLength: false },
  { type: 'pseudonymization', length: 20 },
  { type: 'top-bottom-coding', bottom: -20, top: 20 },
  { type: 'rounding', base: 7 },
  { type: 'postal-code', digits: 1, threshold: 0, population: { type: 'small-areas' } },
  { type: 'noise', distribution: 'laplace', scale: 3, decimals: 1 },
  { type: 'correlated-noise', level: 0.3, group: 'g' },
  { type: 'rank-swapping', percent: 20 },
  { type: 'pram', retain: 0.5 },
  { type: 'microaggregation', k: 3, method: 'mdav' },
  { type: 'microaggregation', k: 3, method: 'univariate' },
  { type: 'redaction', names: ['x'] },
  { type: 'cell-suppression', rarerThan: 2 },
];

describe('every technique', () => {
  it('leaves missing cells missing, all others present, and answers a seed with the same release', () => {
    fc.assert(
      fc.property(NUMBERS, fc.constantFrom(...ON_NUMBERS), fc.nat(), (values, technique, seed) => {
        const data = table({ c: values });
        const [one] = transformed(data, ['c'], technique, { seed }).columns;
        expect(one!.map((cell) => cell === null)).toEqual(values.map((cell) => cell === null));
        expect(transformed(data, ['c'], technique, { seed }).columns[0]).toEqual(one);
      }),
    );
  });

  it('says of each released value what it lost, from 0 to 1', () => {
    fc.assert(
      fc.property(NUMBERS, fc.constantFrom(...ON_NUMBERS), (values, technique) => {
        const [made] = transformed(table({ c: values }), ['c'], technique).made;
        expect(made!.loss).toHaveLength(made!.column.values.length);
        expect([...made!.loss].every((loss) => loss >= 0 && loss <= 1)).toBe(true);
      }),
    );
  });

  it('is tried here or has tests of its own', () => {
    const elsewhere = ['suppression', 'generalization', 'date-truncation', 'age', 'date-shift'];
    const tried = new Set([...ON_NUMBERS.map(({ type }) => type), ...elsewhere]);
    expect(
      TechniqueSchema.options.map(({ entries }) => entries.type.literal).filter((type) => !tried.has(type)),
    ).toEqual([]);
  });

  it('that sets values to representatives changes nothing the second time', () => {
    const settled = ON_NUMBERS.filter(({ type }) =>
      ['none', 'top-bottom-coding', 'rounding', 'redaction'].includes(type),
    );
    fc.assert(
      fc.property(NUMBERS, fc.constantFrom(...settled), (values, technique) => {
        const [once] = transformed(table({ c: values }), ['c'], technique).columns;
        expect(transformed(table({ c: once! }), ['c'], technique).columns[0]).toEqual(once);
      }),
    );
  });
});

describe('rank swapping', () => {
  it('keeps every value as often, and exchanges within the share of ranks', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(),
        (numbers, percent, seed) => {
          const values = numbers.map(String);
          const [swapped] = transformed(
            table({ c: values }),
            ['c'],
            { type: 'rank-swapping', percent },
            { seed },
          ).columns;
          expect(swapped!.toSorted()).toEqual(values.toSorted());
          const rankOf = new Map(numbers.toSorted((a, b) => a - b).map((number, rank) => [String(number), rank]));
          const reach = Math.max(1, Math.floor((percent / 100) * values.length));
          values.forEach((value, row) => {
            expect(Math.abs(rankOf.get(value)! - rankOf.get(swapped![row]!)!)).toBeLessThanOrEqual(reach);
          });
        },
      ),
    );
  });

  it('leaves no pair in reach untouched', () => {
    const values = Array.from({ length: 100 }, (_, at) => String(at));
    const [swapped] = transformed(table({ c: values }), ['c'], { type: 'rank-swapping', percent: 10 }).columns;
    expect(values.filter((value, row) => value === swapped![row]).length).toBeLessThan(10);
  });
});

describe('post-randomization', () => {
  it('is invariant: t P = t, and every row of P is a distribution', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (counts, retain) => {
          fc.pre(counts.some((count) => count > 0));
          const matrix = postRandomizationMatrix(counts, retain);
          for (const row of matrix) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
          counts.forEach((count, to) => {
            expect(counts.reduce((sum, own, from) => sum + own * matrix[from]![to]!, 0)).toBeCloseTo(count, 6);
          });
        },
      ),
    );
  });

  it('draws by its matrix', () => {
    const values = Array.from({ length: 40_000 }, (_, at) => (at % 4 === 0 ? 'rare' : 'often'));
    const [changed] = transformed(table({ c: values }), ['c'], { type: 'pram', retain: 0.6 }).columns;
    const share = (from: string, to: string) =>
      values.filter((value, row) => value === from && changed![row] === to).length /
      values.filter((value) => value === from).length;
    const [[stays, goes], [comes]] = postRandomizationMatrix([10_000, 30_000], 0.6) as [number[], number[]];
    expect(share('rare', 'rare')).toBeCloseTo(stays!, 1);
    expect(share('rare', 'often')).toBeCloseTo(goes!, 1);
    expect(share('often', 'rare')).toBeCloseTo(comes!, 1);
  });
});

describe('correlated noise', () => {
  it('factors covariances, singular ones too', () => {
    const size = 4;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 2 }), {
          minLength: size,
          maxLength: size,
        }),
        (loadings) => {
          const matrix = loadings.map((one) => loadings.map((other) => one[0]! * other[0]! + one[1]! * other[1]!));
          const factor = choleskyFactor(matrix);
          matrix.forEach((row, at) => {
            row.forEach((value, other) => {
              expect(factor[at]!.reduce((sum, part, below) => sum + part * factor[other]![below]!, 0)).toBeCloseTo(
                value,
                6,
              );
            });
          });
        },
      ),
    );
  });

  it('keeps means and covariances, and does change the numbers', () => {
    // sdcMicro 5.8: "restr" moves means by standard deviations and adds no noise, "ROMM" loses a quarter of the covariance
    const random = seededRandom(3, 'data');
    const rows = Array.from({ length: 30_000 }, () => {
      const [one, other] = [gaussian(random), gaussian(random)];
      return [500 + 20 * one, -3 + 0.5 * one + 0.2 * other] as const;
    });
    const data = table({ a: rows.map(([a]) => a.toFixed(6)), b: rows.map(([, b]) => b.toFixed(6)) });
    const { made } = transformed(data, ['a', 'b'], { type: 'correlated-noise', level: 0.5, group: 'g' });
    const [before, after] = [numberMatrix(data.columns), numberMatrix(made.map(({ column }) => column))];
    after.columns.forEach(({ mean, numbers }, at) => {
      const own = before.columns[at]!;
      expect(Math.abs(mean - own.mean) / own.deviation).toBeLessThan(0.02);
      // the correlation of original and released number is 1 / √(1 + level²)
      const moved =
        numbers.reduce((sum, number, row) => sum + Math.abs(number - own.numbers[row]!), 0) / numbers.length;
      expect(moved / own.deviation).toBeGreaterThan(0.3);
    });
    const [expected, measured] = [covariances(before), covariances(after)];
    measured.forEach((row, at) => {
      row.forEach((value, other) => {
        const unit = Math.sqrt(expected[at]![at]! * expected[other]![other]!);
        expect(Math.abs(value - expected[at]![other]!) / unit).toBeLessThan(0.03);
      });
    });
  });
});

describe('a date shift', () => {
  it('keeps the days between the dates of a person', () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), day, day), { minLength: 1, maxLength: 20 }),
        (rows) => {
          const data = table({
            who: rows.map(([who]) => who),
            one: rows.map(([, one]) => one),
            two: rows.map(([, , two]) => two),
          });
          const { columns } = transformed(data, ['one', 'two'], { type: 'date-shift', days: 60, person: 'who' });
          const offsets = new Map<string, number>();
          rows.forEach(([who, ...dates], row) => {
            dates.forEach((date, at) => {
              const offset = (Date.parse(columns[at]![row]!) - Date.parse(date)) / 86_400_000;
              expect(offset).toBe(offsets.get(who) ?? offset);
              expect(Math.abs(offset)).toBeGreaterThanOrEqual(1);
              expect(Math.abs(offset)).toBeLessThanOrEqual(60);
              offsets.set(who, offset);
            });
          });
        },
      ),
    );
  });
});

describe('sampling', () => {
  it('draws exactly as many rows, each once', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.nat(),
        (rowCount, fraction, seed) => {
          const rows = [...sampledRows(rowCount, fraction, seed)];
          expect(rows).toHaveLength(Math.round(fraction * rowCount));
          expect(rows.every((row, at) => row < rowCount && (at === 0 || row > rows[at - 1]!))).toBe(true);
        },
      ),
    );
  });

  it('draws every row as often', () => {
    const counts = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 4_000; seed++) for (const row of sampledRows(20, 0.25, seed)) counts[row]!++;
    // 1,000 expected, standard deviation 27
    expect(Math.min(...counts)).toBeGreaterThan(870);
    expect(Math.max(...counts)).toBeLessThan(1_130);
  });
});

describe('the order of a release', () => {
  const TEXT = fc.option(fc.constantFrom('', 'a', 'b', 'aa', '*'), { freq: 6 });
  const ROWS = fc.array(fc.tuple(TEXT, TEXT), { maxLength: 30 });
  const tableFrom = (rows: readonly (readonly (string | null)[])[]): Table =>
    table({ x: rows.map(([x]) => x ?? null), y: rows.map(([, y]) => y ?? null) });
  const ordered = (data: Table, seed: number) => {
    const order = shuffledOrder(
      data.columns,
      Uint32Array.from({ length: data.rowCount }, (_, row) => row),
      seed,
      QUIET_TASK,
    );
    expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: data.rowCount }, (_, row) => row));
    const columns = data.columns.map(cells);
    return [...order].map((row) => columns.map((column) => column[row]));
  };

  it('is a function of the rows and the seed, whatever order and dictionary they had', () => {
    fc.assert(
      fc.property(
        ROWS.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        fc.nat(),
        ([rows, mixed], seed) => {
          expect(ordered(tableFrom(mixed), seed)).toEqual(ordered(tableFrom(rows), seed));
        },
      ),
    );
  });

  it('changes with the seed and does not keep the order that the rows had', () => {
    const rows = Array.from({ length: 500 }, (_, at) => [String(at), 'x']);
    const [one, other] = [ordered(tableFrom(rows), 1), ordered(tableFrom(rows), 2)];
    expect(one).not.toEqual(other);
    const ascents = one.filter((row, at) => at > 0 && Number(row[0]) > Number(one[at - 1]![0])).length;
    expect(ascents).toBeGreaterThan(200);
    expect(ascents).toBeLessThan(300);
  });
});
