/** Starts Bulla: one window, one engine process, no network. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { MenuCommand } from '@shared/contract/bridge.ts';
import { CHANNELS } from '@shared/contract/channels.ts';
import { errorText } from '@shared/contract/error-text.ts';
import { launchArguments } from './arguments.ts';
import { chooseOpenPath, chooseSavePath } from './dialogs.ts';
import { type EngineHost, startEngine } from './engine-host.ts';
import { openGateway } from './gateway.ts';
import { cutNetwork, lockDown } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { printGrants } from './print-grants.ts';
import { printPdf } from './print-report.ts';
import { registerPageScheme, servePages } from './page-protocol.ts';
import { createWindow, setTheme } from './window.ts';

const launch = launchArguments(process.argv.slice(1), process.cwd());
const profile = launch.profile ?? join(app.getPath('userData'), 'profile');
if (launch.profile) app.setPath('userData', join(launch.profile, 'window'));
const resources = app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');

let window: BrowserWindow | null = null;
let engine: EngineHost | null = null;
/** Files named before a page could take them. */
const waiting: string[] = [...launch.files];
let isPageReady = false;
const prints = printGrants(printPdf);

// Root has no sandbox to enter; scripts and tests start as somebody else where they can.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
cutNetwork();
registerPageScheme();

// One process a profile: a second start hands its files to the first.
if (!app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(start); // never `await` at the top level: Electron waits for this module before it is ready

app.on('second-instance', (_event, argv, cwd) => {
  waiting.push(...launchArguments(argv.slice(1), cwd).files);
  void deliverFiles();
  if (window?.isMinimized()) window.restore();
  window?.focus();
});
app.on('open-file', (event, path) => {
  event.preventDefault();
  waiting.push(path);
  void deliverFiles();
});
app.on('window-all-closed', () => app.quit());
app.on('before-quit', () => engine?.stop());

function start(): void {
  lockDown();
  servePages();
  setMenu(sendMenu);
  engine = startEngine({
    profile,
    resources,
    onFailed(code, params) {
      const { title, detail, action } = errorText({ code, category: 'internal', params });
      dialog.showErrorBox(title, `${detail}\n\n${action}\n\n${profile.replace(homedir(), '~')}`);
      app.exit(1);
    },
    onRestarted: () => void connectPage(),
  });
  openGateway({
    onReady() {
      isPageReady = true;
      void connectPage().then(deliverFiles);
    },
    chooseFile: (kind) => grantChosen((target) => chooseOpenPath(target, kind), 'read'),
    chooseSave: (kind, name) =>
      grantChosen(
        (target) => chooseSavePath(target, kind, name),
        'write',
        kind === 'pdf' ? prints.remember : undefined,
      ),
    printPdf: prints.print,
    grantDropped: async (path) => engine?.grant(path, 'read') ?? null,
    setTheme,
  });
  window = createWindow();
  window.on('closed', () => {
    window = null;
  });
}

async function grantChosen(
  choose: (target: BrowserWindow) => Promise<string | null>,
  mode: 'read' | 'write',
  onGranted?: (token: string, path: string) => void,
) {
  if (!window || !engine) return null;
  const path = await choose(window);
  if (path === null) return null;
  const file = await engine.grant(path, mode);
  onGranted?.(file.token, path);
  return file;
}

async function connectPage(): Promise<void> {
  const port = await engine?.connect();
  if (port) window?.webContents.postMessage(CHANNELS.port, null, [port]);
}

async function deliverFiles(): Promise<void> {
  if (!engine || !window || !isPageReady) return;
  for (const path of waiting.splice(0)) window.webContents.send(CHANNELS.launchFile, await engine.grant(path, 'read'));
}

function sendMenu(command: MenuCommand): void {
  window?.webContents.send(CHANNELS.menu, command);
}
