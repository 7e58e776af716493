import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { Bench } from './bench.ts';

/** Unlocking takes a good part of a second on purpose (scrypt), so only a recipe that needs the profile's key does it. */
export async function unlockForPseudonyms(bench: Bench, recipe: Recipe): Promise<void> {
  const needsKey = Object.values(recipe.columns).some((column) => column.technique.type === 'pseudonymization');
  if (needsKey) await bench.unlock();
}
