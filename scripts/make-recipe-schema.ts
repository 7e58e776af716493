// Writes resources/recipe.schema.json from the schema that recipes are validated by:
// node scripts/make-recipe-schema.ts
import { writeFileSync } from 'node:fs';
import { recipeJsonSchema } from './recipe-json-schema.ts';

writeFileSync(new URL('../resources/recipe.schema.json', import.meta.url), recipeJsonSchema());
