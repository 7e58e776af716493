/** How many classes there are of each size: all that the models of a population need of a table. */
export interface SizeCount {
  readonly size: number;
  readonly classes: number;
}

/** Ascending by size. */
export function classSizeCounts(sizes: Uint32Array): SizeCount[] {
  const counts = new Map<number, number>();
  for (let c = 0; c < sizes.length; c++) counts.set(sizes[c]!, (counts.get(sizes[c]!) ?? 0) + 1);
  return [...counts].map(([size, classes]) => ({ size, classes })).sort((a, b) => a.size - b.size);
}

export function classesOfSize(counts: readonly SizeCount[], size: number): number {
  return counts.find((count) => count.size === size)?.classes ?? 0;
}

export function totals(counts: readonly SizeCount[]): { readonly records: number; readonly classes: number } {
  let records = 0;
  let classes = 0;
  for (const count of counts) {
    records += count.size * count.classes;
    classes += count.classes;
  }
  return { records, classes };
}
