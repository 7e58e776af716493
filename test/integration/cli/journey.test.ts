/** Three people, three profiles, one package: the whole journey through the built command line. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bulla, outcomeOf, spawnBulla } from './built-cli.ts';

const SAMPLE = fileURLToPath(new URL('../../../resources/samples/patients.csv', import.meta.url));
/** Every step is a process, and unlocking is slow on purpose; a busy machine takes its time. */
const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: PATIENCE_MS });

const folder = mkdtempSync(join(tmpdir(), 'bulla-journey-'));
const at = (name: string) => join(folder, name);

const suppressed = { role: 'direct-identifier', technique: { type: 'suppression' } };
const searched = (hierarchy: object) => ({
  role: 'quasi-identifier',
  technique: { type: 'generalization', hierarchy },
});
const RECIPE = {
  bulla: 'recipe/1',
  source: { missing: [''] },
  columns: {
    patient_id: { role: 'direct-identifier', technique: { type: 'pseudonymization' } },
    first_name: suppressed,
    last_name: suppressed,
    email: suppressed,
    national_number: suppressed,
    birth_date: searched({ type: 'dates', levels: ['year', 'decade'] }),
    sex: searched({ type: 'file', path: 'hierarchies/sex.csv', delimiter: ';' }),
    postal_code: searched({ type: 'masking', direction: 'right', counts: [2, 3, 4] }),
    admission_date: { role: 'other', technique: { type: 'suppression' } },
    discharge_date: { role: 'other', technique: { type: 'suppression' } },
    diagnosis_code: { role: 'sensitive' },
    weight_kg: { role: 'other', technique: { type: 'rounding', base: 5 } },
    smoker: { role: 'other' },
    note: { role: 'other', technique: { type: 'suppression' } },
  },
  models: [{ type: 'k-anonymity', k: 5 }],
  search: { type: 'optimal', suppressionLimit: 0.05 },
};

interface Document {
  readonly error?: { code: string; category: string; title: string; detail: string; action: string };
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are what the test looks at
  readonly [member: string]: any;
}

/** Runs with --json; standard output must be one JSON document and standard error silent. */
async function json(person: string, args: readonly string[], expectedCode = 0, passphrase?: string): Promise<Document> {
  const options = passphrase === undefined ? { cwd: folder } : { cwd: folder, passphrase };
  const { code, stdout, stderr } = await bulla([...args, '--profile', at(person), '--json'], options);
  expect(stdout, `${args.join(' ')} ended with ${code}: ${stderr}`).toMatch(/^\{.*\}\n$/s);
  const document = JSON.parse(stdout) as Document;
  expect({ code, stderr, error: document.error?.code }).toEqual({
    code: expectedCode,
    stderr: '',
    error: expectedCode === 0 ? undefined : expect.any(String),
  });
  if (document.error) {
    expect(document.error.title).not.toBe('');
    expect(document.error.detail).not.toContain('The application reported');
  }
  return document;
}

beforeAll(async () => {
  copyFileSync(SAMPLE, at('patients.csv'));
  writeFileSync(at('recipe.json'), JSON.stringify(RECIPE));
  mkdirSync(at('hierarchies'));
  writeFileSync(at('hierarchies/sex.csv'), 'F;*\nM;*\nX;*\n');
  for (const person of ['researcher', 'recipient', 'auditor']) {
    const identity = await json(person, [
      'identity',
      'new',
      '--name',
      `The ${person}`,
      '--email',
      `${person}@example.org`,
    ]);
    expect(identity.words).toHaveLength(8);
    const card = await json(person, ['identity', 'card', '--out', `${person}.bulla-card`]);
    expect(card.id).toBe(identity.id);
  }
}, PATIENCE_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the researcher', () => {
  test('profiles the data', async () => {
    const profile = await json('researcher', ['profile', 'patients.csv']);
    expect(profile.rowCount).toBe(6000);
    expect(profile.columns.map((column: { name: string }) => column.name)).toEqual(Object.keys(RECIPE.columns));
  });

  test('corrects what was detected of a file', async () => {
    writeFileSync(at('odd.txt'), Buffer.from('M\xfcnchen#1,5\nk.A.#2,5\n', 'latin1'));
    const profile = await json('researcher', [
      ...['profile', 'odd.txt', '--delimiter', '#', '--encoding', 'windows-1252', '--no-header'],
      ...['--missing', 'k.A.', '--missing', ''],
    ]);
    expect(profile.source).toEqual({
      delimiter: '#',
      encoding: 'windows-1252',
      header: false,
      missing: ['k.A.', ''],
    });
    expect(profile.rowCount).toBe(2);
    expect(profile.columns).toMatchObject([
      { name: 'column_1', missing: 1, distinct: 1 },
      { name: 'column_2', missing: 0 },
    ]);
  });

  test('measures the risk as it is', async () => {
    const risk = await json('researcher', ['risk', 'patients.csv', '--recipe', 'recipe.json']);
    expect(risk).toMatchObject({ records: 6000, quasiIdentifiers: ['birth_date', 'sex', 'postal_code'] });
    expect(risk.uniques).toBeGreaterThan(1900);
  });

  test('de-identifies; the file, the report and the answer agree', async () => {
    const args = [
      'deidentify',
      'patients.csv',
      '--recipe',
      'recipe.json',
      '--out',
      'release.csv',
      '--report',
      'report.json',
    ];
    const answer = await json('researcher', args);
    expect(answer).toMatchObject({
      levels: { birth_date: expect.any(Number), sex: expect.any(Number), postal_code: expect.any(Number) },
      score: expect.any(Number),
      suppressedRows: expect.any(Number),
      classes: expect.any(Number),
      nodes: expect.any(Number),
      latticeNodes: expect.any(Number),
      elapsedMs: expect.any(Number),
      risk: { before: { records: 6000 }, after: { records: 6000 - answer.suppressedRows, uniques: 0 } },
    });
    expect(answer.risk.after.smallestClass).toBeGreaterThanOrEqual(5);
    expect(JSON.parse(readFileSync(at('report.json'), 'utf8'))).toEqual(answer);
    const release = readFileSync(at('release.csv'));
    expect(createHash('sha256').update(release).digest('hex')).toBe(answer.out.sha256);
    const [header, ...rows] = release.toString().trimEnd().split(/\r?\n/);
    expect(header).toBe('patient_id,birth_date,sex,postal_code,diagnosis_code,weight_kg,smoker');
    expect(rows).toHaveLength(6000 - answer.suppressedRows);
  });

  test('is told what is missing, before anything is written', async () => {
    const seal = (to: string, ...more: string[]) => [
      'seal',
      'patients.csv',
      '--recipe',
      'recipe.json',
      '--licence',
      'preset:row-access',
      '--to',
      to,
      '--out',
      'refused.bulla',
      ...more,
    ];
    const nobody = 'did:key:z6MkjcDZfFUyBUcVxkSiszJwg4jYF56BRHSebCmr7mo2b1tr';
    expect((await json('researcher', seal(nobody), 6)).error!.code).toBe('trust.unknown-recipient');
    expect((await json('researcher', ['profile', 'none.csv'], 7)).error!.code).toBe('file.not-found');
    expect((await json('researcher', ['trust', 'recipe.json'], 5)).error!.category).toBe('integrity');
    expect((await json('researcher', seal('recipient.bulla-card'), 6, 'not it')).error!.code).toBe(
      'identity.wrong-passphrase',
    );
    expect((await json('researcher', seal('recipient.bulla-card'), 2, '')).error!.code).toBe('passphrase.missing');
    expect((await json('researcher', seal('recipient.bulla-card', '--until', '2020-01-01'), 2)).error!.code).toBe(
      'licence.draft-refused',
    );
    expect((await json('researcher', seal('recipient.bulla-card', '--until', 'soon'), 2)).error!.code).toBe(
      'cli.invalid-value',
    );
    expect(existsSync(at('refused.bulla'))).toBe(false);
  });

  test('seals', async () => {
    for (const preset of ['aggregate-only', 'row-access', 'institution']) {
      const sealed = await json('researcher', [
        ...['seal', 'patients.csv', '--recipe', 'recipe.json', '--licence', `preset:${preset}`],
        ...['--purpose', 'HMB', '--until', '2027-02-28', '--to', 'recipient.bulla-card', '--out', `${preset}.bulla`],
      ]);
      expect(sealed).toMatchObject({ title: 'patients', validUntil: '2027-02-28T23:59:59Z' });
      expect(sealed.digest).toMatch(/^[0-9a-f]{64}$/);
      expect(sealed.cards).toMatchObject([{ name: expect.any(String), words: { length: 8 } }]);
    }
  });

  test('seals under a draft of their own, and a broken one is refused', async () => {
    const preset = {
      bulla: 'licence-draft/1',
      preset: 'teaching',
      title: 'Ward round',
      project: '',
      contact: 'researcher@example.org',
      purposes: ['DUO:0000042'],
      nonCommercialOnly: true,
      roles: ['bulla:analyst'],
      permitted: ['bulla:viewMetadata', 'bulla:tabulate'],
      prohibited: ['bulla:viewRows', 'bulla:exportRows', 'bulla:reidentify'],
      minimumCellSize: 10,
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2090-01-01T00:00:00Z',
      agreement: { title: '', text: '' },
      attribution: '',
    };
    const args = (licence: string) => [
      ...['seal', 'patients.csv', '--recipe', 'recipe.json', '--licence', licence],
      ...['--to', 'recipient.bulla-card', '--out', 'draft.bulla'],
    ];
    writeFileSync(at('broken.json'), JSON.stringify({ ...preset, minimumCellSize: 0 }));
    expect((await json('researcher', args('broken.json'), 3)).error!.code).toBe('licence.draft-invalid');
    expect((await json('researcher', args('none.json'), 7)).error!.code).toBe('file.not-found');
    expect((await json('researcher', args('preset:everything'), 2)).error!.code).toBe('cli.invalid-value');
    writeFileSync(at('draft.json'), JSON.stringify(preset));
    expect((await json('researcher', args('draft.json'))).title).toBe('Ward round');
  });
});

describe('the recipient', () => {
  const open = (name: string, ...use: string[]) => ['open', `${name}.bulla`, '--purpose', 'HMB', ...use];

  test('does not open what an unknown person signed', async () => {
    const verdict = await json('recipient', ['verify', 'aggregate-only.bulla'], 5);
    expect(verdict.error!.code).toBe('signature.unknown-signer');
    expect(verdict.checks.find((check: { name: string }) => check.name === 'signature').state).toBe('ok');
    const refused = await json('recipient', open('aggregate-only', '--accept', '--tabulate', 'sex'), 5);
    expect(refused.error!.code).toBe('signature.unknown-signer');
  });

  test('compares the words and trusts', async () => {
    const card = await json('recipient', ['trust', 'researcher.bulla-card']);
    const own = await json('researcher', ['identity', 'card', '--out', 'again.bulla-card']);
    expect(card.words).toEqual(own.words);
    expect((await json('recipient', ['verify', 'aggregate-only.bulla'])).code).toBe('');
  });

  test('has to accept the agreement, which is shown', async () => {
    const refused = await json('recipient', open('aggregate-only', '--tabulate', 'sex'), 4);
    expect(refused.error!.code).toBe('licence.agreement-not-accepted');
    const text = await bulla([...open('aggregate-only', '--tabulate', 'sex'), '--profile', at('recipient')], {
      cwd: folder,
    });
    expect(text).toMatchObject({ code: 4, stdout: '' });
    expect(text.stderr).toContain('Agreement for an aggregate-only study');
  });

  test('tabulates, with small cells withheld', async () => {
    const { table, ...session } = await json(
      'recipient',
      open('aggregate-only', '--accept', '--tabulate', 'sex,diagnosis_code'),
    );
    expect(session).toMatchObject({ purpose: 'DUO:0000006', issuer: 'The researcher' });
    expect(table.suppressedCells).toBeGreaterThan(0);
    for (const { count } of table.cells) expect(count === null || count >= table.minimumCellSize).toBe(true);
    const mean = await json(
      'recipient',
      open('aggregate-only', '--accept', '--tabulate', 'mean(weight_kg) by sex where smoker=yes|no'),
    );
    expect(mean.table.measure).toBe('mean of weight_kg');
    expect(mean.table.cells.every((cell: { value: number }) => cell.value > 40)).toBe(true);
    const missing = await json('recipient', open('aggregate-only', '--accept', '--tabulate', 'first_name'), 3);
    expect(missing.error!.code).toBe('tabulate.unknown-column');
  });

  test('writes a table as a file', async () => {
    const { export: written } = await json(
      'recipient',
      open('aggregate-only', '--accept', '--tabulate', 'sex', '--out', 'sex.csv'),
    );
    expect(written.rows).toBeGreaterThan(0);
    expect(readFileSync(at('sex.csv'), 'utf8')).toContain('sex');
  });

  test('sees no rows under aggregate-only, and gets no file', async () => {
    const rows = await json('recipient', open('aggregate-only', '--accept', '--rows', '1:5'), 4);
    expect(rows.error!.code).toBe('licence.action-prohibited');
    expect(rows.rows).toBeUndefined();
    const copy = await json('recipient', open('aggregate-only', '--accept', '--export', 'copy.csv'), 4);
    expect(copy.error!.category).toBe('licence');
    expect(existsSync(at('copy.csv'))).toBe(false);
  });

  test('sees rows under row-access, but may not take them along', async () => {
    const { rows, rowCount } = await json('recipient', open('row-access', '--accept', '--rows', '1:700'));
    expect(rows).toMatchObject({ start: 0, rowCount: 700 });
    for (const { cells } of rows.columns) expect(cells).toHaveLength(700);
    const last = await json('recipient', open('row-access', '--accept', '--rows', `${rowCount}:${rowCount + 10}`));
    expect(last.rows).toMatchObject({ start: rowCount - 1, rowCount: 1 });
    await json('recipient', open('row-access', '--accept', '--export', 'copy.csv'), 4);
    expect(existsSync(at('copy.csv'))).toBe(false);
  });

  test('exports under the institution licence what was de-identified', async () => {
    const { export: written } = await json('recipient', open('institution', '--accept', '--export', 'copy.csv'));
    const copy = readFileSync(at('copy.csv'));
    expect(createHash('sha256').update(copy).digest('hex')).toBe(written.sha256);
    const cells = (path: string) => readFileSync(at(path), 'utf8').trimEnd().split(/\r?\n/);
    expect(cells('copy.csv')).toEqual(cells('release.csv'));
  });

  test('states a purpose of the licence', async () => {
    const refused = await json(
      'recipient',
      ['open', 'row-access.bulla', '--purpose', 'POA', '--accept', '--rows', '1:2'],
      4,
    );
    expect(refused.error!.code).toBe('licence.purpose-not-permitted');
  });

  test('opens neither what is for somebody else nor what was altered', async () => {
    await json('researcher', ['trust', 'auditor.bulla-card']);
    await json('researcher', [
      ...['seal', 'patients.csv', '--recipe', 'recipe.json', '--licence', 'preset:row-access'],
      ...['--purpose', 'HMB', '--to', 'auditor.bulla-card', '--out', 'other.bulla'],
    ]);
    expect((await json('recipient', open('other', '--accept', '--rows', '1:2'), 4)).error!.code).toBe(
      'licence.not-for-you',
    );
    expect((await json('recipient', ['verify', 'other.bulla'], 4)).error!.code).toBe('licence.not-for-you');
    const bytes = readFileSync(at('row-access.bulla'));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(at('altered.bulla'), bytes);
    await json('recipient', ['verify', 'altered.bulla'], 5);
    writeFileSync(at('short.bulla'), bytes.subarray(0, bytes.length >> 1));
    await json('recipient', ['verify', 'short.bulla'], 5);
    await json('recipient', open('short', '--accept', '--rows', '1:2'), 5);
  });
});

describe('the auditor', () => {
  test('the recipient reads and exports the log, refusals in it', async () => {
    const shown = await json('recipient', ['log', 'show', '--last', '500']);
    const kinds = shown.entries.map(({ kind, outcome }: { kind: string; outcome: string }) => `${kind} ${outcome}`);
    for (const expected of [
      'rows.view allowed',
      'rows.view refused',
      'export.rows refused',
      'tabulate allowed',
      'terms.accept done',
    ])
      expect(kinds).toContain(expected);
    expect(JSON.stringify(shown)).not.toMatch(/Z38\.0|Finn|Walko/);
    expect((await json('recipient', ['log', 'show', '--last', '2'])).entries).toHaveLength(2);
    expect((await json('recipient', ['log', 'verify'])).intact).toBe(true);
    const written = await json('recipient', ['log', 'export', '--out', 'use.bulla-log'], 0, ''); // no passphrase
    expect(written.size).toBeGreaterThan(20);
  });

  test('is told what the verdict cannot show', async () => {
    const args = ['audit', 'verify', 'use.bulla-log', '--trust', 'recipient.bulla-card', '--profile', at('stranger')];
    expect((await bulla(args, { cwd: folder })).stdout).toContain('first-seen: ');
    expect((await bulla(args, { cwd: folder })).stdout).toContain('extends-last-seen: ');
  });

  test('verifies the export in a third profile', async () => {
    const verdict = await json('auditor', ['audit', 'verify', 'use.bulla-log', '--trust', 'recipient.bulla-card']);
    expect(verdict.code).toBe('');
    expect(verdict.owner.name).toBe('The recipient');
    // Known by now, so its id is enough.
    await json('auditor', ['audit', 'verify', 'use.bulla-log', '--trust', verdict.owner.id]);
  });

  test('refuses an edited, a shortened and a stranger’s export', async () => {
    const text = readFileSync(at('use.bulla-log'), 'latin1');
    const edited = text.replace('"refused"', '"allowed"');
    expect(edited).not.toBe(text);
    writeFileSync(at('edited.bulla-log'), edited, 'latin1');
    const verify = (name: string, card: string) => ['audit', 'verify', name, '--trust', card];
    const refused = await json('auditor', verify('edited.bulla-log', 'recipient.bulla-card'), 5);
    expect(refused.error!.code).toMatch(/^audit\./);
    writeFileSync(at('short.bulla-log'), text.slice(0, text.length >> 1), 'latin1');
    await json('auditor', verify('short.bulla-log', 'recipient.bulla-card'), 5);
    const stranger = await json('auditor', verify('use.bulla-log', 'researcher.bulla-card'), 5);
    expect(stranger.error!.code).toMatch(/^audit\./);
  });
});

describe('for people', () => {
  test('text on standard output, errors on standard error', async () => {
    const { code, stdout, stderr } = await bulla(
      ['risk', 'patients.csv', '--recipe', 'recipe.json', '--profile', at('researcher')],
      {
        cwd: folder,
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\d,]+ of 6,000 people can be singled out\./);
    const failed = await bulla(['frobnicate'], { cwd: folder });
    expect(failed).toMatchObject({ code: 2, stdout: '' });
    expect(failed.stderr).toContain('cli.unknown-command');
  });

  test.skipIf(process.platform === 'win32')('Ctrl-C stops cleanly and leaves no file', async () => {
    const rows = Array.from({ length: 400_000 }, (_, row) => `${row},${row % 97},${row % 89},${row % 83}`);
    writeFileSync(at('big.csv'), `id,a,b,c\n${rows.join('\n')}\n`);
    const column = searched({ type: 'automatic' });
    writeFileSync(
      at('big.json'),
      JSON.stringify({ ...RECIPE, source: {}, columns: { id: suppressed, a: column, b: column, c: column } }),
    );
    const child = spawnBulla(
      [
        'deidentify',
        'big.csv',
        '--recipe',
        'big.json',
        '--out',
        'big-release.csv',
        '--profile',
        at('researcher'),
        '--json',
      ],
      folder,
    );
    setTimeout(() => child.kill('SIGINT'), 500);
    const { code, stdout } = await outcomeOf(child);
    expect(code).toBe(130);
    expect(JSON.parse(stdout).error.code).toBe('job.cancelled');
    expect(existsSync(at('big-release.csv'))).toBe(false);
  });
});
