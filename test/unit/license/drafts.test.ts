import { createHash } from 'node:crypto';
import type { AppError } from '@shared/std/app-error.ts';
import { buildLicence } from '@shared/license/build-licence.ts';
import { checkDraft } from '@shared/license/check-draft.ts';
import { readLicence } from '@shared/license/read-licence.ts';
import { ACTIONS, type LicenceDraft, PRESETS } from '@shared/license/terms.ts';
import { expect, test } from 'vitest';
import { ALICE, BOB, documentOf, draftOf, ISSUED, licenceInput, licenceOf } from '../../support/licence.ts';

const now = Date.parse(ISSUED);
const codes = (draft: LicenceDraft, recipients = 1) => checkDraft(draft, { recipients, now }).map(({ code }) => code);

test.each(PRESETS)('the preset %s can be sealed as it is', (preset) => {
  expect(checkDraft(draftOf(preset), { recipients: 1, now }).filter(({ severity }) => severity === 'error')).toEqual(
    [],
  );
  expect(draftOf(preset)).toMatchObject({ validFrom: '2026-11-23T00:00:00Z', minimumCellSize: 10 });
});

test('the aggregate-only preset draws no warning at all', () => {
  expect(codes(draftOf('aggregate-only'))).toEqual([]);
});

test.each<[string, Partial<LicenceDraft>, number]>([
  ['no-recipients', {}, 0],
  ['no-title', { title: ' ' }, 1],
  ['no-purpose', { purposes: [] }, 1],
  ['no-role', { roles: [] }, 1],
  ['bad-date', { validUntil: '2027-02-31T00:00:00Z' }, 1],
  ['end-before-start', { validUntil: '2026-11-01T00:00:00Z' }, 1],
  ['already-over', { validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-02-01T00:00:00Z' }, 1],
  ['contradiction', { permitted: ['bulla:tabulate', 'bulla:viewRows'] }, 1],
  ['opening-prohibited', { prohibited: ['bulla:viewMetadata'], permitted: [] }, 1],
  ['export-without-tabulate', { permitted: ['bulla:exportResults'] }, 1],
  ['hidden-characters', { project: 'a\u202eb' }, 1],
  ['no-agreement-title', { agreement: { title: '', text: 'Be kind.' } }, 1],
])('%s is an error, and keeps the licence from being built', (code, changes, recipients) => {
  const draft = draftOf('aggregate-only', changes);
  expect(codes(draft, recipients)).toContain(code);
  const members = recipients === 0 ? [] : [ALICE];
  const build = () => buildLicence(licenceInput(draft, { members, keyGrants: [] }));
  expect(build).toThrow('licence.draft-refused');
  try {
    build();
  } catch (error) {
    expect(codes(draft, recipients)).toContain((error as AppError).params.problem);
  }
});

test.each<[string, Partial<LicenceDraft>]>([
  ['no-contact', { contact: '' }],
  ['long-term', { validUntil: '2036-01-01T00:00:00Z' }],
  ['ends-soon', { validUntil: '2026-11-25T00:00:00Z' }],
  ['nothing-permitted', { permitted: ['bulla:viewMetadata'] }],
  ['small-cells', { minimumCellSize: 4 }],
  ['cells-beside-rows', { permitted: ['bulla:tabulate', 'bulla:viewRows'], prohibited: [] }],
  ['rows-leave', { permitted: ['bulla:exportRows'], prohibited: [] }],
  ['rows-may-spread', { permitted: ['bulla:exportRows'], prohibited: [] }],
  ['disease-not-named', { purposes: ['DUO:0000007'] }],
  ['outside-act-permitted', { permitted: ['bulla:combine'], prohibited: [] }],
  ['reidentification-open', { prohibited: [] }],
  ['no-agreement', { agreement: { title: '', text: '' } }],
])('%s is a warning, and does not', (code, changes) => {
  const draft = draftOf('aggregate-only', changes);
  expect(checkDraft(draft, { recipients: 1, now })).toContainEqual(
    expect.objectContaining({ code, severity: 'warning' }),
  );
  expect(() => documentOf(draft)).not.toThrow();
});

test('the agreement travels with its digest', () => {
  const draft = draftOf('aggregate-only', { agreement: { title: 'Terms', text: 'Sei nett – immer.\nAuch am Ende.' } });
  const sha256 = createHash('sha256').update(draft.agreement.text, 'utf8').digest('hex');
  expect(documentOf(draft)['bulla:agreement']).toEqual({ ...draft.agreement, sha256, acceptance: 'required' });
});

test('without an agreement nothing has to be accepted', () => {
  const document = documentOf(draftOf('aggregate-only', { agreement: { title: '', text: ' \n' } }));
  expect(document['bulla:agreement']).toBeNull();
  expect(JSON.stringify(document)).not.toContain('acceptAgreement');
});

test('a licence reads like its draft', () => {
  for (const preset of PRESETS) {
    const texts = (of: Parameters<typeof readLicence>[0]) =>
      readLicence(of, [ALICE.name])
        .map(({ text }) => text)
        .sort();
    expect(texts(licenceOf(preset))).toEqual(texts(draftOf(preset)));
  }
});

test('the aggregate-only preset in full', () => {
  expect(
    readLicence(draftOf('aggregate-only'), [ALICE.name, BOB.name]).map(
      ({ group, kept, text }) => `${group} | ${kept} | ${text}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "who | cryptography | Only Alice Example and Bob Example can open the package.",
      "who | application | Only on the computer that the identity card names.",
      "who | contract | In the role of principal investigator or analyst.",
      "allowed | application | May open the package and read its data dictionary.",
      "allowed | application | May make tables of counts, sums and means.",
      "allowed | application | May export such tables.",
      "allowed | application | Tables show no group of fewer than 10 records.",
      "not-allowed | application | May not look at rows.",
      "not-allowed | application | May not export rows.",
      "not-allowed | contract | May not combine the data with other data.",
      "not-allowed | contract | May not try to find out who anybody in the data is.",
      "not-allowed | contract | May not contact the people in the data.",
      "not-allowed | contract | May not pass the data on to anybody.",
      "not-allowed | contract | May not use the data for anything else.",
      "purpose | evident | Only for health, medical or biomedical research. The purpose is stated at each opening and written to the log.",
      "purpose | evident | Not for commercial use.",
      "time | application | From 23 Nov 2026, 00:00 UTC.",
      "time | application | Until 21 Feb 2027, 23:59 UTC. After that the application stops opening the data; a renewal needs no new data.",
      "duty | evident | Every use and every refusal in the application is written to a log that shows later changes.",
      "duty | application | "Agreement for an aggregate-only study" must be accepted before the package opens.",
      "duty | contract | Whoever breaks one of the rules that the agreement alone keeps must tell the issuer at once.",
      "duty | contract | Cite "Visits" and its issuer.",
      "duty | contract | Questions and renewals: data@example.org.",
    ]
  `);
});

test('no sentence, warning or agreement promises what software cannot do', () => {
  const forbidden = /anonym|cannot be copied|tamper-proof|guarantee|automatically/i;
  for (const preset of PRESETS)
    for (const prohibited of [[], ACTIONS] as const) {
      const draft = draftOf(preset, { prohibited, permitted: [...ACTIONS], minimumCellSize: 2, project: 'P' });
      const said = [...readLicence(draft, []), ...checkDraft(draft, { recipients: 0, now })].map(({ text }) => text);
      for (const text of [...said, draft.agreement.text]) expect(text).not.toMatch(forbidden);
    }
});
