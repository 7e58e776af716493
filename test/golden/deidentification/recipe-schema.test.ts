import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { recipeJsonSchema } from '../../../scripts/recipe-json-schema.ts';

it('resources/recipe.schema.json is what scripts/make-recipe-schema.ts writes', () => {
  const file = new URL('../../../resources/recipe.schema.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(recipeJsonSchema());
});
