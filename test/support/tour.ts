/**
 * The whole journey on the sample dataset, from the first start to a verified and a tampered export, with a stop at each
 * screen. The demo prints it, the pictures are taken on it, and axe looks at it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import * as person from './journey.ts';
import { handOver, launch, type Running } from './launch.ts';

export interface TourOptions {
  /** Profiles and files go here; the application must be able to write to it. */
  readonly folder: string;
  /** At each screen, when it is complete. `name` is a slug: 'protect-columns'. */
  onScreen(name: string, page: Page): Promise<void>;
  onStep?(sentence: string): void;
  onStarted?(running: Running): Promise<void>;
}

export const RESEARCHER = {
  name: 'Dr. Ada Brandt',
  organisation: 'Institute for Care Research',
  email: 'ada.brandt@example.org',
};
export const RECIPIENT = { name: 'Jonas Weil', organisation: 'Lindenau University', email: 'jonas.weil@example.org' };
export const AUDITOR = {
  name: 'Mara Ostrow',
  organisation: 'Data protection office',
  email: 'mara.ostrow@example.org',
};

export async function playTour({ folder, onStep = () => {}, onStarted, ...options }: TourOptions): Promise<void> {
  // What is being calculated anew is dimmed: a screen is complete when nothing is.
  async function onScreen(name: string, page: Page): Promise<void> {
    await expect(page.locator('.is-stale')).toHaveCount(0, { timeout: person.PATIENCE_MS });
    await options.onScreen(name, page);
  }
  const at = (name: string) => join(folder, name);
  const complaints: string[] = [];
  const open: Running[] = [];
  async function start(who: string, files: readonly string[] = []): Promise<Running> {
    const running = await launch(at(who), files);
    open.push(running);
    await onStarted?.(running);
    await running.page.getByRole('heading', { level: 1 }).first().waitFor();
    return running;
  }
  async function end(running: Running): Promise<void> {
    complaints.push(...running.complaints);
    await running.close();
    open.splice(open.indexOf(running), 1);
  }
  try {
    onStep('The recipient starts Bulla, makes an identity, and saves a backup and a card to send.');
    let recipient = await start('recipient');
    await recipient.page
      .getByRole('heading', { name: 'First time here?' })
      .or(recipient.page.getByText('First time here?'))
      .waitFor();
    await onScreen('home-first-run', recipient.page);
    await person.fillIdentity(recipient, RECIPIENT);
    await onScreen('identity-create', recipient.page);
    const recipientWords = await person.submitIdentity(recipient);
    await onScreen('identity-ready', recipient.page);
    await person.keepSafe(recipient, { backup: at('recipient.bulla-backup'), card: at('recipient.bulla-card') });
    await end(recipient);

    onStep('The researcher makes an identity, compares two of eight words, and trusts the recipient’s card.');
    const researcher = await start('researcher');
    const { page } = researcher;
    const researcherWords = await person.createIdentity(researcher, RESEARCHER, {
      backup: at('researcher.bulla-backup'),
      card: at('researcher.bulla-card'),
    });
    await person.goTo(page, 'People');
    await onScreen('people-empty', page);
    await person.chooseForPerson(researcher, at('recipient.bulla-card'));
    await onScreen('people-compare', page);
    await person.compareWords(page, recipientWords);
    await person.trust(page);
    await onScreen('people', page);

    onStep('The researcher opens the sample dataset, a synthetic patient register.');
    await person.goTo(page, 'Protect a dataset');
    await onScreen('protect-empty', page);
    await person.openSample(researcher);
    await person.waitForDataset(researcher, '6,000 rows');
    await page.waitForTimeout(400); // the rows of the grid
    await onScreen('protect-data', page);
    onStep('Empty cells mean that nothing is known: the researcher says so, and the file is read again.');
    await page.getByRole('button', { name: 'Treat empty cells as missing' }).click();
    await person
      .main(page)
      .getByText(/cells are missing/)
      .waitFor({ timeout: person.PATIENCE_MS });
    onStep('Each column gets a role, from suggestions that give their reason.');
    await person.goToStep(page, 'Columns');
    await page.getByRole('button', { name: 'Accept all suggestions' }).waitFor();
    await onScreen('protect-columns-suggested', page);
    await person.acceptSuggestions(researcher);
    await onScreen('protect-columns', page);
    onStep(
      'k = 5, two different diagnoses in each group, at most 5 % of the rows left out: the best release is found.',
    );
    await person.setGoals(researcher, { k: 5, diversity: ['diagnosis_code', 2], percentLeftOut: 5 });
    await person.waitForResult(researcher);
    await onScreen('protect-protection', page);
    onStep('Categories are dragged into groups; every technique shows what it does to some values.');
    await person.selectColumn(page, 'sex');
    await person.choose(page, page, 'Hierarchy', 'Categories');
    await page.getByText('Put into this group').scrollIntoViewIfNeeded();
    await onScreen('protect-hierarchy', page);
    await page.keyboard.press('Control+z');
    await person.selectColumn(page, 'admission_date');
    await person.choose(page, page, 'What happens to it', 'Shorten dates');
    await page.getByRole('table', { name: /^Values of admission_date/ }).waitFor();
    await onScreen('protect-technique', page);
    await page.keyboard.press('Control+z');
    await person.waitForResult(researcher);
    onStep('Risk before and after, in five ways: the release is attacked, too.');
    await person.goToStep(page, 'Risk and utility');
    await page.getByText('Which columns hurt most').waitFor();
    await person.waitForAssessment(researcher);
    await onScreen('protect-risk', page);
    await page.getByRole('heading', { name: '2. The population' }).scrollIntoViewIfNeeded();
    await onScreen('protect-population', page);
    await page.getByRole('heading', { name: '5. Attacks carried out' }).evaluate((heading) => heading.scrollIntoView());
    await onScreen('protect-attacks', page);
    onStep('What is lost, and what an analysis would notice.');
    await person.goToView(page, 'Utility');
    await onScreen('protect-utility', page);
    onStep('Sliders for k and the limit answer at once; every release that could be is a dot.');
    await person.goToView(page, 'Explore');
    await page.getByRole('heading', { name: 'Risk against utility' }).waitFor({ timeout: person.PATIENCE_MS });
    await page.getByRole('button', { name: 'Set aside' }).click();
    await onScreen('protect-explore', page);
    await person.goToView(page, 'Rows before and after');
    await page.waitForTimeout(500);
    await onScreen('protect-compare', page);
    onStep('A checklist is filled from the numbers, and the report is saved.');
    await person.goToView(page, 'Checklist and report');
    await page.getByRole('heading', { name: 'Checklist' }).waitFor();
    await onScreen('protect-checklist', page);
    await person.saveReport(researcher, 'page (HTML)', at('report.html'));
    onStep('The researcher writes a licence from a preset and reads it back in plain sentences.');
    await person.writeLicence(researcher, {
      preset: /^Aggregate-only study/,
      title: 'Hospital stays 2022',
      contact: RESEARCHER.email,
      recipients: [RECIPIENT.name],
    });
    await page.getByRole('button', { name: 'Seal the package' }).waitFor();
    await page.waitForTimeout(600); // the licence is read back after a pause
    await onScreen('protect-licence', page);
    onStep('The release is sealed: signed by the researcher, encrypted to the recipient.');
    await person.seal(researcher, at('study.bulla'));
    await onScreen('protect-sealed', page);
    await person.goToStep(page, 'Licence and seal');
    await page.getByRole('button', { name: 'Back to the licence' }).click();
    await person.writeLicence(researcher, {
      preset: /^Row access/,
      title: 'Hospital stays 2022, rows',
      contact: RESEARCHER.email,
      recipients: [RECIPIENT.name],
    });
    await person.seal(researcher, at('rows.bulla'));
    await person.goTo(page, 'Home');
    await onScreen('home', page);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await onScreen('shortcuts', page);
    await page.keyboard.press('Escape');
    await person.lock(researcher);
    await onScreen('locked', page);
    await end(researcher);
    handOver(at('study.bulla'));
    handOver(at('rows.bulla'));

    onStep('The recipient double-clicks the package: intact, but signed by somebody unknown.');
    recipient = await start('recipient', [at('study.bulla')]);
    await recipient.page
      .getByRole('button', { name: 'Compare words and trust' })
      .waitFor({ timeout: person.PATIENCE_MS });
    await onScreen('package-unknown-signer', recipient.page);
    onStep('They compare the words by telephone, trust the signer, and unlock their identity.');
    await person.unlock(recipient);
    await person.trustSigner(recipient, at('study.bulla'), researcherWords);
    await onScreen('package-verdict', recipient.page);
    onStep('They accept the terms, state a purpose, and open the package.');
    await person.acceptAndOpen(recipient);
    await onScreen('package-overview', recipient.page);
    onStep('They tabulate; small cells are not shown.');
    await person.tabulate(recipient, ['diagnosis_code', 'sex']);
    await onScreen('package-tabulate', recipient.page);
    await person.exportTable(recipient, at('table.csv'));
    onStep('Rows are not licensed: asked nevertheless, the engine refuses, and the refusal is in the log.');
    await person.goToPart(recipient.page, 'Rows');
    await person.insist(recipient);
    await person.expectRefusal(recipient.page, 'licence.action-prohibited');
    await onScreen('package-not-licensed', recipient.page);
    await person.goToPart(recipient.page, 'Licence');
    await onScreen('package-licence', recipient.page);
    await person.closePackage(recipient);
    await onScreen('package-empty', recipient.page);
    onStep('Under the second licence rows can be looked at, inside the application.');
    await person.openPackage(recipient, at('rows.bulla'));
    await person.expectGood(recipient.page);
    await person.acceptAndOpen(recipient);
    await person.goToPart(recipient.page, 'Rows');
    await recipient.page.waitForTimeout(500);
    await onScreen('package-rows', recipient.page);
    await person.closePackage(recipient);

    onStep('A package that was altered on its way is refused.');
    const altered = readFileSync(at('study.bulla'));
    const middle = altered.length >> 1;
    altered[middle] = (altered[middle] ?? 0) ^ 1;
    writeFileSync(at('altered.bulla'), altered);
    await person.openPackage(recipient, at('altered.bulla'));
    await recipient.page.getByRole('alert').first().waitFor({ timeout: person.PATIENCE_MS });
    await onScreen('package-altered', recipient.page);

    onStep('The recipient reviews the log: every use and every refusal, in a chain that is whole. They export it.');
    await person.reviewLog(recipient);
    await onScreen('review', recipient.page);
    await person.filterOutcome(recipient, 'Refused');
    await recipient.page.getByRole('option').first().click();
    await onScreen('review-refusals', recipient.page);
    const headCode = await person.exportLog(recipient, at('usage.bulla-log'));
    await onScreen('review-exported', recipient.page);
    await end(recipient);

    onStep(`The auditor verifies the export elsewhere, against the head code ${headCode}.`);
    const auditor = await start('auditor');
    await person.createIdentity(auditor, AUDITOR, {
      backup: at('auditor.bulla-backup'),
      card: at('auditor.bulla-card'),
    });
    await person.verifyExport(auditor, at('usage.bulla-log'));
    await onScreen('audit-unknown-owner', auditor.page);
    await person.trustOwner(auditor, at('recipient.bulla-card'), recipientWords);
    await person.expectWhole(auditor);
    await onScreen('audit-verified', auditor.page);
    onStep('An edited export is refused, with the reason.');
    const log = readFileSync(at('usage.bulla-log'), 'latin1');
    writeFileSync(at('edited.bulla-log'), log.replace('"refused"', '"allowed"'), 'latin1');
    await person.verifyExport(auditor, at('edited.bulla-log'));
    await auditor.page.getByRole('alert').first().waitFor();
    await onScreen('audit-tampered', auditor.page);
    await end(auditor);
  } finally {
    for (const running of open) await running.close();
  }
  if (complaints.length > 0) throw new Error(`the application complained:\n${complaints.join('\n')}`);
}
