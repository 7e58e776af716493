/**
 * The only file that listens to the window (`ipcMain` is used nowhere else). Every message is answered only to the top frame
 * of our own page; anything else is dropped.
 */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { OpenKind, Printed, SaveKind } from '@shared/contract/bridge.ts';
import { CHANNELS } from '@shared/contract/channels.ts';
import type { GrantedFile } from '@shared/contract/views.ts';
import { isOwnPage } from './lockdown.ts';

export interface Gateway {
  /** The page is loaded and wants its engine port. */
  onReady(contents: WebContents): void;
  chooseFile(kind: OpenKind): Promise<GrantedFile | null>;
  chooseSave(kind: SaveKind, suggestedName: string): Promise<GrantedFile | null>;
  grantDropped(path: string): Promise<GrantedFile | null>;
  printPdf(token: string, html: string): Promise<Printed>;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
}

const OPEN_KINDS: readonly OpenKind[] = [
  'dataset',
  'package',
  'card',
  'log-export',
  'recipe',
  'hierarchy',
  'population',
  'backup',
];
const SAVE_KINDS: readonly SaveKind[] = [
  'package',
  'card',
  'backup',
  'log-export',
  'recipe',
  'csv',
  'json',
  'html',
  'pdf',
];
const THEMES = ['system', 'light', 'dark'] as const;
const MAX_NAME_LENGTH = 120;
const MAX_PRINTED_LENGTH = 32 * 2 ** 20;

export function openGateway(gateway: Gateway): void {
  ipcMain.on(CHANNELS.ready, (event) => {
    if (isOurs(event)) gateway.onReady(event.sender);
  });
  ipcMain.on(CHANNELS.setTheme, (event, theme: unknown) => {
    if (isOurs(event) && isOneOf(THEMES, theme)) gateway.setTheme(theme);
  });
  answer(CHANNELS.chooseFile, (kind: unknown) => (isOneOf(OPEN_KINDS, kind) ? gateway.chooseFile(kind) : null));
  answer(CHANNELS.chooseSave, (kind: unknown, name: unknown) =>
    isOneOf(SAVE_KINDS, kind) && typeof name === 'string' ? gateway.chooseSave(kind, safeFileName(name)) : null,
  );
  answer(CHANNELS.printPdf, (token: unknown, html: unknown) => {
    if (typeof token !== 'string' || typeof html !== 'string' || html.length > MAX_PRINTED_LENGTH)
      throw new Error('refused');
    return gateway.printPdf(token, html);
  });
  answer(CHANNELS.grantDropped, (path: unknown) =>
    typeof path === 'string' && path !== '' ? gateway.grantDropped(path) : null,
  );
}

function answer(channel: string, handle: (...input: unknown[]) => unknown): void {
  ipcMain.handle(channel, (event, ...input) => {
    if (!isOurs(event)) throw new Error('refused');
    return handle(...input);
  });
}

function isOurs(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

function isOneOf<Value extends string>(values: readonly Value[], value: unknown): value is Value {
  return values.includes(value as Value);
}

/** A suggestion for the save dialog: a plain name, never a path. 'a/b:c' -> 'a-b-c' */
export function safeFileName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, '-').replace(/^[.\s]+|[.\s]+$/g, '');
  return (plain || 'untitled').slice(0, MAX_NAME_LENGTH);
}
