/** What the parts of the store share. */
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import type { EngineClient } from '../../../state/engine-client.ts';
import { obstacles } from '../recipe-edits.ts';
import { type ProtectActions, type ProtectState, previewKey } from './state.ts';
import type { Timers } from './timers.ts';

export interface ProtectServices {
  readonly client: Pick<EngineClient, 'call' | 'bridge'>;
  newId(): string;
  /** A whole number that nobody can guess. */
  newSeed(): number;
}

export interface StoreContext extends ProtectServices {
  get(): ProtectState & ProtectActions;
  set(change: Partial<ProtectState>): void;
  readonly timers: Timers;
}

/** The recipe as it stands and its text, when nothing stands between it and a calculation. */
export function runnable({ history, dataset }: Pick<ProtectState, 'history' | 'dataset'>) {
  if (!history || !dataset) return null;
  const { recipe } = history.present;
  return obstacles(recipe, dataset.columns).length > 0 ? null : { recipe, key: previewKey(recipe) };
}

/** Runs what a press asked for: its error is shown, a cancel is none. */
export async function withAction<Output>(
  { set }: Pick<StoreContext, 'set'>,
  work: () => Promise<Output>,
): Promise<Output | undefined> {
  set({ actionError: null, notice: '' });
  try {
    return await work();
  } catch (error) {
    const data = toErrorData(error);
    if (data.category !== 'cancelled') set({ actionError: data });
    return undefined;
  }
}

/** Null for a cancel. */
export function failureOf(error: unknown): ErrorData | null {
  const data = toErrorData(error);
  return data.category === 'cancelled' ? null : data;
}

/** 'patients 2026.csv' -> 'patients 2026' */
export function titleFrom(fileName: string): string {
  return fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
}
