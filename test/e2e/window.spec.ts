/** What a long day at the window brings: undo, a reopened file, a dead engine, a large file, no mouse. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import * as person from '../support/journey.ts';
import { handOver, launch, type Running, workFolder } from '../support/launch.ts';

const WHO = { name: 'Ada Brandt', organisation: 'Institute', email: 'ada@example.org' };

const folder = workFolder('window');
const at = (name: string) => join(folder, name);
let running: Running;
test.afterEach(async () => {
  const { complaints } = running;
  await running.close();
  expect(complaints).toEqual([]);
});

test('undo, redo, and the work is there when the dataset is opened again', async () => {
  running = await launch(at('work'));
  const { page } = running;
  await person.openSample(running);
  await person.waitForDataset(running, '6,000 rows');
  await person.acceptSuggestions(running);
  await person.setGoals(running, { k: 7, percentLeftOut: 4 });
  const k = page.getByRole('textbox', { name: 'Smallest group, k', exact: true });
  await person.setNumber(page, 'Smallest group, k', 9);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(k).toHaveValue('7');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(k).toHaveValue('9');
  await page.getByRole('heading', { name: 'What must hold' }).click();
  await page.keyboard.press('Control+z');
  await expect(k).toHaveValue('7');
  await expect(page.getByText('All changes saved')).toBeVisible();
  const complaints = [...running.complaints];
  await running.close();

  running = await launch(at('work'));
  await running.page.getByRole('button', { name: /patients\.csv/ }).click(); // among the recent files
  await person.waitForDataset(running, '6,000 rows');
  await person.goToStep(running.page, 'Protection');
  await expect(running.page.getByRole('textbox', { name: 'Smallest group, k', exact: true })).toHaveValue('7');
  await expect(person.stepOf(running.page, 'Columns')).toContainText('All have a role');
  expect(complaints).toEqual([]);
});

test('the engine is killed: the window says so, works again, and the log is whole', async () => {
  running = await launch(at('killed'));
  const { page, app } = running;
  await person.createIdentity(running, WHO, { backup: at('k.bulla-backup'), card: at('k.bulla-card') });
  await person.openSample(running);
  await person.waitForDataset(running, '6,000 rows');
  await page.waitForTimeout(3000); // an engine that dies at once is not started again
  const pid = await app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find((metric) => metric.name === 'Bulla engine')?.pid,
  );
  process.kill(pid as number, 'SIGKILL');
  await expect(page.getByRole('button', { name: 'Understood' })).toBeVisible({ timeout: person.PATIENCE_MS });
  await page.getByRole('button', { name: 'Understood' }).click();
  await person.openSample(running);
  await person.waitForDataset(running, '6,000 rows');
  await person.unlock(running);
  await person.reviewLog(running);
});

test('a hundred thousand rows: the grid goes to the last one', async () => {
  const lines = ['id;value'];
  for (let row = 1; row <= 100_000; row += 1) lines.push(`r${row};${row % 97}`);
  writeFileSync(at('large.csv'), lines.join('\n'));
  handOver(at('large.csv'));
  running = await launch(at('large'), [at('large.csv')]);
  const { page } = running;
  await person.waitForDataset(running, '100,000 rows');
  await expect(page.getByRole('gridcell', { name: 'r1', exact: true })).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+End');
  await expect(page.getByRole('gridcell', { name: 'r100000', exact: true })).toBeVisible();
});

test('by keyboard alone: the three doors, and the sample', async () => {
  running = await launch(at('keyboard'));
  const { page } = running;
  await page.getByRole('button', { name: 'Try the sample dataset' }).waitFor();
  const reached: string[] = [];
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => document.activeElement?.textContent ?? '');
    reached.push(name);
    if (name === 'Open the usage log') break;
  }
  expect(reached).toEqual(
    expect.arrayContaining(['Choose a dataset', 'Try the sample dataset', 'Choose a package', 'Open the usage log']),
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Review usage' })).toBeVisible();
  await page.keyboard.press('Control+1');
  await page.getByRole('button', { name: 'Try the sample dataset' }).focus();
  await page.keyboard.press('Enter');
  await person.waitForDataset(running, '6,000 rows');
});
