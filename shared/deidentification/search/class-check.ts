/** Decides which classes of a finished layer fail the privacy models. */
import type { Histogram, PrivacyModel } from '../../privacy-model/privacy-model.ts';
import type { Layer } from './layer.ts';
import type { SensitiveColumn } from './search-problem.ts';
import type { Tuples } from './tuples.ts';

export interface ClassCheck {
  /** True when a node that fails makes every less general node fail. */
  readonly isMonotone: boolean;
  /** Sets `weight` of every failing class to its rows; returns the number of failing rows. */
  bySize(layer: Layer): number;
  /** The same by all models; the layer's entries must have been rolled up. */
  byModels(layer: Layer): number;
}

export function classCheck(
  models: readonly PrivacyModel[],
  sensitive: readonly SensitiveColumn[],
  tuples: Tuples,
  /** Depth at which the sensitive columns begin in the tuples. */
  depth: number,
  /** Nothing may be suppressed: then a model that is monotone without suppression is monotone here. */
  isWithoutSuppression: boolean,
): ClassCheck {
  /** No smaller class can pass. */
  const minimumClassSize = models.reduce((least, model) => Math.max(least, model.minimumClassSize), 1);
  const bySizeAlone = models.filter((model) => model.sensitive === null);
  const groups = sensitive.map((column, index) => ({
    models: models.filter((model) => model.sensitive === column.name),
    codeOf: codesOfSuffix(tuples, depth, index),
    counts: new Uint32Array(column.valueCount),
    touched: new Uint32Array(column.valueCount),
  }));

  function bySize(layer: Layer): number {
    const { classes, classSize, weight } = layer;
    let failing = 0;
    for (let index = 0; index < classes; index++) {
      const size = classSize[index]!;
      const isFailing = size < minimumClassSize;
      weight[index] = isFailing ? size : 0;
      if (isFailing) failing += size;
    }
    return failing;
  }

  function byModels(layer: Layer): number {
    const runs = groups.length === 0 ? null : entriesByClass(layer);
    let failing = 0;
    for (let index = 0; index < layer.classes; index++) {
      const size = layer.classSize[index]!;
      const passes =
        size >= minimumClassSize &&
        bySizeAlone.every((model) => model.passes(size, null, null)) &&
        (runs === null || groups.every((group) => passesHistogram(group, layer, runs, index, size)));
      layer.weight[index] = passes ? 0 : size;
      if (!passes) failing += size;
    }
    return failing;
  }

  return {
    isMonotone: models.every(
      (model) =>
        model.monotonicity === 'always' || (model.monotonicity === 'without-suppression' && isWithoutSuppression),
    ),
    bySize,
    byModels,
  };
}

interface SensitiveGroup {
  readonly models: readonly PrivacyModel[];
  readonly codeOf: Int32Array;
  /** Scratch by code; zero between calls. */
  readonly counts: Uint32Array;
  readonly touched: Uint32Array;
}

interface Runs {
  readonly entries: Int32Array;
  /** Entries of class i are entries[starts[i] .. starts[i + 1]). */
  readonly starts: Int32Array;
}

function passesHistogram(group: SensitiveGroup, layer: Layer, runs: Runs, index: number, size: number): boolean {
  const { counts, touched, codeOf, models } = group;
  let length = 0;
  for (let at = runs.starts[index]!; at < runs.starts[index + 1]!; at++) {
    const entry = runs.entries[at]!;
    const code = codeOf[layer.entrySuffix[entry]!]!;
    if (counts[code] === 0) touched[length++] = code;
    counts[code]! += layer.entryCount[entry]!;
  }
  const ofClass = new Uint32Array(length);
  for (let at = 0; at < length; at++) {
    ofClass[at] = counts[touched[at]!]!;
    counts[touched[at]!] = 0;
  }
  const histogram: Histogram = { length, codes: touched, counts: ofClass };
  return models.every((model) => model.passes(size, histogram, null));
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
