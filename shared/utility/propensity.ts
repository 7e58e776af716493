/**
 * Propensity score (Woo et al. 2009): original and released records in one table, a logistic regression guesses which are
 * released, pMSE is the mean squared distance of its guesses from their share c. Records drawn anew from the distribution of the
 * original give (k-1)(1-c)^2 c/N on average (Snoke et al. 2018), k terms of the model; two independent samples of one source give
 * 1/(1-c) of it, as both vary. Main effects only. Numbers and ranges count as the number they stand
 * for; categories are compared at the released level, so a pure generalization of categories cannot be told apart: read it
 * together with the loss.
 */
import type { Task } from '../std/task.ts';
import { type Design, fittedProbabilities } from './logistic-regression.ts';
import { ANY, type ReleasedColumn, type ReleasePair } from './released-column.ts';
import type { PropensityScore } from './utility-assessment.ts';

/** Values of a column that get a term of their own; the others are the reference. */
const MOST_VALUES = 10;
const MOST_TERMS = 40;

/** Null when a side has no records. Identical tables score 0. */
export function propensityScore(
  columns: readonly ReleasedColumn[],
  { original, release, keptRows }: ReleasePair,
  task: Task,
): PropensityScore | null {
  const [before, after] = [original.rowCount, release.rowCount];
  if (before === 0 || after === 0) return null;
  const terms = columns
    .flatMap((column) => {
      task.checkpoint();
      return column.isOrdered ? numericTerms(column) : categoryTerms(column, keptRows);
    })
    .slice(0, MOST_TERMS - 1);
  const design = designOf(terms, before, after);
  const fitted = fittedProbabilities(design, () => task.checkpoint());
  const all = before + after;
  const share = after / all;
  const pmse = fitted.reduce((sum, p) => sum + (p - share) ** 2, 0) / all;
  if (design.terms < 2) return null;
  const unit = ((1 - share) ** 2 * share) / all;
  const expected = (design.terms - 1) * unit;
  const deviation = Math.sqrt(2 * (design.terms - 1)) * unit;
  return { pmse, expected, ratio: pmse / expected, z: (pmse - expected) / deviation, terms: design.terms };
}

/** A number for each original row and each released row. */
interface Term {
  readonly before: (row: number) => number;
  readonly after: (row: number) => number;
}

function numericTerms({ before, after, numbers, standIn, kinds, mean, deviation }: ReleasedColumn): Term[] {
  if (deviation === 0 || !Number.isFinite(deviation)) return [];
  const scaled = (value: number) => (Number.isNaN(value) ? 0 : (value - mean) / deviation);
  const isEmpty = (value: number) => (Number.isNaN(value) ? 1 : 0);
  const stands = standIn.map((value, code) => (kinds[code] === ANY ? Number.NaN : value));
  return [
    { before: (row) => scaled(numbers[before.codes[row]!]!), after: (row) => scaled(stands[after.codes[row]!]!) },
    { before: (row) => isEmpty(numbers[before.codes[row]!]!), after: (row) => isEmpty(stands[after.codes[row]!]!) },
  ];
}

/** An original value that is released as it is counts as itself, another one as the released value that most of its records carry. */
function categoryTerms({ before, after, pairs, counts }: ReleasedColumn, keptRows: Uint32Array): Term[] {
  if (keptRows.length === 0) return [];
  const sameText = new Map(after.values.map((text, code) => [text, code]));
  const commonest = new Uint32Array(before.values.length);
  const released = Float64Array.from(before.values, (text) => sameText.get(text) ?? -1);
  for (let at = 0; at < pairs.count.length; at++) {
    const original = pairs.original[at]!;
    if (sameText.has(before.values[original]!) || pairs.count[at]! <= commonest[original]!) continue;
    commonest[original] = pairs.count[at]!;
    released[original] = pairs.released[at]!;
  }
  const weight = new Float64Array(after.values.length);
  for (let code = 0; code < counts.length; code++) if (released[code]! >= 0) weight[released[code]!]! += counts[code]!;
  for (let at = 0; at < pairs.count.length; at++) weight[pairs.released[at]!]! += pairs.count[at]!;
  const codes = [...weight.keys()].filter((code) => weight[code]! > 0).sort((a, b) => weight[b]! - weight[a]! || a - b);
  // The commonest is the reference, unless values are left that no term is for.
  const own = codes.length > MOST_VALUES ? codes.slice(0, MOST_VALUES) : codes.slice(1);
  return own.map((code) => ({
    before: (row) => (released[before.codes[row]!] === code ? 1 : 0),
    after: (row) => (after.codes[row] === code ? 1 : 0),
  }));
}

/** Terms that do not vary say nothing and are left out. */
function designOf(terms: readonly Term[], before: number, after: number): Design {
  const columns = terms
    .map((term) =>
      Float64Array.from({ length: before + after }, (_, at) =>
        at < before ? term.before(at) : term.after(at - before),
      ),
    )
    .filter((values) => values.some((value) => value !== values[0]));
  const width = columns.length + 1;
  const rows = new Float64Array((before + after) * width);
  const outcome = new Uint8Array(before + after);
  for (let at = 0; at < outcome.length; at++) {
    rows[at * width] = 1;
    columns.forEach((values, index) => {
      rows[at * width + index + 1] = values[at]!;
    });
    outcome[at] = at < before ? 0 : 1;
  }
  return { rows, terms: width, outcome };
}
