/**
 * A report as a PDF: the page is loaded in a hidden window of its own that runs no script, sees no file and no network, and is printed
 * there. What it shows came from the window's page, so it is trusted with nothing.
 */
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BrowserWindow, session } from 'electron';
import { AppError } from '@shared/std/app-error.ts';
import { PAGE_SCHEME } from './page-protocol.ts';

/** Nothing but the page's own text, style sheet and drawings. Its style sheet is named by hash in the page. */
export const PRINT_POLICY = [
  'sandbox',
  "script-src 'none'",
  'img-src data:',
  "font-src 'none'",
  "connect-src 'none'",
  "media-src 'none'",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const PARTITION = 'report'; // in memory: without 'persist:'
const PRINT_LIMIT_MS = 60_000;
const waiting = new Map<string, string>();
let isServed = false;

/** Throws `report.print-failed` when the page cannot be laid out within a minute, `file.write-failed`. */
export async function printPdf(path: string, html: string): Promise<{ readonly bytes: number }> {
  const pdf = await render(html);
  await writeWhole(path, pdf);
  return { bytes: pdf.length };
}

async function render(html: string): Promise<Uint8Array> {
  servePrints();
  const id = randomUUID();
  waiting.set(id, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      partition: PARTITION,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      javascript: false,
      spellcheck: false,
      devTools: false,
    },
  });
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error('late')), PRINT_LIMIT_MS);
  });
  try {
    return await Promise.race([late, layOut(window, id)]);
  } catch (error) {
    throw new AppError('internal', 'report.print-failed', { reason: error instanceof Error ? error.name : 'unknown' });
  } finally {
    clearTimeout(limit);
    waiting.delete(id);
    window.destroy();
  }
}

async function layOut(window: BrowserWindow, id: string): Promise<Uint8Array> {
  await window.loadURL(`${PAGE_SCHEME}://report/${id}`);
  return window.webContents.printToPDF({
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
}

function servePrints(): void {
  if (isServed) return;
  isServed = true;
  session.fromPartition(PARTITION).protocol.handle(PAGE_SCHEME, (request) => {
    const html = waiting.get(new URL(request.url).pathname.slice(1));
    if (html === undefined) return new Response('not found', { status: 404 });
    return new Response(html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': PRINT_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
  });
}

/** Whole or not at all: beside its place, then renamed. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.bulla-part`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('io', 'file.write-failed', { file: basename(path), reason });
  }
}
