/** The researcher's smaller tools in the real application: recipes, hierarchies, population tables, other readings of a file. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import * as person from '../support/journey.ts';
import { chooseNext, handOver, launch, type Running, workFolder } from '../support/launch.ts';

let folder: string;
let running: Running;
const at = (name: string) => join(folder, name);
test.beforeAll(() => {
  folder = workFolder('details');
});
test.afterEach(async () => {
  expect(running.complaints).toEqual([]);
  await running.close();
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Buffer): string {
  writeFileSync(at(name), text);
  handOver(at(name));
  return at(name);
}

/** 40 people in four towns. */
const PEOPLE = `age;town;illness\n${Array.from({ length: 40 }, (_, row) => `${20 + (row % 20)};${['Ulm', 'Bonn', 'Kiel', 'Trier'][row % 4]};${['flu', 'cold', 'gout'][row % 3]}`).join('\n')}\n`;

test('a recipe is saved, changed, loaded; the release is exported; the keyboard and the menu undo', async () => {
  running = await launch(at('recipe'), [file('people.csv', PEOPLE)]);
  const { page, app } = running;
  await person.waitForDataset(running, '40 rows');
  await person.acceptSuggestions(running);
  await person.waitForResult(running);
  await person.saveRecipe(running, at('people.recipe.json'));
  const saved = JSON.parse(readFileSync(at('people.recipe.json'), 'utf8'));
  expect(Object.keys(saved.columns)).toEqual(['age', 'town', 'illness']);

  const k = page.getByRole('textbox', { name: 'Smallest group, k', exact: true });
  await person.setGoals(running, { k: 3, percentLeftOut: 10 });
  await person.goToStep(page, 'Data');
  await person.goToStep(page, 'Protection');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(k).toHaveValue('5');
  await page.keyboard.press('Control+Shift+z');
  await expect(k).toHaveValue('3');

  const fromMenu = (label: string) =>
    app.evaluate(({ Menu, BrowserWindow }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      items.find((item) => item.label === wanted)?.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
    }, label);
  await fromMenu('Undo');
  await expect(k).toHaveValue('5');
  await fromMenu('Redo');
  await expect(k).toHaveValue('3');
  // On another screen the menu has nothing to undo here.
  await person.goTo(page, 'Home');
  await fromMenu('Undo');
  await fromMenu('Save recipe…');
  await expect(page.getByText('A recipe belongs to a dataset', { exact: false })).toBeVisible();
  await person.goTo(page, 'Protect a dataset');
  await expect(k).toHaveValue('3');

  await person.loadRecipe(running, at('people.recipe.json'));
  await expect(k).toHaveValue('5');
  await person.waitForResult(running);
  await person.writeCsv(running, at('release.csv'));
  const [header, ...rows] = readFileSync(at('release.csv'), 'utf8').trimEnd().split('\r\n');
  expect(header).toBe('age;town;illness');
  expect(rows.length).toBeGreaterThanOrEqual(38);
  expect(existsSync(at('release.csv.tmp'))).toBe(false);
});

test('a hierarchy and a population table are chosen; what does not fit says so in its place', async () => {
  running = await launch(at('tables'), [file('people.csv', PEOPLE)]);
  const { page, app } = running;
  await person.waitForDataset(running, '40 rows');
  await person.acceptSuggestions(running);
  await person.setRole(running, 'town', 'Quasi-identifier');
  await person.goToStep(page, 'Protection');
  await page.getByRole('button', { name: /^town/ }).click();

  await chooseNext(app, file('broken.csv', 'Ulm;South\nBonn\n'));
  await person.choose(page, page, 'Hierarchy', 'From a file');
  await person.expectRefusal(page, 'hierarchy.ragged');
  await chooseNext(app, file('towns.csv', 'Ulm;South;*\nTrier;South;*\nBonn;North;*\nKiel;North;*\n'));
  await person.choose(page, page, 'Hierarchy', 'From a file');
  await expect(page.getByRole('cell', { name: 'North' }).first()).toBeVisible();
  await person.waitForResult(running);

  await person.goToStep(page, 'Risk and utility');
  const known = 'What is known of the population';
  await chooseNext(app, file('empty.csv', ''));
  await person.choose(page, page, known, 'A population table');
  await person.expectRefusal(page, 'csv.empty');
  await expect(page.getByRole('button', { name: known })).toContainText('Nothing');

  const counts = Array.from({ length: 20 }, (_, row) => 20 + row).flatMap((age) =>
    ['Ulm', 'Bonn', 'Kiel', 'Trier'].map((town) => `${age};${town};7`),
  );
  await chooseNext(app, file('population.csv', `age;town;people\n${counts.join('\n')}\n`));
  await person.choose(page, page, known, 'A population table');
  await expect(page.getByText('80 rows, 3 columns')).toBeVisible();
  await expect(page.getByText('One row is one person').first()).toBeVisible();
  await person.choose(page, page, 'People in each row', 'As many as "people" says');
  await expect(page.getByText('100 % of the records occur in the population table.')).toBeVisible({
    timeout: person.PATIENCE_MS,
  });

  await chooseNext(app, file('ages.csv', 'age\n20\n21\n'));
  await page.getByRole('button', { name: 'Choose another table' }).click();
  await expect(page.getByText('The table lacks 1 quasi-identifier')).toBeVisible();
  await person.expectRefusal(page, 'risk.population-column');
});

test('a file is read again with another delimiter and encoding, and reading a large one is cancelled', async () => {
  const name = Buffer.from('Müller', 'latin1');
  const line = (n: number) => Buffer.concat([Buffer.from(`${n},5|`), name, Buffer.from('\n')]);
  const mixed = Buffer.concat([Buffer.from('id,a|name\n'), ...Array.from({ length: 30 }, (_, n) => line(n))]);
  running = await launch(at('reading'), [file('mixed.csv', mixed)]);
  const { page, app } = running;
  await person.waitForDataset(running, '30 rows');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await person.choose(page, page.getByRole('dialog'), 'Columns are separated by', 'Vertical bar');
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByRole('columnheader', { name: /^id,a/ })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'Müller' }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Correct this' }).click();
  await person.choose(page, page.getByRole('dialog'), 'Characters are encoded as', 'UTF-8');
  await page.getByRole('button', { name: 'Read again' }).click();
  await person.expectRefusal(page, 'csv.encoding');

  const rows = Array.from({ length: 50_000 }, (_, row) => `${row},${row % 97},word${row % 1013}`).join('\n');
  const large = file('large.csv', `id,number,word\n${Array.from({ length: 24 }, () => rows).join('\n')}\n`);
  await chooseNext(app, large);
  await page.getByRole('button', { name: 'Open another file' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('"large.csv" was not read.')).toBeVisible({ timeout: person.PATIENCE_MS });
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await chooseNext(app, file('people.csv', PEOPLE));
  await page.getByRole('button', { name: 'Open another file' }).click();
  await person.waitForDataset(running, '40 rows');
});
