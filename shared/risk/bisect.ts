/** A root of a continuous function that has different signs at `low` and `high`, to the last digits; NaN when it has not. */
export function bisect(of: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  const start = of(a);
  if (start === 0) return a;
  const end = of(b);
  if (end === 0) return b;
  if (!(start * end < 0)) return Number.NaN;
  for (let step = 0; step < 200; step++) {
    const middle = a + (b - a) / 2;
    if (middle === a || middle === b) break;
    const value = of(middle);
    if (value === 0) return middle;
    if (value * start > 0) a = middle;
    else b = middle;
  }
  return a + (b - a) / 2;
}
