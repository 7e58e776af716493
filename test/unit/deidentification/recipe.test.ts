import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkRecipe, parseRecipe, quasiIdentifiersOf, recipeHash } from '@shared/deidentification/read-recipe.ts';
import { utf8 } from '@shared/std/bytes.ts';

const crypto = { sha256: (bytes: Uint8Array<ArrayBufferLike>) => createHash('sha256').update(bytes).digest() };
const parse = (recipe: unknown) => parseRecipe(utf8(JSON.stringify(recipe)));
const withColumns = (columns: object, rest: object = {}) => parse({ bulla: 'recipe/1', columns, ...rest });
const refused = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    const { code, params } = error as { code: string; params: object };
    return { code, ...params };
  }
  return null;
};

describe('a recipe', () => {
  it('fills in what is not said', () => {
    const recipe = withColumns({ a: { role: 'other' } });
    expect(recipe.columns.a!.technique).toEqual({ type: 'none' });
    expect(recipe.search).toEqual({ type: 'optimal', suppressionLimit: 0, quality: 'loss' });
    expect(recipe.risk.threshold).toBe(0.2);
  });

  it('says which part is wrong, and not what stands there', () => {
    expect(refused(() => withColumns({ a: { role: 'secret' } }))).toEqual({
      code: 'recipe.invalid',
      where: 'columns.a.role',
    });
    expect(refused(() => withColumns({ a: { role: 'other', extra: 1 } }))).toEqual({
      code: 'recipe.invalid',
      where: 'columns.a.extra',
    });
    expect(refused(() => parseRecipe(utf8('{')))?.code).toBe('json.invalid');
  });

  it('has one hash however it is spelled', () => {
    const one = parseRecipe(
      utf8('{"bulla":"recipe/1","columns":{"a":{"role":"other"},"b":{"role":"other"}},"seed":1}'),
    );
    const two = parseRecipe(
      utf8(' {"columns":{"b":{"role":"other"},"a":{"role":"other","technique":{"type":"none"}}}, "bulla":"recipe/1"}'),
    );
    expect(recipeHash(one, crypto)).toBe(recipeHash(two, crypto));
    expect(recipeHash(one, crypto)).toMatch(/^[0-9a-f]{64}$/);
    expect(recipeHash({ ...one, seed: 2 }, crypto)).not.toBe(recipeHash(one, crypto));
  });

  it('must name every column and no other', () => {
    const recipe = withColumns({ a: { role: 'other' } });
    expect(refused(() => checkRecipe(recipe, ['a']))).toBeNull();
    expect(refused(() => checkRecipe(recipe, ['a', 'toString']))).toEqual({
      code: 'recipe.column-not-named',
      column: 'toString',
    });
    expect(refused(() => checkRecipe(recipe, []))).toEqual({ code: 'recipe.column-unknown', column: 'a' });
  });

  it.each([
    ['recipe.direct-identifier-released', { role: 'direct-identifier' }],
    [
      'recipe.level-required',
      { role: 'sensitive', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
    ],
    ['recipe.coding-bounds', { role: 'other', technique: { type: 'top-bottom-coding' } }],
    ['recipe.coding-bounds', { role: 'other', technique: { type: 'top-bottom-coding', bottom: 2, top: 1 } }],
  ])('is refused with %s', (code, column) => {
    expect(refused(() => checkRecipe(withColumns({ a: column }), ['a']))).toEqual({ code, column: 'a' });
  });

  it('refuses a model on a column that is not released as sensitive', () => {
    const models = [{ type: 'distinct-l-diversity', l: 2, sensitive: 'a' }];
    const check = (column: object) => refused(() => checkRecipe(withColumns({ a: column }, { models }), ['a']))?.code;
    expect(check({ role: 'other' })).toBe('recipe.model-column');
    expect(check({ role: 'sensitive', technique: { type: 'suppression' } })).toBe('recipe.model-column');
    expect(check({ role: 'sensitive' })).toBeUndefined();
  });

  it('orders the quasi-identifiers as the table does', () => {
    const recipe = withColumns({
      b: { role: 'quasi-identifier' },
      a: { role: 'quasi-identifier' },
      c: { role: 'other' },
    });
    expect(quasiIdentifiersOf(recipe, ['a', 'b', 'c'])).toEqual(['a', 'b']);
  });
});
