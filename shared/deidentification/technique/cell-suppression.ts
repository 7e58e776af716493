import { countCodes } from '../../table/count-codes.ts';
import { type Column, MISSING_CODE, SUPPRESSED } from '../../table/table.ts';
import type { TechniqueDescription } from './description.ts';
import { translate } from './recode.ts';
import type { Transformed } from './technique.ts';

export const CELL_SUPPRESSION: TechniqueDescription = {
  title: 'Remove cells',
  iso: 'suppression: local suppression',
  kind: 'any',
  scope: 'column',
  summary: 'Cells with a listed or a rare value become *.',
  parameters: [
    { name: 'values', meaning: 'cell texts that are removed', default: 'none' },
    { name: 'rarerThan', meaning: 'values in fewer records than this are removed', default: 'none' },
  ],
  pitfalls: [
    'That a cell is missing tells that it was rare; who knows the domain can often tell what it was.',
    'Reading * as "any value" hides that it is a value of its own to everybody else.',
  ],
  effect: { singlingOut: 'reduces', linkability: 'partly', inference: 'little' },
  safeHarbor: 'any cell',
};

export interface CellSuppression {
  readonly values?: readonly string[] | undefined;
  readonly rarerThan?: number | undefined;
}

/** Cells with a listed value, or with one in fewer than `rarerThan` rows, become '*'. Missing cells are not counted as a value. */
export function suppressCells(column: Column, options: CellSuppression): Transformed {
  const removed = new Set(removedValues(column, options));
  const newCode = new Uint32Array(column.values.length);
  const values = [''];
  let star = 0;
  for (let code = 1; code < newCode.length; code++) {
    const text = column.values[code]!;
    // a value that reads '*' before is not told apart from a removed one after
    if (removed.has(text) || text === SUPPRESSED) {
      if (star === 0) star = values.push(SUPPRESSED) - 1;
      newCode[code] = star;
    } else newCode[code] = values.push(text) - 1;
  }
  newCode[MISSING_CODE] = MISSING_CODE;
  const loss = new Float64Array(values.length);
  if (star > 0) loss[star] = 1;
  return { column: { name: column.name, values, codes: translate(column.codes, newCode) }, loss };
}

/** The values that go, by text: what the options mean for these rows. */
export function removedValues(column: Column, { values = [], rarerThan = 0 }: CellSuppression): string[] {
  const listed = new Set(values);
  const counts = countCodes(column.codes, column.values.length);
  return column.values.filter((text, code) => code !== MISSING_CODE && (listed.has(text) || counts[code]! < rarerThan));
}
