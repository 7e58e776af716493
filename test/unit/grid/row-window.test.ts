import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canvasHeight,
  lastTopRow,
  MAX_CANVAS_PX,
  rowsToDraw,
  scrollTopFor,
  topRowAt,
  topRowToShow,
} from '../../../renderer/grid/row-window.ts';

const anyHeights = fc.record({
  rowCount: fc.integer({ min: 0, max: 50_000_000 }),
  rowHeight: fc.integer({ min: 20, max: 60 }),
  bodyHeight: fc.integer({ min: 60, max: 2_000 }),
});

test('a short table scrolls by its own pixels', () => {
  const heights = { rowCount: 100, rowHeight: 30, bodyHeight: 300 };
  expect(canvasHeight(heights)).toBe(3_000);
  expect(topRowAt(45, heights)).toBeCloseTo(1.5, 9);
  expect(lastTopRow(heights)).toBe(90);
});

test('no canvas is taller than a browser can make it, and both ends can be reached', () => {
  fc.assert(
    fc.property(anyHeights, (heights) => {
      const range = canvasHeight(heights) - heights.bodyHeight;
      expect(canvasHeight(heights)).toBeLessThanOrEqual(Math.max(MAX_CANVAS_PX, heights.bodyHeight));
      expect(topRowAt(0, heights)).toBe(0);
      if (range > 0) expect(topRowAt(range, heights)).toBeCloseTo(lastTopRow(heights), 6);
    }),
  );
});

test('a row and its scroll position tell each other', () => {
  fc.assert(
    fc.property(anyHeights, fc.double({ min: 0, max: 1, noNaN: true }), (heights, share) => {
      const top = share * lastTopRow(heights);
      if (lastTopRow(heights) > 0) expect(topRowAt(scrollTopFor(top, heights), heights)).toBeCloseTo(top, 3);
    }),
  );
});

test('a row that is asked for is drawn', () => {
  fc.assert(
    fc.property(anyHeights, fc.nat(50_000_000), fc.nat(50_000_000), (heights, wish, from) => {
      if (heights.rowCount === 0) return;
      const row = wish % heights.rowCount;
      const top = topRowToShow(row, Math.min(from, lastTopRow(heights)), heights);
      const { start, end } = rowsToDraw(top, heights, 0);
      expect(start).toBeLessThanOrEqual(row);
      expect(end).toBeGreaterThan(row);
    }),
  );
});
