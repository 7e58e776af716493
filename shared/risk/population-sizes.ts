/** Counts the classes of a release in a population table whose values are written at the same level. */
import { AppError } from '../std/app-error.ts';
import { QUIET_TASK, type Task } from '../std/task.ts';
import { type Column, columnOf, MISSING_CODE, type Table } from '../table/table.ts';
import { type CodedColumn, classesOf, take } from './equivalence-classes.ts';

/** Marks a population value that the release does not have. */
const ABSENT = 0xffffffff;
/** A mask: some milliseconds between two checkpoints. */
const CHECK_EVERY = (1 << 16) - 1;

/**
 * F of every class, and the people of the whole population. `columns` and `coded` are the release's quasi-identifiers, `sample` the first record of each class.
 * Without `countColumn` every line of the population is one person; an absent class has F = 0.
 * Throws `risk.population-column` (a column is not there) and `risk.population-count` (not a whole number from 0).
 */
export function populationSizes(
  columns: readonly Column[],
  coded: readonly CodedColumn[],
  sample: Uint32Array,
  population: Table,
  countColumn: string | undefined,
  task: Task = QUIET_TASK,
): { readonly sizes: Float64Array; readonly all: number } {
  const translated = columns.map((column) => translate(column, populationColumn(population, column.name)));
  const weights = countColumn === undefined ? null : peopleOfRows(populationColumn(population, countColumn));
  const rows: number[] = [];
  let all = 0;
  for (let row = 0; row < population.rowCount; row++) {
    if ((row & CHECK_EVERY) === 0) task.checkpoint();
    all += weights ? weights[row]! : 1;
    if (translated.every((codes) => codes[row] !== ABSENT)) rows.push(row);
  }
  const kept = Uint32Array.from(rows);
  const joint = coded.map((column, at): CodedColumn => {
    const released = take(column, sample).codes;
    const codes = new Uint32Array(released.length + kept.length);
    codes.set(released);
    for (let i = 0; i < kept.length; i++) codes[released.length + i] = translated[at]![kept[i]!]!;
    return { codes, cardinality: column.cardinality };
  });
  // The representatives differ from one another, so class c of the release is class c of the joint grouping.
  const groups = classesOf(joint, sample.length + kept.length, task);
  const sizes = new Float64Array(sample.length);
  for (let i = 0; i < kept.length; i++) {
    const group = groups.classOf[sample.length + i]!;
    if (group < sizes.length) sizes[group]! += weights ? weights[kept[i]!]! : 1;
  }
  return { sizes, all };
}

function populationColumn(population: Table, name: string): Column {
  const column = columnOf(population, name);
  if (!column) throw new AppError('input', 'risk.population-column', { column: name });
  return column;
}

/** The population's codes in the release's dictionary. */
function translate(released: Column, population: Column): Uint32Array {
  const codeOf = new Map<string, number>();
  released.values.forEach((value, code) => {
    if (code !== MISSING_CODE) codeOf.set(value, code);
  });
  const codes = population.values.map((value, code) =>
    code === MISSING_CODE ? MISSING_CODE : (codeOf.get(value) ?? ABSENT),
  );
  return Uint32Array.from(population.codes, (code) => codes[code]!);
}

function peopleOfRows(column: Column): Float64Array {
  const byCode = column.values.map((text) => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN));
  const people = new Float64Array(column.codes.length);
  for (let row = 0; row < people.length; row++) {
    people[row] = byCode[column.codes[row]!]!;
    if (Number.isNaN(people[row]))
      throw new AppError('input', 'risk.population-count', { column: column.name, row: row + 1 });
  }
  return people;
}
