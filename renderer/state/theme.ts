/** Light, dark or as the system has it. The choice is a convenience of this window, so it is kept in the window's own storage. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export interface ThemeState {
  readonly choice: ThemeChoice;
  readonly applied: 'light' | 'dark';
  choose(choice: ThemeChoice): void;
}

export type ThemeStore = StoreApi<ThemeState>;

export interface ThemeHost {
  load(): string | null;
  save(choice: ThemeChoice): void;
  isSystemDark(): boolean;
  onSystemChange(listener: () => void): void;
  /** Tells the document and the application which theme holds. */
  apply(choice: ThemeChoice, applied: 'light' | 'dark'): void;
}

export function createThemeStore(host: ThemeHost): ThemeStore {
  const stored = host.load();
  const first = THEME_CHOICES.find((choice) => choice === stored) ?? 'system';
  const resolve = (choice: ThemeChoice) => (choice === 'system' ? (host.isSystemDark() ? 'dark' : 'light') : choice);
  const store = createStore<ThemeState>((set) => ({
    choice: first,
    applied: resolve(first),
    choose(choice) {
      host.save(choice);
      const applied = resolve(choice);
      host.apply(choice, applied);
      set({ choice, applied });
    },
  }));
  host.apply(first, resolve(first));
  host.onSystemChange(() => {
    const { choice } = store.getState();
    if (choice !== 'system') return;
    const applied = resolve(choice);
    host.apply(choice, applied);
    store.setState({ applied });
  });
  return store;
}
