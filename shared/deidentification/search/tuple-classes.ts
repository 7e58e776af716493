/**
 * The classes of a node kept by distinct tuple. The classes of a node one level lower are these, each split by one column: one
 * pass, whatever the number of quasi-identifiers.
 */
import type { Task } from '../../std/task.ts';
import { emptyLayer, type Layer, numbersBelow, refine } from './layer.ts';
import { nodeWork, type Walk } from './walk.ts';

export interface TupleClasses {
  readonly classes: number;
  /** By distinct tuple. */
  readonly classOf: Int32Array;
}

export interface Splitter {
  /** All tuples in one class. */
  readonly whole: TupleClasses;
  /**
   * The classes, each split by the groups of an axis at a level, as a layer that the class check takes. It is one layer, good
   * until the next split.
   */
  split(from: TupleClasses, axis: number, level: number): Layer;
  /** The classes of the latest split, to keep. */
  keep(): TupleClasses;
}

/** Throws `job.cancelled`. */
export function createSplitter({ tuples, axes, root, check, scratch, work }: Walk, task: Task): Splitter {
  const size = tuples.counts.length;
  const above: Layer = { ...root, entrySuffix: numbersBelow(size) };
  const below: Layer = {
    ...emptyLayer(),
    length: size,
    entrySuffix: check.needsEntries ? suffixesAfter(axes.length) : above.entrySuffix,
    entryCount: tuples.counts,
    entryPeople: tuples.people,
  };
  const heads = new Int32Array(size);

  /** By tuple: the suffix that holds the sensitive columns. */
  function suffixesAfter(depth: number): Int32Array {
    const suffixes = numbersBelow(size);
    for (let at = 0; at < depth; at++) {
      task.checkpoint();
      const tails = tuples.tails[at]!;
      for (let tuple = 0; tuple < size; tuple++) suffixes[tuple] = tails[suffixes[tuple]!]!;
    }
    return suffixes;
  }

  function split(from: TupleClasses, axis: number, level: number): Layer {
    task.checkpoint();
    const { codes, levels } = axes[axis]!;
    const { groups, shares } = levels[level]!;
    for (let tuple = 0; tuple < size; tuple++) heads[tuple] = codes[tuples.firstRow[tuple]!]!;
    work.spent += size + nodeWork(axes.length);
    work.judged++;
    above.entryClass = from.classOf;
    above.classes = from.classes;
    refine(above, below, heads, groups, shares.length, scratch);
    below.entryClass = scratch.classOfEntry;
    return below;
  }

  return {
    whole: { classes: root.classes, classOf: new Int32Array(size) },
    split,
    keep: () => ({ classes: below.classes, classOf: scratch.classOfEntry.slice(0, size) }),
  };
}
