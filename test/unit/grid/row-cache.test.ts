import { expect, test, vi } from 'vitest';
import { createRowCache, windowSizeFor } from '../../../renderer/grid/row-cache.ts';

function frameOf(start: number, count: number) {
  const cells = Array.from({ length: count }, (_, index) => (index === 1 ? null : `r${start + index}`));
  return { start, rowCount: count, columns: [{ name: 'a', cells }] };
}

test('a window holds fewer rows when there are thousands of columns', () => {
  expect(windowSizeFor(1)).toBe(500);
  expect(windowSizeFor(2_000)).toBe(30);
});

test('cells come when they are wanted: not yet, missing, or text', async () => {
  const cache = createRowCache(async (start, count) => frameOf(start, count), 1);
  expect(cache.cell(0, 0)).toBeUndefined();
  cache.want(0, 10);
  await vi.waitFor(() => expect(cache.cell(0, 0)).toBe('r0'));
  expect(cache.cell(1, 0)).toBeNull();
  expect(cache.cell(500, 0)).toBeUndefined();
});

test('a fast scroll asks only for where it ends', async () => {
  const asked: number[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const cache = createRowCache(async (start, count) => {
    asked.push(start);
    await held;
    return frameOf(start, count);
  }, 1);
  for (let row = 0; row < 50_000; row += 500) cache.want(row, row + 20);
  expect(asked).toEqual([0, 500]);
  release();
  await vi.waitFor(() => expect(cache.cell(49_500, 0)).toBe('r49500'));
  expect(asked).toEqual([0, 500, 49_500]);
});

test('what cannot be read is asked for again only when it is wanted again', async () => {
  let calls = 0;
  const cache = createRowCache(async () => {
    calls += 1;
    throw new Error('gone');
  }, 1);
  cache.want(0, 10);
  await vi.waitFor(() => expect(cache.failure()).not.toBeNull());
  expect(calls).toBe(1);
  cache.want(0, 10);
  await vi.waitFor(() => expect(calls).toBe(2));
});
