/** Changes of the project document with their history; what was changed is kept, and the licence is read back. */
import type { ProjectDocument } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { toErrorData } from '@shared/std/app-error.ts';
import { type StoreContext, titleFrom, withAction } from './context.ts';
import { commit, redo, undo } from './history.ts';
import type { ProtectActions } from './state.ts';

const SAVE_DELAY_MS = 900;
const READING_DELAY_MS = 250;

export function createEditing(context: StoreContext, changed: () => void) {
  const { client, get, set, timers } = context;

  async function save(): Promise<void> {
    const { history, datasetId } = get();
    if (!history) return;
    const { recipe, draft, recipients } = history.present;
    try {
      await client.call('project.save', {
        dataset: datasetId,
        project: { recipe, draft, recipients: [...recipients] },
      });
      if (get().history?.present === history.present) set({ saving: 'saved' });
    } catch {
      if (get().history?.present === history.present) set({ saving: 'failed' });
    }
  }

  async function readLicence(): Promise<void> {
    const document = get().history?.present;
    if (!document?.draft) return set({ licenceReading: null });
    try {
      const licenceReading = await client.call('licence.read', {
        draft: document.draft,
        recipients: [...document.recipients],
      });
      if (get().history?.present.draft === document.draft) set({ licenceReading });
    } catch (error) {
      set({ licenceReading: null, actionError: toErrorData(error) });
    }
  }

  function edit(change: (document: ProjectDocument) => ProjectDocument, mergeKey = ''): void {
    const { history } = get();
    if (!history) return;
    const next = commit(history, change(history.present), mergeKey);
    if (next === history) return;
    set({ history: next });
    changed();
  }

  return {
    save,
    changed(): void {
      set({ saving: 'pending', sealed: null, actionError: null });
      timers.set('save', SAVE_DELAY_MS, () => void save());
      timers.set('reading', READING_DELAY_MS, () => void readLicence());
    },
    actions: {
      edit,
      editRecipe: (change, mergeKey) => edit((document) => withRecipe(document, change(document.recipe)), mergeKey),
      editDraft: (change, mergeKey) =>
        edit(
          (document) => (document.draft === null ? document : { ...document, draft: change(document.draft) }),
          mergeKey,
        ),
      undo() {
        const { history } = get();
        if (!history || history.past.length === 0) return;
        set({ history: undo(history) });
        changed();
      },
      redo() {
        const { history } = get();
        if (!history || history.future.length === 0) return;
        set({ history: redo(history) });
        changed();
      },
      async choosePreset(preset) {
        await withAction(context, async () => {
          const { history, file } = get();
          const title = history?.present.draft?.title ?? titleFrom(file?.name ?? '');
          const draft = await client.call('licence.preset', { preset, title });
          const old = history?.present.draft;
          // What only the researcher knows is kept when the preset changes.
          const kept = old
            ? { title: old.title, project: old.project, contact: old.contact, attribution: old.attribution }
            : {};
          edit((document) => ({ ...document, draft: { ...draft, ...kept } }));
        });
      },
    } satisfies Partial<ProtectActions>,
  };
}

function withRecipe(document: ProjectDocument, recipe: Recipe): ProjectDocument {
  return recipe === document.recipe ? document : { ...document, recipe };
}
