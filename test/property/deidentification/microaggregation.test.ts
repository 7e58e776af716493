import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kdTree } from '@shared/deidentification/technique/kd-tree.ts';
import { mdavGroups } from '@shared/deidentification/technique/mdav.ts';
import { outermost } from '@shared/deidentification/technique/outermost.ts';
import { ascendingOrder } from '@shared/deidentification/technique/sort-order.ts';
import { univariateGroups } from '@shared/deidentification/technique/univariate-groups.ts';
import { QUIET_TASK } from '@shared/std/task.ts';

const DIMENSIONS = 3;
const COORDINATE = fc.integer({ min: -8, max: 8 });
const POINTS = (maxLength: number) =>
  fc
    .array(fc.array(COORDINATE, { minLength: DIMENSIONS, maxLength: DIMENSIONS }), { minLength: 1, maxLength })
    .map((points) => Float64Array.from(points.flat()));

const squared = (coordinates: Float64Array, point: number, target: ArrayLike<number>) => {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at++) sum += (coordinates[point * DIMENSIONS + at]! - target[at]!) ** 2;
  return sum;
};

describe('the order of numbers', () => {
  it('is that of a comparison, equal ones as they stood', () => {
    const number = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }), fc.constant(-0));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 60 }), (numbers) => {
        const expected = numbers
          .map((_, at) => at)
          .sort((a, b) => (numbers[a]! < numbers[b]! ? -1 : numbers[a]! > numbers[b]! ? 1 : a - b));
        expect([...ascendingOrder(Float64Array.from(numbers))]).toEqual(expected);
      }),
    );
  });
});

describe('neighbours', () => {
  it('are those of a search through all points, while points go', () => {
    fc.assert(
      fc.property(POINTS(60), fc.nat(), fc.integer({ min: 1, max: 7 }), (coordinates, seed, count) => {
        const tree = kdTree(coordinates, DIMENSIONS, QUIET_TASK);
        const outer = outermost(coordinates, DIMENSIONS);
        const left = Array.from({ length: coordinates.length / DIMENSIONS }, (_, point) => point);
        let state = seed;
        while (left.length > 0) {
          expect(tree.size).toBe(left.length);
          const target = Float64Array.from({ length: DIMENSIONS }, (_, at) => ((state >> (3 * at)) % 17) - 8);
          const distances = left.map((point) => squared(coordinates, point, target)).sort((a, b) => a - b);
          expect(squared(coordinates, tree.farthest(target), target)).toBe(distances.at(-1));
          const near = [...tree.nearest(target, count)];
          expect(new Set(near).size).toBe(near.length);
          expect(near.every((point) => left.includes(point))).toBe(true);
          expect(near.map((point) => squared(coordinates, point, target))).toEqual(distances.slice(0, count));
          const mean = Array.from({ length: DIMENSIONS }, (_, at) =>
            left.reduce((sum, point) => sum + coordinates[point * DIMENSIONS + at]! / left.length, 0),
          );
          const most = Math.max(...left.map((point) => squared(coordinates, point, mean)));
          expect(squared(coordinates, outer.point(), mean)).toBeCloseTo(most, 9);
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
          const [gone] = left.splice(state % left.length, 1);
          tree.remove(gone!);
          outer.remove(gone!);
        }
        expect(tree.farthest(new Float64Array(DIMENSIONS))).toBe(-1);
        expect(outer.point()).toBe(-1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('MDAV', () => {
  it('makes groups of k to 2k - 1, as many as there can be, also of equal points', () => {
    fc.assert(
      fc.property(POINTS(80), fc.integer({ min: 2, max: 9 }), (coordinates, k) => {
        const groupOf = mdavGroups(coordinates, DIMENSIONS, k, QUIET_TASK);
        const sizes = sizesOf(groupOf);
        if (groupOf.length < 2 * k) expect(sizes).toEqual([groupOf.length]);
        else {
          expect(Math.min(...sizes)).toBeGreaterThanOrEqual(k);
          expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * k - 1);
          expect(sizes).toHaveLength(Math.floor(groupOf.length / k));
        }
      }),
    );
  });

  it('is the plain algorithm where no distances tie', () => {
    const real = fc.double({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.array(fc.array(real, { minLength: DIMENSIONS, maxLength: DIMENSIONS }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 5 }),
        (points, k) => {
          const coordinates = Float64Array.from(points.flat());
          const plain = plainMdav(coordinates, k);
          fc.pre(plain !== null);
          expect(partition(mdavGroups(coordinates, DIMENSIONS, k, QUIET_TASK))).toEqual(partition(plain!));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('univariate microaggregation', () => {
  it('has the least sum of squares of all partitions into groups of at least k', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 2, max: 4 }),
        (values, k) => {
          const numbers = Float64Array.from(values);
          const groupOf = univariateGroups(numbers, k, QUIET_TASK);
          if (values.length >= k) expect(Math.min(...sizesOf(groupOf))).toBeGreaterThanOrEqual(k);
          expect(withinSquares(values, groupOf)).toBeCloseTo(leastSquares(values, k), 9);
        },
      ),
    );
  });
});

function sizesOf(groupOf: Int32Array): number[] {
  const sizes: number[] = [];
  for (const group of groupOf) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}

/** Groups as sorted lists of their points. */
function partition(groupOf: Int32Array): string[] {
  const groups: number[][] = [];
  groupOf.forEach((group, point) => {
    groups[group] ??= [];
    groups[group].push(point);
  });
  return groups.map((group) => group.join()).sort();
}

/** The algorithm as the paper tells it, with all distances; null when two distances that decide are equal. */
function plainMdav(coordinates: Float64Array, k: number): Int32Array | null {
  const groupOf = new Int32Array(coordinates.length / DIMENSIONS).fill(-1);
  const pointAt = (point: number) => coordinates.subarray(point * DIMENSIONS, (point + 1) * DIMENSIONS);
  let isTied = false;
  let groups = 0;
  const left = () => [...groupOf.keys()].filter((point) => groupOf[point]! < 0);
  const byDistance = (target: ArrayLike<number>) =>
    left().sort((a, b) => {
      const difference = squared(coordinates, a, target) - squared(coordinates, b, target);
      if (Math.abs(difference) < 1e-12) isTied = true;
      return difference;
    });
  const mean = () => {
    const points = left();
    return Array.from({ length: DIMENSIONS }, (_, at) =>
      points.reduce((sum, point) => sum + coordinates[point * DIMENSIONS + at]! / points.length, 0),
    );
  };
  const group = (point: number) => {
    for (const member of byDistance(pointAt(point)).slice(0, k)) groupOf[member] = groups;
    groups++;
  };
  while (left().length >= 3 * k) {
    const one = byDistance(mean()).at(-1)!;
    const other = byDistance(pointAt(one)).at(-1)!;
    group(one);
    group(groupOf[other]! < 0 ? other : byDistance(pointAt(one)).at(-1)!);
  }
  if (left().length >= 2 * k) group(byDistance(mean()).at(-1)!);
  for (const point of left()) groupOf[point] = groups;
  return isTied ? null : groupOf;
}

function withinSquares(values: readonly number[], groupOf: ArrayLike<number>): number {
  const groups = new Map<number, number[]>();
  values.forEach((value, at) => {
    groups.set(groupOf[at]!, [...(groups.get(groupOf[at]!) ?? []), value]);
  });
  return [...groups.values()].reduce((sum, group) => {
    const mean = group.reduce((total, value) => total + value, 0) / group.length;
    return sum + group.reduce((total, value) => total + (value - mean) ** 2, 0);
  }, 0);
}

/** Over all partitions, contiguous or not: a record joins an earlier group or opens one. */
function leastSquares(values: readonly number[], k: number): number {
  if (values.length < 2 * k)
    return withinSquares(
      values,
      values.map(() => 0),
    );
  let least = Number.POSITIVE_INFINITY;
  const groupOf: number[] = [];
  const place = (groups: number): void => {
    if (groupOf.length === values.length) {
      if (Math.min(...sizesOf(Int32Array.from(groupOf))) >= k) least = Math.min(least, withinSquares(values, groupOf));
      return;
    }
    for (let group = 0; group <= groups; group++) {
      groupOf.push(group);
      place(Math.max(groups, group + 1));
      groupOf.pop();
    }
  };
  place(0);
  return least;
}
