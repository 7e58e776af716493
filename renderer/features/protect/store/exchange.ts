/** What goes through a file that the person chooses: population tables, recipes, the release, the sealed package. */
import { fitRecipe } from '../recipe-edits.ts';
import { failureOf, type StoreContext, titleFrom, withAction } from './context.ts';
import type { ProtectActions } from './state.ts';

export function createExchange(context: StoreContext, runIfNeeded: () => Promise<void>) {
  const { client, get, set } = context;
  let controller = new AbortController();
  const nameOf = () => titleFrom(get().file?.name ?? 'dataset');

  return {
    stop: () => controller.abort(),
    actions: {
      previewHierarchy: (column, recipe, signal) =>
        client.call('protect.hierarchy', { dataset: get().datasetId, column, recipe }, { signal }),

      async choosePopulation(put) {
        set({ populationError: null });
        try {
          const file = await client.bridge.chooseFile('population');
          const { datasetId } = get();
          if (!file) return;
          const populationTable = await client.call('protect.population', { file: file.token });
          if (get().datasetId !== datasetId) return;
          set({ populationTable });
          get().editRecipe((old) => put(old, populationTable.population));
          // The same table as before may have failed only because it was not at hand.
          set({ failedKey: '' });
          if (get().isLive) void runIfNeeded();
        } catch (error) {
          set({ populationError: failureOf(error) });
        }
      },

      async openRecipe() {
        await withAction(context, async () => {
          const file = await client.bridge.chooseFile('recipe');
          const { dataset } = get();
          if (!file || !dataset) return;
          const recipe = await client.call('recipe.read', { file: file.token });
          get().editRecipe(() => fitRecipe(recipe, dataset));
          set({ notice: `The recipe "${file.name}" was loaded.` });
        });
      },
      async saveRecipe() {
        await withAction(context, async () => {
          const { history } = get();
          if (!history) return;
          const target = await client.bridge.chooseSave('recipe', `${nameOf()}.recipe.json`);
          if (!target) return;
          await client.call('recipe.write', { file: target.token, recipe: history.present.recipe });
          set({ notice: `The recipe was saved as "${target.name}".` });
        });
      },
      async writeRelease() {
        await withAction(context, async () => {
          const { history, datasetId } = get();
          if (!history) return;
          const target = await client.bridge.chooseSave('csv', `${nameOf()}-protected.csv`);
          if (!target) return;
          const { recipe } = history.present;
          const result = await client.call('protect.write', { dataset: datasetId, recipe, file: target.token });
          set({ notice: `The protected data was written to "${result.file}".` });
        });
      },

      async seal() {
        await withAction(context, async () => {
          const { history, datasetId } = get();
          const document = history?.present;
          if (!document?.draft || document.recipients.length === 0) return;
          const target = await client.bridge.chooseSave('package', `${nameOf()}.bulla`);
          if (!target) return;
          controller = new AbortController();
          set({ sealing: { progress: null } });
          try {
            const sealed = await client.call(
              'package.seal',
              {
                dataset: datasetId,
                recipe: document.recipe,
                draft: document.draft,
                recipients: [...document.recipients],
                file: target.token,
              },
              { signal: controller.signal, onProgress: (progress) => set({ sealing: { progress } }) },
            );
            set({ sealed });
          } finally {
            set({ sealing: null });
          }
        });
      },
      cancelSeal: () => controller.abort(),
      sealAgain: () => set({ sealed: null }),
    } satisfies Partial<ProtectActions>,
  };
}
