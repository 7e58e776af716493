/**
 * Information loss of numeric columns: IL1s (Mateo-Sanz, Domingo-Ferrer and Sebe 2005; the un-averaged sum is what sdcMicro prints)
 * and SSE/SST of standardized columns (Domingo-Ferrer and Mateo-Sanz 2002). Over every original record: one that is suppressed
 * stands for the mean.
 */
import { ANY, type ReleasedColumn } from './released-column.ts';
import type { NumericLoss } from './utility-assessment.ts';

/** Null when no column is numeric in the original, varies there, and is released. */
export function numericLoss(columns: readonly ReleasedColumn[]): NumericLoss | null {
  const numeric = columns.filter(
    (column) => column.isOrdered && column.deviation > 0 && Number.isFinite(column.deviation),
  );
  if (numeric.length === 0) return null;
  let [absolute, sse, sst, cells] = [0, 0, 0, 0];
  for (const column of numeric) {
    const lost = columnLoss(column);
    absolute += lost.absolute;
    sse += lost.sse;
    sst += lost.sst;
    cells += lost.cells;
  }
  return {
    columns: numeric.map((column) => column.name),
    il1sSum: absolute,
    il1sMean: absolute / cells,
    sse,
    sst,
    share: sse / sst,
  };
}

function columnLoss({ numbers, counts, pairs, kinds, standIn, mean, deviation }: ReleasedColumn) {
  const hidden = counts.slice();
  let [absolute, sse, sst, cells] = [0, 0, 0, 0];
  const add = (value: number, released: number, count: number) => {
    const gap = (value - released) / deviation;
    absolute += (count * Math.abs(gap)) / Math.SQRT2;
    sse += count * gap * gap;
  };
  for (let at = 0; at < pairs.count.length; at++) {
    const [original, released, count] = [pairs.original[at]!, pairs.released[at]!, pairs.count[at]!];
    const value = numbers[original]!;
    if (Number.isNaN(value) || kinds[released] === ANY || Number.isNaN(standIn[released]!)) continue;
    hidden[original]! -= count;
    add(value, standIn[released]!, count);
  }
  for (let code = 0; code < counts.length; code++) {
    const value = numbers[code]!;
    if (Number.isNaN(value) || counts[code] === 0) continue;
    add(value, mean, hidden[code]!);
    sst += counts[code]! * ((value - mean) / deviation) ** 2;
    cells += counts[code]!;
  }
  return { absolute, sse, sst, cells };
}
