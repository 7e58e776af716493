/** Assessment, checklist, report and trade-off through the built command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@shared/std/seeded-random.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bulla } from './built-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulla-cli-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RECIPE = {
  bulla: 'recipe/1',
  columns: {
    name: { role: 'direct-identifier', technique: { type: 'suppression' } },
    age: {
      role: 'quasi-identifier',
      technique: { type: 'generalization', hierarchy: { type: 'intervals', origin: 0, widths: [10, 20] } },
    },
    city: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
    illness: { role: 'sensitive' },
  },
  models: [{ type: 'k-anonymity', k: 5 }],
  search: { type: 'optimal', suppressionLimit: 0.1 },
};

beforeAll(() => {
  const random = seededRandom(11, 'people');
  const pick = (values: readonly string[]) => values[random.below(values.length)];
  const rows = Array.from(
    { length: 300 },
    (_, at) => `Namezz${at},${20 + random.below(60)},${pick(['Ulmzz', 'Kielzz'])},${pick(['flu', 'cold', 'gout'])}`,
  );
  writeFileSync(join(folder, 'people.csv'), `name,age,city,illness\n${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'recipe.json'), JSON.stringify(RECIPE));
});

async function run(...args: readonly string[]) {
  const all = [...args, '--recipe', 'recipe.json', '--profile', 'profile'];
  const { code, stdout, stderr } = await bulla(all, { cwd: folder, passphrase: '' });
  return { code, stdout, stderr, json: () => JSON.parse(stdout) };
}

test('risk gives the families of the data as they are', async () => {
  const { code, json } = await run('risk', 'people.csv', '--json');
  expect(code).toBe(0);
  const answer = json();
  expect(answer.uniques).toBe(answer.assessment.population.sampleUniques);
  expect(answer.assessment).toMatchObject({ records: 300, linkage: { records: expect.any(Array) } });
  expect(Object.keys(answer.assessment)).toEqual(
    expect.arrayContaining(['population', 'individual', 'specialUniques', 'linkage', 'attacks', 'lint']),
  );
});

test('deidentify gives every figure when it is asked to assess, and says how when it is not', async () => {
  const plain = await run('deidentify', 'people.csv', '--out', 'a.csv', '--json');
  expect(plain.json()).toMatchObject({ assessment: null, checklist: null });
  const { code, json } = await run(
    'deidentify',
    'people.csv',
    '--out',
    'b.csv',
    '--assess',
    '--report',
    'b.json',
    '--json',
  );
  expect(code).toBe(0);
  const answer = json();
  expect(JSON.parse(readFileSync(join(folder, 'b.json'), 'utf8'))).toEqual(answer);
  expect(readFileSync(join(folder, 'b.csv'))).toEqual(readFileSync(join(folder, 'a.csv')));
  expect(Object.keys(answer.assessment).sort()).toEqual(['after', 'attacks', 'before', 'linkage', 'lint', 'utility']);
  expect(answer.checklist.sections).toHaveLength(6);
  for (const { items } of answer.checklist.sections)
    for (const { evidence } of items)
      for (const { where, value } of evidence)
        if (where !== '' && value !== null) expect(at(answer, where), where).toBe(value);
  const told = await run('deidentify', 'people.csv', '--out', 'c.csv');
  expect(told.stdout).toContain('--assess');
  const assessed = await run('deidentify', 'people.csv', '--out', 'c.csv', '--assess');
  expect(assessed.stdout).toContain('ATTACKS CARRIED OUT');
  expect(assessed.stdout).toMatch(/Checklist: \d+ met, \d+ findings/);
});

test('report writes a page, or JSON by the name of the file, for inside and for outside', async () => {
  const inside = await run('report', 'people.csv', '--out', 'report.html', '--json');
  expect(inside.code).toBe(0);
  expect(inside.json()).toMatchObject({ audience: 'internal', format: 'html', out: { file: 'report.html' } });
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain('people.csv');
  await run('report', 'people.csv', '--out', 'report.json', '--external');
  const outside = readFileSync(join(folder, 'report.json'), 'utf8');
  expect(JSON.parse(outside)).toMatchObject({ bulla: 'release-report/1', audience: 'external', title: 'Release' });
  for (const secret of ['zz', 'people.csv', folder]) expect(outside).not.toContain(secret);
});

test('tradeoff answers every k in one pass', async () => {
  const { code, json } = await run('tradeoff', 'people.csv', '--points', '--json');
  expect(code).toBe(0);
  const { ks, frontiers, points, nodes, columns } = json();
  expect(frontiers).toHaveLength(ks.length);
  expect(points).toHaveLength(nodes.total);
  expect(points[0].levels).toHaveLength(columns.length);
  expect(points[0].byK).toHaveLength(ks.length);
  const made = (await run('deidentify', 'people.csv', '--out', 'd.csv', '--json')).json();
  const best = frontiers[ks.indexOf(5)].findLast((node: { suppressedRows: number }) => node.suppressedRows <= 30);
  expect(best.score).toBeCloseTo(made.score, 12);
});

test('a report never goes over what is read, and options stay with their commands', async () => {
  const over = await run('report', 'people.csv', '--out', 'people.csv', '--json');
  expect([over.code, over.json().error.code]).toEqual([2, 'cli.same-file']);
  const misplaced = await run('deidentify', 'people.csv', '--out', 'e.csv', '--external', '--json');
  expect([misplaced.code, misplaced.json().error.code]).toEqual([2, 'cli.option-not-here']);
});

/** 'a.b[0].c' */
function at(document: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((name) => name !== '')
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], document);
}
