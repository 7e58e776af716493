/** Calls the engine from inside the page, past the window's own code: what a manipulated window could do. */
import type { Page } from '@playwright/test';
import type { ErrorData } from '../../shared/std/app-error.ts';
import { chooseNext, type Running } from './launch.ts';

export type Answer = { readonly output: unknown } | { readonly error: ErrorData };

interface RawBridge {
  send(message: unknown): void;
  onMessage(listener: (message: { id?: number; type: string; output?: unknown; error?: unknown }) => void): () => void;
  chooseFile(kind: string): Promise<{ token: string } | null>;
  chooseSave(kind: string, name: string): Promise<{ token: string } | null>;
}

/** The window numbers its own calls from 1, so it ignores these answers. */
let lastId = 1_000_000_000;

export function callEngine(page: Page, name: string, input: unknown): Promise<Answer> {
  lastId += 1;
  return page.evaluate(
    ([id, operation, argument]) =>
      new Promise<Answer>((resolve) => {
        const { bulla } = globalThis as unknown as { bulla: RawBridge };
        const stop = bulla.onMessage((message) => {
          if (message.id !== id || message.type === 'progress') return;
          stop();
          resolve((message.type === 'result' ? { output: message.output } : { error: message.error }) as Answer);
        });
        bulla.send({ type: 'call', id, name: operation, input: argument });
      }),
    [lastId, name, input] as const,
  );
}

/** A token for a file, through the dialog, which is the only way. */
export async function grant({ app, page }: Running, kind: string, path: string): Promise<string> {
  await chooseNext(app, path);
  return page.evaluate(async (asked) => {
    const { bulla } = globalThis as unknown as { bulla: RawBridge };
    return (await bulla.chooseFile(asked))?.token ?? '';
  }, kind);
}
