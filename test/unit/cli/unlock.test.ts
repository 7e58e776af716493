import { describe, expect, it } from 'vitest';
import { unlockForPseudonyms } from '../../../electron/cli/unlock.ts';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { utf8 } from '@shared/std/bytes.ts';

async function unlocksFor(technique: object): Promise<number> {
  let unlocks = 0;
  const columns = { id: { role: 'other' }, day: { role: 'other', technique } };
  const recipe = parseRecipe(utf8(JSON.stringify({ bulla: 'recipe/1', columns })));
  await unlockForPseudonyms(
    {
      unlock: async () => {
        unlocks++;
      },
    },
    recipe,
  );
  return unlocks;
}

describe('the identity is unlocked', () => {
  it('for pseudonyms and for shifted dates', async () => {
    expect(await unlocksFor({ type: 'pseudonymization' })).toBe(1);
    expect(await unlocksFor({ type: 'date-shift', days: 30, person: 'id' })).toBe(1);
  });

  it('for nothing that needs no key', async () => {
    expect(await unlocksFor({ type: 'none' })).toBe(0);
    expect(await unlocksFor({ type: 'noise', distribution: 'gaussian', scale: 1 })).toBe(0);
  });
});
