/** Local suppression of single cells of the quasi-identifiers, until k-anonymity holds under the recipe's reading of such a cell. */
import { suppressCells } from '../deidentification/local/suppress-cells.ts';
import { generalize } from '../deidentification/technique/generalization.ts';
import type { Transformed } from '../deidentification/technique/technique.ts';
import { AppError } from '../std/app-error.ts';
import type { Task } from '../std/task.ts';
import { SUPPRESSED } from '../table/table.ts';
import type { Decision } from './decision.ts';
import { localDecision, refuseForLocal } from './local-decision.ts';
import type { SearchInput } from './search-levels.ts';

/**
 * Columns that a search would generalize stay at their lowest level. Throws `search.no-solution`, `recipe.local-suppression-k`
 * (no k-anonymity), `recipe.local-model` (another model of the classes), `recipe.local-population`, `recipe.local-column`
 * (an importance for a column that is no quasi-identifier), `hierarchy.level-too-high`.
 */
export function suppressSomeCells(input: SearchInput, task: Task): Decision {
  const { table, recipe, quasiIdentifiers, prepared, models } = input;
  const { search } = recipe;
  if (search.type !== 'local-suppression') throw new AppError('internal', 'internal.unexpected', { name: 'search' });
  refuseForLocal(recipe, models);
  const k = recipe.models.reduce((most, model) => (model.type === 'k-anonymity' ? Math.max(most, model.k) : most), 0);
  if (k === 0) throw new AppError('input', 'recipe.local-suppression-k');
  const stranger = Object.keys(search.importance).find((name) => !quasiIdentifiers.includes(name));
  if (stranger !== undefined) throw new AppError('input', 'recipe.local-column', { column: stranger });
  const lowest = quasiIdentifiers.flatMap((name): Transformed[] => {
    const entry = prepared.get(name)!;
    const { technique } = recipe.columns[name]!;
    if (entry.kind === 'removed') return [];
    if (entry.kind === 'done') return [entry.transformed];
    const level = technique.type === 'generalization' ? (technique.minLevel ?? 0) : 0;
    return [generalize(entry.column, entry.hierarchy, level)];
  });
  const { columns } = suppressCells(
    {
      rowCount: table.rowCount,
      columns: lowest.map(({ column }) => column),
      weights: lowest.map(({ column }) => weightOf(search.importance, column.name)),
      k,
      reading: search.reading,
    },
    task,
  );
  const suppressed = columns.map((column, at): Transformed => {
    const lossOf = new Map(
      lowest[at]!.column.values.map((value, code) => [value, lowest[at]!.loss[code]!] as const).slice(1),
    );
    const loss = Float64Array.from(column.values, (value, code) => {
      if (code === 0) return lowest[at]!.loss[0] ?? 0;
      return value === SUPPRESSED ? 1 : lossOf.get(value)!;
    });
    return { column, loss };
  });
  return localDecision(input, suppressed, search.reading === 'value');
}

function weightOf(importance: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(importance, name) ? importance[name]! : 1;
}
