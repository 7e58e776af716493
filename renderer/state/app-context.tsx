/** What every screen may use, handed down by the frame. */
import type { OpenKind, SaveKind } from '@shared/contract/bridge.ts';
import type { CardView, GrantedFile } from '@shared/contract/views.ts';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { EngineClient } from './engine-client.ts';
import type { JobsStore } from './jobs.ts';
import type { NavigationState, NavigationStore } from './navigation.ts';
import { isUnlocked, type StatusState, type StatusStore } from './status.ts';
import type { ThemeState, ThemeStore } from './theme.ts';

export interface AppServices {
  readonly client: EngineClient;
  readonly status: StatusStore;
  readonly theme: ThemeStore;
  readonly navigation: NavigationStore;
  readonly jobs: JobsStore;
  /** Asks the person to create or unlock an identity when needed; true once it is unlocked. */
  onNeedIdentity(): Promise<boolean>;
  /**
   * Leads through comparing the words of a card. Without a file it asks for one; `expected` is who the card should belong to.
   * The card once it is trusted, null when not.
   */
  onAddPerson(file?: GrantedFile, expected?: CardView): Promise<CardView | null>;
  /** Shows the file on the screen that its kind belongs to. */
  openFile(file: GrantedFile): void;
  /** Asks for a file and opens it. */
  chooseAndOpen(kind: OpenKind): Promise<void>;
  chooseSave(kind: SaveKind, suggestedName: string): Promise<GrantedFile | null>;
  /** A short notice, spoken and shown; it goes by itself. */
  say(message: string): void;
}

const AppContext = createContext<AppServices | null>(null);
export const AppProvider = AppContext.Provider;

export function useApp(): AppServices {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp outside of AppProvider');
  return app;
}

export function useStatus<Part>(select: (state: StatusState) => Part): Part {
  return useStore(useApp().status, select);
}
export function useTheme<Part>(select: (state: ThemeState) => Part): Part {
  return useStore(useApp().theme, select);
}
export function useNavigation<Part>(select: (state: NavigationState) => Part): Part {
  return useStore(useApp().navigation, select);
}
export function useIsUnlocked(): boolean {
  return useStatus((state) => isUnlocked(state.status));
}
