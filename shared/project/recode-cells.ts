/** Local recoding of the quasi-identifiers: every cell gets its own level, and no row is removed. */
import { type LocalAttribute, recodeLocally } from '../deidentification/local/recode-locally.ts';
import type { Transformed } from '../deidentification/technique/technique.ts';
import { kAnonymity } from '../privacy-model/k-anonymity.ts';
import { AppError } from '../std/app-error.ts';
import type { Task } from '../std/task.ts';
import { columnOf } from '../table/table.ts';
import { sizesOf } from './class-verdicts.ts';
import type { Decision } from './decision.ts';
import { localDecision, refuseForLocal } from './local-decision.ts';
import { releasedColumn } from './prepare-columns.ts';
import { choiceOf, type SearchInput } from './search-levels.ts';

/** Of how many sizes each is tried while a model of the whole release is not satisfied. */
const SIZE_GROWTH = 1.25;

/**
 * Throws `search.no-solution`, `recipe.local-population`, and what `checkAttribute` throws.
 */
export function recodeCells(input: SearchInput, task: Task): Decision {
  const { table, recipe, quasiIdentifiers, prepared, models } = input;
  refuseForLocal(recipe, models);
  const names = quasiIdentifiers.filter((name) => prepared.get(name)!.kind !== 'removed');
  const attributes = names.map((name) => localAttribute(input, name));
  const sensitive = [
    ...new Set(models.classModels.flatMap((model) => (model.sensitive === null ? [] : [model.sensitive]))),
  ].map((name) => {
    const { codes, values } = releasedColumn(prepared, name);
    return { name, codes, valueCount: values.length };
  });
  for (let size = 1; ; size = Math.max(size + 1, Math.floor(size * SIZE_GROWTH))) {
    if (table.rowCount > 0 && size > table.rowCount) throw new AppError('input', 'search.no-solution', { limit: 0 });
    const classModels = size > 1 ? [...models.classModels, kAnonymity(size)] : models.classModels;
    const recoded = recodeLocally({ rowCount: table.rowCount, attributes, sensitive, models: classModels }, task);
    const sizes = sizesOf(recoded.classSizes, null);
    // Larger classes satisfy a model of the whole release in the end: the average risk and the share of uniques only fall.
    if (!models.releaseModels.every((model) => model.holds(sizes))) continue;
    const recodedColumns = names.map(
      (name, at): Transformed => ({
        column: { name, codes: recoded.columns[at]!.codes, values: recoded.columns[at]!.values },
        loss: recoded.columns[at]!.loss,
      }),
    );
    return localDecision(input, recodedColumns, true);
  }
}

function localAttribute({ table, recipe, prepared }: SearchInput, name: string): LocalAttribute {
  const entry = prepared.get(name)!;
  const choice = choiceOf(recipe.columns[name]!);
  if (entry.kind === 'searched') {
    const { column, hierarchy } = entry;
    return { name, codes: column.codes, levels: hierarchy.levels, leaves: hierarchy.leaves, ...choice };
  }
  if (entry.kind === 'removed') throw new AppError('internal', 'internal.unexpected', { name: 'localAttribute' });
  const { column, loss } = entry.transformed;
  const leaves = Math.max(2, columnOf(table, name)!.values.length - 1);
  const level = {
    groups: Uint32Array.from(loss, (_, code) => code),
    labels: column.values,
    shares: loss.map((lost) => lost * (1 - 1 / leaves) + 1 / leaves),
  };
  return { name, codes: column.codes, levels: [level], leaves, ...choice };
}
