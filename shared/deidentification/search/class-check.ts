/** Decides which classes of a finished layer fail the privacy models. */
import type { Histogram, PrivacyModel } from '../../privacy-model/privacy-model.ts';
import type { ClassSizes, ReleaseModel } from '../../privacy-model/release-model.ts';
import type { Layer } from './layer.ts';
import type { SensitiveColumn } from './search-problem.ts';
import type { Tuples } from './tuples.ts';

export interface ClassCheck {
  /** A node that fails makes every less general node fail. */
  readonly isMonotone: boolean;
  /** No class with fewer rows passes. */
  readonly minimumClassSize: number;
  /** No class may fail, not even one of the population alone: a failing class makes a node inadmissible at any limit. */
  readonly isStrict: boolean;
  /**
   * By the models that only get easier with generalization and need no histogram: sets `weight` of every failing class to its
   * rows and returns their sum, which no less general node is below.
   */
  bySize(layer: Layer): number;
  /**
   * The same by all models; the layer's entries must have been rolled up where `needsEntries`. Infinity when the node is
   * inadmissible at any limit. Stops early, with a sum above `limit` and the weights unfinished.
   */
  byModels(layer: Layer, limit: number): number;
  readonly needsEntries: boolean;
}

export function classCheck(
  models: readonly PrivacyModel[],
  sensitive: readonly SensitiveColumn[],
  tuples: Tuples,
  /** Depth at which the sensitive columns begin in the tuples. */
  depth: number,
  /** Nothing may be suppressed: then a model that is monotone without suppression is monotone here. */
  isWithoutSuppression: boolean,
  releaseModels: readonly ReleaseModel[] = [],
): ClassCheck {
  const minimumClassSize = models.reduce((least, model) => Math.max(least, model.minimumClassSize), 1);
  const isStrict = models.some((model) => model.suppression === 'fails');
  const byCounts = models.filter((model) => model.sensitive === null);
  const byPeople = byCounts.filter((model) => model.usesPopulation && model.monotonicity === 'always');
  const groups = sensitive.map((column, index) => sensitiveGroup(models, column, codesOfSuffix(tuples, depth, index)));

  function peopleOf(layer: Layer, index: number): number | null {
    return layer.classPeople && layer.classPeople[index]!;
  }

  function bySize(layer: Layer): number {
    const { classes, classSize, weight } = layer;
    let failing = 0;
    for (let index = 0; index < classes; index++) {
      const size = classSize[index]!;
      const isFailing =
        size < minimumClassSize ||
        (byPeople.length > 0 && !byPeople.every((model) => model.passes(size, null, peopleOf(layer, index))));
      weight[index] = isFailing ? size : 0;
      if (isFailing) failing += size;
    }
    return failing;
  }

  function byModels(layer: Layer, limit: number): number {
    const runs = groups.length === 0 ? null : entriesByClass(layer);
    let failing = 0;
    for (let index = 0; index < layer.classes; index++) {
      const size = layer.classSize[index]!;
      const passes = size === 0 ? passesWithoutRows(layer, index) : passesAll(layer, runs, index, size);
      layer.weight[index] = passes ? 0 : size;
      if (passes) continue;
      if (isStrict) return Number.POSITIVE_INFINITY;
      failing += size;
      if (failing > limit) return failing;
    }
    return releaseModels.length === 0 ? failing : failing + failSmallest(layer, releaseModels);
  }

  /** A class of people of the population alone: only a model that no removal mends has a say. It has no histogram entries. */
  function passesWithoutRows(layer: Layer, index: number): boolean {
    const people = peopleOf(layer, index);
    if (people === null || people === 0) return true;
    return models.every((model) => model.suppression === 'mends' || model.passes(0, emptyHistogram(model), people));
  }

  function passesAll(layer: Layer, runs: Runs | null, index: number, size: number): boolean {
    if (size < minimumClassSize) return false;
    const people = peopleOf(layer, index);
    for (const model of byCounts) if (!model.passes(size, null, people)) return false;
    for (const group of groups) if (!passesHistogram(group, layer, runs!, index, size, people)) return false;
    return true;
  }

  return {
    isMonotone: [...models, ...releaseModels].every(
      ({ monotonicity }) =>
        monotonicity === 'always' || (monotonicity === 'without-suppression' && (isWithoutSuppression || isStrict)),
    ),
    minimumClassSize,
    isStrict,
    bySize,
    byModels,
    needsEntries: groups.length > 0,
  };
}

interface SensitiveGroup {
  readonly models: readonly PrivacyModel[];
  readonly codeOf: Int32Array;
  /** Rows of the class by code; zero between calls. */
  readonly byCode: Uint32Array;
  /** One object for all classes. */
  readonly histogram: { length: number; readonly codes: Uint32Array; readonly counts: Uint32Array };
}

function sensitiveGroup(models: readonly PrivacyModel[], column: SensitiveColumn, codeOf: Int32Array): SensitiveGroup {
  const { name, valueCount } = column;
  return {
    models: models.filter((model) => model.sensitive === name),
    codeOf,
    byCode: new Uint32Array(valueCount),
    histogram: { length: 0, codes: new Uint32Array(valueCount), counts: new Uint32Array(valueCount) },
  };
}

interface Runs {
  readonly entries: Int32Array;
  /** Entries of class i are entries[starts[i] .. starts[i + 1]). */
  readonly starts: Int32Array;
}

function passesHistogram(
  { models, codeOf, byCode, histogram }: SensitiveGroup,
  layer: Layer,
  runs: Runs,
  index: number,
  size: number,
  people: number | null,
): boolean {
  const { codes, counts } = histogram;
  let length = 0;
  for (let at = runs.starts[index]!; at < runs.starts[index + 1]!; at++) {
    const entry = runs.entries[at]!;
    const rows = layer.entryCount[entry]!;
    if (rows === 0) continue;
    const code = codeOf[layer.entrySuffix[entry]!]!;
    if (byCode[code] === 0) codes[length++] = code;
    byCode[code]! += rows;
  }
  for (let at = 0; at < length; at++) {
    counts[at] = byCode[codes[at]!]!;
    byCode[codes[at]!] = 0;
  }
  histogram.length = length;
  for (const model of models) if (!model.passes(size, histogram, people)) return false;
  return true;
}

function emptyHistogram({ sensitive }: PrivacyModel): Histogram | null {
  return sensitive === null ? null : { length: 0, codes: [], counts: [] };
}

/** Makes the smallest of the passing classes fail until the release satisfies the models; returns their rows. */
function failSmallest(layer: Layer, models: readonly ReleaseModel[]): number {
  const { classes, classSize, weight } = layer;
  const sizes = passingSizes(layer);
  const smallest = models.reduce((size, model) => Math.max(size, model.smallestSize(sizes)), 1);
  let failing = 0;
  for (let index = 0; index < classes; index++) {
    if (weight[index] !== 0 || classSize[index]! >= smallest) continue;
    weight[index] = classSize[index]!;
    failing += classSize[index]!;
  }
  return failing;
}

function passingSizes({ classes, classSize, weight }: Layer): ClassSizes {
  const passing = new Int32Array(classes);
  let kept = 0;
  for (let index = 0; index < classes; index++)
    if (weight[index] === 0 && classSize[index]! > 0) passing[kept++] = classSize[index]!;
  const sorted = passing.subarray(0, kept).sort();
  const sizes: number[] = [];
  const counts: number[] = [];
  for (const size of sorted) {
    if (sizes.at(-1) !== size) {
      sizes.push(size);
      counts.push(0);
    }
    counts[counts.length - 1]!++;
  }
  return { sizes, classes: counts, length: sizes.length };
}

/** Counting sort of the entries by class. */
function entriesByClass(layer: Layer): Runs {
  const starts = new Int32Array(layer.classes + 1);
  for (let entry = 0; entry < layer.length; entry++) starts[layer.entryClass[entry]! + 1]!++;
  for (let index = 0; index < layer.classes; index++) starts[index + 1]! += starts[index]!;
  const next = starts.slice(0, layer.classes);
  const entries = new Int32Array(layer.length);
  for (let entry = 0; entry < layer.length; entry++) entries[next[layer.entryClass[entry]!]!++] = entry;
  return { entries, starts };
}

/** The code of the sensitive column `index` by suffix at the depth where the sensitive columns begin. */
function codesOfSuffix(tuples: Tuples, depth: number, index: number): Int32Array {
  const codes = new Int32Array(tuples.sizes[depth]!);
  for (let suffix = 0; suffix < codes.length; suffix++) {
    let at = suffix;
    for (let step = 0; step < index; step++) at = tuples.tails[depth + step]![at]!;
    codes[suffix] = tuples.heads[depth + index]![at]!;
  }
  return codes;
}
