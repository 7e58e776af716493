import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { digestRelease } from '@shared/deidentification/release-digest.ts';
import { toHex, utf8 } from '@shared/std/bytes.ts';
import type { Table } from '@shared/table/table.ts';

const tools = {
  hmacSha256: (key: Uint8Array, bytes: Uint8Array) =>
    new Uint8Array(createHmac('sha256', key).update(bytes).digest()) as never,
};
const table = (values: string[]): Table => ({
  rowCount: 2,
  columns: [{ name: 'town', values: ['', ...values], codes: Uint32Array.of(1, 2) }],
});
const recipe = (path: string, k: number) =>
  parseRecipe(
    utf8(
      JSON.stringify({
        bulla: 'recipe/1',
        columns: { town: { role: 'quasi-identifier' } },
        models: [{ type: 'k-map', k, population: { type: 'file', path } }],
      }),
    ),
  );
const digest = (values: string[], path: string, k = 2) => toHex(digestRelease(table(values), recipe(path, k), tools));

test('another value, rule or file gives another digest, another folder does not', () => {
  const own = digest(['Ulm', 'Bonn'], '/here/people.csv');
  expect(digest(['Ulm', 'Bonn'], '/there/people.csv')).toBe(own);
  expect(digest(['Ulm', 'Bonn'], 'C:\\data\\people.csv')).toBe(own);
  expect(digest(['Ulm', 'Bonn'], '/here/others.csv')).not.toBe(own);
  expect(digest(['Ulm', 'Köln'], '/here/people.csv')).not.toBe(own);
  expect(digest(['Ulm', 'Bonn'], '/here/people.csv', 3)).not.toBe(own);
});
