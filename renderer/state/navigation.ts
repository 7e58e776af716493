/** Which screen is shown, and with which file. */
import type { GrantedFile } from '@shared/contract/views.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

export const SCREENS = ['home', 'protect', 'package', 'review', 'people'] as const;
export type ScreenName = (typeof SCREENS)[number];

/** A file handed to a screen. `serial` tells two openings of the same file apart. */
export interface Opening {
  readonly file: GrantedFile;
  readonly serial: number;
}

export interface NavigationState {
  readonly screen: ScreenName;
  /** Screens that were shown once stay alive, so that going home loses no work. */
  readonly visited: readonly ScreenName[];
  readonly openings: Readonly<Partial<Record<ScreenName, Opening>>>;
  go(screen: ScreenName): void;
  open(screen: ScreenName, file: GrantedFile): void;
  /** Forgets what a screen had open. */
  clear(screen: ScreenName): void;
}

export type NavigationStore = StoreApi<NavigationState>;

export function createNavigationStore(): NavigationStore {
  let serial = 0;
  return createStore<NavigationState>((set) => ({
    screen: 'home',
    visited: ['home'],
    openings: {},
    go: (screen) => set((state) => ({ screen, visited: withScreen(state.visited, screen) })),
    open: (screen, file) =>
      set((state) => {
        serial += 1;
        return {
          screen,
          visited: withScreen(state.visited, screen),
          openings: { ...state.openings, [screen]: { file, serial } },
        };
      }),
    clear: (screen) =>
      set((state) => {
        const { [screen]: _closed, ...openings } = state.openings;
        return { openings };
      }),
  }));
}

/** Null for a file that no screen can open. */
export function screenFor(kind: GrantedFile['kind']): ScreenName | null {
  switch (kind) {
    case 'dataset':
      return 'protect';
    case 'package':
      return 'package';
    case 'card':
      return 'people';
    case 'log-export':
      return 'review';
    default:
      return null;
  }
}

function withScreen(visited: readonly ScreenName[], screen: ScreenName): readonly ScreenName[] {
  return visited.includes(screen) ? visited : [...visited, screen];
}
