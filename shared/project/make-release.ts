/** The rows and columns that go out. */
import { shuffledOrder } from '../deidentification/technique/shuffling.ts';
import type { Transformed } from '../deidentification/technique/technique.ts';
import { suppressItems } from '../privacy-model/k-m-anonymity.ts';
import { AppError } from '../std/app-error.ts';
import type { Task } from '../std/task.ts';
import type { Table } from '../table/table.ts';
import { judgeClasses } from './class-verdicts.ts';
import type { Decision } from './decision.ts';
import type { PopulationTable } from './population.ts';
import type { RecipeModels } from './recipe-models.ts';
import { keepRows } from './release-table.ts';

export interface MadeRelease {
  readonly release: Table;
  /** Row i of the release is row keptRows[i] of the table. */
  readonly keptRows: Uint32Array;
  /** By column and code of the release. */
  readonly cellLoss: ReadonlyMap<string, Float64Array>;
  /** The quasi-identifiers that are in the release. */
  readonly keys: readonly string[];
}

/**
 * Removes the rows of the classes that the models refuse, and the items of sets that k^m-anonymity refuses, and shuffles the rest.
 * `population` is written as the release is. Throws `internal.unexpected` when the search and the models disagree: they judge the
 * classes by different code, and must agree before anything is released.
 */
export function makeRelease(
  rowCount: number,
  quasiIdentifiers: readonly string[],
  { transformed, suppressedRows, keepsFailingRows = false }: Decision,
  models: RecipeModels,
  population: PopulationTable | null,
  seed: number,
  task: Task,
): MadeRelease {
  const columns = [...transformed.values()];
  const keys = quasiIdentifiers.filter((name) => transformed.has(name));
  const whole: Table = { rowCount, columns: columns.map(({ column }) => column) };
  const keptRows = keepsFailingRows
    ? Uint32Array.from({ length: rowCount }, (_, row) => row)
    : rowsToKeep(judgeClasses(whole, keys, models, population, task));
  if (rowCount - keptRows.length !== suppressedRows)
    throw new AppError('internal', 'internal.unexpected', { name: 'SearchMismatch' });
  // Sets of items are counted among the kept rows alone; without them the rows need to be moved but once.
  const isCut = models.setModels.length > 0;
  const unordered = isCut
    ? columns.map(({ column, loss }) => withoutItems(keepRows(column, loss, keptRows), models, task))
    : columns;
  // By what is released, items taken out and all, so that the order tells nothing else.
  const order = shuffledOrder(
    unordered.map(({ column }) => column),
    isCut ? keptRows.map((_, position) => position) : keptRows,
    seed,
    task,
  );
  const kept = unordered.map(({ column, loss }) => {
    task.checkpoint();
    return keepRows(column, loss, order);
  });
  return {
    release: { rowCount: keptRows.length, columns: kept.map(({ column }) => column) },
    keptRows: isCut ? order.map((position) => keptRows[position]!) : order,
    cellLoss: new Map(kept.map(({ column, loss }) => [column.name, loss])),
    keys,
  };
}

function withoutItems(kept: Transformed, { setModels }: RecipeModels, task: Task): Transformed {
  return setModels
    .filter((spec) => spec.column === kept.column.name)
    .reduce<Transformed>(({ column, loss }, spec) => suppressItems(column, loss, spec, task), kept);
}

/** Record suppression (ISO/IEC 20889): the rows of failing classes are not in the release at all. */
function rowsToKeep({ classOf, failing }: { classOf: Uint32Array; failing: Uint8Array }): Uint32Array {
  const kept = new Uint32Array(classOf.length);
  let length = 0;
  for (let row = 0; row < classOf.length; row++) if (failing[classOf[row]!] === 0) kept[length++] = row;
  return kept.slice(0, length);
}
