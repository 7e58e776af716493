/**
 * E[1/F | f]: the expected risk of a record whose class has f records in the sample and F in the population, when every person
 * is in the sample with probability p. F given f is negative binomial, which gives
 *   r = (p^f / f) * 2F1(f, f; f+1; 1-p) = p * integral from 0 to 1 of u^(f-1) / (p + (1-p) u) du
 * (Benedetti and Franconi 1998; Franconi and Polettini 2004). It is above p/f: a sample unique is sometimes a population
 * unique. f need not be whole (half a match counts half, Templ 2017); it is from 1.
 * individualRisk(1, 0.1) = 0.2558..., individualRisk(f, 1) = 1/f.
 */
export function individualRisk(classSize: number, fraction: number): number {
  const f = classSize;
  const p = fraction;
  const q = 1 - p;
  if (q <= 0) return 1 / f;
  if (q <= CLOSED_FORM_FROM || f >= SERIES_FROM) return (p / f) * series(f, q);
  return Number.isInteger(f) ? closedForm(f, p, q) : p * integral(f, p, q);
}

/** The series is slow for small f and a small fraction; there the closed forms lose no digits. */
const CLOSED_FORM_FROM = 0.5;
const SERIES_FROM = 4;
const MAX_TERMS = 200_000;

function closedForm(f: number, p: number, q: number): number {
  const odds = p / q;
  const logarithm = Math.log(1 / p);
  if (f === 1) return odds * logarithm;
  if (f === 2) return odds - odds * odds * logarithm;
  return (p / (2 * q ** 3)) * (q * (3 * q - 2) + 2 * p * p * logarithm);
}

/** 1 + sum over m of m! q^m / ((f+1)...(f+m)): positive terms only, so nothing cancels (Euler's transformation of 2F1). */
function series(f: number, q: number): number {
  let term = 1;
  let sum = 1;
  for (let m = 1; m < MAX_TERMS && term > 1e-16 * sum; m++) {
    term *= (m * q) / (f + m);
    sum += term;
  }
  return sum;
}

const STEP = 1 / 32;

/**
 * With u = e^-x the integrand is e^(-f x) / (p + q e^-x), smooth on x > 0; x = exp(t - e^-t) makes the trapezoidal rule
 * converge doubly exponentially (Takahasi and Mori 1974).
 */
function integral(f: number, p: number, q: number): number {
  let sum = 0;
  for (let t = -5; t < 6; t += STEP) {
    const x = Math.exp(t - Math.exp(-t));
    sum += (Math.exp(-f * x) / (p + q * Math.exp(-x))) * x * (1 + Math.exp(-t));
  }
  return sum * STEP;
}
