/** The census extract through the built command line: the same optimum as ARX. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hasReferenceData, referencePath } from '../../support/golden.ts';
import { bulla } from './built-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulla-adult-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COLUMNS = [
  'sex',
  'age',
  'race',
  'marital-status',
  'education',
  'native-country',
  'workclass',
  'occupation',
  'salary-class',
];

test.skipIf(!hasReferenceData)('nine quasi-identifiers, k = 5, five percent', async () => {
  const columns = COLUMNS.map((name) => {
    const hierarchy = { type: 'file', path: referencePath(`adult/adult_hierarchy_${name}.csv`), delimiter: ';' };
    return [name, { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy } }];
  });
  const recipe = {
    bulla: 'recipe/1',
    source: { delimiter: ';' },
    columns: Object.fromEntries(columns),
    models: [{ type: 'k-anonymity', k: 5 }],
    search: { type: 'optimal', suppressionLimit: 0.05, quality: 'loss' },
  };
  writeFileSync(join(folder, 'adult.json'), JSON.stringify(recipe));
  const args = ['deidentify', referencePath('adult/adult.csv'), '--recipe', 'adult.json', '--out', 'release.csv'];
  const { code, stdout } = await bulla([...args, '--profile', 'profile', '--json'], { cwd: folder, passphrase: '' });
  expect(code).toBe(0);
  const answer = JSON.parse(stdout);
  expect(COLUMNS.map((name) => answer.levels[name])).toEqual([0, 3, 0, 0, 2, 1, 1, 2, 0]);
  expect(Math.abs(answer.score - 0.24193236507)).toBeLessThan(1e-9);
  expect(answer).toMatchObject({ suppressedRows: 1346, classes: 397 });
  expect(answer.risk.before.uniques).toBe(15512);
  expect(readFileSync(join(folder, 'release.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(1 + 30162 - 1346);
});
