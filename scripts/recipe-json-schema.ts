import { toJsonSchema } from '@valibot/to-json-schema';
import { Recipe } from '../shared/deidentification/recipe.ts';

/** The text of resources/recipe.schema.json. `finite` has no counterpart: JSON has no other numbers. */
export function recipeJsonSchema(): string {
  const schema = toJsonSchema(Recipe, {
    typeMode: 'input',
    overrideAction: ({ valibotAction, jsonSchema }) => (valibotAction.type === 'finite' ? jsonSchema : undefined),
  });
  const described = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...schema,
    title: 'Bulla recipe, version 1',
    description: 'See docs/recipe.md',
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}
