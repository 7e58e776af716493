/** The application menu. What belongs to the window is sent there as a command; the rest are Electron's own roles. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '@shared/contract/bridge.ts';

export function setMenu(send: (command: MenuCommand) => void): void {
  const isMac = process.platform === 'darwin';
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator ? { accelerator } : {}),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      {
        label: '&File',
        submenu: [
          item('Home', 'home', 'CmdOrCtrl+Shift+H'),
          line,
          item('Protect a dataset…', 'open-dataset', 'CmdOrCtrl+O'),
          item('Open a package…', 'open-package', 'CmdOrCtrl+Shift+O'),
          item('Review usage', 'review', 'CmdOrCtrl+Shift+R'),
          line,
          item('Open recipe…', 'open-recipe'),
          item('Save recipe…', 'save-recipe', 'CmdOrCtrl+S'),
          line,
          item('Lock', 'lock', 'CmdOrCtrl+L'),
          isMac ? { role: 'close' } : { role: 'quit' },
        ],
      },
      {
        label: '&Edit',
        submenu: [
          item('Undo', 'undo', 'CmdOrCtrl+Z'),
          item('Redo', 'redo', isMac ? 'Shift+Cmd+Z' : 'Ctrl+Y'),
          line,
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
          { role: 'selectAll' },
        ],
      },
      {
        label: '&View',
        submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, line, { role: 'togglefullscreen' }],
      },
      { role: 'windowMenu' },
      { label: '&Help', submenu: [item('Keyboard shortcuts', 'shortcuts', 'F1'), item('About Bulla', 'about')] },
    ]),
  );
}
