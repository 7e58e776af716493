import type { Recipe } from '@shared/deidentification/recipe.ts';
import { needsKey } from '@shared/deidentification/technique/keyed.ts';

/**
 * For pseudonyms and shifted dates. Unlocking takes a good part of a second on purpose (scrypt), so only a recipe that needs the
 * profile's key does it.
 */
export async function unlockForPseudonyms(bench: { unlock(): Promise<unknown> }, recipe: Recipe): Promise<void> {
  if (Object.values(recipe.columns).some(({ technique }) => needsKey(technique))) await bench.unlock();
}
