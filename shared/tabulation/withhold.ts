/**
 * Which cells of a table are withheld: the small ones (primary), and as many more as it takes that no small one can be
 * worked out from a total (complementary).
 *
 * Totals are those that somebody can know: of the whole table, and of every margin (the same table by fewer columns). In
 * each, what is left after subtracting the visible cells is spread over at least two unknown cells, is at least the
 * minimum, and is not the most that small cells could hold. Nor is it, in the total, the least: a listed value is known to have
 * the minimum of rows, so a hidden value of exactly that many and one row of an unlisted value would tell of that row. Each
 * margin is looked at by itself; what several margins tell together is not (docs/licence.md).
 */
export interface Grid {
  /** Number of listed values of each column; a cell's index is in mixed radix, the last column running fastest. */
  readonly sizes: readonly number[];
  readonly counts: Float64Array;
  /** Rows with a rare value: `rare` has bit i set when column i's value is not listed; `cell` holds the other places. */
  readonly remainder: readonly { readonly rare: number; readonly cell: number; readonly count: number }[];
}

export interface Withheld {
  /** 1 for a withheld cell. */
  readonly withheld: Uint8Array;
  readonly complementary: number;
  /** Some margin tells its small cells whatever is withheld: the table cannot be shown. */
  readonly isTold: boolean;
}

/** With a minimum of 1 nothing is withheld. `isTelling` cells are withheld although they are large enough: their sum tells. */
export function withheldCells(grid: Grid, minimum: number, isTelling: (cell: number) => boolean): Withheld {
  const cellCount = grid.counts.length;
  const withheld = new Uint8Array(cellCount);
  if (minimum <= 1) return { withheld, complementary: 0, isTold: false };
  const isSmall = (cell: number) => grid.counts[cell]! < minimum;
  for (let cell = 0; cell < cellCount; cell++) if (isSmall(cell) || isTelling(cell)) withheld[cell] = 1;

  const margins = marginsOf(grid);
  let complementary = 0;
  let isStable = false;
  while (!isStable) {
    isStable = true;
    for (const { cells, outside } of margins) {
      while (
        !isSafe(cells, outside, withheld, grid.counts, minimum) ||
        (cells.length === cellCount && isLeast(grid, outside, withheld, minimum))
      ) {
        const next = smallestVisible(cells, withheld, grid.counts);
        if (next === undefined) break;
        withheld[next] = 1;
        complementary++;
        isStable = false;
      }
    }
  }
  // Where nothing visible is left, a margin below the minimum is withheld itself, and one large cell is no secret of a few;
  // what remains are small cells that fill their margin to the brim.
  const isTold = margins.some((margin) => isFullOfSmall(margin, withheld, grid.counts, minimum));
  return { withheld, complementary, isTold };
}

interface Margin {
  readonly cells: readonly number[];
  /** Rows of this margin that no listed cell holds. */
  readonly outside: number;
}

/** The groups of every table by fewer columns, down to the one total. */
function marginsOf({ sizes, counts, remainder }: Grid): readonly Margin[] {
  const all = (1 << sizes.length) - 1;
  const margins: Margin[] = [];
  for (let kept = 0; kept < all; kept++) {
    const groups = new Map<number, number[]>();
    for (let cell = 0; cell < counts.length; cell++) {
      const group = projected(cell, sizes, kept);
      const cells = groups.get(group);
      if (cells) cells.push(cell);
      else groups.set(group, [cell]);
    }
    const outside = new Map<number, number>();
    for (const { rare, cell, count } of remainder) {
      if ((rare & kept) !== 0) continue; // rare in a column of this margin: in no listed group of it
      const group = projected(cell, sizes, kept);
      outside.set(group, (outside.get(group) ?? 0) + count);
    }
    for (const [group, cells] of groups) margins.push({ cells, outside: outside.get(group) ?? 0 });
  }
  return margins;
}

/** The cell's index with the places of all columns but the kept ones left out. Bit i of `kept` is column i. */
function projected(cell: number, sizes: readonly number[], kept: number): number {
  let group = 0;
  let rest = cell;
  let factor = 1;
  for (let at = sizes.length - 1; at >= 0; at--) {
    const size = sizes[at]!;
    if ((kept & (1 << at)) !== 0) {
      group += (rest % size) * factor;
      factor *= size;
    }
    rest = Math.floor(rest / size);
  }
  return group;
}

function isSafe(
  cells: readonly number[],
  outside: number,
  withheld: Uint8Array,
  counts: Float64Array,
  minimum: number,
): boolean {
  let hidden = outside;
  let unknown = outside > 0 ? 1 : 0;
  let isBounded = outside === 0;
  for (const cell of cells) {
    if (withheld[cell] !== 1) continue;
    hidden += counts[cell]!;
    unknown++;
    if (counts[cell]! >= minimum) isBounded = false;
  }
  // Nothing is hidden: the withheld cells are seen to be empty, which tells of nobody.
  if (hidden === 0) return true;
  return unknown >= 2 && hidden >= minimum && !(isBounded && hidden === unknown * (minimum - 1));
}

/** In the total: the hidden rows are those that the hidden values have at least, and one of an unlisted value. */
function isLeast({ sizes, counts }: Grid, outside: number, withheld: Uint8Array, minimum: number): boolean {
  if (outside === 0) return false;
  const hidden = counts.reduce((sum, count, cell) => (withheld[cell] === 1 ? sum + count : sum), outside);
  return sizes.some((size, axis) => {
    const isVisible = new Uint8Array(size);
    for (let cell = 0; cell < counts.length; cell++)
      if (withheld[cell] === 0) isVisible[projected(cell, sizes, 1 << axis)] = 1;
    const hiddenValues = isVisible.reduce((sum, flag) => sum + 1 - flag, 0);
    return hiddenValues > 0 && hidden === hiddenValues * minimum + 1;
  });
}

/** All cells are withheld, all have exactly one row less than the minimum, and together they reach it. */
function isFullOfSmall(
  { cells, outside }: Margin,
  withheld: Uint8Array,
  counts: Float64Array,
  minimum: number,
): boolean {
  const total = cells.length * (minimum - 1);
  return (
    outside === 0 && total >= minimum && cells.every((cell) => withheld[cell] === 1 && counts[cell] === minimum - 1)
  );
}

function smallestVisible(cells: readonly number[], withheld: Uint8Array, counts: Float64Array): number | undefined {
  let smallest: number | undefined;
  for (const cell of cells)
    if (withheld[cell] === 0 && (smallest === undefined || counts[cell]! < counts[smallest]!)) smallest = cell;
  return smallest;
}
