import type { PrivacyModel } from '../../privacy-model/privacy-model.ts';
import type { Task } from '../../std/task.ts';
import { type Column, MISSING_CODE, SUPPRESSED } from '../../table/table.ts';
import { type LocalAttribute, recodeLocally } from './recode-locally.ts';
import type { CellSuppression, SuppressionProblem } from './suppress-cells.ts';

/** Local suppression in which '*' is a value: a local recoding with two levels, the cell as it is and '*'. */
export function suppressAsValues(problem: SuppressionProblem, task: Task): CellSuppression {
  const { rowCount, columns, weights, k } = problem;
  const recoded = recodeLocally(
    {
      rowCount,
      attributes: columns.map((column, at) => keepOrSuppress(column, weights[at]!)),
      sensitive: [],
      models: [atLeast(k)],
    },
    task,
  );
  const release = recoded.columns.map(({ codes, values }, at): Column => ({ name: columns[at]!.name, codes, values }));
  return {
    columns: release,
    suppressedCells: release.map((column, at) => countSuppressed(columns[at]!, column)),
  };
}

/** A cell costs nothing as long as it stays. */
function keepOrSuppress({ name, codes, values }: Column, weight: number): LocalAttribute {
  return {
    name,
    codes,
    weight,
    leaves: Number.POSITIVE_INFINITY,
    levels: [
      { groups: Uint32Array.from(values, (_, code) => code), labels: values, shares: new Float64Array(values.length) },
      { groups: new Uint32Array(values.length).fill(1), labels: ['', SUPPRESSED], shares: Float64Array.of(1, 1) },
    ],
  };
}

function countSuppressed(before: Column, after: Column): number {
  let cells = 0;
  for (let row = 0; row < after.codes.length; row++) {
    const isStar = after.codes[row] !== MISSING_CODE && after.values[after.codes[row]!] === SUPPRESSED;
    const wasStar = before.codes[row] !== MISSING_CODE && before.values[before.codes[row]!] === SUPPRESSED;
    if (isStar && !wasStar) cells++;
  }
  return cells;
}

function atLeast(k: number): PrivacyModel {
  return {
    type: 'k-anonymity',
    label: `k-anonymity with k = ${k}`,
    sensitive: null,
    usesPopulation: false,
    monotonicity: 'always',
    suppression: 'mends',
    minimumClassSize: k,
    passes: (size) => size >= k,
    measure: (size) => size,
    worst: 'lowest',
  };
}
