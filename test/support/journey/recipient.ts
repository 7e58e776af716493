/** The recipient: a package, its verdict, its terms, and work within them. */
import { expect, type Page } from '@playwright/test';
import { chooseNext, type Running } from '../launch.ts';
import { choose, goTo, main, PATIENCE_MS, pick, press } from './common.ts';
import { compareWords, trust } from './identity.ts';

export async function openPackage({ app, page }: Running, path: string): Promise<void> {
  await goTo(page, 'Home');
  await chooseNext(app, path);
  await page.getByRole('button', { name: 'Choose a package' }).click();
}

export async function expectVerdict({ page }: Running, title: string | RegExp): Promise<void> {
  await expect(main(page).getByText(title).first()).toBeVisible({ timeout: PATIENCE_MS });
}

/** With the card that travels in the package itself, after comparing its words by telephone. */
export async function trustSigner({ app, page }: Running, path: string, words: readonly string[]): Promise<void> {
  await chooseNext(app, path);
  await main(page).getByRole('button', { name: 'Compare words and trust' }).click();
  await compareWords(page, words);
  await trust(page);
  await expectGood(page);
}

export async function expectGood(page: Page): Promise<void> {
  await expect(main(page).getByText('Intact, signed by someone you trust, and sealed for you')).toBeVisible({
    timeout: PATIENCE_MS,
  });
}

/** Accepts the terms, states the first purpose offered (or the one named) and opens. */
export async function acceptAndOpen({ page }: Running, purpose?: string | RegExp, timeout = PATIENCE_MS) {
  const terms = main(page).getByRole('checkbox', { name: 'I have read these terms and accept them' });
  if ((await terms.count()) > 0) await pick(main(page), 'checkbox', 'I have read these terms and accept them');
  const purposes = main(page).getByRole('radiogroup', { name: 'For which purpose do you use the data now?' });
  if (purpose === undefined) await press(purposes.getByRole('radio').first());
  else await pick(purposes, 'radio', purpose);
  const nonCommercial = main(page).getByRole('checkbox', { name: 'My use is non-commercial' });
  if ((await nonCommercial.count()) > 0) await pick(main(page), 'checkbox', 'My use is non-commercial');
  await main(page).getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('tablist', { name: 'Parts of the package' }).waitFor({ timeout });
}

export type Part = 'Overview' | 'Rows' | 'Tabulate' | 'Export rows' | 'Licence';

export async function goToPart(page: Page, part: Part): Promise<void> {
  const tab = page.getByRole('tab', { name: new RegExp(`^${part}( \\(not licensed\\))?$`) });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

export async function tabulate({ page }: Running, groupBy: readonly string[]): Promise<void> {
  await goToPart(page, 'Tabulate');
  for (const column of groupBy) await choose(page, main(page), 'Add a column to group by', column);
  await main(page).getByRole('button', { name: 'Tabulate', exact: true }).click();
  await main(page)
    .getByRole('heading', { name: `Number of rows by ${groupBy.join(', ')}` })
    .waitFor({ timeout: PATIENCE_MS });
}

export async function exportTable({ app, page }: Running, path: string): Promise<void> {
  await chooseNext(app, path);
  await main(page).getByRole('button', { name: 'Export as CSV' }).click();
  await expect(main(page).getByText(/^Written: /)).toBeVisible({ timeout: PATIENCE_MS });
}

export async function exportRows({ app, page }: Running, path: string): Promise<void> {
  await goToPart(page, 'Export rows');
  await chooseNext(app, path);
  await main(page).getByRole('button', { name: 'Export rows', exact: true }).click();
  await expect(main(page).getByText(/^Written: /)).toBeVisible({ timeout: PATIENCE_MS });
}

export async function insist({ page }: Running): Promise<void> {
  await main(page).getByRole('button', { name: 'Ask for it nevertheless' }).click();
}

export async function closePackage({ page }: Running): Promise<void> {
  await main(page).getByRole('button', { name: 'Close the package' }).first().click();
  await main(page).getByText('No package is open').waitFor();
}
