/**
 * What the preload exposes to the window as `window.bulla`: a dozen functions, no Node, no paths. Main grants files that a
 * person chose; everything else is a message to the engine.
 */
import type { ErrorData } from '../std/app-error.ts';
import type { FromEngine, ToEngine } from './messages.ts';
import type { GrantedFile } from './views.ts';

export type OpenKind = 'dataset' | 'package' | 'card' | 'log-export' | 'recipe' | 'hierarchy' | 'population' | 'backup';
export type SaveKind = 'package' | 'card' | 'backup' | 'log-export' | 'recipe' | 'csv' | 'json' | 'html' | 'pdf';
/** Menu items that the window carries out itself. */
export type MenuCommand =
  | 'home'
  | 'open-dataset'
  | 'open-package'
  | 'review'
  | 'undo'
  | 'redo'
  | 'save-recipe'
  | 'open-recipe'
  | 'lock'
  | 'shortcuts'
  | 'about';

/** What printing answers: how large the file is, or why there is none. */
export type Printed = { readonly bytes: number } | { readonly error: ErrorData };

export interface Bridge {
  send(message: ToEngine): void;
  /** Returns a function that stops listening. */
  onMessage(listener: (message: FromEngine) => void): () => void;
  /** The engine process ended and was started again: open datasets and sessions are gone. */
  onEngineRestart(listener: () => void): () => void;
  chooseFile(kind: OpenKind): Promise<GrantedFile | null>;
  chooseSave(kind: SaveKind, suggestedName: string): Promise<GrantedFile | null>;
  /** `file` is the DOM File of a drop; anything else is refused. */
  grantDropped(file: unknown): Promise<GrantedFile | null>;
  /** Prints a page without scripts to the file that was chosen as 'pdf'; a token works once. */
  printPdf(token: string, html: string): Promise<Printed>;
  /** Files named when the application started (double click, command line), then as they come. */
  onLaunchFile(listener: (file: GrantedFile) => void): () => void;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
  readonly platform: string;
}
