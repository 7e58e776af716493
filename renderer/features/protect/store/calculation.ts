/** Applying the recipe: after a pause when it is live, on request, and never twice for the same recipe. */
import { toErrorData } from '@shared/std/app-error.ts';
import { spendsBudget } from '../recipe-edits.ts';
import { runnable, type StoreContext } from './context.ts';
import { type ProtectActions, previewKey } from './state.ts';

const RUN_DELAY_MS = 450;

export function createCalculation(context: StoreContext) {
  const { client, get, set, timers } = context;
  let controller = new AbortController();
  let runningKey = '';

  function isOutdated(): boolean {
    const { history } = get();
    return history !== null && runningKey !== previewKey(history.present.recipe);
  }

  async function runIfNeeded(): Promise<void> {
    const { preview, failedKey } = get();
    const work = runnable(get());
    if (!work || preview?.key === work.key || failedKey === work.key || spendsBudget(work.recipe)) return;
    await run();
  }

  async function run(): Promise<void> {
    const work = runnable(get());
    if (!work) return;
    const { datasetId } = get();
    const { recipe, key } = work;
    timers.cancel('run');
    controller.abort();
    const own = new AbortController();
    controller = own;
    runningKey = key;
    const isCurrent = () => controller === own && get().datasetId === datasetId;
    set({ running: { progress: null }, previewError: null, failedKey: '' });
    try {
      const { report, recipeHash } = await client.call(
        'protect.run',
        { dataset: datasetId, recipe },
        { signal: own.signal, onProgress: (progress) => isCurrent() && set({ running: { progress } }) },
      );
      if (isCurrent()) set({ running: null, preview: { key, report, recipeHash } });
    } catch (error) {
      if (!isCurrent()) return;
      const data = toErrorData(error);
      const isCancelled = data.category === 'cancelled';
      set({ running: null, previewError: isCancelled ? null : data, failedKey: isCancelled ? '' : key });
    }
  }

  return {
    stop: () => controller.abort(),
    runIfNeeded,
    /** After a change of the recipe. */
    changed(): void {
      if (get().running && isOutdated()) controller.abort();
      if (get().isLive) timers.set('run', RUN_DELAY_MS, () => void runIfNeeded());
    },
    actions: {
      run,
      setLive(isLive) {
        set({ isLive });
        if (isLive) void runIfNeeded();
      },
      cancelRun() {
        timers.cancel('run');
        controller.abort();
      },
    } satisfies Partial<ProtectActions>,
  };
}
