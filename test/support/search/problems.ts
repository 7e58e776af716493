/** Random small search problems with models of every kind. */
import fc from 'fast-check';
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import type {
  QualityName,
  SearchAttribute,
  SearchPopulation,
  SearchProblem,
} from '@shared/deidentification/search/search-problem.ts';
import type { Histogram, Monotonicity, PrivacyModel } from '@shared/privacy-model/privacy-model.ts';
import type { ReleaseModel } from '@shared/privacy-model/release-model.ts';
import { column } from '../deid-columns.ts';

export const QUALITIES: readonly QualityName[] = [
  'loss',
  'discernibility',
  'average-class-size',
  'entropy',
  'precision',
];

/** A nested hierarchy over 'a'..'f': runs of the alphabet that are joined level by level. */
const hierarchyArbitrary = fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 0, maxLength: 2 }).map((widths) => {
  let width = 1;
  const groups = widths.map((factor) => {
    width *= factor;
    const own = width;
    return (index: number) => `g${Math.floor(index / own)}`;
  });
  return [...'abcdef'].map((leaf, index) => [leaf, ...groups.map((group) => group(index)), '*']);
});
const cellArbitrary = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', null);
const cellsArbitrary = fc.tuple(cellArbitrary, cellArbitrary, cellArbitrary);
const weightArbitrary = fc.constantFrom(undefined, 0.25, 1, 3);

const byKind = {
  'k-anonymity': (k: number) => model({ minimumClassSize: k, passes: (size) => size >= k }),
  'k-map': (k: number) =>
    model({ usesPopulation: true, passes: (_size, _histogram, people) => people === null || people >= k }),
  'distinct values': (l: number) =>
    model({ sensitive: 's', minimumClassSize: l, passes: (_size, values) => values!.length >= l }),
  // at most a share of one value: a union of passing classes passes, a union with a failing one need not
  'no frequent value': (k: number) =>
    model({
      sensitive: 's',
      monotonicity: 'without-suppression',
      passes: (size, values) => size === 0 || greatest(values!) <= size * (1 - 0.5 / k),
    }),
  'size by thirds': (k: number) => model({ monotonicity: 'never', passes: (size) => size % 3 !== k % 3 }),
  'odd number of values': () =>
    model({ sensitive: 's', monotonicity: 'never', passes: (_size, values) => values!.length % 2 === 1 }),
  'known presence': (k: number) =>
    model({
      usesPopulation: true,
      monotonicity: 'without-suppression',
      suppression: 'fails',
      passes: (size, _values, people) => people === null || people === 0 || size >= (people * k) / 12,
    }),
} satisfies Record<string, (k: number) => PrivacyModel>;
const modelArbitrary = fc
  .tuple(fc.constantFrom(...(Object.keys(byKind) as (keyof typeof byKind)[])), fc.integer({ min: 1, max: 5 }))
  .map(([kind, k]) => byKind[kind](k));

interface Fake {
  readonly passes: (size: number, histogram: Histogram | null, people: number | null) => boolean;
  readonly sensitive?: string;
  readonly usesPopulation?: boolean;
  readonly monotonicity?: Monotonicity;
  readonly suppression?: 'mends' | 'fails';
  readonly minimumClassSize?: number;
}

export function model({
  passes,
  sensitive,
  usesPopulation,
  monotonicity,
  suppression,
  minimumClassSize,
}: Fake): PrivacyModel {
  return {
    type: 'fake',
    label: 'fake',
    sensitive: sensitive ?? null,
    usesPopulation: usesPopulation ?? false,
    monotonicity: monotonicity ?? 'always',
    suppression: suppression ?? 'mends',
    minimumClassSize: minimumClassSize ?? 1,
    passes,
    measure: (size) => size,
    worst: 'lowest',
  };
}

function greatest({ length, counts }: Histogram): number {
  let most = 0;
  for (let at = 0; at < length; at++) most = Math.max(most, counts[at]!);
  return most;
}

/** Rows per class of at least `average`. */
function averageModel(average: number): ReleaseModel {
  return {
    type: 'fake',
    label: 'fake',
    monotonicity: 'without-suppression',
    smallestSize({ sizes, classes, length }) {
      for (let from = 0; from < length; from++) {
        let rows = 0;
        let count = 0;
        for (let at = from; at < length; at++) {
          rows += sizes[at]! * classes[at]!;
          count += classes[at]!;
        }
        if (rows >= average * count) return from === 0 ? 1 : sizes[from - 1]! + 1;
      }
      return length === 0 ? 1 : sizes[length - 1]! + 1;
    },
    measure: () => null,
    holds: () => true,
  };
}

export const problemArbitrary: fc.Arbitrary<SearchProblem> = fc
  .record({
    rows: fc.array(fc.tuple(cellsArbitrary, fc.nat(3)), { minLength: 0, maxLength: 40 }),
    others: fc.option(fc.array(fc.tuple(cellsArbitrary, fc.integer({ min: 0, max: 3 })), { maxLength: 30 }), {
      nil: null,
    }),
    hierarchies: fc.tuple(hierarchyArbitrary, hierarchyArbitrary, hierarchyArbitrary),
    fixed: fc.option(fc.nat(2), { nil: null }),
    bounds: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
    isBounded: fc.boolean(),
    weights: fc.tuple(weightArbitrary, weightArbitrary, weightArbitrary),
    models: fc.array(modelArbitrary, { maxLength: 3 }),
    average: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
    limit: fc.constantFrom(0, 0.05, 0.1, 0.3, 0.7, 1),
    quality: fc.constantFrom(...QUALITIES),
  })
  .map(({ rows, others, hierarchies, fixed, bounds, isBounded, weights, models, average, limit, quality }) => {
    const people = others ?? [];
    const attributes = hierarchies.map((table, at): SearchAttribute => {
      const cells = column(
        `q${at}`,
        [...rows, ...people].map(([values]) => values[at]!),
      );
      const compiled = compileHierarchy({ type: 'table', rows: table }, cells);
      const levels = fixed === at ? compiled.levels.slice(0, 1) : compiled.levels;
      const [least, most] = [bounds[at * 2]!, bounds[at * 2 + 1]!].sort();
      return {
        name: cells.name,
        codes: cells.codes,
        levels,
        leaves: compiled.leaves,
        ...(weights[at] === undefined ? {} : { weight: weights[at] }),
        ...(isBounded ? { minLevel: Math.min(least!, levels.length - 1) } : {}),
        ...(isBounded ? { maxLevel: Math.min(most!, levels.length - 1) } : {}),
      };
    });
    const population: SearchPopulation | null = others && {
      rowCount: others.length,
      codes: attributes.map(({ codes }) => codes.slice(rows.length)),
      people: Uint32Array.from(others, ([, count]) => count),
    };
    return {
      rowCount: rows.length,
      attributes: attributes.map((attribute) => ({ ...attribute, codes: attribute.codes.slice(0, rows.length) })),
      sensitive: models.some(({ sensitive }) => sensitive !== null)
        ? [{ name: 's', codes: Uint32Array.from(rows, ([, code]) => code), valueCount: 4 }]
        : [],
      models,
      releaseModels: average === null ? [] : [averageModel(average)],
      suppressionLimit: limit,
      quality,
      population,
    };
  });
