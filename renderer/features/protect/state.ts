/**
 * The state of "Protect a dataset": the dataset, the project document with its history, the preview of what the recipe does,
 * and the licence with its reading. All work is the engine's; here is only what to ask it, and when.
 */
import type {
  DatasetView,
  GrantedFile,
  HierarchyPreview,
  LicenceReading,
  PopulationTable,
  ProjectDocument,
  RoleSuggestion,
  RowFrame,
  SealedPackage,
} from '@shared/contract/views.ts';
import type { Recipe, Source } from '@shared/deidentification/recipe.ts';
import type { LicenceDraft, PresetName } from '@shared/license/terms.ts';
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import type { Progress } from '@shared/std/task.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../../state/engine-client.ts';
import { commit, type History, redo, startHistory, undo } from './history.ts';
import { fitRecipe, obstacles, setPopulation, startRecipe } from './recipe-edits.ts';
import type { StepName } from './steps.ts';

export interface Preview {
  /** The recipe it was made from, as text: another text means that the preview is stale. */
  readonly key: string;
  readonly report: ProtectionReport;
  readonly recipeHash: string;
}

export interface ProtectState {
  readonly step: StepName;
  readonly file: GrantedFile | null;
  readonly datasetId: string;
  readonly dataset: DatasetView | null;
  /** While the file is being read: how far, and the first rows as soon as they are there. */
  readonly reading: { readonly progress: Progress | null; readonly firstRows: RowFrame | null } | null;
  readonly datasetError: ErrorData | null;
  readonly suggestions: readonly RoleSuggestion[] | null;

  readonly history: History<ProjectDocument> | null;
  readonly saving: 'saved' | 'pending' | 'failed';

  /** Calculate again by itself after a change. */
  readonly isLive: boolean;
  readonly preview: Preview | null;
  readonly running: { readonly progress: Progress | null } | null;
  readonly previewError: ErrorData | null;
  /** The recipe that failed, so that it is not run again unchanged. */
  readonly failedKey: string;

  /** The population table that was chosen last, and what went wrong in choosing it. */
  readonly populationTable: PopulationTable | null;
  readonly populationError: ErrorData | null;

  readonly licenceReading: LicenceReading | null;
  readonly sealing: { readonly progress: Progress | null } | null;
  readonly sealed: SealedPackage | null;
  /** Of the last thing that was asked for by a press: a recipe file, an export, a seal. */
  readonly actionError: ErrorData | null;
  readonly notice: string;
}

export interface ProtectActions {
  goTo(step: StepName): void;
  open(file: GrantedFile): Promise<void>;
  readAgain(source: Source): Promise<void>;
  cancelReading(): void;
  edit(change: (document: ProjectDocument) => ProjectDocument, mergeKey?: string): void;
  editRecipe(change: (recipe: Recipe) => Recipe, mergeKey?: string): void;
  editDraft(change: (draft: LicenceDraft) => LicenceDraft, mergeKey?: string): void;
  undo(): void;
  redo(): void;
  setLive(isLive: boolean): void;
  run(): Promise<void>;
  cancelRun(): void;
  previewHierarchy(column: string, recipe: Recipe, signal: AbortSignal): Promise<HierarchyPreview>;
  choosePopulation(): Promise<void>;
  choosePreset(preset: PresetName): Promise<void>;
  openRecipe(): Promise<void>;
  saveRecipe(): Promise<void>;
  writeRelease(): Promise<void>;
  seal(): Promise<void>;
  cancelSeal(): void;
  /** Back from the page of a sealed package to the licence. */
  sealAgain(): void;
  clearNotice(): void;
  /** Ends what is under way; the dataset is forgotten. */
  dispose(): void;
}

export type ProtectStore = StoreApi<ProtectState & ProtectActions>;

export interface ProtectServices {
  readonly client: Pick<EngineClient, 'call' | 'bridge'>;
  newId(): string;
  /** A whole number that nobody can guess. */
  newSeed(): number;
}

const RUN_DELAY_MS = 450;
const SAVE_DELAY_MS = 900;
const READING_DELAY_MS = 250;
const PEEK_INTERVAL_MS = 60;
const PEEK_ROWS = 200;
/** Larger datasets are calculated on request, so that a slow computer stays quiet while one thinks. */
export const LIVE_ROW_LIMIT = 300_000;

const EMPTY: ProtectState = {
  step: 'data',
  file: null,
  datasetId: '',
  dataset: null,
  reading: null,
  datasetError: null,
  suggestions: null,
  history: null,
  saving: 'saved',
  isLive: true,
  preview: null,
  running: null,
  previewError: null,
  failedKey: '',
  populationTable: null,
  populationError: null,
  licenceReading: null,
  sealing: null,
  sealed: null,
  actionError: null,
  notice: '',
};

export function previewKey(recipe: Recipe): string {
  return JSON.stringify(recipe);
}

/** True when the shown preview was made from another recipe than the present one. */
export function isStale(state: Pick<ProtectState, 'preview' | 'history'>): boolean {
  if (!state.preview || !state.history) return false;
  return state.preview.key !== previewKey(state.history.present.recipe);
}

export function createProtectStore({ client, newId, newSeed }: ProtectServices): ProtectStore {
  let readController = new AbortController();
  let runController = new AbortController();
  let sealController = new AbortController();
  const timers = createTimers();

  return createStore<ProtectState & ProtectActions>((set, get) => {
    async function read(file: GrantedFile, source: Source | null): Promise<void> {
      stopAll();
      const old = get();
      if (old.datasetId !== '') void client.call('dataset.close', { dataset: old.datasetId }).catch(() => undefined);
      const dataset = newId();
      const isAgain = source !== null;
      readController = new AbortController();
      const { signal } = readController;
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
      changed();
    }

    async function suggest(dataset: string): Promise<void> {
      try {
        const suggestions = await client.call('protect.suggest', { dataset });
        if (get().datasetId === dataset) set({ suggestions });
      } catch {
        if (get().datasetId === dataset) set({ suggestions: [] });
      }
    }

    /** After every change of the document: keep it, read the licence back, and calculate when that is wished. */
    function changed(): void {
      set({ saving: 'pending', sealed: null, actionError: null });
      timers.set('save', SAVE_DELAY_MS, save);
      timers.set('reading', READING_DELAY_MS, readLicence);
      if (get().running && isRunOutdated()) runController.abort();
      if (get().isLive) timers.set('run', RUN_DELAY_MS, () => void runIfNeeded());
    }

    let runningKey = '';
    function isRunOutdated(): boolean {
      const { history } = get();
      return history !== null && runningKey !== previewKey(history.present.recipe);
    }

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

    async function runIfNeeded(): Promise<void> {
      const { history, dataset, preview, failedKey } = get();
      if (!history || !dataset || obstacles(history.present.recipe, dataset.columns).length > 0) return;
      const key = previewKey(history.present.recipe);
      if (preview?.key === key || failedKey === key) return;
      await get().run();
    }

    async function withAction<Output>(work: () => Promise<Output>): Promise<Output | undefined> {
      set({ actionError: null, notice: '' });
      try {
        return await work();
      } catch (error) {
        const data = toErrorData(error);
        if (data.category !== 'cancelled') set({ actionError: data });
        return undefined;
      }
    }

    function stopAll(): void {
      timers.clear();
      readController.abort();
      runController.abort();
      sealController.abort();
    }

    return {
      ...EMPTY,
      goTo: (step) => set({ step }),
      open: (file) => read(file, null),
      async readAgain(source) {
        const { file } = get();
        if (file) await read(file, source);
      },
      cancelReading: () => readController.abort(),

      edit(change, mergeKey = '') {
        const { history } = get();
        if (!history) return;
        const next = commit(history, change(history.present), mergeKey);
        if (next === history) return;
        set({ history: next });
        changed();
      },
      editRecipe(change, mergeKey) {
        get().edit((document) => withRecipe(document, change(document.recipe)), mergeKey);
      },
      editDraft(change, mergeKey) {
        get().edit(
          (document) => (document.draft === null ? document : { ...document, draft: change(document.draft) }),
          mergeKey,
        );
      },
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

      setLive(isLive) {
        set({ isLive });
        if (isLive) void runIfNeeded();
      },
      async run() {
        const { history, dataset, datasetId } = get();
        if (!history || !dataset || obstacles(history.present.recipe, dataset.columns).length > 0) return;
        timers.cancel('run');
        runController.abort();
        const controller = new AbortController();
        runController = controller;
        const { recipe } = history.present;
        const key = previewKey(recipe);
        runningKey = key;
        const isCurrent = () => runController === controller && get().datasetId === datasetId;
        set({ running: { progress: null }, previewError: null, failedKey: '' });
        try {
          const { report, recipeHash } = await client.call(
            'protect.run',
            { dataset: datasetId, recipe },
            {
              signal: controller.signal,
              onProgress: (progress) => isCurrent() && set({ running: { progress } }),
            },
          );
          if (isCurrent()) set({ running: null, preview: { key, report, recipeHash } });
        } catch (error) {
          if (!isCurrent()) return;
          const data = toErrorData(error);
          const isCancelled = data.category === 'cancelled';
          set({ running: null, previewError: isCancelled ? null : data, failedKey: isCancelled ? '' : key });
        }
      },
      cancelRun() {
        timers.cancel('run');
        runController.abort();
      },
      previewHierarchy: (column, recipe, signal) =>
        client.call('protect.hierarchy', { dataset: get().datasetId, column, recipe }, { signal }),

      async choosePopulation() {
        set({ populationError: null });
        try {
          const file = await client.bridge.chooseFile('population');
          const { datasetId } = get();
          if (!file) return;
          const populationTable = await client.call('protect.population', { file: file.token });
          if (get().datasetId !== datasetId) return;
          set({ populationTable });
          get().editRecipe((old) => setPopulation(old, populationTable.population));
          // The same table as before may have failed only because it was not at hand.
          set({ failedKey: '' });
          if (get().isLive) void runIfNeeded();
        } catch (error) {
          const data = toErrorData(error);
          if (data.category !== 'cancelled') set({ populationError: data });
        }
      },

      async choosePreset(preset) {
        await withAction(async () => {
          const { history, file } = get();
          const title = history?.present.draft?.title ?? titleFrom(file?.name ?? '');
          const draft = await client.call('licence.preset', { preset, title });
          const old = history?.present.draft;
          // What only the researcher knows is kept when the preset changes.
          const kept = old
            ? { title: old.title, project: old.project, contact: old.contact, attribution: old.attribution }
            : {};
          get().edit((document) => ({ ...document, draft: { ...draft, ...kept } }));
        });
      },

      async openRecipe() {
        await withAction(async () => {
          const file = await client.bridge.chooseFile('recipe');
          const { dataset } = get();
          if (!file || !dataset) return;
          const recipe = await client.call('recipe.read', { file: file.token });
          get().editRecipe(() => fitRecipe(recipe, dataset));
          set({ notice: `The recipe "${file.name}" was loaded.` });
        });
      },
      async saveRecipe() {
        await withAction(async () => {
          const { history, file } = get();
          if (!history) return;
          const target = await client.bridge.chooseSave('recipe', `${titleFrom(file?.name ?? 'dataset')}.recipe.json`);
          if (!target) return;
          await client.call('recipe.write', { file: target.token, recipe: history.present.recipe });
          set({ notice: `The recipe was saved as "${target.name}".` });
        });
      },
      async writeRelease() {
        await withAction(async () => {
          const { history, file, datasetId } = get();
          if (!history) return;
          const name = `${titleFrom(file?.name ?? 'dataset')}-protected.csv`;
          const target = await client.bridge.chooseSave('csv', name);
          if (!target) return;
          const { recipe } = history.present;
          const result = await client.call('protect.write', { dataset: datasetId, recipe, file: target.token });
          set({ notice: `The protected data was written to "${result.file}".` });
        });
      },

      async seal() {
        await withAction(async () => {
          const { history, datasetId, file } = get();
          const document = history?.present;
          if (!document?.draft || document.recipients.length === 0) return;
          const target = await client.bridge.chooseSave('package', `${titleFrom(file?.name ?? 'dataset')}.bulla`);
          if (!target) return;
          sealController = new AbortController();
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
              { signal: sealController.signal, onProgress: (progress) => set({ sealing: { progress } }) },
            );
            set({ sealed });
          } finally {
            set({ sealing: null });
          }
        });
      },
      cancelSeal: () => sealController.abort(),
      sealAgain: () => set({ sealed: null }),
      clearNotice: () => set({ notice: '', actionError: null }),
      dispose() {
        const { datasetId, saving } = get();
        if (saving === 'pending') void save();
        stopAll();
        if (datasetId !== '') void client.call('dataset.close', { dataset: datasetId }).catch(() => undefined);
        set(EMPTY);
      },
    };
  });
}

function withRecipe(document: ProjectDocument, recipe: Recipe): ProjectDocument {
  return recipe === document.recipe ? document : { ...document, recipe };
}

/** 'patients 2026.csv' -> 'patients 2026' */
export function titleFrom(fileName: string): string {
  return fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
}

interface Timers {
  /** Starts the wait anew when the name is waiting already. */
  set(name: string, milliseconds: number, work: () => void): void;
  cancel(name: string): void;
  clear(): void;
}

function createTimers(): Timers {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  function cancel(name: string): void {
    clearTimeout(waiting.get(name));
    waiting.delete(name);
  }
  return {
    set(name, milliseconds, work) {
      cancel(name);
      waiting.set(
        name,
        setTimeout(() => {
          waiting.delete(name);
          work();
        }, milliseconds),
      );
    },
    cancel,
    clear() {
      for (const name of [...waiting.keys()]) cancel(name);
    },
  };
}
