/**
 * Starts the real application for a person: their own profile folder, a real window, a real engine process.
 * scripts/test.mjs says how (BULLA_TEST_LAUNCHER, BULLA_TEST_APP, BULLA_TEST_OWNER: as an unprivileged user with the sandbox on);
 * without that it starts the runtime that set-up provides.
 */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron as electron, type ElectronApplication, type Page } from 'playwright';

const ROOT = resolve(import.meta.dirname, '../..');
const launcher = process.env.BULLA_TEST_LAUNCHER;
const packaged = process.env.BULLA_TEST_PACKAGED;

export interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page and the processes complained about. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** A folder that the application may write to, also when it runs as somebody else. */
export function workFolder(label: string): string {
  const folder = mkdtempSync(join(tmpdir(), `bulla-${label}-`));
  handOver(folder);
  return folder;
}

/** Gives a file, or a folder with all that is in it, to whoever the application runs as. */
export function handOver(path: string): void {
  const owner = process.env.BULLA_TEST_OWNER;
  const isFolder = statSync(path).isDirectory();
  if (owner) chownSync(path, Number(owner), Number(owner));
  chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) handOver(join(path, name));
}

export async function launch(
  profile: string,
  files: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  mkdirSync(profile, { recursive: true });
  handOver(profile);
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await electron.launch({
    timeout: 30_000,
    // Playwright turns the sandbox off unless told otherwise.
    chromiumSandbox: !isRoot || Boolean(launcher),
    executablePath: packaged ?? launcher ?? (createRequire(import.meta.url)('electron') as unknown as string),
    args: [
      ...(isRoot && !launcher ? ['--no-sandbox'] : []),
      '--log-level=3',
      ...(packaged ? [] : [process.env.BULLA_TEST_APP ?? ROOT]),
      '--profile',
      profile,
      ...files,
    ],
    env: { ...(process.env as Record<string, string>), BULLA_HOME: profile, ...env },
  });
  const complaints: string[] = [];
  const page = await app.firstWindow();
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy|trusted/i.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  // Not the page's load event, which may have passed before the driver was attached: that there is something to read.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { app, page, complaints, close: () => app.close() };
}

/** Answers the next file dialogs, in order: a person who chooses these paths. */
export async function chooseNext(app: ElectronApplication, ...paths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const left = [...chosen];
    dialog.showOpenDialog = (async () => {
      const path = left.shift();
      return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] };
    }) as typeof dialog.showOpenDialog;
    dialog.showSaveDialog = (async () => {
      const path = left.shift();
      return { canceled: path === undefined, filePath: path ?? '' };
    }) as typeof dialog.showSaveDialog;
  }, paths);
}
