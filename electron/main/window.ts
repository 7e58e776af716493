/** The one window: sandboxed, isolated, shown when it has something to show, where it was left. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_ORIGIN } from './page-protocol.ts';

interface WindowState {
  width: number;
  height: number;
  x?: number;
  y?: number;
  isMaximized: boolean;
  theme: 'system' | 'light' | 'dark';
}

const CRASH_PAUSE_MS = 5000;

const DEFAULTS: WindowState = { width: 1360, height: 880, isMaximized: false, theme: 'system' };

export function createWindow(): BrowserWindow {
  const state = readState();
  nativeTheme.themeSource = state.theme;
  const window = new BrowserWindow({
    ...bounds(state),
    minWidth: 880,
    minHeight: 600,
    show: false,
    title: 'Bulla',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16130f' : '#faf8f5',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  reloadAfterCrash(window);
  window.on('close', () => {
    writeState({ ...readState(), ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  void window.loadURL(`${PAGE_ORIGIN}/`);
  return window;
}

/** A page that died is loaded anew, unless it dies again at once; the engine has forgotten what it had open. */
function reloadAfterCrash(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now();
    if (reason !== 'clean-exit' && now - last > CRASH_PAUSE_MS) window.webContents.reload();
    last = now;
  });
}

export function setTheme(theme: WindowState['theme']): void {
  nativeTheme.themeSource = theme;
  writeState({ ...readState(), theme });
}

/** The stored place, unless its screen is gone. */
function bounds(state: WindowState): { width: number; height: number; x?: number; y?: number } {
  const { width, height, x, y } = state;
  if (x === undefined || y === undefined) return { width, height };
  const area = screen.getDisplayMatching({ x, y, width, height }).workArea;
  const isVisible = x < area.x + area.width && y < area.y + area.height && x + width > area.x && y + height > area.y;
  return isVisible ? { width, height, x, y } : { width, height };
}

const stateFile = () => join(app.getPath('userData'), 'window.json');

function readState(): WindowState {
  try {
    const stored = JSON.parse(readFileSync(stateFile(), 'utf8')) as Partial<WindowState>;
    const number = (value: unknown, fallback: number) =>
      Number.isSafeInteger(value) && (value as number) >= 400 && (value as number) <= 20_000
        ? (value as number)
        : fallback;
    const place =
      Number.isSafeInteger(stored.x) && Number.isSafeInteger(stored.y)
        ? { x: stored.x as number, y: stored.y as number }
        : {};
    return {
      width: number(stored.width, DEFAULTS.width),
      height: number(stored.height, DEFAULTS.height),
      ...place,
      isMaximized: stored.isMaximized === true,
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : 'system',
    };
  } catch {
    return DEFAULTS; // a first start, or a damaged file: the place of a window is not worth an error
  }
}

function writeState(state: WindowState): void {
  try {
    mkdirSync(app.getPath('userData'), { recursive: true });
    writeFileSync(stateFile(), JSON.stringify(state));
  } catch {
    // a full or read-only disk must not keep the window from closing
  }
}
