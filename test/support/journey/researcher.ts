/** The researcher: a dataset, its protection, a licence, a sealed package. */
import { expect, type Page } from '@playwright/test';
import { chooseNext, type Running } from '../launch.ts';
import { choose, goTo, main, PATIENCE_MS, pick, setNumber } from './common.ts';

export type Step = 'Data' | 'Columns' | 'Protection' | 'Risk and utility' | 'Licence and seal';

export async function openSample({ page }: Running): Promise<void> {
  await goTo(page, 'Home');
  await page.getByRole('button', { name: 'Try the sample dataset' }).click();
}

export async function openDataset({ app, page }: Running, path: string): Promise<void> {
  await goTo(page, 'Home');
  await chooseNext(app, path);
  await page.getByRole('button', { name: 'Choose a dataset' }).click();
}

/** `rows` as the window writes it: '6,000 rows'. */
export async function waitForDataset({ page }: Running, rows: string): Promise<void> {
  await expect(main(page).getByText(new RegExp(`^${rows} · `))).toBeVisible({ timeout: PATIENCE_MS });
}

export async function goToStep(page: Page, step: Step): Promise<void> {
  await stepOf(page, step).click();
}

export type View = 'Risk' | 'Utility' | 'Explore' | 'Rows before and after' | 'Checklist and report';

/** A view of the result, on the step "Risk and utility". */
export async function goToView(page: Page, view: View): Promise<void> {
  await goToStep(page, 'Risk and utility');
  await page.getByRole('tab', { name: view, exact: true }).click();
}

/** Until the release was attacked and measured in all five ways. */
export async function waitForAssessment({ page }: Running): Promise<void> {
  await expect(main(page).getByText('The release was attacked and measured in all five ways.')).toBeVisible({
    timeout: PATIENCE_MS,
  });
}

/** Of the list on the step "Protection". */
export async function selectColumn(page: Page, column: string): Promise<void> {
  await goToStep(page, 'Protection');
  await page.getByRole('list', { name: 'Columns' }).getByRole('button', { name: column }).first().click();
}

export async function saveReport({ app, page }: Running, format: 'page (HTML)' | 'PDF' | 'JSON', path: string) {
  await chooseNext(app, path);
  await page.getByRole('button', { name: new RegExp(`^Save as (a )?${format.replace(/[()]/g, '\\$&')}$`) }).click();
  await expect(main(page).getByText(/The report was saved as/)).toBeVisible({ timeout: PATIENCE_MS });
}

export async function acceptSuggestions({ page }: Running): Promise<void> {
  await goToStep(page, 'Columns');
  await page.getByRole('button', { name: /^Accept (all|the other)/ }).click();
  await expect(stepOf(page, 'Columns')).toContainText('All have a role');
}

export async function setRole({ page }: Running, column: string, role: string): Promise<void> {
  await goToStep(page, 'Columns');
  await choose(page, page.getByRole('row').filter({ hasText: column }), `Role of ${column}`, role);
}

export interface Goals {
  readonly k: number;
  /** Sensitive column and number of different values. */
  readonly diversity?: readonly [string, number];
  readonly percentLeftOut: number;
}

export async function setGoals({ page }: Running, { k, diversity, percentLeftOut }: Goals): Promise<void> {
  await goToStep(page, 'Protection');
  await setNumber(page.getByRole('group', { name: 'k-anonymity', exact: true }), 'Smallest group, k', k);
  if (diversity) {
    const [column, l] = diversity;
    await addModel(page, 'Being found out', 'Distinct l-diversity');
    const model = page.getByRole('group', { name: /^Distinct l-diversity/ });
    await choose(page, model, 'Sensitive column', column);
    await setNumber(model, 'Different values, l', l);
  }
  await setNumber(page, 'Rows that may be left out, in percent', percentLeftOut);
}

/** `group` and `model` by their titles. */
export async function addModel(page: Page, group: string, model: string): Promise<void> {
  await page.getByRole('button', { name: `Add a model: ${group}` }).click();
  await page.getByRole('menuitem', { name: model }).click();
}

export function stepOf(page: Page, step: Step) {
  return page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: new RegExp(`^${step} `) });
}

export async function waitForResult({ page }: Running, timeout = PATIENCE_MS): Promise<void> {
  await goToStep(page, 'Protection');
  // A change is calculated after a short pause: first that it is seen, then that it is done.
  await expect(main(page).getByText(/^Up to date, calculated in/)).toBeVisible({ timeout });
  await expect(stepOf(page, 'Protection')).toContainText('Models hold', { timeout });
}

export async function recipeMenu({ page }: Running, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Recipe and export' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

export async function saveRecipe(running: Running, path: string): Promise<void> {
  await chooseNext(running.app, path);
  await recipeMenu(running, 'Save the recipe');
  await expect(main(running.page).getByText(/The recipe was saved as/)).toBeVisible();
}

export async function loadRecipe(running: Running, path: string): Promise<void> {
  await chooseNext(running.app, path);
  await recipeMenu(running, 'Load a recipe');
  await expect(main(running.page).getByText(/The recipe .* was loaded/)).toBeVisible({ timeout: PATIENCE_MS });
}

export async function writeCsv(running: Running, path: string): Promise<void> {
  await chooseNext(running.app, path);
  await recipeMenu(running, 'Export the protected data as CSV');
  await expect(main(running.page).getByText(/The protected data was written to/)).toBeVisible({
    timeout: PATIENCE_MS,
  });
}

export interface LicenceChoice {
  /** The title of a preset's card. */
  readonly preset: RegExp;
  readonly title: string;
  readonly contact: string;
  readonly recipients: readonly string[];
  readonly lastDay?: string;
}

export async function writeLicence({ page }: Running, licence: LicenceChoice): Promise<void> {
  await goToStep(page, 'Licence and seal');
  await pick(page, 'radio', licence.preset);
  await page.getByLabel('Title', { exact: true }).fill(licence.title);
  await page.getByLabel('Project', { exact: true }).fill('Length of stay in small hospitals');
  await page.getByLabel('Contact', { exact: true }).fill(licence.contact);
  if (licence.lastDay) await page.getByLabel('Last day').fill(licence.lastDay);
  for (const name of licence.recipients) await pick(page, 'checkbox', new RegExp(`^${name}`));
}

export async function seal({ app, page }: Running, path: string, timeout = PATIENCE_MS): Promise<void> {
  await chooseNext(app, path);
  await page.getByRole('button', { name: 'Seal the package' }).click();
  await page.getByRole('heading', { name: 'The package is sealed' }).waitFor({ timeout });
}
