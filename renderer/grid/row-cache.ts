import type { RowFrame } from '@shared/contract/views.ts';
import { MAX_FRAME_ROWS } from '@shared/table/frame.ts';

export type FetchRows = (start: number, count: number) => Promise<RowFrame>;

/** Undefined: not here yet. Null: missing. */
export type CellText = string | null | undefined;

export interface RowCache {
  readonly windowSize: number;
  cell(row: number, column: number): CellText;
  /** What is on screen now. Earlier wishes that were not begun are dropped, so that a fast scroll asks only for where it ends. */
  want(start: number, end: number): void;
  /** Returns a function that stops listening. */
  onChange(listener: () => void): () => void;
  failure(): unknown;
}

const MAX_CELLS = 60_000;
const MAX_CACHED_CELLS = 1_500_000;
const MAX_IN_FLIGHT = 2;

/** Fewer rows at a time when there are thousands of columns: a frame is copied between processes. */
export function windowSizeFor(columnCount: number): number {
  return Math.max(20, Math.min(MAX_FRAME_ROWS, Math.floor(MAX_CELLS / Math.max(1, columnCount))));
}

/** The least recently used windows of rows are forgotten first. */
export function createRowCache(fetchRows: FetchRows, columnCount: number): RowCache {
  const windowSize = windowSizeFor(columnCount);
  const capacity = Math.max(6, Math.floor(MAX_CACHED_CELLS / (windowSize * Math.max(1, columnCount))));
  const windows = new Map<number, RowFrame>();
  const inFlight = new Set<number>();
  const listeners = new Set<() => void>();
  let wanted: number[] = [];
  let problem: unknown = null;

  function notify(): void {
    for (const listener of [...listeners]) listener();
  }

  function keep(index: number, frame: RowFrame): void {
    windows.delete(index);
    windows.set(index, frame);
    for (const oldest of windows.keys()) {
      if (windows.size <= capacity) break;
      if (!wanted.includes(oldest)) windows.delete(oldest);
    }
  }

  async function load(index: number): Promise<void> {
    inFlight.add(index);
    try {
      keep(index, await fetchRows(index * windowSize, windowSize));
      problem = null;
    } catch (error) {
      problem = error;
      wanted = wanted.filter((other) => other !== index);
    }
    inFlight.delete(index);
    notify();
    pump();
  }

  function pump(): void {
    for (const index of wanted) {
      if (inFlight.size >= MAX_IN_FLIGHT) return;
      if (!windows.has(index) && !inFlight.has(index)) void load(index);
    }
  }

  return {
    windowSize,
    cell(row, column) {
      const index = Math.floor(row / windowSize);
      const frame = windows.get(index);
      if (!frame || row - frame.start >= frame.rowCount) return undefined;
      return frame.columns[column]?.cells[row - frame.start];
    },
    want(start, end) {
      const first = Math.floor(start / windowSize);
      const last = Math.floor(Math.max(start, end - 1) / windowSize);
      wanted = [];
      for (let index = first; index <= last; index += 1) {
        wanted.push(index);
        const frame = windows.get(index);
        if (frame) keep(index, frame);
      }
      pump();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    failure: () => problem,
  };
}
