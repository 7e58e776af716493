/** The window's state, made once when it starts. */
import type { Bridge } from '@shared/contract/bridge.ts';
import { createEngineClient, type EngineClient } from '../state/engine-client.ts';
import { createJobsStore, type JobsStore, listJobs } from '../state/jobs.ts';
import { createNavigationStore, type NavigationStore } from '../state/navigation.ts';
import { createStatusStore, type StatusStore } from '../state/status.ts';
import { createThemeStore, type ThemeStore } from '../state/theme.ts';

export interface Stores {
  readonly client: EngineClient;
  readonly status: StatusStore;
  readonly theme: ThemeStore;
  readonly navigation: NavigationStore;
  readonly jobs: JobsStore;
}

const THEME_KEY = 'theme';

export function createStores(bridge: Bridge): Stores {
  const jobs = createJobsStore(() => performance.now());
  const client = listJobs(createEngineClient(bridge), jobs);
  const status = createStatusStore(client);
  client.onChanged((topic) => {
    if (topic === 'status' || topic === 'trust') void status.getState().refresh();
  });
  client.onRestart(() => void status.getState().refresh());
  void status.getState().refresh();
  return {
    client,
    status,
    theme: createDocumentTheme(bridge),
    navigation: createNavigationStore(),
    jobs,
  };
}

function createDocumentTheme(bridge: Bridge): ThemeStore {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  return createThemeStore({
    load: () => localStorage.getItem(THEME_KEY),
    save: (choice) => localStorage.setItem(THEME_KEY, choice),
    isSystemDark: () => system.matches,
    onSystemChange: (listener) => system.addEventListener('change', listener),
    apply(choice) {
      // tokens.css follows the system unless told otherwise.
      if (choice === 'system') document.documentElement.removeAttribute('data-theme');
      else document.documentElement.setAttribute('data-theme', choice);
      bridge.setTheme(choice);
    },
  });
}
