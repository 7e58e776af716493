/** The same recipe, data and seed give the same bytes: in threads and without, in one folder and in another. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { csvBytes } from '@engine/io/csv-write.ts';
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { readCsv } from '@engine/workers/read-csv.ts';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { protect } from '@shared/project/protect.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { recordingPort } from '../../support/read-csv.ts';
import { bulla } from './built-cli.ts';

const SAMPLES = fileURLToPath(new URL('../../../resources/samples/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bulla-same-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sample's recipe with noise, swaps and a sample of the rows: everything that draws from the seed. */
function recipe(): Record<string, unknown> {
  const given = JSON.parse(readFileSync(join(SAMPLES, 'recipe.json'), 'utf8'));
  for (const column of Object.values(given.columns) as { role: string; technique?: { type: string } }[])
    if (column.technique?.type === 'pseudonymization') column.technique = { type: 'suppression' };
  given.columns.weight_kg = { role: 'other', technique: { type: 'noise', distribution: 'laplace', scale: 2 } };
  return { ...given, seed: 77, table: { sampling: { fraction: 0.9 } } };
}

async function throughThreads(name: string): Promise<Buffer> {
  mkdirSync(join(folder, name));
  copyFileSync(join(SAMPLES, 'patients.csv'), join(folder, name, 'patients.csv'));
  writeFileSync(join(folder, name, 'recipe.json'), JSON.stringify(recipe()));
  const args = [
    'deidentify',
    'patients.csv',
    '--recipe',
    'recipe.json',
    '--out',
    'release.csv',
    '--profile',
    'profile',
  ];
  const { code, stderr } = await bulla(args, { cwd: join(folder, name), passphrase: '' });
  expect(code, stderr).toBe(0);
  return readFileSync(join(folder, name, 'release.csv'));
}

async function inOneThread(): Promise<Buffer> {
  const parsed = parseRecipe(new TextEncoder().encode(JSON.stringify(recipe())));
  const { table } = await readCsv({ path: join(SAMPLES, 'patients.csv'), source: parsed.source }, recordingPort());
  const tools = { crypto: createCrypto(), pseudonymKey: null, population: null, now: () => 0 };
  const { release } = protect(table, parsed, tools, QUIET_TASK);
  const pieces: Uint8Array[] = [];
  for await (const piece of csvBytes(release, { delimiter: parsed.source.delimiter ?? ',' })) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('the command line twice, and the pure core without a thread', async () => {
  const first = await throughThreads('first');
  expect(first.length).toBeGreaterThan(10_000);
  expect((await throughThreads('second')).equals(first)).toBe(true);
  expect((await inOneThread()).equals(first)).toBe(true);
});
