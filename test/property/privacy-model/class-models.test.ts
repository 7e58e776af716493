/** Every model of classes against its definition spelled out, and its monotonicity against merged classes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HierarchySpec } from '@shared/deidentification/recipe.ts';
import { type ClassModelSpec, createModel } from '@shared/privacy-model/create-model.ts';
import type { Histogram, PrivacyModel } from '@shared/privacy-model/privacy-model.ts';
import { tableOf } from '../../support/table.ts';
import { contextOf, histogramOf } from '../../support/privacy-models.ts';

const sensitive = 's';
const population = { type: 'file', path: 'people.csv' } as const;
/** Two groups of three and of two under one root, and a level in between. */
const HIERARCHY: HierarchySpec = {
  type: 'table',
  rows: [
    ['1', 'a', 'x', '*'],
    ['2', 'a', 'x', '*'],
    ['3', 'b', 'x', '*'],
    ['4', 'c', 'y', '*'],
    ['5', 'c', 'y', '*'],
  ],
};
const VALUES = ['1', '2', '3', '4', '5'];

/** Classes of a table by their sensitive values; classes of one table share the overall distribution. */
const classes = fc.array(fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 6 }), {
  minLength: 2,
  maxLength: 4,
});

const spec: fc.Arbitrary<ClassModelSpec> = fc.oneof(
  fc.record({ type: fc.constant('k-anonymity' as const), k: fc.integer({ min: 2, max: 5 }) }),
  fc.record({
    type: fc.constant('alpha-k-anonymity' as const),
    alpha: fc.constantFrom(0.25, 0.5, 2 / 3, 0.75, 1),
    k: fc.integer({ min: 2, max: 4 }),
    sensitive: fc.constant(sensitive),
  }),
  fc.record({
    type: fc.constant('distinct-l-diversity' as const),
    l: fc.integer({ min: 2, max: 4 }),
    sensitive: fc.constant(sensitive),
  }),
  fc.record({
    type: fc.constant('entropy-l-diversity' as const),
    l: fc.constantFrom(1.5, 2, 2.5, 3),
    sensitive: fc.constant(sensitive),
  }),
  fc.record({
    type: fc.constant('recursive-c-l-diversity' as const),
    c: fc.constantFrom(0.5, 1, 2, 3),
    l: fc.integer({ min: 2, max: 4 }),
    sensitive: fc.constant(sensitive),
  }),
  fc.record({
    type: fc.constant('t-closeness' as const),
    t: fc.constantFrom(0.1, 0.2, 0.3, 0.5),
    distance: fc.constantFrom('equal' as const, 'ordered' as const, 'hierarchical' as const),
    sensitive: fc.constant(sensitive),
    hierarchy: fc.constant(HIERARCHY),
  }),
  fc.record({
    type: fc.constant('beta-likeness' as const),
    beta: fc.constantFrom(0.25, 0.5, 1, 2),
    enhanced: fc.boolean(),
    sensitive: fc.constant(sensitive),
  }),
  fc.record({
    type: fc.constant('delta-disclosure' as const),
    delta: fc.constantFrom(0.3, 0.7, 1, 2),
    sensitive: fc.constant(sensitive),
  }),
);

function made(model: ClassModelSpec, all: readonly (readonly string[])[]) {
  const table = tableOf(
    [sensitive],
    all.flat().map((value) => [value]),
  );
  const { values } = table.columns[0]!;
  const histogram = (own: readonly string[]) => histogramOf(own.map((value) => values.indexOf(value)));
  return { model: createModel(model, contextOf(table)), histogram };
}

const share = (own: readonly string[], value: string) => own.filter((other) => other === value).length / own.length;

/** The definitions, as plainly as they can be written. */
function passesByDefinition(model: ClassModelSpec, own: readonly string[], all: readonly string[]): boolean {
  const q = VALUES.map((value) => share(own, value));
  const p = VALUES.map((value) => share(all, value));
  const counts = VALUES.map((value) => own.filter((other) => other === value).length).sort((a, b) => b - a);
  const slack = 1e-9;
  switch (model.type) {
    case 'k-anonymity':
      return own.length >= model.k;
    case 'alpha-k-anonymity':
      return own.length >= model.k && Math.max(...q) <= model.alpha + slack;
    case 'distinct-l-diversity':
      return new Set(own).size >= model.l;
    case 'entropy-l-diversity':
      return Math.exp(-q.reduce((sum, one) => sum + (one === 0 ? 0 : one * Math.log(one)), 0)) >= model.l - slack;
    case 'recursive-c-l-diversity':
      return counts[0]! < model.c * counts.slice(model.l - 1).reduce((sum, count) => sum + count, 0) - slack;
    case 't-closeness':
      return distanceByFlow(model.distance, q, p) <= model.t + slack;
    case 'beta-likeness':
      return q.every((one, at) => {
        const bound = model.enhanced ? Math.min(model.beta, -Math.log(p[at]!)) : model.beta;
        return one <= p[at]! || (one - p[at]!) / p[at]! <= bound + slack;
      });
    case 'delta-disclosure':
      return q.every((one, at) => one === 0 || Math.abs(Math.log(one / p[at]!)) < model.delta - slack);
    default:
      throw new Error(model.type);
  }
}

/** The earth mover's distance by the transport of every unit: a linear programme, solved as a shortest augmenting flow. */
function distanceByFlow(
  kind: 'equal' | 'ordered' | 'hierarchical',
  q: readonly number[],
  p: readonly number[],
): number {
  const occurring = VALUES.map((_, at) => at).filter((at) => p[at]! > 0);
  const rows = HIERARCHY.type === 'table' ? HIERARCHY.rows : [];
  const ground = (a: number, b: number): number => {
    if (a === b) return 0;
    if (kind === 'equal') return 1;
    if (kind === 'ordered') return Math.abs(occurring.indexOf(a) - occurring.indexOf(b)) / (occurring.length - 1);
    let level = 1;
    while (rows[a]![level] !== rows[b]![level]) level++;
    return level / 3;
  };
  return transport(
    occurring.map((at) => q[at]!),
    occurring.map((at) => p[at]!),
    (i, j) => ground(occurring[i]!, occurring[j]!),
  );
}

/** Least cost of carrying `from` to `to`: successive shortest paths with Bellman-Ford on the residual graph. */
function transport(from: readonly number[], to: readonly number[], cost: (i: number, j: number) => number): number {
  const n = from.length;
  const supply = [...from];
  const demand = [...to];
  const flow = from.map(() => to.map(() => 0));
  let total = 0;
  for (let round = 0; round < 400 && supply.some((left) => left > 1e-12); round++) {
    const distance = [...supply.map((left) => (left > 1e-12 ? 0 : Infinity)), ...demand.map(() => Infinity)];
    const before = new Array<number>(2 * n).fill(-1);
    for (let pass = 0; pass < 2 * n; pass++)
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          if (distance[i]! + cost(i, j) < distance[n + j]! - 1e-12) {
            distance[n + j] = distance[i]! + cost(i, j);
            before[n + j] = i;
          }
          if (flow[i]![j]! > 1e-12 && distance[n + j]! - cost(i, j) < distance[i]! - 1e-12) {
            distance[i] = distance[n + j]! - cost(i, j);
            before[i] = n + j;
          }
        }
    let end = -1;
    for (let j = 0; j < n; j++) if (demand[j]! > 1e-12 && (end < 0 || distance[n + j]! < distance[n + end]!)) end = j;
    if (end < 0) break;
    const path: [number, number, number][] = [];
    let at = n + end;
    while (before[at]! >= 0) {
      const previous = before[at]!;
      path.push(at >= n ? [previous, at - n, 1] : [at, previous - n, -1]);
      at = previous;
    }
    let amount = Math.min(supply[at]!, demand[end]!);
    for (const [i, j, sign] of path) if (sign < 0) amount = Math.min(amount, flow[i]![j]!);
    for (const [i, j, sign] of path) flow[i]![j]! += sign * amount;
    supply[at]! -= amount;
    demand[end]! -= amount;
    total += amount * distance[n + end]!;
  }
  return total;
}

describe('models of classes', () => {
  it('decide as their definitions say', () => {
    fc.assert(
      fc.property(spec, classes, (chosen, all) => {
        const { model, histogram } = made(chosen, all);
        for (const own of all)
          expect(model.passes(own.length, histogram(own), null)).toBe(passesByDefinition(chosen, own, all.flat()));
      }),
      { numRuns: 1500 },
    );
  });

  it('measure what they decide by, in whatever order the values come', () => {
    fc.assert(
      fc.property(spec, classes, (chosen, all) => {
        const { model, histogram } = made(chosen, all);
        for (const own of all) {
          const forward = histogram(own);
          const backward = histogram([...own].reverse());
          expect(model.passes(own.length, backward, null)).toBe(model.passes(own.length, forward, null));
          expect(model.measure(own.length, backward, null)).toBeCloseTo(model.measure(own.length, forward, null), 10);
          if (own.length < model.minimumClassSize) expect(model.passes(own.length, forward, null)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  const union = (a: readonly string[], b: readonly string[]) => [...a, ...b];
  const passing = (model: PrivacyModel, own: readonly string[], histogram: (own: readonly string[]) => Histogram) =>
    model.passes(own.length, histogram(own), null);

  it('pass on a union where both parts pass, unless they say that they are never monotone', () => {
    fc.assert(
      fc.property(spec, classes, (chosen, all) => {
        const { model, histogram } = made(chosen, all);
        if (model.monotonicity === 'never') return;
        const [a, b] = [all[0]!, all[1]!];
        if (passing(model, a, histogram) && passing(model, b, histogram))
          expect(passing(model, union(a, b), histogram)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('pass on a union where one part passes, where they say that suppression keeps them monotone', () => {
    fc.assert(
      fc.property(spec, classes, (chosen, all) => {
        const { model, histogram } = made(chosen, all);
        if (model.monotonicity !== 'always') return;
        const [a, b] = [all[0]!, all[1]!];
        if (passing(model, a, histogram)) expect(passing(model, union(a, b), histogram)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['alpha-k-anonymity', { type: 'alpha-k-anonymity', alpha: 0.5, k: 2, sensitive }, ['1', '2'], ['1', '1', '1']],
    ['entropy-l-diversity', { type: 'entropy-l-diversity', l: 2, sensitive }, ['1', '2'], ['1', '1', '1']],
    ['recursive (c, l)', { type: 'recursive-c-l-diversity', c: 2, l: 2, sensitive }, ['1', '2'], ['1', '1', '1']],
    [
      't-closeness',
      { type: 't-closeness', t: 0.35, distance: 'equal', sensitive },
      ['1', '2'],
      ['1', '1', '1', '1', '1', '1'],
    ],
  ] as const)('%s may fail on a union with a failing part: suppression breaks its monotonicity', (_, chosen, a, b) => {
    const rest = ['1', '2', '2', '2', '2', '2', '2', '3'];
    const { model, histogram } = made(chosen, [[...a], [...b], rest]);
    expect(model.monotonicity).toBe('without-suppression');
    expect(passing(model, a, histogram)).toBe(true);
    expect(passing(model, b, histogram)).toBe(false);
    expect(passing(model, union(a, b), histogram)).toBe(false);
  });

  it('delta-disclosure may fail on a union of passing classes', () => {
    const a = ['1', '2', '2', '2'];
    const b = ['2', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2'];
    const { model, histogram } = made({ type: 'delta-disclosure', delta: 1, sensitive }, [a, b, ['1', '1', '1']]);
    expect(model.monotonicity).toBe('never');
    expect([passing(model, a, histogram), passing(model, b, histogram)]).toEqual([true, true]);
    expect(passing(model, union(a, b), histogram)).toBe(false);
  });

  it('k-map and delta-presence go by the people of the population', () => {
    const context = contextOf({ rowCount: 0, columns: [] });
    const kMap = createModel({ type: 'k-map', k: 5, population }, context);
    expect([kMap.passes(1, null, 5), kMap.passes(9, null, 4), kMap.passes(3, null, 0)]).toEqual([true, false, false]);
    const presence = createModel({ type: 'delta-presence', min: 0.1, max: 0.5, population }, context);
    expect(presence.suppression).toBe('fails');
    expect([1, 2, 5, 6].map((size) => presence.passes(size, null, 10))).toEqual([true, true, true, false]);
    // people of whom none is in the data, and records of whom nobody is in the population
    expect([presence.passes(0, null, 10), presence.passes(1, null, 0)]).toEqual([false, false]);
    const upper = createModel({ type: 'delta-presence', min: 0, max: 0.5, population }, context);
    expect([upper.suppression, upper.passes(0, null, 10), upper.measure(1, null, 4)]).toEqual(['mends', true, 0.25]);
  });
});
