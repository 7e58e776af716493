/** The bridge: a dozen functions on `window.bulla`. It holds the engine's port; the page never sees Electron. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, MenuCommand } from '@shared/contract/bridge.ts';
import { CHANNELS } from '@shared/contract/channels.ts';
import type { FromEngine, ToEngine } from '@shared/contract/messages.ts';
import type { GrantedFile } from '@shared/contract/views.ts';

const messages = listeners<FromEngine>();
const restarts = listeners<void>();
const launchFiles = listeners<GrantedFile>();
const menuCommands = listeners<MenuCommand>();
/** What came before anybody listened. */
const early: { toEngine: ToEngine[]; files: GrantedFile[] } = { toEngine: [], files: [] };
let port: MessagePort | null = null;

ipcRenderer.on(CHANNELS.port, (event) => {
  const isRestart = port !== null;
  port = event.ports[0] ?? null;
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<FromEngine>) => messages.tell(data);
  for (const message of early.toEngine.splice(0)) port.postMessage(message);
  if (isRestart) restarts.tell();
});
ipcRenderer.on(CHANNELS.launchFile, (_event, file: GrantedFile) => {
  if (!launchFiles.tell(file)) early.files.push(file);
});
ipcRenderer.on(CHANNELS.menu, (_event, command: MenuCommand) => menuCommands.tell(command));

const bridge: Bridge = {
  send(message) {
    if (port) port.postMessage(message);
    else early.toEngine.push(message);
  },
  onMessage: messages.add,
  onEngineRestart: restarts.add,
  chooseFile: (kind) => ipcRenderer.invoke(CHANNELS.chooseFile, kind),
  chooseSave: (kind, suggestedName) => ipcRenderer.invoke(CHANNELS.chooseSave, kind, suggestedName),
  async grantDropped(file) {
    // Only a File that the system dropped has a path; one that a script made has none.
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    return path === '' ? null : ipcRenderer.invoke(CHANNELS.grantDropped, path);
  },
  printPdf: (token, html) => ipcRenderer.invoke(CHANNELS.printPdf, token, html),
  onLaunchFile(listener) {
    for (const file of early.files.splice(0)) queueMicrotask(() => listener(file));
    return launchFiles.add(listener);
  },
  onMenu: menuCommands.add,
  setTheme: (theme) => ipcRenderer.send(CHANNELS.setTheme, theme),
  platform: process.platform,
};

contextBridge.exposeInMainWorld('bulla', bridge);
ipcRenderer.send(CHANNELS.ready);

function listeners<Value>() {
  const all = new Set<(value: Value) => void>();
  return {
    add(listener: (value: Value) => void): () => void {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell(value: Value): boolean {
      for (const listener of all) listener(value);
      return all.size > 0;
    },
  };
}
