import type { ClassSizeBar } from './risk-report.ts';

/** Lower ends of the bars; the same for every table, so that before and after can be drawn over one another. */
const STARTS = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000];

export function classSizeHistogram(sizes: Uint32Array): ClassSizeBar[] {
  const bars = STARTS.map((start, at) => ({ label: labelOf(start, STARTS[at + 1]), classes: 0, records: 0 }));
  for (const size of sizes) {
    let at = STARTS.length - 1;
    while (STARTS[at]! > size) at--;
    bars[at]!.classes++;
    bars[at]!.records += size;
  }
  return bars;
}

function labelOf(start: number, next: number | undefined): string {
  if (next === undefined) return `${start}+`;
  return next === start + 1 ? String(start) : `${start}-${next - 1}`;
}
