/** The pass over all releases that could be, and the strategies that were set aside to be compared. */
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { toErrorData } from '@shared/std/app-error.ts';
import { runnable, type StoreContext } from './context.ts';
import type { ProtectActions, ProtectState, Strategy } from './state.ts';

/** What a pass depends on: neither k nor the limit, which it answers for all. */
export function tradeOffKey({ source, columns, table, seed }: Recipe): string {
  return JSON.stringify([source, columns, table, seed]);
}

export function createExploration(context: StoreContext) {
  const { client, get, set } = context;
  let controller = new AbortController();

  return {
    stop: () => controller.abort(),
    /** A pass over what is not in force any more is not waited for. */
    changed(): void {
      const { exploring, history } = get();
      if (exploring && history && exploring.key !== tradeOffKey(history.present.recipe)) controller.abort();
    },
    actions: {
      async explore() {
        const work = runnable(get());
        if (!work) return;
        const { datasetId } = get();
        const { recipe } = work;
        const key = tradeOffKey(recipe);
        controller.abort();
        const own = new AbortController();
        controller = own;
        const isCurrent = () => controller === own && get().datasetId === datasetId;
        set({ exploring: { key, progress: null }, exploreError: null, exploreStoppedKey: '' });
        try {
          const value = await client.call(
            'protect.tradeOff',
            { dataset: datasetId, recipe },
            { signal: own.signal, onProgress: (progress) => isCurrent() && set({ exploring: { key, progress } }) },
          );
          if (isCurrent()) set({ exploring: null, explored: { key, value } });
        } catch (error) {
          if (!isCurrent()) return;
          const data = toErrorData(error);
          set({
            exploring: null,
            exploreError: data.category === 'cancelled' ? null : data,
            exploreStoppedKey: key,
          });
        }
      },
      cancelExplore: () => controller.abort(),
      keepStrategy(name) {
        const made = strategyOf(get(), name);
        if (made) set({ strategies: [...get().strategies.filter((other) => other.name !== name), made] });
      },
      dropStrategy: (name) => set({ strategies: get().strategies.filter((other) => other.name !== name) }),
      takeStrategy(name) {
        const found = get().strategies.find((other) => other.name === name);
        if (found) get().editRecipe(() => found.recipe);
      },
    } satisfies Partial<ProtectActions>,
  };
}

/** The present recipe with its figures; null when it was not calculated as it stands. */
function strategyOf({ history, preview }: ProtectState, name: string): Strategy | null {
  if (!history || !preview || preview.key !== JSON.stringify(history.present.recipe)) return null;
  const { utility, risk, suppressedRows, score } = preview.report;
  return {
    name,
    recipe: history.present.recipe,
    score,
    loss: utility.loss,
    suppressedShare: utility.rowsIn === 0 ? 0 : suppressedRows / utility.rowsIn,
    averageRisk: risk.after.prosecutor.average,
    highestRisk: risk.after.prosecutor.highest,
  };
}
