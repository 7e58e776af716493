/** File dialogs. The person's choice is the only thing that makes a path known to the engine. */
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron';
import type { OpenKind, SaveKind } from '@shared/contract/bridge.ts';

const ALL: FileFilter = { name: 'All files', extensions: ['*'] };
const TABLE: FileFilter = { name: 'Delimited text', extensions: ['csv', 'tsv', 'txt'] };
const OPEN: Readonly<Record<OpenKind, { title: string; filters: FileFilter[] }>> = {
  dataset: { title: 'Choose a dataset', filters: [TABLE, ALL] },
  package: { title: 'Choose a package', filters: [{ name: 'Bulla package', extensions: ['bulla'] }, ALL] },
  card: {
    title: 'Choose an identity card',
    filters: [{ name: 'Identity card', extensions: ['bulla-card', 'bulla'] }, ALL],
  },
  'log-export': {
    title: 'Choose an exported usage log',
    filters: [{ name: 'Usage log', extensions: ['bulla-log'] }, ALL],
  },
  recipe: { title: 'Choose a recipe', filters: [{ name: 'Recipe', extensions: ['json'] }, ALL] },
  hierarchy: { title: 'Choose a hierarchy', filters: [{ name: 'Hierarchy', extensions: ['csv'] }, ALL] },
  population: { title: 'Choose a population table', filters: [TABLE, ALL] },
  backup: {
    title: 'Choose an identity backup',
    filters: [{ name: 'Identity backup', extensions: ['bulla-backup'] }, ALL],
  },
};
const SAVE: Readonly<Record<SaveKind, { title: string; extension: string; name: string }>> = {
  package: { title: 'Seal to', extension: 'bulla', name: 'Bulla package' },
  card: { title: 'Save identity card', extension: 'bulla-card', name: 'Identity card' },
  backup: { title: 'Save identity backup', extension: 'bulla-backup', name: 'Identity backup' },
  'log-export': { title: 'Export usage log', extension: 'bulla-log', name: 'Usage log' },
  recipe: { title: 'Save recipe', extension: 'json', name: 'Recipe' },
  csv: { title: 'Save as CSV', extension: 'csv', name: 'CSV' },
  html: { title: 'Save report', extension: 'html', name: 'Web page' },
  pdf: { title: 'Print report to', extension: 'pdf', name: 'PDF' },
  json: { title: 'Save as JSON', extension: 'json', name: 'JSON' },
};

/** `dialog.showOpenDialog` is looked up at each call, so that tests can answer it. */
export async function chooseOpenPath(window: BrowserWindow, kind: OpenKind): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...OPEN[kind], properties: ['openFile'] });
  return canceled ? null : (filePaths[0] ?? null);
}

export async function chooseSavePath(
  window: BrowserWindow,
  kind: SaveKind,
  suggestedName: string,
): Promise<string | null> {
  const { title, extension, name } = SAVE[kind];
  const file = suggestedName.endsWith(`.${extension}`) ? suggestedName : `${suggestedName}.${extension}`;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    defaultPath: join(app.getPath('documents'), file),
    filters: [{ name, extensions: [extension] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  return canceled || !filePath ? null : filePath;
}
