/** The identity of a profile: kept in `identity.json`, its secrets in memory only while it is unlocked. */
import { join } from 'node:path';
import type { IdentityView } from '@shared/contract/views.ts';
import { formatUtc } from '@shared/license/utc.ts';
import { fingerprintWords } from '@shared/package-format/fingerprint.ts';
import { signCard } from '@shared/package-format/identity-card.ts';
import { partyId, signingKeyOf } from '@shared/package-format/party-id.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, concat, fromBase64Url, toBase64Url, toHex, utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes } from '@shared/std/canonical-json.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { Clock } from '../context.ts';
import type { Identities } from './identities.ts';
import {
  authenticated,
  type IdentityDocument,
  type PublicIdentity,
  parseIdentity,
  readIdentityFile,
  writeIdentityFile,
} from './identity-file.ts';
import { forget, newSealingKey, newSecrets, openVault, type SealingKey, type Secrets, sealVault } from './vault.ts';

const CARD_YEARS = 2;
const YEAR_MS = 365.25 * 86_400_000;

export interface IdentitiesOptions {
  readonly profile: string;
  readonly clock: Clock;
  readonly crypto: CryptoPort;
  readonly version: string;
  /** log2 of scrypt's N for new vaults. */
  readonly scryptLogN: number;
}

/** Throws `identity.damaged` when the profile's file is not an identity. */
export function openIdentities({ profile, clock, crypto, version, scryptLogN }: IdentitiesOptions): Identities {
  const path = join(profile, 'identity.json');
  let document: IdentityDocument | null = readIdentityFile(path);
  let open: { readonly secrets: Secrets; readonly sealingKey: SealingKey } | null = null;
  const lockListeners: (() => void)[] = [];

  function known(): IdentityDocument {
    if (!document) throw new AppError('identity', 'identity.none');
    return document;
  }
  function unlocked() {
    known();
    if (!open) throw new AppError('identity', 'identity.locked', { reference: 'K05' });
    return open;
  }
  function lock(): void {
    if (!open) return;
    forget(open.secrets, open.sealingKey);
    open = null;
    for (const listener of lockListeners) listener();
  }
  /** Seals under `identity/1`, writes, and only then believes it. */
  function keep(identity: PublicIdentity, backedUp: boolean, secrets: Secrets, sealingKey: SealingKey): IdentityView {
    const vault = sealVault(secrets, sealingKey, authenticated('identity/1', identity), crypto);
    const next: IdentityDocument = { bulla: 'identity/1', identity, backedUp, vault };
    writeIdentityFile(path, next);
    document = next;
    open = { secrets, sealingKey };
    return viewOf(next, crypto);
  }
  function refuseExisting(): void {
    if (document) throw new AppError('identity', 'identity.exists');
  }
  const newDevice = () => `urn:bulla:device:${toHex(crypto.randomBytes(16))}`;

  return {
    current: () => document && viewOf(document, crypto),
    get isLocked() {
      return open === null;
    },
    create(person, passphrase) {
      refuseExisting();
      const sealingKey = newSealingKey(passphrase, scryptLogN, crypto);
      const secrets = newSecrets(crypto);
      const identity = {
        id: partyId(crypto.signingKeyPair(secrets.seed).publicKey),
        agreementKey: toBase64Url(crypto.agreementKeyPair(secrets.agreement).publicKey),
        ...person,
        device: newDevice(),
        created: formatUtc(clock.now()),
      };
      cardOf(identity, secrets, clock.now(), version, crypto); // refuses a name that nobody could read on a card
      return keep(identity, false, secrets, sealingKey);
    },
    unlock(passphrase) {
      const { identity, vault } = known();
      const opened = openVault(vault, passphrase, authenticated('identity/1', identity), crypto);
      if (open) forget(open.secrets, open.sealingKey);
      open = opened;
      return viewOf(known(), crypto);
    },
    lock,
    onLock: (listener) => void lockListeners.push(listener),
    card: () => cardOf(known().identity, unlocked().secrets, clock.now(), version, crypto),
    backup() {
      const { identity } = known();
      const { secrets, sealingKey } = unlocked();
      const vault = sealVault(secrets, sealingKey, authenticated('identity-backup/1', identity), crypto);
      return canonicalBytes({ bulla: 'identity-backup/1', identity, backedUp: true, vault });
    },
    markBackedUp() {
      const next = { ...known(), backedUp: true };
      writeIdentityFile(path, next);
      document = next;
    },
    restore(backup, passphrase) {
      refuseExisting();
      const { identity, vault } = parseIdentity(backup, 'identity-backup/1');
      const { secrets, sealingKey } = openVault(
        vault,
        passphrase,
        authenticated('identity-backup/1', identity),
        crypto,
      );
      return keep({ ...identity, device: newDevice() }, true, secrets, sealingKey);
    },
    sign: (message) => crypto.sign(unlocked().secrets.seed, message),
    publicKeys: () => keysOf(known().identity),
    agree: (publicKey) => crypto.agree(unlocked().secrets.agreement, publicKey),
    derivedKey: (purpose) =>
      crypto.hkdfExpandSha256(unlocked().secrets.root, concat(utf8('bulla/1 derived key\0'), utf8(purpose)), 32),
  };
}

function cardOf(identity: PublicIdentity, secrets: Secrets, now: number, version: string, crypto: CryptoPort): Bytes {
  const { id, name, organisation, email, device } = identity;
  const created = formatUtc(now);
  const expires = formatUtc(now + CARD_YEARS * YEAR_MS);
  const agreementKey = fromBase64Url(identity.agreementKey);
  return signCard(
    { name, organisation, email, device, app: `bulla/${version}`, created, expires, agreementKey },
    { id, sign: (message) => crypto.sign(secrets.seed, message) },
  );
}

function keysOf(identity: PublicIdentity): { signing: Bytes; agreement: Bytes } {
  return { signing: signingKeyOf(identity.id), agreement: fromBase64Url(identity.agreementKey) };
}

function viewOf({ identity, backedUp }: IdentityDocument, crypto: CryptoPort): IdentityView {
  const { id, name, organisation, email, device, created } = identity;
  const { signing, agreement } = keysOf(identity);
  const words = fingerprintWords(signing, agreement, crypto);
  return { id, name, organisation, email, device, words, created, backedUp };
}
