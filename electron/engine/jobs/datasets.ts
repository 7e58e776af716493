import { AppError } from '@shared/std/app-error.ts';
import type { Datasets, OpenDataset } from '../context.ts';

export function openDatasets(): Datasets {
  const open = new Map<string, OpenDataset>();
  return {
    get(dataset) {
      const found = open.get(dataset);
      if (!found) throw new AppError('usage', 'dataset.unknown');
      return found;
    },
    find: (dataset) => open.get(dataset),
    set: (dataset, value) => void open.set(dataset, value),
    delete: (dataset) => void open.delete(dataset),
    clear: () => open.clear(),
  };
}
