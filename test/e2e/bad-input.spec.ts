/** Bad files in the window: each shows its sentence, and the application goes on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import * as person from '../support/journey.ts';
import { handOver, launch, type Running, workFolder } from '../support/launch.ts';
import { preparePackages } from '../support/prepare-packages.ts';

test.describe.configure({ mode: 'serial' });

const folder = workFolder('bad');
const at = (name: string) => join(folder, name);
let running: Running;

test.beforeAll(async () => {
  await preparePackages(folder);
  const whole = readFileSync(at('rows.bulla'));
  writeFileSync(at('truncated.bulla'), whole.subarray(0, whole.length >> 1));
  const altered = Buffer.from(whole);
  altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
  writeFileSync(at('altered.bulla'), altered);
  writeFileSync(at('empty.bulla'), '');
  writeFileSync(at('nothing.csv'), '');
  writeFileSync(at('header.csv'), 'a,b\n');
  writeFileSync(at('fine.csv'), 'a,b\n01,x\n02,y\n');
  handOver(folder);
  running = await launch(at('recipient'));
});
test.afterAll(async () => {
  const { complaints } = running;
  await running.close();
  expect(complaints).toEqual([]);
});

test('a wrong passphrase is refused, the right one is taken afterwards', async () => {
  const { page } = running;
  await person.unlock(running, 'not the passphrase at all');
  const dialog = page.getByRole('dialog', { name: 'Unlock your identity' });
  await person.expectRefusal(dialog, 'identity.wrong-passphrase');
  await person.typePassphrase(page);
  await expect(page.getByRole('button', { name: /^Identity:/ })).toContainText('Unlocked');
});

for (const [file, code, sentence] of [
  ['nothing.csv', 'csv.empty', /empty/i],
  ['gone.csv', 'file.not-found', /./],
] as const)
  test(`${file}: ${code}`, async () => {
    await person.openDataset(running, at(file));
    await person.expectRefusal(person.main(running.page), code);
    await expect(person.main(running.page).getByRole('alert').first()).toContainText(sentence);
  });

test('a file with only a header, and the next file, open well', async () => {
  await person.openDataset(running, at('header.csv'));
  await expect(person.main(running.page).getByText('The file has columns but no rows.')).toBeVisible();
  await person.openDataset(running, at('fine.csv'));
  await person.waitForDataset(running, '2 rows');
  await expect(running.page.getByRole('gridcell', { name: '01', exact: true })).toBeVisible();
});

const PACKAGES: readonly (readonly [file: string, code: RegExp])[] = [
  ['empty', /^(container|package)\./],
  ['truncated', /^(container|package|zip)\./],
  ['altered', /^(container|content|package|signature|zip)\./],
  ['for-another', /^licence\.not-for-you$/],
  ['unknown-signer', /^signature\.unknown-signer$/],
  ['expired', /^licence\.expired$/],
  ['future', /^licence\.not-yet-valid$/],
];
for (const [name, code] of PACKAGES)
  test(`${name}.bulla is refused with its reason`, async () => {
    await person.openPackage(running, at(`${name}.bulla`));
    const { page } = running;
    await expect(person.main(page).locator('.mono').filter({ hasText: code }).first()).toBeVisible({
      timeout: person.PATIENCE_MS,
    });
    await expect(person.main(page).getByRole('button', { name: 'Open', exact: true })).toHaveCount(0);
  });

test('the application goes on: a good package opens', async () => {
  await person.openPackage(running, at('rows.bulla'));
  await person.expectGood(running.page);
  await person.acceptAndOpen(running);
  await person.goToPart(running.page, 'Rows');
  await expect(running.page.getByRole('gridcell').first()).not.toHaveText('');
});
