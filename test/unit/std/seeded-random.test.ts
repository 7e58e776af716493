import { seededRandom } from '@shared/std/seeded-random.ts';
import { expect, test } from 'vitest';

function draw(seed: number, label: string, count: number): number[] {
  const random = seededRandom(seed, label);
  return Array.from({ length: count }, () => random.next());
}

test('the same seed and label give the same numbers, others give others', () => {
  expect(draw(7, 'age', 20)).toEqual(draw(7, 'age', 20));
  expect(draw(7, 'age', 20)).not.toEqual(draw(8, 'age', 20));
  expect(draw(7, 'age', 20)).not.toEqual(draw(7, 'sex', 20));
  expect(draw(7, '', 5)).not.toEqual(draw(7 + 2 ** 32, '', 5));
});

test('a recipe written today is replayed for ever: the first numbers are fixed', () => {
  expect(draw(1, 'weight_kg', 3)).toMatchInlineSnapshot(`
    [
      0.3844726795904808,
      0.45966586258121955,
      0.7387075397451393,
    ]
  `);
});

test('uniform: mean, variance and a chi-square over 64 cells', () => {
  const count = 200_000;
  const numbers = draw(42, 'x', count);
  const mean = numbers.reduce((sum, x) => sum + x, 0) / count;
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.003);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
  const cells = new Array<number>(64).fill(0);
  for (const x of numbers) cells[Math.floor(x * 64)]!++;
  const chiSquare = cells.reduce((sum, n) => sum + (n - count / 64) ** 2 / (count / 64), 0);
  expect(chiSquare).toBeLessThan(125); // 63 degrees of freedom, p about 1e-5
  expect(Math.max(...numbers)).toBeLessThan(1);
});

test('below stays below', () => {
  const random = seededRandom(3, 'y');
  const seen = new Set(Array.from({ length: 1000 }, () => random.below(6)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});
