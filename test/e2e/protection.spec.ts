/** Issue 3 in the real application: models, techniques, hierarchies, the explorer, all families of risk, checklist and report. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bulla } from '../support/cli.ts';
import * as person from '../support/journey.ts';
import { chooseNext, handOver, launch, type Running, workFolder } from '../support/launch.ts';

let folder: string;
let running: Running;
const at = (name: string) => join(folder, name);
test.beforeAll(() => {
  folder = workFolder('protection');
});
test.afterEach(async () => {
  const { complaints } = running;
  await running.close();
  expect(complaints).toEqual([]);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(at(name), text);
  handOver(at(name));
  return at(name);
}

/** 240 people in four towns; the illness follows the age a little. */
const PEOPLE = `age;town;born;illness\n${Array.from({ length: 240 }, (_, row) => {
  const age = 20 + ((row * 7) % 40);
  return `${age};${['Ulm', 'Bonn', 'Kiel', 'Trier'][row % 4]};${2026 - age}-0${1 + (row % 9)}-15;${['flu', 'cold', 'gout', 'rash'][(row >> 2) % 4]}`;
}).join('\n')}\n`;

async function open(profile: string): Promise<void> {
  running = await launch(at(profile), [file('people.csv', PEOPLE)]);
  await person.waitForDataset(running, '240 rows');
  await person.acceptSuggestions(running);
  for (const [column, role] of [
    ['age', 'Quasi-identifier'],
    ['town', 'Quasi-identifier'],
    ['born', 'Other'],
    ['illness', 'Sensitive'],
  ] as const)
    await person.setRole(running, column, role);
}

test('models of every kind are added, hold in the release, and go again', async () => {
  await open('models');
  const { page } = running;
  await person.goToStep(page, 'Protection');
  await person.addModel(page, 'Being found out', 't-closeness');
  const closeness = page.getByRole('group', { name: /^t-closeness/ });
  await person.choose(page, closeness, 'Two values differ', 'By a hierarchy');
  await expect(closeness.getByRole('button', { name: /Hierarchy of the values/ })).toBeVisible();
  await person.choose(page, closeness, 'Two values differ', 'All alike');
  await person.setNumber(closeness, 'Distance, t', 0.4);
  await person.addModel(page, 'Being found out', 'Entropy l-diversity');
  await person.addModel(page, 'The release as a whole', 'Average risk');
  await person.waitForResult(running);
  for (const name of [/^k-anonymity/, /^t-closeness/, /^Entropy l-diversity/, /^Average risk/])
    await expect(page.getByRole('group', { name }).getByText(/^holds/)).toBeVisible();
  await page.getByRole('button', { name: /^Remove t-closeness/ }).click();
  await expect(closeness).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(closeness).toHaveCount(1);
  // The focus stays on what was pressed: a checkbox has no text to take back, and a field that was only visited neither.
  const figures = page.getByRole('checkbox', { name: /^Release figures instead of rows/ });
  await person.press(figures);
  await page.keyboard.press('Control+z');
  await expect(figures).not.toBeChecked();
  const k = page.getByRole('textbox', { name: 'Smallest group, k', exact: true }).first();
  await person.setNumber(page.getByRole('group', { name: 'k-anonymity', exact: true }), 'Smallest group, k', 4);
  await person.press(figures);
  await expect(figures).toBeChecked();
  await closeness.getByRole('textbox', { name: 'Distance, t' }).focus();
  await page.keyboard.press('Control+z');
  await expect(figures).not.toBeChecked();
  await expect(k).toHaveValue('4');
  await page.keyboard.press('Control+z');
  await expect(k).toHaveValue('5');
  // Each has its place in the saved recipe, and the command line reads it.
  await person.waitForResult(running);
  await person.saveRecipe(running, at('models.json'));
  const { models } = JSON.parse(readFileSync(at('models.json'), 'utf8')) as { models: { type: string }[] };
  expect(models.map((model) => model.type)).toEqual([
    'k-anonymity',
    't-closeness',
    'entropy-l-diversity',
    'average-risk',
  ]);
  await person.writeCsv(running, at('window.csv'));
  bulla(
    at('of-the-command-line'),
    ...['deidentify', at('people.csv'), '--recipe', at('models.json'), '--out', at('cli.csv')],
  );
  expect(readFileSync(at('cli.csv')).equals(readFileSync(at('window.csv')))).toBe(true);
});

test('a technique shows what it does; a hierarchy is built by grouping, with the keyboard, and exported', async () => {
  await open('techniques');
  const { page, app } = running;
  await person.selectColumn(page, 'born');
  await person.choose(page, page, 'What happens to it', 'Age instead of date of birth');
  const values = page.getByRole('table', { name: 'Values of born before and after' });
  await expect(values).toBeVisible();
  await page.getByLabel('On the day').fill('yesterday');
  await expect(page.getByText('Write a day as year-month-day, such as 2026-01-31.')).toBeVisible();
  await page.getByLabel('On the day').fill('2026-12-31');
  await expect(values.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText(/^\d\d$/);

  await person.selectColumn(page, 'town');
  await person.choose(page, page, 'Hierarchy', 'Categories');
  const alone = page.getByRole('grid', { name: 'Values that are in no group' });
  // With the keyboard: Enter on the handle takes the value, Tab leads to the groups, Enter drops it.
  await alone.getByRole('button', { name: 'Drag Ulm' }).focus();
  await page.keyboard.press('Enter');
  const target = page.getByRole('button', { name: 'Drop on New group' });
  for (let step = 0; step < 12 && !(await target.evaluate((node) => node === document.activeElement)); step += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Values of Group 1' }).getByText('Ulm')).toBeVisible();
  // By name, several at once.
  await alone.getByRole('row', { name: 'Trier' }).click();
  await page.getByRole('textbox', { name: 'Name of the group', exact: true }).fill('Group 1');
  await page.getByRole('button', { name: 'Put into this group' }).click();
  await expect(page.getByRole('grid', { name: 'Values of Group 1' }).getByText('Trier')).toBeVisible();
  await chooseNext(app, at('town.csv'));
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  await expect.poll(() => read(at('town.csv'))).toContain('Trier;Group 1;*');

  // One that lacks values says which.
  await chooseNext(app, file('part.csv', 'Ulm;South;*\nBonn;North;*\n'));
  await person.choose(page, page, 'Hierarchy', 'From a file');
  await expect(page.getByText('2 values of the column are not in this hierarchy')).toBeVisible();
  await expect(page.getByText(/"Kiel" and "Trier"|"Trier" and "Kiel"/)).toBeVisible();
});

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

test('the sliders answer without a calculation, a dot’s levels are fixed, strategies are compared', async () => {
  await open('explore');
  const { page } = running;
  await person.waitForResult(running);
  await person.goToView(page, 'Explore');
  const answer = page.getByText(/^With groups of at least/);
  await expect(answer).toBeVisible({ timeout: person.PATIENCE_MS });
  const before = await answer.textContent();
  await page.getByRole('slider', { name: /^Smallest group/ }).focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await expect(answer).not.toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Set aside' }).click();
  await page
    .getByRole('button', { name: /^Look at levels/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Fix these levels' }).click();
  await person.waitForResult(running);
  await person.goToView(page, 'Explore');
  await expect(page.getByRole('button', { name: 'Let the search choose the levels again' })).toBeVisible();
  await page.getByRole('button', { name: /^Use k-anonymity/ }).click();
  await expect(page.getByRole('button', { name: 'Let the search choose the levels again' })).toHaveCount(0);
});

test('all families of risk are measured, the checklist is filled, the report is saved in every form', async () => {
  await open('risk');
  const { page } = running;
  await person.waitForResult(running);
  await person.goToView(page, 'Risk');
  await person.waitForAssessment(running);
  for (const heading of [
    '2. The population',
    '3. Special uniques',
    '4. Linkage to the original',
    '5. Attacks carried out',
    'What is left in the file',
  ])
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  await page.getByRole('button', { name: /^Every attack in words/ }).click();
  await expect(page.getByText(/attempts succeeded/).first()).toBeVisible();
  await person.goToView(page, 'Utility');
  await expect(page.getByRole('heading', { name: 'What an analysis would notice' })).toBeVisible();
  await person.goToView(page, 'Checklist and report');
  for (const section of ['HIPAA Safe Harbor', 'EMA Policy 0070', 'CCPA'])
    await expect(page.getByRole('button', { name: new RegExp(`^${section}`) })).toBeVisible();
  await person.saveReport(running, 'JSON', at('internal.json'));
  await person.saveReport(running, 'PDF', at('internal.pdf'));
  await page
    .getByRole('radio', { name: /^To travel with the data/ })
    .locator('xpath=ancestor::label')
    .click();
  await person.saveReport(running, 'page (HTML)', at('external.html'));
  expect(readFileSync(at('internal.pdf'), 'latin1').slice(0, 5)).toBe('%PDF-');
  expect(JSON.parse(readFileSync(at('internal.json'), 'utf8'))).toMatchObject({
    bulla: 'release-report/1',
    audience: 'internal',
  });
  const external = readFileSync(at('external.html'), 'utf8');
  expect(external).not.toContain('people.csv');
  expect(external).not.toMatch(/<script/i);
});
