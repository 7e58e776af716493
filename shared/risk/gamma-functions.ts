/** ln Gamma and sums of its derivative for positive numbers: recurrence up to 12, then Stirling's series. Relative error near 1e-14. */
const STIRLING_FROM = 12;

export function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < STIRLING_FROM; y++) shift += Math.log(y);
  const r = 1 / (y * y);
  const series =
    (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) / y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** digamma(x + count) - digamma(x), that is 1/x + 1/(x+1) + ... of `count` terms, without the cancellation of two large ones. */
export function digammaDifference(x: number, count: number): number {
  let sum = 0;
  let y = x;
  let gap = count;
  for (; y < STIRLING_FROM; y++, gap--) sum += 1 / y;
  let end = x + count;
  for (; end < STIRLING_FROM; end++, gap++) sum -= 1 / end;
  return sum + Math.log1p(gap / y) + tail(y) - tail(end);
}

/** ln y - digamma(y) for y from 12. */
function tail(y: number): number {
  const r = 1 / (y * y);
  return (
    0.5 / y + r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12))))))
  );
}
