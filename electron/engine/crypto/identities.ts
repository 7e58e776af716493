/**
 * The person's identity and what its passphrase unlocks. Secrets live in memory only while unlocked and are overwritten
 * when locked; nobody outside this folder and the package writer ever sees one.
 */
import type { Bytes } from '@shared/std/bytes.ts';
import type { IdentityView } from '@shared/contract/views.ts';

export interface Identities {
  current(): IdentityView | null;
  readonly isLocked: boolean;
  /** Throws `identity.exists`, `passphrase.too-short`, `card.malformed` (a name that cannot stand on a card). */
  create(person: { name: string; organisation: string; email: string }, passphrase: string): IdentityView;
  /** Throws `identity.wrong-passphrase`, `identity.none`. */
  unlock(passphrase: string): IdentityView;
  lock(): void;
  /** Called whenever the identity locks, so that open packages can close. */
  onLock(listener: () => void): void;
  /** The signed card (DSSE envelope bytes). Throws `identity.locked`. */
  card(): Bytes;
  /** The identity under its own header, sealed by the same passphrase. Throws `identity.locked`. */
  backup(): Bytes;
  /** Called once a backup is on the disk. */
  markBackedUp(): void;
  /** On a new device id. Throws `identity.exists`, `identity.damaged`, `identity.wrong-passphrase`. */
  restore(backup: Bytes, passphrase: string): IdentityView;
  /** Signs with the identity key (tweetnacl). Throws `identity.locked`. */
  sign(message: Bytes): Bytes;
  publicKeys(): { readonly signing: Bytes; readonly agreement: Bytes };
  /** X25519 with the identity's agreement key; null on an unsafe point. Throws `identity.locked`. */
  agree(publicKey: Bytes): Bytes | null;
  /** HMAC keys derived from the vault for one purpose ('pseudonym', 'source-digest', 'issued-keys'). Throws `identity.locked`. */
  derivedKey(purpose: string): Bytes;
}
