/**
 * The state of "Protect a dataset": the dataset, the project document with its history, the preview of what the recipe does,
 * and the licence with its reading. All work is the engine's; here is only what to ask it, and when.
 */
import type {
  AssessedRelease,
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
import type { PopulationFile, Recipe, Source } from '@shared/deidentification/recipe.ts';
import type { TradeOff } from '@shared/deidentification/trade-off/trade-off.ts';
import type { LicenceDraft, PresetName } from '@shared/license/terms.ts';
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import type { Audience } from '@shared/report/release-report.ts';
import type { ErrorData } from '@shared/std/app-error.ts';
import type { Progress } from '@shared/std/task.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { StepName } from '../steps.ts';
import type { History } from './history.ts';
import type { ReportFormat } from './reporting.ts';

export interface Preview {
  /** The recipe it was made from, as text: another text means that the preview is stale. */
  readonly key: string;
  readonly report: ProtectionReport;
  readonly recipeHash: string;
}

/** A recipe that was set aside under a name, with the figures of its release. */
export interface Strategy {
  readonly name: string;
  readonly recipe: Recipe;
  /** Of the search, null when nothing was searched. */
  readonly score: number | null;
  readonly loss: number;
  readonly suppressedShare: number;
  readonly averageRisk: number;
  readonly highestRisk: number;
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

  readonly assessed: { readonly key: string; readonly value: AssessedRelease } | null;
  readonly assessing: { readonly key: string; readonly progress: Progress | null } | null;
  readonly assessError: ErrorData | null;
  /** The recipe whose assessment failed or was cancelled. */
  readonly assessStoppedKey: string;

  /** Of the columns and techniques with this key, for every k and every limit. */
  readonly explored: { readonly key: string; readonly value: TradeOff } | null;
  readonly exploring: { readonly key: string; readonly progress: Progress | null } | null;
  readonly exploreError: ErrorData | null;
  readonly exploreStoppedKey: string;
  readonly strategies: readonly Strategy[];

  readonly reporting: { readonly progress: Progress | null } | null;

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
  assess(): Promise<void>;
  cancelAssess(): void;
  explore(): Promise<void>;
  cancelExplore(): void;
  /** Sets the present recipe aside; another one of this name is replaced. */
  keepStrategy(name: string): void;
  dropStrategy(name: string): void;
  takeStrategy(name: string): void;
  writeReport(format: ReportFormat, audience: Audience): Promise<void>;
  cancelReport(): void;
  previewHierarchy(column: string, recipe: Recipe, signal: AbortSignal): Promise<HierarchyPreview>;
  /** Asks for a table and puts it where the recipe needs it. */
  choosePopulation(put: (recipe: Recipe, population: PopulationFile) => Recipe): Promise<void>;
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

export const EMPTY: ProtectState = {
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
  assessed: null,
  assessing: null,
  assessError: null,
  assessStoppedKey: '',
  explored: null,
  exploring: null,
  exploreError: null,
  exploreStoppedKey: '',
  strategies: [],
  reporting: null,
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
