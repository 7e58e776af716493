/**
 * How many rows of each cell carry the cell's commonest number, for every cell where that is at least half of its rows; where
 * no number is so common, some smaller count. Exact all the same, in memory that grows with the cells and not with the values:
 * two candidates a cell keep whatever more than a third carries (Misra and Gries 1982), and a second pass counts them.
 *
 * `cellOf[row]` is -1 for a row in no cell.
 */
export function commonestCounts(
  cellOf: Int32Array,
  numberOf: (row: number) => number,
  cellCount: number,
): Float64Array {
  const candidates = [new Float64Array(cellCount), new Float64Array(cellCount)] as const;
  const votes = [new Float64Array(cellCount), new Float64Array(cellCount)] as const;
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row]!;
    if (cell < 0) continue;
    const number = numberOf(row);
    const known = votes.findIndex((count, at) => count[cell]! > 0 && candidates[at]![cell] === number);
    const place = known >= 0 ? known : votes.findIndex((count) => count[cell] === 0);
    if (place < 0) for (const count of votes) count[cell]!--;
    else {
      candidates[place]![cell] = number;
      votes[place]![cell]!++;
    }
  }
  const counts = [new Float64Array(cellCount), new Float64Array(cellCount)] as const;
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row]!;
    if (cell < 0) continue;
    const number = numberOf(row);
    const place = candidates.findIndex((candidate) => candidate[cell] === number);
    if (place >= 0) counts[place]![cell]!++;
  }
  return counts[0].map((count, cell) => Math.max(count, counts[1][cell]!));
}
