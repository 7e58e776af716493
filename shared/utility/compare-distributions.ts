/**
 * A column before and after, over the same labels. The released labels are the common ground: an original value is counted
 * under the label that its kept records carry, so that "20-29" stands beside "20-29". Where one value became several (noise),
 * both sides are counted into the same ranges instead.
 */
import { countCodes } from '../table/count-codes.ts';
import { type Column, type DistributionBar, MISSING_CODE } from '../table/table.ts';
import { hellinger, jensenShannon, type Shares, totalVariation } from './distribution-distances.ts';

export const MAX_BARS = 24;
export const MISSING_LABEL = '(missing)';
/** Values of suppressed records that no kept record has, and the bars beyond the limit. */
export const OTHER_LABEL = '(other)';

export interface ComparedDistributions {
  readonly before: DistributionBar[];
  readonly after: DistributionBar[];
  /** Half the sum of |p - q| over the labels, and over one more for the suppressed rows; p, q shares of all input rows. */
  readonly totalVariation: number;
  /** Of the same shares. */
  readonly hellinger: number;
  readonly jensenShannon: number;
}

type Counts = Map<string, number>;
interface Pair {
  readonly before: Counts;
  readonly after: Counts;
}

export function compareDistributions(before: Column, after: Column, keptRows: Uint32Array): ComparedDistributions {
  const rowsIn = before.codes.length;
  const released = generalizationOf(before, after, keptRows);
  const exact: Pair = {
    before: countLabels(before, released ? (code) => releasedLabel(after, released, code) : undefined),
    after: countLabels(after),
  };
  const drawn = bounded(exact);
  const shares = sharesOf(released ? exact : drawn, rowsIn, rowsIn - keptRows.length);
  return {
    ...bars(drawn),
    totalVariation: totalVariation(shares),
    hellinger: hellinger(shares),
    jensenShannon: jensenShannon(shares),
  };
}

/** Original code -> released code + 1 (0: no kept record has it), or null when one value became several. */
function generalizationOf(before: Column, after: Column, keptRows: Uint32Array): Uint32Array | null {
  const released = new Uint32Array(before.values.length);
  for (let row = 0; row < keptRows.length; row++) {
    const code = before.codes[keptRows[row]!]!;
    const label = after.codes[row]! + 1;
    if (released[code] === 0) released[code] = label;
    else if (released[code] !== label) return null;
  }
  return released;
}

/** The label under which an original value was released; one that only suppressed records have is not named. */
function releasedLabel(after: Column, released: Uint32Array, code: number): string {
  const label = released[code]!;
  if (label > 0) return textOf(after, label - 1);
  return code === MISSING_CODE ? MISSING_LABEL : OTHER_LABEL;
}

/** Of all input rows; the suppressed ones are a label that only the release has. */
function sharesOf(pair: Pair, rowsIn: number, suppressedRows: number): Shares {
  if (rowsIn === 0) return { before: [], after: [] };
  const before = [0];
  const after = [suppressedRows / rowsIn];
  for (const [label, count] of pair.before) {
    before.push(count / rowsIn);
    after.push((pair.after.get(label) ?? 0) / rowsIn);
  }
  for (const [label, count] of pair.after) {
    if (pair.before.has(label)) continue;
    before.push(0);
    after.push(count / rowsIn);
  }
  return { before, after };
}

/** At most 24 labels: ranges for numbers, years or decades for dates, else the most frequent and one bar for the others. */
function bounded(pair: Pair): Pair {
  const labels = [...new Set([...pair.before.keys(), ...pair.after.keys()])];
  if (labels.length <= MAX_BARS) return pair;
  const relabel = rangeLabels(labels) ?? dateLabels(labels) ?? frequentLabels(labels, pair);
  return { before: relabelled(pair.before, relabel), after: relabelled(pair.after, relabel) };
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const DATE = /^\d{4}-\d\d-\d\d/;
const isSpecial = (label: string) => label === MISSING_LABEL || label === OTHER_LABEL || label === '*';

function rangeLabels(labels: readonly string[]): ((label: string) => string) | null {
  const plain = labels.filter((label) => !isSpecial(label));
  if (!plain.every((label) => NUMBER.test(label))) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const label of plain) {
    low = Math.min(low, Number(label));
    high = Math.max(high, Number(label));
  }
  const width = niceWidth((high - low) / (MAX_BARS - 6));
  const names = new Map<number, string>();
  return (label) => {
    if (isSpecial(label)) return label;
    const start = Math.floor(Number(label) / width);
    const known = names.get(start);
    if (known !== undefined) return known;
    const name = `[${tidy(start * width)}, ${tidy((start + 1) * width)})`;
    names.set(start, name);
    return name;
  };
}

/** The next of 1, 2, 5, 10, 20 ... */
function niceWidth(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((step) => step * power).find((width) => width >= least) ?? 10 * power;
}

function tidy(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function dateLabels(labels: readonly string[]): ((label: string) => string) | null {
  const plain = labels.filter((label) => !isSpecial(label));
  if (!plain.every((label) => DATE.test(label))) return null;
  const years = new Set(plain.map((label) => label.slice(0, 4)));
  if (years.size <= MAX_BARS - 3) return (label) => (isSpecial(label) ? label : label.slice(0, 4));
  const decades = new Set(plain.map((label) => label.slice(0, 3)));
  if (decades.size > MAX_BARS - 3) return null;
  return (label) => (isSpecial(label) ? label : `${label.slice(0, 3)}0s`);
}

function frequentLabels(labels: readonly string[], pair: Pair): (label: string) => string {
  const weighed = labels
    .filter((label) => label !== OTHER_LABEL)
    .map((label) => ({ label, weight: (pair.before.get(label) ?? 0) + (pair.after.get(label) ?? 0) }));
  weighed.sort((a, b) => b.weight - a.weight || (a.label < b.label ? -1 : 1));
  const kept = new Set(weighed.slice(0, MAX_BARS - 1).map(({ label }) => label));
  return (label) => (kept.has(label) ? label : OTHER_LABEL);
}

function relabelled(counts: Counts, relabel: (label: string) => string): Counts {
  const out: Counts = new Map();
  for (const [label, count] of counts) add(out, relabel(label), count);
  return out;
}

/** Labels that begin with a number in its order, words by frequency; missing, suppressed and other at the end. */
function bars(pair: Pair): { before: DistributionBar[]; after: DistributionBar[] } {
  const labels = [...new Set([...pair.before.keys(), ...pair.after.keys()])];
  const start = new Map(labels.map((label) => [label, leadingNumber(label)]));
  const isOrdered = labels.every((label) => isSpecial(label) || start.get(label) !== null);
  labels.sort(
    (a, b) =>
      Number(isSpecial(a)) - Number(isSpecial(b)) ||
      (isOrdered ? (start.get(a) ?? 0) - (start.get(b) ?? 0) : (pair.before.get(b) ?? 0) - (pair.before.get(a) ?? 0)) ||
      (a < b ? -1 : 1),
  );
  const from = (counts: Counts) => labels.map((label) => ({ label, count: counts.get(label) ?? 0 }));
  return { before: from(pair.before), after: from(pair.after) };
}

function leadingNumber(label: string): number | null {
  const found = /^[[(<>=\s]*(-?\d+(?:\.\d+)?)/.exec(label);
  return found ? Number(found[1]) : null;
}

function countLabels(column: Column, labelOf = (code: number) => textOf(column, code)): Counts {
  const byCode = countCodes(column.codes, column.values.length);
  const counts: Counts = new Map();
  for (let code = 0; code < byCode.length; code++) add(counts, labelOf(code), byCode[code]!);
  return counts;
}

function textOf(column: Column, code: number): string {
  return code === MISSING_CODE ? MISSING_LABEL : (column.values[code] ?? '');
}

function add(counts: Counts, label: string, count: number): void {
  if (count > 0) counts.set(label, (counts.get(label) ?? 0) + count);
}
