import { appendLeaf, decodeFrontier, EMPTY_TREE, encodeFrontier, leafHash, treeRoot } from '@shared/audit/merkle.ts';
import { type Bytes, concat, fromHex, toHex } from '@shared/std/bytes.ts';
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const { sha256 } = createCrypto();

/** The inputs and roots that Certificate Transparency implementations test RFC 6962 with. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const treeOf = (entries: readonly Bytes[]) =>
  entries.reduce((tree, entry) => appendLeaf(tree, leafHash(entry, sha256), sha256), EMPTY_TREE);

/** RFC 9162 section 2.1.1 word for word: split at the largest power of two below n. */
function definition(entries: readonly Bytes[]): Bytes {
  if (entries.length === 0) return sha256(new Uint8Array(0));
  if (entries.length === 1) return sha256(concat(Uint8Array.of(0), entries[0]!));
  let k = 1;
  while (2 * k < entries.length) k *= 2;
  return sha256(concat(Uint8Array.of(1), definition(entries.slice(0, k)), definition(entries.slice(k))));
}

describe('the Merkle tree of RFC 9162', () => {
  test.each(ROOTS.map((root, size) => [size, root] as const))('known root of %i leaves', (size, root) => {
    expect(toHex(treeRoot(treeOf(LEAVES.slice(0, size).map(fromHex)), sha256))).toBe(root);
  });

  test('grown leaf by leaf it is the tree of the definition', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 70 }), (entries) => {
        expect(toHex(treeRoot(treeOf(entries), sha256))).toBe(toHex(definition(entries)));
      }),
    );
  });

  test('its frontier alone continues it', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(50), (before, after) => {
        const entries = Array.from({ length: before + after }, (_, i) => Uint8Array.of(i & 255, i >> 8));
        const half = treeOf(entries.slice(0, before));
        const restored = decodeFrontier(before, encodeFrontier(half));
        const whole = entries
          .slice(before)
          .reduce((tree, entry) => appendLeaf(tree, leafHash(entry, sha256), sha256), restored);
        expect(toHex(treeRoot(whole, sha256))).toBe(toHex(treeRoot(treeOf(entries), sha256)));
      }),
    );
  });

  test.each([
    [1, 0],
    [2, 64],
    [3, 32],
    [-1, 0],
    [1.5, 32],
  ])('size %d does not fit a frontier of %i bytes', (size, bytes) => {
    expect(() => decodeFrontier(size, new Uint8Array(bytes))).toThrow('audit.state-changed');
  });
});
