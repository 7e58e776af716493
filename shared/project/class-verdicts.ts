/** Holds privacy models against the equivalence classes of a table: which fail, and what each model measures. */
import type { Histogram, PrivacyModel } from '../privacy-model/privacy-model.ts';
import { classesOf } from '../risk/equivalence-classes.ts';
import { type Column, columnOf, type Table } from '../table/table.ts';
import type { ModelVerdict } from './protection-report.ts';

export interface ClassVerdicts {
  readonly classOf: Uint32Array;
  readonly sizes: Uint32Array;
  /** 1 for a class that some model refuses. */
  readonly failing: Uint8Array;
  readonly verdicts: readonly ModelVerdict[];
}

/** `quasiIdentifiers` and the models' sensitive columns must be columns of the table. */
export function judgeClasses(
  table: Table,
  quasiIdentifiers: readonly string[],
  models: readonly PrivacyModel[],
): ClassVerdicts {
  const keys = quasiIdentifiers.map((name) => columnOf(table, name)!);
  const { classOf, sizes } = classesOf(
    keys.map((column) => ({ codes: column.codes, cardinality: Math.max(1, column.values.length) })),
    table.rowCount,
  );
  const failing = new Uint8Array(sizes.length);
  const byClass = models.some((model) => model.sensitive !== null) ? rowsByClass(classOf, sizes) : null;
  const verdicts = models.map((model) => {
    const column = model.sensitive === null ? null : columnOf(table, model.sensitive)!;
    const histogramOf = column && byClass ? histograms(column, byClass) : () => null;
    let measured: number | null = null;
    let holds = true;
    for (let index = 0; index < sizes.length; index++) {
      const size = sizes[index]!;
      const histogram = histogramOf(index);
      if (!model.passes(size, histogram, null)) {
        holds = false;
        failing[index] = 1;
      }
      const value = model.measure(size, histogram, null);
      const isWorse = measured === null || (model.worst === 'lowest' ? value < measured : value > measured);
      if (isWorse) measured = value;
    }
    return { type: model.type, label: model.label, holds, measured };
  });
  return { classOf, sizes, failing, verdicts };
}

interface RowsByClass {
  readonly rows: Uint32Array;
  /** Rows of class i are rows[starts[i] .. starts[i + 1]). */
  readonly starts: Uint32Array;
}

function rowsByClass(classOf: Uint32Array, sizes: Uint32Array): RowsByClass {
  const starts = new Uint32Array(sizes.length + 1);
  for (let index = 0; index < sizes.length; index++) starts[index + 1] = starts[index]! + sizes[index]!;
  const next = starts.slice(0, sizes.length);
  const rows = new Uint32Array(classOf.length);
  for (let row = 0; row < classOf.length; row++) rows[next[classOf[row]!]!++] = row;
  return { rows, starts };
}

function histograms(column: Column, { rows, starts }: RowsByClass): (index: number) => Histogram {
  const seen = new Uint32Array(column.values.length);
  return (index) => {
    const codes: number[] = [];
    for (let at = starts[index]!; at < starts[index + 1]!; at++) {
      const code = column.codes[rows[at]!]!;
      if (seen[code] === 0) codes.push(code);
      seen[code]!++;
    }
    const counts = codes.map((code) => seen[code]!);
    for (const code of codes) seen[code] = 0;
    return { length: codes.length, codes, counts };
  };
}
