// node scripts/screens.ts: pictures of every screen, light and dark, into docs/screens/. Needs a display (or Xvfb) and a build.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { workFolder } from '../test/support/launch.ts';
import { playTour } from '../test/support/tour.ts';

const TARGET = process.argv[2] ?? join(import.meta.dirname, '../docs/screens');
const SIZE = { width: 1360, height: 880 };
const SCHEMES = ['light', 'dark'] as const;

/** Nearly the same as another; the folder stays small. */
const LEFT_OUT = [
  ...['people-empty', 'people', 'package-empty', 'protect-empty', 'protect-columns', 'identity-create'],
  ...['review-exported', 'audit-unknown-owner'],
];

async function picture(name: string, page: Page): Promise<void> {
  if (LEFT_OUT.includes(name)) return;
  const notice = page.locator('.notice').getByRole('button');
  if ((await notice.count()) > 0 && (await page.getByRole('dialog').count()) === 0) await notice.click();
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(TARGET, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

const folder = workFolder('screens');
rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
await playTour({
  folder,
  onScreen: picture,
  onStep: (sentence) => console.log(sentence),
  async onStarted({ app, page }) {
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, SIZE);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  },
});
rmSync(folder, { recursive: true, force: true });
