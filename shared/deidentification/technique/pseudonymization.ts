import { AppError } from '../../std/app-error.ts';
import { utf8 } from '../../std/bytes.ts';
import type { Column } from '../../table/table.ts';
import { recode } from './recode.ts';
import type { TechniqueTools, Transformed } from './technique.ts';

const CONTEXT = 'bulla/pseudonym/1';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Pseudonymization with a key that never leaves the profile: the first `length` characters of the base32 (RFC 4648) of
 * HMAC-SHA-256(key, context NUL column NUL value). The same value of a column of the same name has the same pseudonym in
 * every release of the profile, so that tables can be joined; without the key it cannot be recomputed from guessed values.
 * Throws `identity.locked`, `pseudonym.collision`.
 */
export function pseudonymize(column: Column, length: number, tools: TechniqueTools): Transformed {
  const { pseudonymKey, hmacSha256 } = tools;
  if (!pseudonymKey) throw new AppError('identity', 'identity.locked', { column: column.name });
  const seen = new Set<string>();
  return recode(column, (value) => {
    const pseudonym = base32(hmacSha256(pseudonymKey, utf8(`${CONTEXT}\0${column.name}\0${value}`))).slice(0, length);
    if (seen.has(pseudonym)) throw new AppError('input', 'pseudonym.collision', { column: column.name, length });
    seen.add(pseudonym);
    return pseudonym;
  });
}

/** RFC 4648 section 6 without padding: 32 bytes are 52 characters. */
export function base32(bytes: Uint8Array<ArrayBufferLike>): string {
  let text = '';
  let word = 0;
  let bits = 0;
  for (const byte of bytes) {
    word = ((word << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(word >> bits) & 31]!;
    }
  }
  return bits > 0 ? text + BASE32[(word << (5 - bits)) & 31]! : text;
}
