/** What takes longer than a calculation: the assessment of the release, and the pass over all releases that could be. */
import { toErrorData } from '@shared/std/app-error.ts';
import { runnable, type StoreContext } from './context.ts';
import { type ProtectActions, previewKey } from './state.ts';

export function createAssessment(context: StoreContext) {
  const { client, get, set } = context;
  let controller = new AbortController();

  return {
    stop: () => controller.abort(),
    /** An assessment of what is not in force any more is not waited for. */
    changed(): void {
      const { assessing, history } = get();
      if (assessing && history && assessing.key !== previewKey(history.present.recipe)) controller.abort();
    },
    actions: {
      async assess() {
        const work = runnable(get());
        if (!work) return;
        const { datasetId } = get();
        const { recipe, key } = work;
        controller.abort();
        const own = new AbortController();
        controller = own;
        const isCurrent = () => controller === own && get().datasetId === datasetId;
        set({ assessing: { key, progress: null }, assessError: null, assessStoppedKey: '' });
        try {
          const value = await client.call(
            'protect.assess',
            { dataset: datasetId, recipe },
            { signal: own.signal, onProgress: (progress) => isCurrent() && set({ assessing: { key, progress } }) },
          );
          if (isCurrent()) set({ assessing: null, assessed: { key, value } });
        } catch (error) {
          if (!isCurrent()) return;
          const data = toErrorData(error);
          set({
            assessing: null,
            assessError: data.category === 'cancelled' ? null : data,
            // Neither what failed nor what was cancelled starts again by itself.
            assessStoppedKey: key,
          });
        }
      },
      cancelAssess: () => controller.abort(),
    } satisfies Partial<ProtectActions>,
  };
}
