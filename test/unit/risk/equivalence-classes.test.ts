import { classesOf } from '@shared/risk/equivalence-classes.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';
import { expect, it } from 'vitest';

it.each([
  ['as many classes as records, nearly', 30_000, 1000],
  ['few classes in a large space', 30_000, 4],
])('numbers classes by their first record: %s', (_, records, used) => {
  const random = seededRandom(5, 'classes');
  const columns = Array.from({ length: 4 }, () => ({
    codes: Uint32Array.from({ length: records }, () => random.below(used)),
    cardinality: 1000, // 10^12 keys: far too many for one slot each
  }));
  const numberOf = new Map<string, number>();
  const sizes: number[] = [];
  const classOf = Uint32Array.from({ length: records }, (_, row) => {
    const key = columns.map(({ codes }) => codes[row]).join();
    const number = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, number);
    sizes[number] = (sizes[number] ?? 0) + 1;
    return number;
  });
  const classes = classesOf(columns);
  expect(classes.classOf).toEqual(classOf);
  expect(classes.sizes).toEqual(Uint32Array.from(sizes));
});
