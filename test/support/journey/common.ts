/** What every person in the application does: wait, choose in a menu, look at a message. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Work of the engine takes its time on a busy machine. */
export const PATIENCE_MS = 60_000;

export type Place = 'Home' | 'Protect a dataset' | 'Open a package' | 'Review usage' | 'People';

export async function goTo(page: Page, place: Place): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: place, exact: true }).click();
}

/** Opens a select by its label and takes an option by the start of its name. */
export async function choose(page: Page, within: Page | Locator, label: string, option: string): Promise<void> {
  await within.getByRole('button', { name: label }).click();
  await page.getByRole('listbox', { name: label }).getByRole('option', { name: option }).first().click();
}

export async function pick(within: Page | Locator, role: 'radio' | 'checkbox' | 'switch', name: string | RegExp) {
  const control = within.getByRole(role, { name }).first();
  if (!(await control.isChecked())) await press(control);
  await expect(control).toBeChecked();
}

/** The control itself is drawn by its label: the press goes there. */
export async function press(control: Locator): Promise<void> {
  await control.locator('xpath=ancestor::label').click();
}

export async function setNumber(within: Page | Locator, label: string, value: number): Promise<void> {
  const field = within.getByRole('textbox', { name: label, exact: true });
  await field.fill(String(value));
  await field.press('Tab');
}

/** The main part of the window: only the shown screen has visible elements. */
export function main(page: Page): Locator {
  return page.getByRole('main');
}

/** An error, as shown: its code stands last. */
export async function expectRefusal(within: Page | Locator, code: string): Promise<void> {
  await expect(within.getByText(code, { exact: true }).first()).toBeVisible({ timeout: PATIENCE_MS });
}
