import { AppError } from '../../std/app-error.ts';
import { type Bytes, utf8 } from '../../std/bytes.ts';
import type { Column } from '../../table/table.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import type { TechniqueContext, Transformed } from './technique.ts';

export const PSEUDONYMIZATION: TechniqueDescription = {
  title: 'Pseudonymize',
  iso: 'pseudonymization; cryptographic tool: keyed one-way function (HMAC-SHA-256)',
  kind: 'any',
  scope: 'column',
  summary: 'Each value becomes a code made with a secret key that stays on this computer.',
  parameters: [
    { name: 'length', meaning: 'base32 characters of the code, 8 to 52, checked for collisions', default: '16' },
    {
      name: 'scope',
      meaning:
        'where equal values get equal codes: in everything of this profile, in one project, in this release only',
      default: 'profile',
    },
    { name: 'project', meaning: "the project's name; needed with the scope project" },
  ],
  pitfalls: [
    'Pseudonymous data are personal data.',
    'Equal codes link the records of one person, within a release and, unless the scope is release, between releases.',
    'Whoever has the key can make the code of a guessed value.',
  ],
  effect: { singlingOut: 'none', linkability: 'none', inference: 'none' },
  safeHarbor: 'H I J R',
};

export interface Pseudonymization {
  readonly length: number;
  readonly scope?: 'profile' | 'project' | 'release' | undefined;
  readonly project?: string | undefined;
}

const CONTEXT = 'bulla/pseudonym/1';
const PROJECT_CONTEXT = 'bulla/pseudonym-project/1';
const RELEASE_CONTEXT = 'bulla/pseudonym-release/1';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Pseudonymization with a key that never leaves the profile: the first `length` characters of the base32 (RFC 4648) of
 * HMAC-SHA-256(key, context NUL column NUL value). Without the key it cannot be recomputed from guessed values. The key is the
 * profile's, or made from it: HMAC(profile's key, context NUL project's name), or HMAC(profile's key, context NUL digest of recipe
 * and data). The seed alone would not do for a release: it is 1 until somebody changes it, and two releases under one seed would
 * have the same codes. With the digest a code comes again only in a release that is the same anyway.
 * Throws `identity.locked`, `pseudonym.collision`.
 */
export function pseudonymize(
  column: Column,
  { length, scope = 'profile', project = '' }: Pseudonymization,
  context: TechniqueContext,
): Transformed {
  const { pseudonymKey, hmacSha256 } = context;
  if (!pseudonymKey) throw new AppError('identity', 'identity.locked', { column: column.name });
  const key = scopedKey();
  const seen = new Set<string>();
  return recode(column, (value, code) => {
    if (code % 1_024 === 0) context.task.checkpoint();
    const pseudonym = base32(hmacSha256(key, utf8(`${CONTEXT}\0${column.name}\0${value}`))).slice(0, length);
    if (seen.has(pseudonym)) throw new AppError('input', 'pseudonym.collision', { column: column.name, length });
    seen.add(pseudonym);
    return pseudonym;
  });

  function scopedKey(): Bytes {
    if (scope === 'profile') return pseudonymKey!;
    if (scope === 'project') return hmacSha256(pseudonymKey!, utf8(`${PROJECT_CONTEXT}\0${project}`));
    const digest = context.releaseDigest();
    const prefix = utf8(`${RELEASE_CONTEXT}\0`);
    const bytes = new Uint8Array(prefix.length + digest.length);
    bytes.set(prefix);
    bytes.set(digest, prefix.length);
    return hmacSha256(pseudonymKey!, bytes);
  }
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
