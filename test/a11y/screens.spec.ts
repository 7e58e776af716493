/** axe on every screen of the journey, light and dark: no violation. */
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { workFolder } from '../support/launch.ts';
import { playTour } from '../support/tour.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(
    context: Document,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>;
}

test('every screen, light and dark', async () => {
  test.setTimeout(300_000);
  const found: string[] = [];
  const folder = workFolder('a11y');
  await playTour({
    folder,
    async onScreen(name, page) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.waitForTimeout(150); // a colour that is still fading is no colour
        for (const violation of await violationsOn(page)) found.push(`${name} (${colorScheme}): ${violation}`);
      }
    },
  });
  rmSync(folder, { recursive: true, force: true });
  expect(found).toEqual([]);
});

async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`),
    );
  });
}
