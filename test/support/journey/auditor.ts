/** The auditor: the log, its verdict, and exports of others. */
import { expect } from '@playwright/test';
import { chooseNext, type Running } from '../launch.ts';
import { choose, goTo, main, PATIENCE_MS } from './common.ts';
import { compareWords, trust } from './identity.ts';

export async function reviewLog({ page }: Running): Promise<void> {
  await goTo(page, 'Review usage');
  await expect(main(page).getByText(/^Whole: \d/)).toBeVisible({ timeout: PATIENCE_MS });
}

export async function filterOutcome({ page }: Running, outcome: string): Promise<void> {
  await choose(page, main(page), 'Outcome', outcome);
}

/** Answers the head code that is read to whoever verifies. */
export async function exportLog({ app, page }: Running, path: string): Promise<string> {
  await chooseNext(app, path);
  await main(page).getByRole('button', { name: 'Export the log' }).click();
  await expect(main(page).getByText(/^Written: /)).toBeVisible({ timeout: PATIENCE_MS });
  return main(page).locator('strong.head-code').innerText();
}

export async function verifyExport({ app, page }: Running, path: string): Promise<void> {
  await goTo(page, 'Review usage');
  await chooseNext(app, path);
  await main(page).getByRole('button', { name: 'Verify an export' }).click();
  await main(page).getByRole('heading', { name: 'The verdict' }).waitFor({ timeout: PATIENCE_MS });
}

export async function trustOwner({ app, page }: Running, card: string, words: readonly string[]): Promise<void> {
  await chooseNext(app, card);
  await main(page).getByRole('button', { name: 'Compare words and trust' }).click();
  await compareWords(page, words);
  await trust(page);
}

export async function expectWhole({ page }: Running): Promise<void> {
  await expect(main(page).getByText(/^This export is whole: /)).toBeVisible({ timeout: PATIENCE_MS });
}
