import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedBesides, readWholeRecipe } from '@engine/io/recipe-file.ts';
import { expect, test } from 'vitest';

test('names are found from the folder of the recipe', () => {
  expect(namedBesides('/home/a/r/recipe.json', 'age.csv')).toBe('/home/a/r/age.csv');
  expect(namedBesides('/home/a/r/recipe.json', '../h/age.csv')).toBe('/home/a/h/age.csv');
  expect(namedBesides('/home/a/r/recipe.json', '/h/age.csv')).toBe('/h/age.csv');
});

test.each(['\\\\server\\share\\age.csv', '//server/share/age.csv', '\\/server/age.csv'])(
  'a recipe cannot make this computer call another: %s',
  async (path) => {
    const recipe = join(mkdtempSync(join(tmpdir(), 'bulla-recipe-')), 'recipe.json');
    const hierarchy = { type: 'file', path };
    const columns = { age: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy } } };
    writeFileSync(recipe, JSON.stringify({ bulla: 'recipe/1', columns }));
    await expect(readWholeRecipe(recipe)).rejects.toMatchObject({ code: 'recipe.network-path' });
  },
);
