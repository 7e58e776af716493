/** An identity, its card and its lock; and the people one trusts. */
import { expect, type Locator, type Page } from '@playwright/test';
import { chooseNext, type Running } from '../launch.ts';
import { goTo, PATIENCE_MS } from './common.ts';

export const PASSPHRASE = 'four unrelated words of clay';

export interface Who {
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
}

const POSITIONS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** Fills the form of the first run; the dialog with the words is then open. */
export async function fillIdentity({ page }: Running, who: Who): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Create your identity' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create your identity' });
  await dialog.getByLabel('Name', { exact: true }).fill(who.name);
  await dialog.getByLabel('Organisation (optional)').fill(who.organisation);
  await dialog.getByLabel('E-mail (optional)').fill(who.email);
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Passphrase again').fill(PASSPHRASE);
}

export async function submitIdentity({ page }: Running): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'Create identity' }).click();
  const ready = page.getByRole('dialog', { name: 'Your identity is ready' });
  await ready.waitFor({ timeout: PATIENCE_MS });
  return wordsOf(ready.getByRole('list', { name: 'Your fingerprint words' }));
}

/** Saves the backup and the card that the dialog offers, and closes it. */
export async function keepSafe({ app, page }: Running, files: { backup: string; card: string }): Promise<void> {
  const ready = page.getByRole('dialog', { name: 'Your identity is ready' });
  await chooseNext(app, files.backup, files.card);
  await ready.getByRole('button', { name: 'Save a backup' }).click();
  await ready.getByRole('button', { name: 'Saved. Save another' }).first().waitFor({ timeout: PATIENCE_MS });
  await ready.getByRole('button', { name: 'Save your card' }).click();
  await expect(ready.getByRole('button', { name: 'Saved. Save another' })).toHaveCount(2);
  await ready.getByRole('button', { name: 'Done' }).click();
  await ready.waitFor({ state: 'hidden' });
}

/** Answers the eight words that others compare. */
export async function createIdentity(running: Running, who: Who, files: { backup: string; card: string }) {
  await fillIdentity(running, who);
  const words = await submitIdentity(running);
  await keepSafe(running, files);
  return words;
}

export async function wordsOf(list: Locator): Promise<readonly string[]> {
  const items = await list.getByRole('listitem').allInnerTexts();
  return items.map((text) => text.replace(/[\d\s]/g, ''));
}

/** Types the two hidden words, as heard by telephone. */
export async function compareWords(page: Page, words: readonly string[]): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('textbox').first().waitFor();
  for (const [index, position] of POSITIONS.entries()) {
    const field = dialog.getByLabel(`The ${position} word`);
    if ((await field.count()) > 0) await field.fill(words[index] ?? '');
  }
}

/** The dialog with the words of that card is then open. */
export async function chooseForPerson({ app, page }: Running, card: string): Promise<void> {
  await goTo(page, 'People');
  await chooseNext(app, card);
  await page.getByRole('main').getByRole('button', { name: 'Add a person' }).first().click();
  await page.getByRole('dialog', { name: 'Add a person' }).getByRole('textbox').first().waitFor();
}

export async function addPerson(running: Running, card: string, words: readonly string[]): Promise<void> {
  await chooseForPerson(running, card);
  await compareWords(running.page, words);
  await trust(running.page);
}

export async function trust(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('button', { name: 'Trust this person' }).click();
  await dialog.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
}

export async function lock({ page }: Running): Promise<void> {
  await page.getByRole('button', { name: /^Identity:/ }).click();
  await page.getByRole('menuitem', { name: 'Lock' }).click();
  await page.getByRole('dialog', { name: 'Locked' }).waitFor();
}

/** From the side bar, after a start. */
export async function unlock({ page }: Running, passphrase = PASSPHRASE): Promise<void> {
  await page.getByRole('button', { name: /^Identity:/ }).click();
  await page.getByRole('menuitem', { name: 'Unlock' }).click();
  await typePassphrase(page, passphrase);
}

/** In whichever dialog asks for it; waits until it closes. */
export async function typePassphrase(page: Page, passphrase = PASSPHRASE): Promise<void> {
  const dialog = page.getByRole('dialog').last();
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByRole('button', { name: 'Unlock' }).click();
  if (passphrase === PASSPHRASE) await dialog.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
}
