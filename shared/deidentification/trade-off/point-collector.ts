import { MAX_POINTS, type TradeOffPoints } from './trade-off.ts';

/** What is known of one node at every k. */
export interface NodeFigures {
  readonly suppressedRows: Uint32Array;
  readonly score: Float64Array;
  readonly classes: Uint32Array;
  readonly smallestClass: Uint32Array;
}

export interface PointCollector {
  add(levels: readonly number[], figures: NodeFigures): void;
  points(): TradeOffPoints;
}

/** Keeps every node until there are twice `MAX_POINTS`, then every second, and so on: evenly over the walk, the same each time. */
export function pointCollector(columns: number, ks: number): PointCollector {
  const capacity = 2 * MAX_POINTS;
  let stride = 1;
  let seen = 0;
  let count = 0;
  let room = 256;
  let arrays = allocate(room);

  function allocate(size: number) {
    return {
      levels: new Uint8Array(size * columns),
      suppressedRows: new Uint32Array(size * ks),
      score: new Float64Array(size * ks),
      classes: new Uint32Array(size * ks),
      smallestClass: new Uint32Array(size * ks),
    };
  }

  function add(levels: readonly number[], figures: NodeFigures): void {
    if (seen++ % stride !== 0) return;
    if (count === capacity) {
      keepEverySecond();
      if ((seen - 1) % stride !== 0) return;
    }
    if (count === room) grow();
    arrays.levels.set(levels, count * columns);
    arrays.suppressedRows.set(figures.suppressedRows, count * ks);
    arrays.score.set(figures.score, count * ks);
    arrays.classes.set(figures.classes, count * ks);
    arrays.smallestClass.set(figures.smallestClass, count * ks);
    count++;
  }

  function grow(): void {
    room = Math.min(capacity, 4 * room);
    const larger = allocate(room);
    larger.levels.set(arrays.levels);
    larger.suppressedRows.set(arrays.suppressedRows);
    larger.score.set(arrays.score);
    larger.classes.set(arrays.classes);
    larger.smallestClass.set(arrays.smallestClass);
    arrays = larger;
  }

  function keepEverySecond(): void {
    stride *= 2;
    const kept = Math.ceil(count / 2);
    for (let at = 1; at < kept; at++) {
      arrays.levels.copyWithin(at * columns, 2 * at * columns, (2 * at + 1) * columns);
      for (const array of [arrays.suppressedRows, arrays.score, arrays.classes, arrays.smallestClass])
        array.copyWithin(at * ks, 2 * at * ks, (2 * at + 1) * ks);
    }
    count = kept;
  }

  return {
    add,
    points() {
      while (count > MAX_POINTS) keepEverySecond();
      return {
        count,
        isThinned: stride > 1,
        levels: arrays.levels.slice(0, count * columns),
        suppressedRows: arrays.suppressedRows.slice(0, count * ks),
        score: arrays.score.slice(0, count * ks),
        classes: arrays.classes.slice(0, count * ks),
        smallestClass: arrays.smallestClass.slice(0, count * ks),
      };
    },
  };
}
