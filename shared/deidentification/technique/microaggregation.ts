import type { Task } from '../../std/task.ts';
import { type Column, SUPPRESSED } from '../../table/table.ts';
import { formatDecimal } from '../numbers.ts';
import { type ColumnWriter, columnWriter } from './column-writer.ts';
import type { TechniqueDescription } from './description.ts';
import { mdavGroups } from './mdav.ts';
import { type NumberMatrix, numberMatrix } from './number-matrix.ts';
import type { TechniqueContext, Transformed } from './technique.ts';
import { univariateGroups } from './univariate-groups.ts';

export const MICROAGGREGATION: TechniqueDescription = {
  title: 'Microaggregate',
  iso: 'randomization: microaggregation',
  kind: 'number',
  scope: 'columns',
  summary: 'Numbers of at least k similar records are replaced by their mean.',
  parameters: [
    { name: 'k', meaning: 'records of the smallest group, from 2' },
    {
      name: 'method',
      meaning: 'mdav: over all columns of the group at once; univariate: each column by itself, with the least loss',
    },
    {
      name: 'group',
      meaning: 'columns with the same name here are averaged over the same records',
      default: 'each by itself',
    },
    { name: 'decimals', meaning: 'of the written mean', default: "the column's and 2 more" },
  ],
  pitfalls: [
    'Column by column the order of the records stays, and with several columns nearly every record can be told apart.',
    'The mean of a group of outliers is an outlier.',
    'k holds for the columns of the group, not together with others.',
  ],
  effect: { singlingOut: 'reduces (k)', linkability: 'reduces', inference: 'little' },
  safeHarbor: '',
};

export interface Microaggregation {
  readonly k: number;
  readonly method: 'mdav' | 'univariate';
  readonly decimals?: number | undefined;
}

/**
 * Replaces the numbers of each group of k or more records by their means. Columns are standardized first, so that each counts as
 * much. Records are grouped among those that have numbers in the same columns; where fewer than k records do, there is no group to
 * hide in, and their numbers become '*'. Missing and empty cells stay. Throws `technique.not-a-number`.
 */
export function microaggregate(
  columns: readonly Column[],
  options: Microaggregation,
  { task }: Pick<TechniqueContext, 'task'>,
): Transformed[] {
  // one column at a time is a matrix of one column each
  if (options.method === 'univariate' && columns.length > 1)
    return columns.flatMap((column) => microaggregate([column], options, { task }));
  const matrix = numberMatrix(columns);
  const writers = columns.map((column) => columnWriter(column.name, column.codes.length));
  const losses: number[][] = columns.map(() => []);
  columns.forEach((column, at) => {
    copyEmptyCells(column, writers[at]!);
  });
  for (const { rows, present } of rowsByPattern(matrix)) {
    if (present.length === 0) continue;
    if (rows.length < options.k) {
      for (const at of present) for (const row of rows) losses[at]![writers[at]!.write(row, SUPPRESSED)] = 1;
      continue;
    }
    task.checkpoint();
    const groupOf = groupsOf(matrix, rows, present, options, task);
    for (const at of present) {
      task.checkpoint();
      writeMeans(at, rows, groupOf);
    }
  }
  return writers.map((writer, at) => {
    const column = writer.column();
    return { column, loss: Float64Array.from(column.values, (_, code) => losses[at]![code] ?? 0) };
  });

  /** A cell loses as much as its group spreads, against the whole column. */
  function writeMeans(at: number, rows: Uint32Array, groupOf: Int32Array): void {
    const { numbers, decimals } = matrix.columns[at]!;
    const groups = groupMeans(numbers, rows, groupOf);
    const range = rangeOf(numbers);
    const texts = groups.map(({ mean }) => formatDecimal(mean, options.decimals ?? Math.min(12, decimals + 2)));
    for (let index = 0; index < rows.length; index++) {
      if (index % 16_384 === 0) task.checkpoint();
      const group = groups[groupOf[index]!]!;
      const code = writers[at]!.write(rows[index]!, texts[groupOf[index]!]!);
      const lost = range > 0 ? (group.highest - group.lowest) / range : 0;
      losses[at]![code] = Math.max(losses[at]![code] ?? 0, lost);
    }
  }
}

/** The group of each of the rows, by what the method makes of their standardized numbers. */
function groupsOf(
  matrix: NumberMatrix,
  rows: Uint32Array,
  present: readonly number[],
  { k, method }: Microaggregation,
  task: Task,
): Int32Array {
  const dimensions = present.length;
  const coordinates = new Float64Array(rows.length * dimensions);
  present.forEach((at, dimension) => {
    const { numbers, mean, deviation } = matrix.columns[at]!;
    const unit = deviation > 0 ? deviation : 1;
    for (let index = 0; index < rows.length; index++)
      coordinates[index * dimensions + dimension] = (numbers[rows[index]!]! - mean) / unit;
  });
  return method === 'univariate'
    ? univariateGroups(coordinates, k, task)
    : mdavGroups(coordinates, dimensions, k, task);
}

/** Rows with numbers in the same columns; the patterns in the order of their first rows. */
function rowsByPattern({ columns, rowCount }: NumberMatrix): { rows: Uint32Array; present: number[] }[] {
  const patternOf = new Map<string, { rows: number[]; present: number[] }>();
  const isWhole = columns.map(({ numbers }) => !numbers.some(Number.isNaN));
  if (!isWhole.includes(false))
    return [{ rows: Uint32Array.from({ length: rowCount }, (_, row) => row), present: columns.map((_, at) => at) }];
  for (let row = 0; row < rowCount; row++) {
    const present = columns.flatMap(({ numbers }, at) => (Number.isNaN(numbers[row]!) ? [] : [at]));
    const key = present.join(' ');
    const pattern = patternOf.get(key);
    if (pattern) pattern.rows.push(row);
    else patternOf.set(key, { rows: [row], present });
  }
  return [...patternOf.values()].map(({ rows, present }) => ({ rows: Uint32Array.from(rows), present }));
}

interface Group {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

function groupMeans(numbers: Float64Array, rows: Uint32Array, groupOf: Int32Array): Group[] {
  const groups: { sum: number; size: number; lowest: number; highest: number }[] = [];
  for (let index = 0; index < rows.length; index++) {
    const number = numbers[rows[index]!]!;
    const group = groups[groupOf[index]!];
    if (!group) groups[groupOf[index]!] = { sum: number, size: 1, lowest: number, highest: number };
    else {
      group.sum += number;
      group.size++;
      group.lowest = Math.min(group.lowest, number);
      group.highest = Math.max(group.highest, number);
    }
  }
  return groups.map(({ sum, size, lowest, highest }) => ({ mean: sum / size, lowest, highest }));
}

function copyEmptyCells({ codes, values }: Column, writer: ColumnWriter): void {
  const empty = values.indexOf('', 1);
  if (empty < 0) return;
  for (let row = 0; row < codes.length; row++) if (codes[row] === empty) writer.write(row, '');
}

function rangeOf(numbers: Float64Array): number {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row]!;
    if (number < lowest) lowest = number;
    if (number > highest) highest = number;
  }
  return highest >= lowest ? highest - lowest : 0;
}
