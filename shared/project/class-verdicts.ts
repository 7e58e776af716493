/** Holds privacy models against the equivalence classes of a table: which fail, and what each model measures. */
import type { Histogram, PrivacyModel } from '../privacy-model/privacy-model.ts';
import type { ClassSizes } from '../privacy-model/release-model.ts';
import { type CodedColumn, classesOf, representatives } from '../risk/equivalence-classes.ts';
import { coded32 } from '../risk/measure-risk.ts';
import { populationSizes } from '../risk/population-sizes.ts';
import { QUIET_TASK, type Task } from '../std/task.ts';
import { type Column, columnOf, type Table } from '../table/table.ts';
import type { PopulationTable } from './population.ts';
import type { ModelVerdict } from './protection-report.ts';
import type { RecipeModels } from './recipe-models.ts';

export interface ClassVerdicts {
  readonly classOf: Uint32Array;
  readonly sizes: Uint32Array;
  /** 1 for a class that some model refuses. */
  readonly failing: Uint8Array;
  /** In the order of `models.classModels`. */
  readonly classVerdicts: readonly ModelVerdict[];
  /** In the order of `models.releaseModels`. */
  readonly releaseVerdicts: readonly ModelVerdict[];
}

/**
 * `quasiIdentifiers` and the models' sensitive columns must be columns of the table. `population` is written as the table is, null
 * when no model asks for it. Throws `risk.population-column`, `risk.population-count`.
 */
export function judgeClasses(
  table: Table,
  quasiIdentifiers: readonly string[],
  models: Pick<RecipeModels, 'classModels' | 'releaseModels' | 'inModelCodes'>,
  population: PopulationTable | null,
  task: Task = QUIET_TASK,
): ClassVerdicts {
  const keys = quasiIdentifiers.map((name) => columnOf(table, name)!);
  const coded = keys.map(coded32);
  const classes = classesOf(coded, table.rowCount, task);
  const { classOf, sizes } = classes;
  const failing = new Uint8Array(sizes.length);
  const { classModels, releaseModels } = models;
  const people =
    population && classModels.some((model) => model.usesPopulation)
      ? peopleOfClasses(keys, coded, representatives(classes), population)
      : null;
  const byClass = classModels.some((model) => model.sensitive !== null) ? rowsByClass(classOf, sizes) : null;
  const classVerdicts = classModels.map((model) => {
    const column = model.sensitive === null ? null : models.inModelCodes(columnOf(table, model.sensitive)!);
    return judge(model, sizes, column && byClass ? histograms(column, byClass) : () => null, people, failing);
  });
  const passing = sizesOf(sizes, failing);
  const smallest = releaseModels.reduce((least, model) => Math.max(least, model.smallestSize(passing)), 1);
  for (let index = 0; index < sizes.length; index++) if (sizes[index]! < smallest) failing[index] = 1;
  const all = sizesOf(sizes, null);
  const releaseVerdicts = releaseModels.map((model) => ({
    type: model.type,
    label: model.label,
    holds: model.holds(all),
    measured: model.measure(all),
  }));
  return { classOf, sizes, failing, classVerdicts, releaseVerdicts };
}

function judge(
  model: PrivacyModel,
  sizes: Uint32Array,
  histogramOf: (index: number) => Histogram | null,
  people: PeopleOfClasses | null,
  failing: Uint8Array,
): ModelVerdict {
  let measured: number | null = null;
  let holds = true;
  const note = (size: number, histogram: Histogram | null, population: number | null) => {
    const value = model.measure(size, histogram, population);
    const isWorse = measured === null || (model.worst === 'lowest' ? value < measured : value > measured);
    if (isWorse) measured = value;
    const passes = model.passes(size, histogram, population);
    if (!passes) holds = false;
    return passes;
  };
  for (let index = 0; index < sizes.length; index++) {
    const passes = note(sizes[index]!, histogramOf(index), people && people.inClass[index]!);
    if (!passes) failing[index] = 1;
  }
  // People whose class the table does not have: of interest where nobody's presence may be ruled out.
  if (people && people.elsewhere > 0 && model.suppression === 'fails') note(0, null, people.elsewhere);
  return {
    type: model.type,
    label: model.label,
    holds,
    measured: measured !== null && Number.isFinite(measured) ? measured : null,
  };
}

interface PeopleOfClasses {
  readonly inClass: Float64Array;
  readonly elsewhere: number;
}

function peopleOfClasses(
  keys: readonly Column[],
  coded: readonly CodedColumn[],
  sample: Uint32Array,
  population: PopulationTable,
): PeopleOfClasses {
  const { table, countColumn } = population;
  const { sizes: inClass, all } = populationSizes(keys, coded, sample, table, countColumn);
  return { inClass, elsewhere: all - inClass.reduce((sum, people) => sum + people, 0) };
}

/** How many classes there are of each size; those marked in `without` are left out. */
export function sizesOf(sizes: Uint32Array, without: Uint8Array | null): ClassSizes {
  const classes = new Map<number, number>();
  for (let index = 0; index < sizes.length; index++)
    if (!without?.[index]) classes.set(sizes[index]!, (classes.get(sizes[index]!) ?? 0) + 1);
  const rising = Uint32Array.from(classes.keys()).sort();
  return { sizes: rising, classes: rising.map((size) => classes.get(size)!), length: rising.length };
}

/** Classes all of whose records have the same sensitive value: whoever finds somebody's class knows it (homogeneity attack). */
export function homogeneousClasses(
  column: Column,
  { classOf, sizes }: Pick<ClassVerdicts, 'classOf' | 'sizes'>,
): { readonly classes: number; readonly records: number } {
  const first = new Int32Array(sizes.length).fill(-1);
  const isMixed = new Uint8Array(sizes.length);
  for (let row = 0; row < classOf.length; row++) {
    const index = classOf[row]!;
    const code = column.codes[row]!;
    if (first[index] === -1) first[index] = code;
    else if (first[index] !== code) isMixed[index] = 1;
  }
  let classes = 0;
  let records = 0;
  for (let index = 0; index < sizes.length; index++) {
    if (isMixed[index]) continue;
    classes++;
    records += sizes[index]!;
  }
  return { classes, records };
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

/** The histogram of a class is valid until the next is asked for. */
function histograms(column: Column, { rows, starts }: RowsByClass): (index: number) => Histogram {
  const seen = new Uint32Array(column.values.length);
  const histogram = {
    length: 0,
    codes: new Uint32Array(column.values.length),
    counts: new Uint32Array(column.values.length),
  };
  return (index) => {
    histogram.length = 0;
    for (let at = starts[index]!; at < starts[index + 1]!; at++) {
      const code = column.codes[rows[at]!]!;
      if (seen[code] === 0) histogram.codes[histogram.length++] = code;
      seen[code]!++;
    }
    for (let at = 0; at < histogram.length; at++) {
      const code = histogram.codes[at]!;
      histogram.counts[at] = seen[code]!;
      seen[code] = 0;
    }
    return histogram;
  };
}
