/** 32 bytes that stand for one recipe on one table: they differ when anything of the two differs but where a file lies. */
import { type Bytes, utf8 } from '../std/bytes.ts';
import { canonicalBytes } from '../std/canonical-json.ts';
import type { Table } from '../table/table.ts';
import type { Recipe } from './recipe.ts';
import type { TechniqueTools } from './technique/technique.ts';

const KEY = utf8('bulla/release-digest/1');

/**
 * HMAC-SHA-256 under a public key, here as a plain digest, of the digests of: the recipe's canonical JSON without folders and, for each column, its
 * name, its dictionary and its codes.
 */
export function digestRelease(table: Table, recipe: Recipe, { hmacSha256 }: Pick<TechniqueTools, 'hmacSha256'>): Bytes {
  const digest = (bytes: Bytes) => hmacSha256(KEY, bytes);
  const parts = [digest(canonicalBytes(withoutFolders(recipe)))];
  for (const { name, values, codes } of table.columns) {
    parts.push(digest(utf8(JSON.stringify([name, values]))));
    // a copy: not every digest reads shared memory
    parts.push(digest(new Uint8Array(Uint32Array.from(codes).buffer)));
  }
  const all = new Uint8Array(parts.length * 32);
  parts.forEach((part, index) => {
    all.set(part, index * 32);
  });
  return digest(all);
}

/** A population table is named by its whole path; the same recipe in another folder must make the same release. */
function withoutFolders(recipe: Recipe): Recipe {
  return JSON.parse(
    JSON.stringify(recipe, (key, value: unknown) =>
      key === 'path' && typeof value === 'string' ? value.replace(/^.*[/\\]/, '') : value,
    ),
  ) as Recipe;
}
