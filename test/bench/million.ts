/**
 * node test/bench/million.ts MILLION.csv HIERARCHIES: a million rows through the real window, from the file to the recipient's
 * first table. Prints seconds, the longest frames and the peak of memory. HIERARCHIES is the folder with adult_hierarchy_*.csv.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import * as person from '../support/journey.ts';
import { chooseNext, launch, type Running, workFolder } from '../support/launch.ts';

const [data = '', hierarchies = ''] = process.argv.slice(2).map((path) => resolve(path));
const LONG_MS = 300_000;
const COLUMNS = [
  ...['sex', 'age', 'race', 'marital-status', 'education'],
  ...['native-country', 'workclass', 'occupation', 'salary-class'],
];
const folder = workFolder('million');
const at = (name: string) => join(folder, name);
const figures: Record<string, string> = {};
let peak = 0;

function recipe(): object {
  const column = (name: string) => ({
    role: 'quasi-identifier',
    technique: {
      type: 'generalization',
      hierarchy: { type: 'file', path: `adult_hierarchy_${name}.csv`, delimiter: ';' },
    },
  });
  return {
    bulla: 'recipe/1',
    source: { delimiter: ';' },
    columns: Object.fromEntries(COLUMNS.map((name) => [name, column(name)])),
    models: [{ type: 'k-anonymity', k: 5 }],
    search: { type: 'optimal', suppressionLimit: 0.05, quality: 'loss' },
    seed: 1,
  };
}

/** Resident memory of the application's processes, in bytes, shared pages counted once for each (so: an upper bound). */
async function memory({ app }: Running): Promise<number> {
  const pids = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ pid }) => pid));
  return pids.reduce((sum, pid) => {
    try {
      return sum + 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      return sum; // ended in the meantime
    }
  }, 0);
}

/** Records the longest time between two frames until it is asked. */
async function watchFrames(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const scope = globalThis as unknown as { longestFrame: number };
    scope.longestFrame = 0;
    let last = performance.now();
    const step = (now: number) => {
      scope.longestFrame = Math.max(scope.longestFrame, now - last);
      last = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return () =>
    page.evaluate(() => {
      const scope = globalThis as unknown as { longestFrame: number };
      const longest = scope.longestFrame;
      scope.longestFrame = 0;
      return longest;
    });
}

/** Milliseconds from the press to the frame that shows a cell with text, by the page's own clock. */
function watchFirstRows(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let since = 0;
        const look = () => {
          if (document.querySelector('[role=gridcell]')?.textContent) resolve(performance.now() - since);
          else requestAnimationFrame(look);
        };
        const begin = () => {
          since = performance.now();
          look();
        };
        window.addEventListener('pointerdown', begin, { once: true, capture: true });
      }),
  );
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const since = performance.now();
  await work();
  figures[name] = `${((performance.now() - since) / 1000).toFixed(2)} s`;
  console.log(`${name}: ${figures[name]}`);
}

function frames(name: string, milliseconds: number): void {
  figures[`longest frame, ${name}`] = `${milliseconds.toFixed(0)} ms`;
  console.log(`longest frame, ${name}: ${milliseconds.toFixed(0)} ms`);
}

writeFileSync(at('recipe.json'), JSON.stringify(recipe()));
for (const name of COLUMNS) cpSync(join(hierarchies, `adult_hierarchy_${name}.csv`), at(`adult_hierarchy_${name}.csv`));
let running = await launch(at('recipient'));
const watch = setInterval(() => {
  memory(running).then(
    (bytes) => {
      peak = Math.max(peak, bytes);
    },
    () => undefined,
  );
}, 500);
const recipient = { name: 'Jonas Weil', organisation: '', email: '' };
const recipientWords = await person.createIdentity(running, recipient, {
  backup: at('r.bulla-backup'),
  card: at('r.bulla-card'),
});
await running.close();

running = await launch(at('researcher'));
const words = await person.createIdentity(
  running,
  { name: 'Ada Brandt', organisation: '', email: '' },
  { backup: at('a.bulla-backup'), card: at('a.bulla-card') },
);
await person.addPerson(running, at('r.bulla-card'), recipientWords);
const { page } = running;
const longest = await watchFrames(page);
await person.goTo(page, 'Home');
await chooseNext(running.app, data);
const firstRows = watchFirstRows(page);
await timed('whole file read and profiled', async () => {
  await page.getByRole('button', { name: 'Choose a dataset' }).click();
  await person.waitForDataset(running, '1,000,000 rows');
});
figures['first rows on screen'] = `${((await firstRows) / 1000).toFixed(2)} s`;
console.log(`first rows on screen: ${figures['first rows on screen']}`);
frames('while it loads', await longest());
await page.getByRole('grid').focus();
for (let press = 0; press < 60; press += 1) await page.keyboard.press('PageDown');
await page.mouse.move(700, 600);
for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 900);
await page.keyboard.press('Control+End');
await page.getByRole('rowheader', { name: '1,000,000' }).waitFor();
frames('while scrolling', await longest());

await person.loadRecipe(running, at('recipe.json'));
await person.goToStep(page, 'Protection');
await longest();
await timed('recipe: 9 quasi-identifiers, k = 5, 5 %', async () => {
  await page.getByRole('button', { name: 'Calculate', exact: true }).click();
  await person.waitForResult(running, LONG_MS);
});
frames('while it calculates', await longest());
await person.writeLicence(running, {
  preset: /^Open within the institution/,
  title: 'A million',
  contact: 'ada@example.org',
  recipients: [recipient.name],
});
await timed('seal', () => person.seal(running, at('million.bulla'), LONG_MS));
frames('while it seals', await longest());
figures['peak memory, researcher'] = `${(peak / 1e6).toFixed(0)} MB`;
await running.close();

peak = 0;
running = await launch(at('recipient'));
await person.unlock(running);
await person.openPackage(running, at('million.bulla'));
await running.page.getByRole('button', { name: 'Compare words and trust' }).waitFor({ timeout: LONG_MS });
await person.trustSigner(running, at('million.bulla'), words);
await timed('open by the recipient', () => person.acceptAndOpen(running, undefined, LONG_MS));
await timed('a table of two columns', () => person.tabulate(running, ['sex', 'race']));
figures['peak memory, recipient'] = `${(peak / 1e6).toFixed(0)} MB`;
clearInterval(watch);
await running.close();
rmSync(folder, { recursive: true, force: true });
console.table(figures);
