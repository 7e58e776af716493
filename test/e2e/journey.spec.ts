/** Three people, three profiles, one package: the whole journey in the real application, and against the command line. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { callEngine, grant } from '../support/call-engine.ts';
import { bulla } from '../support/cli.ts';
import * as person from '../support/journey.ts';
import { handOver, launch, type Running, workFolder } from '../support/launch.ts';

const SAMPLE = join(import.meta.dirname, '../../resources/samples/patients.csv');
const RESEARCHER = { name: 'Ada Brandt', organisation: 'Institute', email: 'ada@example.org' };
const RECIPIENT = { name: 'Jonas Weil', organisation: 'University', email: 'jonas@example.org' };

test.describe.configure({ mode: 'serial' });

const folder = workFolder('journey');
const at = (name: string) => join(folder, name);
let running: Running;
let words: { researcher: readonly string[]; recipient: readonly string[] } = { researcher: [], recipient: [] };

test.afterEach(async () => {
  const { complaints } = running;
  await running.close();
  expect(complaints).toEqual([]);
});

test('the recipient makes an identity, with a backup and a card', async () => {
  running = await launch(at('recipient'));
  words = {
    ...words,
    recipient: await person.createIdentity(running, RECIPIENT, {
      backup: at('recipient.bulla-backup'),
      card: at('recipient.bulla-card'),
    }),
  };
  expect(words.recipient).toHaveLength(8);
  await expect(running.page.getByRole('button', { name: /Identity: *Jonas Weil/ })).toBeVisible();
  expect(readFileSync(at('recipient.bulla-backup'), 'latin1')).not.toContain(person.PASSPHRASE);
  const { payload } = JSON.parse(readFileSync(at('recipient.bulla-card'), 'utf8')) as { payload: string };
  expect(Buffer.from(payload, 'base64url').toString()).toContain('Jonas Weil');
});

test('the researcher protects the sample, sees the risk, and seals it under two licences', async () => {
  running = await launch(at('researcher'));
  const { page } = running;
  words = {
    ...words,
    researcher: await person.createIdentity(running, RESEARCHER, {
      backup: at('researcher.bulla-backup'),
      card: at('researcher.bulla-card'),
    }),
  };

  // Other words than the card's are not taken.
  await person.chooseForPerson(running, at('recipient.bulla-card'));
  await person.compareWords(page, words.researcher);
  await expect(page.getByRole('button', { name: 'Trust this person' })).toBeDisabled();
  await person.compareWords(page, words.recipient);
  await person.trust(page);
  await expect(page.getByRole('main').getByText('Trusted since')).toBeVisible();

  await person.openSample(running);
  await person.waitForDataset(running, '6,000 rows');
  await expect(page.getByRole('gridcell', { name: '0001223' })).toBeVisible(); // leading zeros survive
  await person.acceptSuggestions(running);
  await person.setRole(running, 'weight_kg', 'Quasi-identifier');
  await person.setRole(running, 'weight_kg', 'Other');
  await person.setGoals(running, { k: 5, diversity: ['diagnosis_code', 2], percentLeftOut: 5 });
  await person.waitForResult(running);
  await expect(person.main(page).getByText('k-anonymity with k = 5: holds').first()).toBeVisible();

  await person.goToStep(page, 'Risk and utility');
  await expect(person.main(page).getByText('0 of', { exact: false }).first()).toBeVisible();
  for (const title of ['People who can be singled out', 'Which columns hurt most'])
    await expect(person.main(page).getByText(title, { exact: true }).first()).toBeVisible();
  await person.goToView(page, 'Utility');
  await expect(page.getByRole('heading', { name: 'What is lost', exact: true })).toBeVisible();

  await person.saveRecipe(running, at('recipe.json'));
  await person.writeCsv(running, at('window.csv'));
  expect(readFileSync(at('window.csv'), 'utf8')).not.toContain('Walko');

  for (const [file, preset] of [
    ['study', /^Aggregate-only/],
    ['institution', /^Open within the institution/],
  ] as const) {
    await person.writeLicence(running, {
      preset,
      title: `The ${file}`,
      contact: RESEARCHER.email,
      recipients: [RECIPIENT.name],
    });
    await person.seal(running, at(`${file}.bulla`));
    handOver(at(`${file}.bulla`));
    await page.getByRole('button', { name: 'Back to the licence' }).click();
  }
});

test('the command line makes the same release from the same recipe, byte for byte', async () => {
  const report = bulla(
    at('researcher'),
    ...['deidentify', SAMPLE, '--recipe', at('recipe.json'), '--out', at('cli.csv')],
  );
  expect(report.suppressedRows).toBeGreaterThanOrEqual(0);
  expect(readFileSync(at('cli.csv')).equals(readFileSync(at('window.csv')))).toBe(true);
});

test('the recipient verifies, trusts, accepts, and works within the licence', async () => {
  running = await launch(at('recipient'), [at('study.bulla')]);
  const { page } = running;
  await person.expectRefusal(person.main(page), 'signature.unknown-signer');
  await expect(person.main(page).getByRole('button', { name: 'Open', exact: true })).toHaveCount(0);
  await person.unlock(running);
  await person.trustSigner(running, at('study.bulla'), words.researcher);

  const open = person.main(page).getByRole('button', { name: 'Open', exact: true });
  await expect(open).toBeDisabled();
  await person.acceptAndOpen(running);
  await person.tabulate(running, ['sex', 'smoker']);
  await person.exportTable(running, at('window-table.csv'));

  await person.goToPart(page, 'Rows');
  await expect(person.main(page).getByText('Single rows are not part of your licence')).toBeVisible();
  await person.insist(running);
  await person.expectRefusal(person.main(page), 'licence.action-prohibited');
});

test('what is not licensed is refused by the engine also when the window is bypassed', async () => {
  running = await launch(at('recipient'));
  const { page } = running;
  await person.unlock(running);
  const file = await grant(running, 'package', at('study.bulla'));
  const inspected = await callEngine(page, 'package.inspect', { file });
  const { purposes, agreement } = (
    inspected as { output: { purposes: { code: string }[]; agreement: { digest: string } | null } }
  ).output;
  const opened = await callEngine(page, 'session.open', {
    file,
    purpose: purposes[0]?.code,
    acceptAgreement: agreement?.digest ?? null,
  });
  const { session } = (opened as { output: { session: string } }).output;
  const refused = await callEngine(page, 'session.rows', { session, start: 0, count: 10 });
  expect(refused).toMatchObject({ error: { code: 'licence.action-prohibited', category: 'licence' } });
  expect(refused).not.toHaveProperty('output');
  const log = await callEngine(page, 'audit.list', { filter: { outcome: 'refused' }, start: 0, count: 1 });
  expect(log).toMatchObject({
    output: { entries: [{ kind: 'rows.view', outcome: 'refused', reason: 'licence.action-prohibited' }] },
  });
});

test('rows are seen and exported where they are licensed', async () => {
  running = await launch(at('recipient'));
  const { page } = running;
  await person.unlock(running);
  await person.openPackage(running, at('institution.bulla'));
  await person.expectGood(page);
  await person.acceptAndOpen(running);
  await person.goToPart(page, 'Rows');
  await expect(page.getByRole('grid').getByRole('gridcell').first()).not.toHaveText('');
  await person.exportRows(running, at('window-rows.csv'));
  await person.closePackage(running);
});

test('the auditor reads, filters, exports; another profile verifies; a changed export is refused', async () => {
  running = await launch(at('recipient'));
  const { page } = running;
  await person.unlock(running);
  await person.reviewLog(running);
  await person.filterOutcome(running, 'Refused');
  const entries = page.getByRole('listbox').getByRole('option');
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('Refused');
  const headCode = await person.exportLog(running, at('use.bulla-log'));
  const complaints = [...running.complaints];
  await running.close();

  running = await launch(at('researcher'));
  await person.unlock(running);
  await person.verifyExport(running, at('use.bulla-log'));
  await person.expectWhole(running);
  await expect(person.main(running.page).getByText(headCode).first()).toBeVisible();
  const text = readFileSync(at('use.bulla-log'), 'latin1');
  const edited = text.replace('"refused"', '"allowed"');
  expect(edited).not.toBe(text);
  writeFileSync(at('edited.bulla-log'), edited, 'latin1');
  await person.verifyExport(running, at('edited.bulla-log'));
  const alert = person.main(running.page).getByRole('alert').first();
  await expect(alert).toBeVisible();
  await expect(alert).not.toHaveText('');
  await expect(
    person
      .main(running.page)
      .getByText(/^audit\./)
      .first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the command line opens the same packages to the same bytes', async () => {
  const use = ['--purpose', purposeOf('institution'), '--accept'];
  bulla(at('recipient'), 'open', at('institution.bulla'), ...use, '--export', at('cli-rows.csv'));
  expect(readFileSync(at('cli-rows.csv')).equals(readFileSync(at('window-rows.csv')))).toBe(true);
  bulla(
    at('recipient'),
    ...['open', at('study.bulla'), '--purpose', purposeOf('study'), '--accept'],
    ...['--tabulate', 'sex,smoker', '--out', at('cli-table.csv')],
  );
  expect(readFileSync(at('cli-table.csv')).equals(readFileSync(at('window-table.csv')))).toBe(true);
  expect(existsSync(at('cli-table.csv'))).toBe(true);
});

/** The first purpose that the licence offers, as the window's steps take it. */
function purposeOf(name: string): string {
  const { purposes } = bulla(at('recipient'), 'verify', at(`${name}.bulla`)) as { purposes: { code: string }[] };
  return purposes[0]?.code ?? '';
}
