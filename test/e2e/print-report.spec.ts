/** The release report on paper: printed by main, in a window of its own, to a file that a person chose. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { buildReport } from '../../shared/report/build-report.ts';
import { reportPage } from '../../shared/report/report-page.ts';
import { chooseNext, launch, type Running, workFolder } from '../support/launch.ts';
import { facts } from '../unit/report/facts.ts';

interface PrintBridge {
  chooseSave(kind: string, name: string): Promise<{ token: string } | null>;
  printPdf(token: string, html: string): Promise<{ bytes: number } | { error: { code: string } }>;
}

const folder = workFolder('print');
let running: Running;
test.beforeAll(async () => {
  running = await launch(join(folder, 'profile'));
});
test.afterAll(() => running.close());

const HTML = reportPage(
  buildReport(facts(), {
    audience: 'internal',
    created: '2026-11-23T12:00:00Z',
    tool: 'Bulla 0.0.0-test',
    title: 'people.csv',
  }),
  { sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()) },
);

function print(html: string, token: string | null) {
  return running.page.evaluate(
    async ([page, given]) => {
      const { bulla } = globalThis as unknown as { bulla: PrintBridge };
      const chosen = given ?? (await bulla.chooseSave('pdf', 'report'))?.token ?? '';
      return { chosen, answer: await bulla.printPdf(chosen, page) };
    },
    [html, token] as const,
  );
}

test('prints to the file that was chosen, once, in a window without script', async () => {
  const path = join(folder, 'report.pdf');
  await running.app.evaluate(({ app }) => {
    const seen: unknown[] = [];
    (globalThis as { seen?: unknown[] }).seen = seen;
    app.on('browser-window-created', (_event, window) => {
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, javascript, nodeIntegration, contextIsolation } = contents.getLastWebPreferences();
      seen.push({ sandbox, javascript, nodeIntegration: nodeIntegration ?? false, contextIsolation });
    });
  });
  await chooseNext(running.app, path);
  const { chosen, answer } = await print(HTML, null);
  expect(answer).toEqual({ bytes: statSync(path).size });
  const pdf = readFileSync(path);
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(20_000);
  expect(pdf.toString('latin1')).toContain('/StructTreeRoot'); // tagged, for those who listen
  expect(await running.app.evaluate(() => (globalThis as { seen?: unknown[] }).seen)).toEqual([
    { sandbox: true, javascript: false, nodeIntegration: false, contextIsolation: true },
  ]);
  expect(await print(HTML, chosen)).toMatchObject({ answer: { error: { code: 'file.not-granted' } } });
  expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('prints to no file that nobody chose', async () => {
  expect(await print(HTML, 'f'.repeat(32))).toMatchObject({ answer: { error: { code: 'file.not-granted' } } });
});

test('a page that would run script or leave is printed as it stands', async () => {
  const path = join(folder, 'hostile.pdf');
  await chooseNext(running.app, path);
  const html = `<!doctype html><title>x</title><meta http-equiv="refresh" content="0;url=bulla://app/"><p>here
    <script>for (;;) {}</script><iframe src="bulla://app/"></iframe><img src="file:///etc/hostname">`;
  const { answer } = await print(html, null);
  expect(answer).toMatchObject({ bytes: expect.any(Number) });
  expect(existsSync(path)).toBe(true);
});
