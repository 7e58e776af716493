/**
 * Where the rows of a very tall grid stand. A browser cannot make an element taller than some 16 million pixels (fewer when
 * zoomed), so above MAX_CANVAS_PX the scroll bar stands for more rows than its pixels.
 */
export const MAX_CANVAS_PX = 8_000_000;

export interface GridHeights {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height of the part of the viewport that shows rows. */
  readonly bodyHeight: number;
}

/** Height of the scrolled canvas, rows only. */
export function canvasHeight({ rowCount, rowHeight, bodyHeight }: GridHeights): number {
  return Math.max(bodyHeight, Math.min(rowCount * rowHeight, MAX_CANVAS_PX));
}

/** The largest value of topRow: then the last row touches the bottom. */
export function lastTopRow({ rowCount, rowHeight, bodyHeight }: GridHeights): number {
  return Math.max(0, rowCount - bodyHeight / rowHeight);
}

export function isScaled({ rowCount, rowHeight }: GridHeights): boolean {
  return rowCount * rowHeight > MAX_CANVAS_PX;
}

/** The row at the top edge; 12.5 is the middle of row 12. */
export function topRowAt(scrollTop: number, heights: GridHeights): number {
  const range = canvasHeight(heights) - heights.bodyHeight;
  return range <= 0 ? 0 : (Math.min(Math.max(scrollTop, 0), range) / range) * lastTopRow(heights);
}

export function scrollTopFor(topRow: number, heights: GridHeights): number {
  const last = lastTopRow(heights);
  const range = canvasHeight(heights) - heights.bodyHeight;
  return last <= 0 ? 0 : (Math.min(Math.max(topRow, 0), last) / last) * range;
}

/** First and one past the last row to draw, `overscan` more on each side. */
export function rowsToDraw(topRow: number, heights: GridHeights, overscan: number): { start: number; end: number } {
  const start = Math.max(0, Math.floor(topRow) - overscan);
  const end = Math.min(heights.rowCount, Math.ceil(topRow + heights.bodyHeight / heights.rowHeight) + overscan);
  return { start, end: Math.max(start, end) };
}

/** The topRow that brings a row into view with the least movement. */
export function topRowToShow(row: number, topRow: number, heights: GridHeights): number {
  const shown = heights.bodyHeight / heights.rowHeight;
  if (row < topRow) return row;
  if (row + 1 > topRow + shown) return Math.min(lastTopRow(heights), row + 1 - shown);
  return topRow;
}
