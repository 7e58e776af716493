/** Opening a dataset: the reading with its progress, the first rows before the last, and the work that was kept for the file. */
import type { DatasetView, GrantedFile, ProjectDocument } from '@shared/contract/views.ts';
import type { Source } from '@shared/deidentification/recipe.ts';
import { toErrorData } from '@shared/std/app-error.ts';
import { fitRecipe, startRecipe } from '../recipe-edits.ts';
import type { StoreContext } from './context.ts';
import { commit, startHistory } from './history.ts';
import { EMPTY, type ProtectActions, type ProtectState } from './state.ts';

const PEEK_INTERVAL_MS = 60;
const PEEK_ROWS = 200;
/** Larger datasets are calculated on request, so that a slow computer stays quiet while one thinks. */
export const LIVE_ROW_LIMIT = 300_000;

export interface ReadingHooks {
  stopAll(): void;
  changed(): void;
}

export function createReading(context: StoreContext, hooks: ReadingHooks) {
  const { client, get, set, newId, newSeed } = context;
  let controller = new AbortController();

  async function read(file: GrantedFile, source: Source | null): Promise<void> {
    hooks.stopAll();
    const old = get();
    if (old.datasetId !== '') void client.call('dataset.close', { dataset: old.datasetId }).catch(() => undefined);
    const dataset = newId();
    const isAgain = source !== null;
    controller = new AbortController();
    const { signal } = controller;
    set({
      ...EMPTY,
      step: isAgain ? old.step : 'data',
      isLive: old.isLive,
      file,
      datasetId: dataset,
      history: isAgain ? old.history : null,
      reading: { progress: null, firstRows: null },
    });
    void peek(dataset, signal);
    try {
      const view = await client.call(
        'dataset.open',
        { file: file.token, dataset, ...(source === null ? {} : { source }) },
        { signal, onProgress: (progress) => patchReading(dataset, { progress }) },
      );
      if (get().datasetId !== dataset) return;
      adopt(view, isAgain);
    } catch (error) {
      if (get().datasetId !== dataset) return;
      set({ reading: null, datasetError: toErrorData(error) });
    }
  }

  /** The first rows can be looked at long before the last one was read. */
  async function peek(dataset: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && get().datasetId === dataset && get().reading?.firstRows === null) {
      await new Promise((resolve) => setTimeout(resolve, PEEK_INTERVAL_MS));
      try {
        const firstRows = await client.call('dataset.rows', { dataset, start: 0, count: PEEK_ROWS });
        if (firstRows.rowCount > 0) patchReading(dataset, { firstRows });
      } catch {
        // Not there yet; the reading itself reports what goes wrong.
      }
    }
  }

  function patchReading(dataset: string, change: Partial<NonNullable<ProtectState['reading']>>): void {
    const { datasetId, reading } = get();
    if (datasetId === dataset && reading) set({ reading: { ...reading, ...change } });
  }

  function adopt(view: DatasetView, isAgain: boolean): void {
    const before = get().history;
    const isNew = !isAgain || before === null;
    const saved = isNew ? view.saved : null;
    const base: ProjectDocument = saved ??
      (isNew ? null : before.present) ?? { recipe: startRecipe(view, newSeed()), draft: null, recipients: [] };
    const document = { ...base, recipe: fitRecipe(base.recipe, view) };
    set({
      dataset: view,
      reading: null,
      history: isNew ? startHistory(document) : commit(before, document),
      isLive: view.rowCount <= LIVE_ROW_LIMIT,
    });
    void suggest(view.dataset);
    hooks.changed();
  }

  async function suggest(dataset: string): Promise<void> {
    try {
      const suggestions = await client.call('protect.suggest', { dataset });
      if (get().datasetId === dataset) set({ suggestions });
    } catch {
      if (get().datasetId === dataset) set({ suggestions: [] });
    }
  }

  return {
    stop: () => controller.abort(),
    actions: {
      open: (file) => read(file, null),
      async readAgain(source) {
        const { file } = get();
        if (file) await read(file, source);
      },
      cancelReading: () => controller.abort(),
    } satisfies Partial<ProtectActions>,
  };
}
