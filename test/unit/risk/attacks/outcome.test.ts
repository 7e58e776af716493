import { expect, test } from 'vitest';
import { outcome, riskOver } from '@shared/risk/attacks/attack-outcome.ts';
import { isNear } from '@shared/risk/attacks/inference.ts';
import { isolates, isolationAt, isolationProbability } from '@shared/risk/attacks/isolation.ts';
import { wilson } from '@shared/risk/attacks/rate-estimate.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';

test("Wilson's interval", () => {
  // 10 of 100: 0.0552 to 0.1744 (Newcombe 1998 gives such values for the score method)
  const { rate, low, high } = wilson(10, 100);
  expect(low).toBeCloseTo(0.05522914, 7);
  expect(high).toBeCloseTo(0.17436566, 7);
  expect(rate).toBeCloseTo((low + high) / 2, 12);
  expect(wilson(0, 100)).toMatchObject({ low: 0 });
  expect(wilson(0, 100).high).toBeCloseTo(0.0369935, 6);
  expect(wilson(100, 100).high).toBe(1);
  expect(wilson(0, 0)).toMatchObject({ rate: 0.5, low: 0, high: 1 });
});

test('the risk over a control, with its error', () => {
  const [a, c] = [wilson(300, 500), wilson(100, 500)];
  const half = ({ low, high }: { low: number; high: number }) => (high - low) / 2;
  const risk = riskOver(a, c);
  const expected = (a.rate - c.rate) / (1 - c.rate);
  const error = Math.sqrt((half(a) / (1 - c.rate)) ** 2 + (((a.rate - 1) * half(c)) / (1 - c.rate) ** 2) ** 2);
  expect(risk.value).toBeCloseTo(expected, 12);
  expect(risk.high - risk.value).toBeCloseTo(error, 12);
  expect(riskOver(c, a)).toMatchObject({ value: 0, low: 0 });
  expect(riskOver(wilson(5, 5), wilson(5, 5)).value).toBe(0);
});

test('what was tried exhaustively has no interval; what always succeeds without the release is no risk', () => {
  const exact = outcome({ successes: 3, attempts: 12, isExhaustive: true }, { successes: 0, attempts: 5 }, null);
  expect(exact.risk).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
  const always = { successes: 12, attempts: 12, isExhaustive: true };
  expect(outcome(always, { successes: 0, attempts: 5 }, always).risk).toEqual({ value: 0, low: 0, high: 0 });
  expect(outcome({ successes: 0, attempts: 0, isExhaustive: true }, always, null).risk.high).toBe(0);
});

test('no better than guessing is inconclusive, whatever the rate', () => {
  const tally = (successes: number) => ({ successes, attempts: 500 });
  expect(outcome(tally(0), tally(0), null).verdict).toBe('inconclusive');
  expect(outcome(tally(400), tally(400), null).verdict).toBe('inconclusive');
  expect(outcome(tally(401), tally(400), null).verdict).toBe('measured');
  expect(outcome({ successes: 0, attempts: 0 }, tally(0), null).verdict).toBe('inconclusive');
  const plain = outcome(tally(50), tally(1), null);
  expect(plain.control).toBeNull();
  expect(plain.risk).toEqual({ value: plain.attack.rate, low: plain.attack.low, high: plain.attack.high });
});

test('a guess is near by the truth, not by its own sign (Anonymeter divides by the signed guess)', () => {
  const guesses = [-5, -100, 5];
  const truths = [100, 3, 100];
  expect(guesses.map((guess, at) => isNear(guess, truths[at]!))).toEqual([false, false, false]);
  expect([isNear(-104, -100), isNear(-106, -100), isNear(96, 100), isNear(0, 0), isNear(0.1, 0)]).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
});

test('the mean chance of isolating one of n, against the integral', () => {
  for (const [n, w] of [
    [10, 0.5],
    [100, 0.01],
    [5000, 1e-9],
    [5000, 0.9],
    [1, 1],
  ] as const) {
    const steps = 200_000;
    let sum = 0;
    for (let at = 0; at < steps; at++) {
      const x = ((at + 0.5) / steps) * w;
      sum += n * x * (1 - x) ** (n - 1);
    }
    expect(isolationProbability(n, w)).toBeCloseTo(sum / steps, 6);
  }
  expect(isolationProbability(100, 0)).toBe(0);
});

test('a control of another size is carried over', () => {
  const random = seededRandom(3, 'isolation');
  const [control, size] = [2000, 20_000];
  const draw = (weight: number, rows: number) => {
    const found: number[] = [];
    for (let row = 0; row < rows && found.length < 2; row++) if (random.next() < weight) found.push(row);
    const [first = Number.POSITIVE_INFINITY, second = Number.POSITIVE_INFINITY] = found;
    return { first, second };
  };
  const weights = Array.from({ length: 400 }, () => random.next() * 0.0005);
  const estimate = isolationAt(
    size,
    weights.map((weight) => draw(weight, control)),
    control,
  );
  const truth =
    weights.map((weight) => draw(weight, size)).filter((match) => isolates(match, size)).length / weights.length;
  expect(Math.abs(estimate - truth)).toBeLessThan(0.1);
  expect(isolationAt(size, [{ first: Number.POSITIVE_INFINITY, second: Number.POSITIVE_INFINITY }], control)).toBe(0);
});
