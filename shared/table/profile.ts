/** What is said of a column above the grid. Codes are counted once; everything else looks at the distinct values only. */
import { countCodes } from './count-codes.ts';
import { type Bins, dateBins, MAX_BARS, numberBins } from './bins.ts';
import { parseDate } from './dates.ts';
import { inferType, type Reading } from './infer-type.ts';
import { type Column, type ColumnProfile, type DistributionBar, MISSING_CODE, type Table } from './table.ts';

/** UTF-16 units of a value that stand on a bar. */
const LABEL_UNITS = 80;

export function profileTable(table: Table): ColumnProfile[] {
  return table.columns.map(profileColumn);
}

export function profileColumn(column: Column): ColumnProfile {
  const { values } = column;
  const counts = countCodes(column.codes, Math.max(1, values.length));
  const codes = presentCodes(counts);
  const filled = codes.filter((code) => values[code] !== '');
  const texts = filled.map((code) => values[code]!);
  const reading = inferType(texts);
  const size = {
    name: column.name,
    type: reading.type,
    distinct: codes.length,
    missing: counts[MISSING_CODE] ?? 0,
    empty: codes.filter((code) => values[code] === '').reduce((sum, code) => sum + counts[code]!, 0),
    longest: texts.reduce((longest, text) => Math.max(longest, text.length), 0),
  };
  const parse = parserOf(reading);
  if (!parse) return { ...size, distribution: frequencies(values, codes, counts), distributionKind: 'frequency' };
  const numbers = Float64Array.from(texts, parse);
  const { lowest, highest } = extremes(numbers);
  const bins =
    reading.order === undefined
      ? numberBins(numbers[lowest]!, numbers[highest]!, reading.type === 'integer')
      : dateBins(
          numbers[lowest]!,
          numbers[highest]!,
          reading.type === 'datetime' ? texts.find((text) => text.includes(':'))! : '',
        );
  return {
    ...size,
    minimum: texts[lowest]!,
    maximum: texts[highest]!,
    distribution: histogram(bins, numbers, lowest, highest, (at) => counts[filled[at]!]!),
    distributionKind: 'range',
  };
}

/** Codes of values that occur, without the missing one; a dictionary may hold values that no row has any more. */
function presentCodes(counts: Uint32Array): number[] {
  const codes: number[] = [];
  for (let code = MISSING_CODE + 1; code < counts.length; code++) if (counts[code]! > 0) codes.push(code);
  return codes;
}

function parserOf(reading: Reading): ((text: string) => number) | null {
  const { type, order } = reading;
  if (type === 'integer' || type === 'number') return Number;
  return order === undefined ? null : (text) => parseDate(text, order);
}

function extremes(numbers: Float64Array): { lowest: number; highest: number } {
  let lowest = 0;
  let highest = 0;
  for (let at = 1; at < numbers.length; at++) {
    if (numbers[at]! < numbers[lowest]!) lowest = at;
    if (numbers[at]! > numbers[highest]!) highest = at;
  }
  return { lowest, highest };
}

/** Every interval from the first to the last, also those that nothing fell into: the gaps belong to the picture. */
function histogram(
  bins: Bins,
  numbers: Float64Array,
  lowest: number,
  highest: number,
  rowsOf: (at: number) => number,
): DistributionBar[] {
  const first = bins.index(numbers[lowest]!);
  const bars = new Array<number>(bins.index(numbers[highest]!) - first + 1).fill(0);
  for (let at = 0; at < numbers.length; at++) bars[bins.index(numbers[at]!) - first]! += rowsOf(at);
  return bars.map((count, at) => ({ label: bins.label(first + at), count }));
}

/** The most frequent values, equal ones in the order of the file; beyond 24, the last bar gathers the rest as 'other'. */
function frequencies(values: readonly string[], codes: readonly number[], counts: Uint32Array): DistributionBar[] {
  const kept = codes.length > MAX_BARS ? MAX_BARS - 1 : MAX_BARS;
  const top: number[] = [];
  for (const code of codes) {
    if (top.length === kept && counts[code]! <= counts[top[kept - 1]!]!) continue;
    if (top.length === kept) top.pop();
    let at = top.length;
    while (at > 0 && counts[top[at - 1]!]! < counts[code]!) at--;
    top.splice(at, 0, code);
  }
  const bars = top.map((code) => ({ label: shortened(values[code]!), count: counts[code]! }));
  if (codes.length <= MAX_BARS) return bars;
  const all = codes.reduce((sum, code) => sum + counts[code]!, 0);
  return [...bars, { label: 'other', count: all - bars.reduce((sum, bar) => sum + bar.count, 0) }];
}

function shortened(value: string): string {
  return value.length <= LABEL_UNITS ? value : `${value.slice(0, LABEL_UNITS - 1).toWellFormed()}…`;
}
