import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReleaseModel, type ReleaseModelSpec } from '@shared/privacy-model/create-model.ts';
import type { ClassSizes } from '@shared/privacy-model/release-model.ts';

const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 12 });
const threshold = fc.constantFrom(0.05, 0.1, 0.2, 0.25, 1 / 3, 0.5, 1);
const spec: fc.Arbitrary<ReleaseModelSpec> = fc.oneof(
  fc.record({ type: fc.constant('average-risk' as const), threshold }),
  fc.record({ type: fc.constant('sample-uniqueness' as const), threshold: fc.oneof(threshold, fc.constant(0)) }),
);

function classSizes(own: readonly number[]): ClassSizes {
  const rising = [...new Set(own)].sort((a, b) => a - b);
  return {
    sizes: rising,
    classes: rising.map((size) => own.filter((other) => other === size).length),
    length: rising.length,
  };
}

function holds({ type, threshold: bound }: ReleaseModelSpec, own: readonly number[]): boolean {
  const records = own.reduce((sum, size) => sum + size, 0);
  const counted = type === 'average-risk' ? own.length : own.filter((size) => size === 1).length;
  return records === 0 || counted / records <= bound + 1e-9;
}

describe('models of the whole release', () => {
  it('keep as many classes as they can, the smallest sizes going first', () => {
    fc.assert(
      fc.property(spec, sizes, (chosen, own) => {
        const model = createReleaseModel(chosen);
        const smallest = model.smallestSize(classSizes(own));
        const kept = own.filter((size) => size >= smallest);
        expect(holds(chosen, kept)).toBe(true);
        expect(model.holds(classSizes(kept))).toBe(true);
        // one size less would be too much, and one more still holds
        const below = own.filter((size) => size < smallest);
        if (below.length > 0) {
          const greatest = Math.max(...below);
          expect(
            holds(
              chosen,
              own.filter((size) => size >= greatest),
            ),
          ).toBe(false);
        }
        expect(
          holds(
            chosen,
            kept.filter((size) => size > Math.min(...kept)),
          ),
        ).toBe(true);
        expect(model.holds(classSizes(own))).toBe(holds(chosen, own));
      }),
      { numRuns: 500 },
    );
  });

  it('hold on where classes are merged and none is removed', () => {
    fc.assert(
      fc.property(spec, sizes, (chosen, own) => {
        if (own.length < 2) return;
        const model = createReleaseModel(chosen);
        const [a, b, ...rest] = own;
        if (model.holds(classSizes(own))) expect(model.holds(classSizes([a! + b!, ...rest]))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are not monotone with suppression: a union of removed classes may stay and raise the average', () => {
    const model = createReleaseModel({ type: 'average-risk', threshold: 0.4 });
    const removed = (own: readonly number[]) => {
      const smallest = model.smallestSize(classSizes(own));
      return own.reduce((sum, size) => sum + (size < smallest ? size : 0), 0);
    };
    expect(model.monotonicity).toBe('without-suppression');
    expect(removed([1, 1, 2, 2, 6])).toBe(2);
    expect(removed([2, 2, 2, 6])).toBe(0);
    expect(removed([1, 1, 2, 2, 2, 5])).toBeLessThan(removed([2, 2, 2, 2, 3, 2]));
  });

  it('measure nothing of nothing', () => {
    const model = createReleaseModel({ type: 'sample-uniqueness', threshold: 0 });
    expect([model.measure(classSizes([])), model.holds(classSizes([])), model.smallestSize(classSizes([]))]).toEqual([
      null,
      true,
      1,
    ]);
  });
});
