/** Logistic regression by iteratively reweighted least squares, with a light ridge so that separated data have an answer. */

export interface Design {
  /** Row after row, `terms` numbers each. The first term is the intercept (1), which the ridge leaves alone. */
  readonly rows: Float64Array;
  readonly terms: number;
  /** 0 or 1 for every row. */
  readonly outcome: Uint8Array;
}

const MOST_STEPS = 30;
const CONVERGED = 1e-8;
/** Of every record; against an information of up to a quarter. */
const RIDGE = 1e-7;

/** The fitted probability of every row. `checkpoint` is called once a step. */
export function fittedProbabilities({ rows, terms, outcome }: Design, checkpoint: () => void): Float64Array {
  const count = outcome.length;
  const weights = new Float64Array(terms);
  const fitted = new Float64Array(count);
  const ridge = RIDGE * count;
  for (let step = 0; step < MOST_STEPS; step++) {
    checkpoint();
    const matrix = new Float64Array(terms * terms);
    const gradient = new Float64Array(terms);
    for (let row = 0; row < count; row++) {
      const start = row * terms;
      let sum = 0;
      for (let i = 0; i < terms; i++) sum += rows[start + i]! * weights[i]!;
      const p = logistic(sum);
      const information = Math.max(p * (1 - p), 1e-10);
      const rest = outcome[row]! - p;
      for (let i = 0; i < terms; i++) {
        const value = rows[start + i]!;
        if (value === 0) continue;
        gradient[i]! += value * rest;
        const scaled = value * information;
        for (let j = 0; j <= i; j++) matrix[i * terms + j]! += scaled * rows[start + j]!;
      }
    }
    for (let i = 0; i < terms; i++) {
      const held = i === 0 ? 1e-12 * count : ridge;
      matrix[i * terms + i]! += held;
      gradient[i]! -= i === 0 ? 0 : held * weights[i]!;
    }
    const change = solve(matrix, gradient, terms);
    let largest = 0;
    for (let i = 0; i < terms; i++) {
      const moved = Math.max(-5, Math.min(5, change[i]!));
      weights[i]! += moved;
      largest = Math.max(largest, Math.abs(moved));
    }
    if (largest < CONVERGED) break;
  }
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let i = 0; i < terms; i++) sum += rows[row * terms + i]! * weights[i]!;
    fitted[row] = logistic(sum);
  }
  return fitted;
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Cholesky, from the lower triangle of a positive definite matrix; a pivot that vanishes leaves its term where it is. */
function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  const factor = matrix.slice();
  const isFree = new Uint8Array(size).fill(1);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i !== j) factor[i * size + j] = isFree[j] === 1 ? sum / factor[j * size + j]! : 0;
      else if (sum > 1e-12 * matrix[i * size + i]!) factor[i * size + i] = Math.sqrt(sum);
      else isFree[i] = 0;
    }
  }
  const out = right.slice();
  for (let i = 0; i < size; i++) {
    if (isFree[i] === 0) {
      out[i] = 0;
      continue;
    }
    for (let k = 0; k < i; k++) out[i]! -= factor[i * size + k]! * out[k]!;
    out[i]! /= factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    if (isFree[i] === 0) continue;
    for (let k = i + 1; k < size; k++) if (isFree[k] === 1) out[i]! -= factor[k * size + i]! * out[k]!;
    out[i]! /= factor[i * size + i]!;
  }
  return out;
}
