/** Every model through the whole pipeline: the release satisfies it by its definition, and says so. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Recipe } from '@shared/deidentification/recipe.ts';
import { type ProtectTools, protect } from '@shared/project/protect.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf, type Table } from '@shared/table/table.ts';
import * as v from 'valibot';
import { cells, table } from '../../support/deid-columns.ts';

const TOOLS: ProtectTools = {
  crypto: { hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest() },
  pseudonymKey: null,
  now: () => 0,
};
const AGES = ['1', '2', '3', '4', '5', '6', '7', '8'];
const TOWNS = ['ax', 'ay', 'bx', 'by'];
const QUASI = ['age', 'town'];
const people = { type: 'file' as const, path: 'people.csv', countColumn: 'count' };

const row = fc.record({
  age: fc.constantFrom(...AGES),
  town: fc.option(fc.constantFrom(...TOWNS), { freq: 12, nil: null }),
  illness: fc.option(fc.constantFrom('flu', 'cold', 'gout'), { freq: 12, nil: null }),
  income: fc.constantFrom('1', '2', '10', '20'),
  items: fc.constantFrom('a', 'a;b', 'b;c', 'a;b;c', 'c', ''),
});
type Row = { age: string; town: string | null; illness: string | null; income: string; items: string };
const rows = fc.array(row, { minLength: 1, maxLength: 24 });
const person = fc.record({
  age: fc.constantFrom(...AGES, '9'),
  town: fc.option(fc.constantFrom(...TOWNS, 'cz'), { freq: 12, nil: null }),
  count: fc.constantFrom('0', '1', '3', '20'),
});
const population = fc.array(person, { minLength: 1, maxLength: 30 });

const model = fc.oneof(
  fc.record({ type: fc.constant('k-anonymity'), k: fc.integer({ min: 2, max: 4 }) }),
  fc.record({
    type: fc.constant('alpha-k-anonymity'),
    alpha: fc.constantFrom(0.5, 0.75),
    k: fc.constant(2),
    sensitive: fc.constant('illness'),
  }),
  fc.record({
    type: fc.constant('distinct-l-diversity'),
    l: fc.constant(2),
    sensitive: fc.constantFrom('illness', 'income'),
  }),
  fc.record({
    type: fc.constant('entropy-l-diversity'),
    l: fc.constantFrom(1.5, 2),
    sensitive: fc.constantFrom('illness', 'income'),
  }),
  fc.record({
    type: fc.constant('recursive-c-l-diversity'),
    c: fc.constantFrom(1, 2),
    l: fc.constant(2),
    sensitive: fc.constant('illness'),
  }),
  fc.record({
    type: fc.constant('t-closeness'),
    t: fc.constantFrom(0.2, 0.4),
    distance: fc.constantFrom('equal', 'ordered', 'hierarchical'),
    sensitive: fc.constantFrom('illness', 'income'),
  }),
  fc.record({
    type: fc.constant('beta-likeness'),
    beta: fc.constantFrom(0.5, 1),
    enhanced: fc.boolean(),
    sensitive: fc.constant('income'),
  }),
  fc.record({
    type: fc.constant('delta-disclosure'),
    delta: fc.constantFrom(0.7, 1.5),
    sensitive: fc.constant('illness'),
  }),
  fc.record({ type: fc.constant('k-map'), k: fc.integer({ min: 2, max: 5 }), population: fc.constant(people) }),
  fc.record({
    type: fc.constant('delta-presence'),
    min: fc.constantFrom(0, 0.01),
    max: fc.constantFrom(0.5, 0.9),
    population: fc.constant(people),
  }),
  fc.record({ type: fc.constant('k-m-anonymity'), k: fc.constant(2), m: fc.constant(2), column: fc.constant('items') }),
  fc.record({ type: fc.constant('average-risk'), threshold: fc.constantFrom(0.2, 0.4) }),
  fc.record({ type: fc.constant('sample-uniqueness'), threshold: fc.constantFrom(0, 0.2) }),
);
const models = fc.array(model, { minLength: 1, maxLength: 3 });
const limit = fc.constantFrom(0, 0.3, 1);

function recipeOf(specs: readonly object[], suppressionLimit: number): Recipe {
  return v.parse(Recipe, {
    bulla: 'recipe/1',
    columns: {
      age: {
        role: 'quasi-identifier',
        technique: { type: 'generalization', hierarchy: { type: 'intervals', origin: 0, widths: [3, 6] } },
      },
      town: {
        role: 'quasi-identifier',
        technique: { type: 'generalization', hierarchy: { type: 'masking', direction: 'right', counts: [1] } },
      },
      illness: { role: 'sensitive' },
      income: { role: 'sensitive' },
      items: { role: 'other' },
    },
    models: specs,
    search: { type: 'optimal', suppressionLimit },
  });
}

const columns = (own: readonly Row[]) =>
  table(
    Object.fromEntries(
      (['age', 'town', 'illness', 'income', 'items'] as const).map((name) => [name, own.map((one) => one[name])]),
    ),
  );
const populationTable = (own: readonly { age: string; town: string | null; count: string }[]) =>
  table(Object.fromEntries((['age', 'town', 'count'] as const).map((name) => [name, own.map((one) => one[name])])));

function made(own: readonly Row[], everybody: Table, specs: readonly object[], suppressionLimit: number) {
  try {
    return protect(columns(own), recipeOf(specs, suppressionLimit), { ...TOOLS, population: everybody }, QUIET_TASK);
  } catch (error) {
    expect((error as { code: string }).code).toBe('search.no-solution');
    return null;
  }
}

/** The cells of the quasi-identifiers as one text, by row. */
function keysOf(release: Table): string[] {
  const parts = QUASI.map((name) => cells(columnOf(release, name)!));
  return Array.from({ length: release.rowCount }, (_, at) => JSON.stringify(parts.map((part) => part[at])));
}

function classesOf(release: Table): Map<string, number[]> {
  const classes = new Map<string, number[]>();
  keysOf(release).forEach((key, at) => {
    classes.set(key, [...(classes.get(key) ?? []), at]);
  });
  return classes;
}

describe('models through the pipeline', () => {
  it('hold on the release, one or several at once, and the search agrees with the check', () => {
    let released = 0;
    fc.assert(
      fc.property(rows, population, models, limit, (own, everybody, specs, suppressionLimit) => {
        const result = made(own, populationTable(everybody), specs, suppressionLimit);
        if (!result) {
          // removing every row satisfies all but a presence that must not be ruled out
          const isMendable = specs.every((spec) => !('min' in spec) || spec.min === 0);
          expect(isMendable && suppressionLimit === 1).toBe(false);
          return;
        }
        released++;
        expect(result.report.models.map(({ holds }) => holds)).toEqual(specs.map(() => true));
        expect(result.report.models.map(({ type }) => type)).toEqual(specs.map(({ type }) => type));
        expect(result.report.suppressedRows).toBeLessThanOrEqual(Math.floor(suppressionLimit * own.length));
      }),
      { numRuns: 250 },
    );
    expect(released).toBeGreaterThan(100);
  });

  it('counts people of the population by the cells that are released (k-map, delta-presence)', () => {
    const spec = fc.oneof(
      fc.record({ type: fc.constant('k-map'), k: fc.integer({ min: 2, max: 5 }), population: fc.constant(people) }),
      fc.record({
        type: fc.constant('delta-presence'),
        min: fc.constantFrom(0, 0.01),
        max: fc.constantFrom(0.5, 0.9),
        population: fc.constant(people),
      }),
    );
    fc.assert(
      fc.property(rows, population, spec, limit, (own, everybody, chosen, suppressionLimit) => {
        const result = made(own, populationTable(everybody), [chosen], suppressionLimit);
        if (!result) return;
        const { levels } = result.report;
        const written = everybody.map(({ age, town }) =>
          JSON.stringify([writtenAge(age, levels.age!), writtenTown(town, levels.town!)]),
        );
        const peopleIn = (key: string) =>
          everybody.reduce((sum, { count }, at) => sum + (written[at] === key ? Number(count) : 0), 0);
        const classes = classesOf(result.release);
        for (const [key, members] of classes) {
          if ('k' in chosen) expect(peopleIn(key)).toBeGreaterThanOrEqual(chosen.k);
          else expect(members.length / peopleIn(key)).toBeLessThanOrEqual(chosen.max);
        }
        if ('min' in chosen && chosen.min > 0)
          for (const key of new Set(written))
            if (peopleIn(key) > 0)
              expect((classes.get(key)?.length ?? 0) / peopleIn(key)).toBeGreaterThanOrEqual(chosen.min);
      }),
      { numRuns: 150 },
    );
  });

  it('reports the classes of one sensitive value, and the reading of missing cells as wildcards', () => {
    fc.assert(
      fc.property(rows, (own) => {
        const { release, report } = made(own, populationTable([]), [{ type: 'k-anonymity', k: 2 }], 1)!;
        for (const { column, classes, records } of report.homogeneity) {
          const values = cells(columnOf(release, column)!);
          const same = [...classesOf(release).values()].filter(
            (members) => new Set(members.map((at) => values[at])).size === 1,
          );
          expect(classes).toBe(same.length);
          expect(records).toBe(same.flat().length);
        }
        expect(report.homogeneity.map(({ column }) => column)).toEqual(['illness', 'income']);
        expect(report.models[0]!.wildcard).toBe(report.risk.after.wildcard?.smallestClass);
      }),
      { numRuns: 60 },
    );
  });
});

function writtenAge(age: string, level: number): string {
  if (level === 0) return age;
  if (level === 3) return '*';
  const width = [3, 6][level - 1]!;
  const from = Math.floor(Number(age) / width) * width;
  return `[${from}, ${from + width})`;
}

function writtenTown(town: string | null, level: number): string | null {
  if (level === 2) return '*';
  return town === null ? null : level === 0 ? town : `${town[0]}*`;
}
